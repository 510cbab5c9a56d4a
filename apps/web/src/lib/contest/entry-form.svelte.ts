import { allowsSubmission, checkEntry, type EntryDraft, type Finding } from '@paperkite/contest';
import type { Saved } from '@paperkite/ui';
import type { EntryView, StoredFile } from '#server/contests/entry-view.ts';
import { EntryRefused, type EntryApi } from './entry-api.ts';
import type { EntryProblem } from './problems.ts';
import type { ProjectFacts } from './project-facts.ts';

/** A file on its way up. */
export interface UploadInProgress {
  name: string;
  /** 0..1 */
  share: number;
  cancel(): void;
}

/** What was typed and did not reach the server yet, kept on the device. */
interface Unsaved {
  group: string | null;
  typed: Record<string, string>;
}

const SAVE_AFTER_MS = 700;
const RETRY_AFTER_MS = 5000;

/** The form of one entry as it is filled in: checked at every key, saved by itself, kept on the device until it is saved. */
export class EntryForm {
  typed: Record<string, string> = $state({});
  files: Record<string, StoredFile> = $state({});
  uploads: Record<string, UploadInProgress> = $state({});
  /** By artefact id: why its upload was refused. */
  uploadProblems: Record<string, EntryProblem> = $state({});
  saved: Saved = $state('saved');
  saveProblem: EntryProblem | undefined = $state.raw();
  /** Server time, milliseconds since the epoch; follows the server's clock, not the device's. */
  now = $state(0);
  /** Of the project beside the form, once it is here; until then what the server knew. */
  facts: ProjectFacts | undefined = $state.raw();

  #group: string | null = $state(null);
  #view: EntryView;
  #teamFindings: readonly Finding[] = $state.raw([]);
  #offset = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = new Set<string>();
  #saving: Promise<void> | undefined;

  readonly #api: EntryApi;
  readonly #device: Storage | undefined;

  constructor(view: EntryView, api: EntryApi, device?: Storage) {
    this.#api = api;
    this.#device = device;
    this.#view = $state.raw(view);
    this.typed = { ...view.typed };
    this.files = { ...view.files };
    this.#group = view.group;
    this.#teamFindings = view.teamFindings;
    this.#setClock(view.now);
  }

  get group(): string | null {
    return this.#group;
  }

  set group(id: string | null) {
    this.#group = id;
    this.#changed();
  }

  type(field: string, text: string): void {
    this.typed[field] = text;
    this.#dirty.add(field);
    this.#changed();
  }

  /** Everything that the rules say now, in the order of the form. */
  readonly findings: readonly Finding[] = $derived.by(() => {
    const { definition, windows, id, fixBy, uploadBegunAt, track } = this.#view;
    const own = checkEntry(
      definition,
      windows,
      { track, group: this.group, members: this.#members, artefacts: this.#artefacts },
      { now: this.now, entry: id, uploadBegunAt, fixByAt: fixBy, participations: [] },
    );
    // Grades and other entries of the team are the server's to know, and so is what follows from them.
    const isBefore = ({ field }: Finding): boolean => field === 'window' || field === 'group';
    const rest = own.filter(({ field }) => field !== 'team');
    return [...rest.filter(isBefore), ...this.#teamFindings, ...rest.filter((finding) => !isBefore(finding))];
  });

  readonly ready: boolean = $derived(allowsSubmission(this.findings));

  readonly uploading: boolean = $derived(Object.keys(this.uploads).length > 0);

  /** Takes over what changed on the server: team, returns, files. What is being typed stays. */
  update(view: EntryView): void {
    this.#view = view;
    this.files = { ...view.files };
    this.#teamFindings = view.teamFindings;
    this.#setClock(view.now);
  }

  /** Takes up what this device kept because the server could not be reached last time. */
  restore(): void {
    const kept = this.#device?.getItem(this.#keptAs);
    if (!kept) return;
    try {
      const { group, typed } = JSON.parse(kept) as Unsaved;
      this.#group = group;
      for (const [field, text] of Object.entries(typed)) this.type(field, text);
    } catch {
      this.#device?.removeItem(this.#keptAs);
    }
  }

  /** Sends what is not saved yet; resolves when the server has it, or rejects with `EntryRefused`. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    if (this.saved === 'saved') return;
    this.#saving = this.#save();
    try {
      await this.#saving;
    } finally {
      this.#saving = undefined;
    }
  }

  /** Sends a file and shows how far it is. */
  async upload(field: string, file: File): Promise<void> {
    const abort = new AbortController();
    delete this.uploadProblems[field];
    this.uploads[field]?.cancel();
    const maxBytes = this.#view.form.fields.find(({ id }) => id === field)?.limits.maxBytes ?? Infinity;
    if (file.size > maxBytes) {
      // The server would say so too, but only after minutes of uploading.
      this.uploadProblems[field] = { code: 'upload_too_large', details: { maxBytes }, findings: [] };
      return;
    }
    this.uploads[field] = { name: file.name, share: 0, cancel: () => abort.abort() };
    const progress = (share: number): void => {
      if (this.uploads[field]) this.uploads[field].share = share;
    };
    try {
      // The grace after the close covers what the server saw begin before it.
      await this.#api.begin();
      this.files[field] = await this.#api.upload(field, file, progress, abort.signal);
    } catch (error) {
      if (error instanceof EntryRefused) this.uploadProblems[field] = error.problem;
      else if (!abort.signal.aborted) throw error;
    } finally {
      delete this.uploads[field];
    }
  }

  async dropFile(field: string): Promise<void> {
    delete this.uploadProblems[field];
    try {
      await this.#api.dropUpload(field);
      delete this.files[field];
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      this.uploadProblems[field] = error.problem;
    }
  }

  /** Call it now and then: deadlines come by themselves. */
  tick(): void {
    this.now = Date.now() + this.#offset;
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  get #keptAs(): string {
    return `paperkite-entry:${this.#view.id}`;
  }

  get #members(): EntryDraft['members'] {
    const { me, members, form } = this.#view;
    const kind = form.entrant === 'teacher' ? 'teacher' : 'pupil';
    return members.map(({ person, accepted }) => ({
      person,
      kind,
      grade: person === me.person ? me.grade : null,
      acceptance: accepted ? 'accepted' : 'pending',
    }));
  }

  get #artefacts(): EntryDraft['artefacts'] {
    const { form, project } = this.#view;
    const facts = this.facts ?? project;
    return Object.fromEntries(
      form.fields.map(({ id, kind, automatic }) => {
        if (automatic) {
          const value = project && facts && { project: project.id, blocks: facts.blocks, startable: facts.startable };
          return [id, value && { kind: 'project' as const, ...value }];
        }
        if (kind === 'image' || kind === 'video' || kind === 'report' || kind === 'data') {
          const file = this.files[id];
          return [id, file ? { kind: 'file' as const, ...file, stored: true } : null];
        }
        return [id, { kind: 'text' as const, text: this.typed[id] ?? '' }];
      }),
    );
  }

  #setClock(serverNow: number): void {
    this.#offset = serverNow - Date.now();
    this.tick();
  }

  #changed(): void {
    this.saved = 'saving';
    const unsaved: Unsaved = { group: this.#group, typed: this.#dirtyFields() };
    try {
      this.#device?.setItem(this.#keptAs, JSON.stringify(unsaved));
    } catch {
      // A full device: the server still gets it.
    }
    this.#later(SAVE_AFTER_MS);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), ms);
  }

  #dirtyFields(): Record<string, string> {
    return Object.fromEntries([...this.#dirty].map((field) => [field, this.typed[field] ?? '']));
  }

  async #save(): Promise<void> {
    const sent = { group: this.#group, typed: this.#dirtyFields() };
    try {
      const { now, teamFindings } = await this.#api.save(sent);
      this.#setClock(now);
      this.#teamFindings = teamFindings;
      this.saveProblem = undefined;
      for (const [field, text] of Object.entries(sent.typed)) if (this.typed[field] === text) this.#dirty.delete(field);
      if (this.#dirty.size > 0 || this.#group !== sent.group) return this.#changed();
      this.saved = 'saved';
      this.#device?.removeItem(this.#keptAs);
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      const passing = error.problem.code === 'network';
      this.saved = passing ? 'local' : 'failed';
      this.saveProblem = error.problem;
      if (passing) this.#later(RETRY_AFTER_MS);
      throw error;
    }
  }
}
