import type { OpenProject, PersonHere } from '@paperkite/collab/client';
import type { Assets, TargetId } from '@paperkite/project';
import { assetHashes } from '@paperkite/project';
import type { Saved } from '@paperkite/ui';
import { send } from '#lib/server-request.ts';
import { rememberWork } from '#lib/works/device-works.ts';
import { openHere } from './project-server.ts';
import { saveProblem } from './save-problems.ts';
import { boardThumbnail } from './board-thumbnail.ts';
import { mainBoard } from './main-board.ts';
import { EditorSession } from './session.svelte.ts';
import type { StageRunner } from './stage-runner.svelte.ts';
import { serverVersions, type VersionStore } from './versions.ts';

/** Typing a name is one change. */
const RENAME_MS = 500;

export interface OpenWorkOptions {
  projectId: string;
  /** The class that the work belongs to, for somebody who sits in it. */
  classId?: string;
  /** Whether the pupil's hand is up in that class; undefined for somebody who raises none. */
  handRaised?: boolean;
  /** Who is signed in; null for somebody without an account. */
  personId: string | null;
  /** Whether the server has the project and lets this person in. */
  onServer: boolean;
  /** To look only, by choice: a teacher's first glance. */
  lookOnly: boolean;
  /** Whether the server let this person edit when the page came; it may change its mind. */
  mayEdit: boolean;
  /** A teacher in a pupil's work: nothing of it stays on the teacher's computer. */
  visiting: boolean;
  /** Whose work it is, where that is somebody else. */
  ownerName?: string;
  home: string;
  handedIn: boolean;
  /** Present where handing in to a teacher makes sense. */
  canHandIn: boolean;
  /** Goes to the contest form; undefined where submitting is not this person's. */
  submit?: (work: OpenWork) => Promise<void>;
}

/** One open work: the project kept on the device and, where there is an account, on the server; and what the top bar says of it. */
export class OpenWork {
  readonly session: EditorSession;
  readonly project: OpenProject;
  readonly home: string;
  saved: Saved = $state('saving');
  savedReason: string | undefined = $state();
  /** The server does not know this person any more. What is edited stays on the device until it does. */
  signedOut = $state(false);
  /** Everybody else who has the work open, a person once for each tab. */
  people: readonly PersonHere[] = $state.raw([]);
  handedIn = $state(false);
  /** The server takes no edits of this person now: their teacher paused the class. */
  locked = $state(false);
  /** The server does not give the work to this person any more: it, its class or their place there was deleted. */
  gone = $state(false);

  readonly #options: OpenWorkOptions;
  readonly #stop: (() => void)[] = [];
  #renaming: ReturnType<typeof setTimeout> | undefined;
  #pictured: unknown;

  private constructor(project: OpenProject, options: OpenWorkOptions) {
    this.project = project;
    this.#options = options;
    this.home = options.home;
    this.locked = !options.mayEdit;
    this.handedIn = options.handedIn;
    this.session = new EditorSession(
      project.doc,
      {
        get: async (hash) => (await project.assets.get(hash))?.bytes,
        add: (bytes, mime) => project.assets.put(bytes, mime),
      },
      { readOnly: options.lookOnly || !options.mayEdit },
    );
    this.#stop.push(
      project.observe(() => this.#follow()),
      project.presence.onChange(() => this.#meet()),
      project.doc.observe(({ own, areas }) => {
        if (!own) return;
        const { title } = project.doc.toProject();
        if (!options.visiting) {
          void rememberWork({ id: options.projectId, title, owner: options.personId, updatedAt: Date.now() });
        }
        if (areas.has('project') && options.onServer) this.#rename(title);
      }),
    );
    this.#follow();
    this.#meet();
  }

  /** Opens it; rejects with a `CollabError` when neither device nor server gives it. */
  static async open(options: OpenWorkOptions): Promise<OpenWork> {
    const { projectId, visiting, onServer } = options;
    const project = openHere(projectId, { kept: !visiting, onServer });
    await project.whenLoaded;
    return new OpenWork(project, options);
  }

  get lookOnly(): boolean {
    return this.#options.lookOnly;
  }

  get ownerName(): string | undefined {
    return this.#options.ownerName;
  }

  /** Where the work can be edited together with its owner, for somebody who looks and may do more. */
  get together(): string | undefined {
    return this.#options.lookOnly && this.#options.mayEdit ? `/editor/${this.#options.projectId}` : undefined;
  }

  /** The pupil's hand, where there is a class to see it. */
  get hand(): { classId: string; raised: boolean } | undefined {
    const { classId, handRaised } = this.#options;
    return classId === undefined || handRaised === undefined ? undefined : { classId, raised: handRaised };
  }

  get versions(): VersionStore | undefined {
    if (!this.#options.onServer || this.session.readOnly) return undefined;
    return serverVersions(this.#options.projectId, this.project);
  }

  /** Tells the class wall that the work was run, and whether an error stopped it: that is how a teacher sees who is stuck. */
  reportRun(failed: boolean): void {
    const { classId, projectId } = this.#options;
    if (classId) void send('POST', `/api/classes/${classId}/runs`, { projectId, failed });
  }

  /** Lists and the class wall show the name that the server's row has. */
  #rename(title: string): void {
    clearTimeout(this.#renaming);
    const name = title.trim().slice(0, 120);
    if (name === '') return;
    this.#renaming = setTimeout(
      () => void send('PATCH', `/api/projects/${this.#options.projectId}`, { title: name }),
      RENAME_MS,
    );
  }

  /** Tells the others which target this person looks at. */
  showWhereabouts(target: TargetId): void {
    this.project.presence.show({ target });
  }

  get submit(): ((runner: StageRunner | undefined) => Promise<void>) | undefined {
    const { submit } = this.#options;
    if (!submit || this.session.readOnly) return undefined;
    return async (runner) => {
      if (runner) await this.offerThumbnail(runner);
      await submit(this);
    };
  }

  get handIn(): (() => Promise<void>) | undefined {
    if (!this.#options.canHandIn || this.session.readOnly) return undefined;
    return async () => {
      const handedIn = !this.handedIn;
      // What the teacher gets is what the child sees: not before the last edit is there.
      if (handedIn) await this.project.whenDurable();
      const sent = await send('PATCH', `/api/projects/${this.#options.projectId}`, { handedIn });
      if (!sent.ok) throw new Error(`handing in was answered with ${sent.code}`);
      this.handedIn = handedIn;
    };
  }

  /** Every asset that the project names and that can be had now. */
  async collectAssets(): Promise<Assets> {
    const assets: Assets = new Map();
    for (const hash of assetHashes(this.session.project)) {
      const asset = await this.project.assets.get(hash);
      if (asset) assets.set(hash, asset);
    }
    return assets;
  }

  /**
   * Keeps a picture of the stage as the work's picture, if the work changed since the last one; of the board where it is about
   * that. Only its owners give a work a picture.
   */
  async offerThumbnail(runner: StageRunner): Promise<void> {
    const now = this.session.project;
    if (now === this.#pictured || this.#options.visiting || this.session.readOnly) return;
    const board = mainBoard(now);
    const thumbnail = await (board ? boardThumbnail(board.board) : runner.thumbnail());
    if (!thumbnail) return;
    this.#pictured = now;
    await rememberWork({ id: this.#options.projectId, thumbnail });
    if (!this.#options.onServer || !this.project.online()) return;
    await fetch(`/api/projects/${this.#options.projectId}/thumbnail`, { method: 'PUT', body: thumbnail }).catch(
      () => undefined,
    );
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    this.session.destroy();
    await this.project.close();
  }

  #follow(): void {
    const state = this.project.saveState();
    // Until the server answers, what it said when the page came holds.
    this.gone = state.kind === 'cannot-save' && (state.reason === 'unknown-project' || state.reason === 'no-access');
    const editable = !this.gone && (this.project.online() ? !this.project.readOnly() : !this.locked);
    this.locked = !editable;
    this.session.readOnly = this.#options.lookOnly || this.locked;
    this.signedOut = state.kind === 'cannot-save' && state.reason === 'not-signed-in';
    this.savedReason = state.kind === 'cannot-save' ? saveProblem(state.reason) : undefined;
    this.saved = (
      {
        loading: 'saving',
        'on-device': this.#options.onServer ? 'local' : 'device',
        saving: 'saving',
        saved: 'saved',
        'cannot-save': 'failed',
      } as const
    )[state.kind];
  }

  #meet(): void {
    this.people = this.project.presence.people();
  }
}
