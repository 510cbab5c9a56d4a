/** One edit on its way to the log. */
export interface LoggedUpdate {
  documentId: string;
  update: Uint8Array;
}

/** What is known of a document: an optional merged state and the updates after it, oldest first. */
export interface LoadedDocument {
  snapshot: Uint8Array | undefined;
  updates: readonly { seq: number; update: Uint8Array }[];
}

/**
 * The durable write-ahead log of the shared documents, a port: `data` implements it over PostgreSQL. An edit is
 * acknowledged only after `append` has resolved, so that resolving means "survives the loss of power".
 */
export interface UpdateLog {
  /**
   * Appends all or none of the updates. Resolves, once they are durable, with their sequence numbers in the same order;
   * later appends get greater ones. Rejects with `{ reason: 'unknown-project' }` for a document that does not exist.
   */
  append(batch: readonly LoggedUpdate[]): Promise<readonly number[]>;
  load(documentId: string): Promise<LoadedDocument>;
  /**
   * Puts `state`, which contains every update up to and including `uptoSeq`, in their place, atomically. Never replaces a
   * later state by an earlier one. What it keeps as versions for people is the log's own business.
   */
  compact(documentId: string, state: Uint8Array, uptoSeq: number): Promise<void>;
}
