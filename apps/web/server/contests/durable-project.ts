import { createProjectDoc } from '@paperkite/collab';
import type { CollabServer } from '@paperkite/collab/server';
import type { Project } from '@paperkite/project';
import * as Y from 'yjs';

/** A project as the log has it, at one moment. */
export interface DurableProject {
  /** Undefined while nothing of it has arrived. */
  readonly project: Project | undefined;
  /** The same as one Yjs update, to keep as a version. */
  readonly bytes: Uint8Array;
  /**
   * Whether everything that a page's state vector names is in it. False also for what is no state vector. Deletions do not
   * show in state vectors: the page waits for those to be acknowledged before it asks.
   */
  covers(stateVector: Uint8Array): boolean;
}

/** Reads what is durable of a project. */
export async function readDurable(collab: Pick<CollabServer, 'readState'>, projectId: string): Promise<DurableProject> {
  const bytes = await collab.readState(projectId);
  const doc = createProjectDoc();
  try {
    Y.applyUpdate(doc.ydoc, bytes);
    const known = Y.decodeStateVector(Y.encodeStateVector(doc.ydoc));
    return {
      project: doc.isEmpty() ? undefined : doc.toProject(),
      bytes,
      covers: (stateVector) => isCovered(stateVector, known),
    };
  } finally {
    doc.destroy();
    doc.ydoc.destroy();
  }
}

function isCovered(stateVector: Uint8Array, known: Map<number, number>): boolean {
  try {
    return [...Y.decodeStateVector(stateVector)].every(([client, clock]) => (known.get(client) ?? 0) >= clock);
  } catch {
    return false;
  }
}
