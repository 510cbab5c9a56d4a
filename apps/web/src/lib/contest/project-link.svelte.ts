import type { OpenProject } from '@paperkite/collab/client';
import { snapshotHash } from '@paperkite/project';
import type { Saved } from '@paperkite/ui';
import { encodeStateVector } from 'yjs';
import { openHere } from '#lib/editor/project-server.ts';
import { projectFacts, type ProjectFacts } from './project-facts.ts';
import { notSaved } from './submission.ts';

/** The entry's project, open beside the form: what the rules ask about it, and whether the server has all of it. */
export class ProjectLink {
  /** Undefined until the project has arrived. */
  facts: ProjectFacts | undefined = $state.raw();
  saved: Saved = $state('saving');

  readonly #project: OpenProject;
  readonly #stop: (() => void)[];

  constructor(projectId: string) {
    this.#project = openHere(projectId, { kept: true, onServer: true });
    const look = (): void => void (this.facts = projectFacts(this.#project.doc.toProject()));
    this.#project.whenLoaded.then(look, () => undefined);
    this.#stop = [
      this.#project.doc.observe(() => !this.#project.doc.isEmpty() && look()),
      this.#project.observe(() => this.#follow()),
    ];
    this.#follow();
  }

  /** Resolves once every edit is durable on the server, with the state vector in base64. */
  async stateVectorWhenDurable(): Promise<string> {
    try {
      await this.#project.whenLoaded;
      await this.#project.whenDurable();
    } catch {
      throw notSaved();
    }
    return base64(encodeStateVector(this.#project.doc.ydoc));
  }

  /** SHA-256 of the canonical JSON, as a snapshot of it would have; undefined while it has not arrived. */
  async hash(): Promise<string | undefined> {
    if (!this.facts) return undefined;
    return snapshotHash(this.#project.doc.toProject());
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    await this.#project.close();
  }

  #follow(): void {
    const { kind } = this.#project.saveState();
    this.saved = (
      { loading: 'saving', 'on-device': 'local', saving: 'saving', saved: 'saved', 'cannot-save': 'failed' } as const
    )[kind];
  }
}

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
