import * as Y from 'yjs';
import { isRefusal } from '../refusals.ts';
import type { BatchingLog } from './batching-log.ts';
import type { CollabLimits } from './limits.ts';
import { Refusal } from './refusal.ts';
import type { UpdateLog } from './update-log.ts';

interface Ledger {
  /** Of the last sequence number known to be in the document in memory. */
  seq: number;
  updatesSince: number;
  bytesSince: number;
  /** At least the size of the document; exact after each compaction. */
  sizeBound: number;
  compacting: Promise<void> | undefined;
}

export type CollabProblem = (message: string, error: unknown) => void;

/**
 * The documents' way to and from the log: checks an update, makes it durable, keeps count of sizes and replaces long logs by
 * merged states.
 */
export interface DurableDocuments {
  /** Reads the document out of the log into `doc`. Updates that Yjs refuses are reported and left out. */
  load(documentId: string, doc: Y.Doc): Promise<void>;
  /** Resolves once the update is durable. Throws a {@link Refusal}, and then nothing was logged. */
  append(documentId: string, doc: Y.Doc, update: Uint8Array, maxBytes: number): Promise<void>;
  /** Puts a merged state in place of a long log, if it is worth it. */
  compactBeforeUnload(documentId: string, doc: Y.Doc): Promise<void>;
}

const WORTH_COMPACTING = 20;

export function durableDocuments(
  log: UpdateLog,
  batching: BatchingLog,
  limits: CollabLimits,
  report: CollabProblem,
): DurableDocuments {
  const ledgers = new WeakMap<Y.Doc, Ledger>();

  const compact = (documentId: string, doc: Y.Doc, ledger: Ledger): Promise<void> => {
    ledger.compacting ??= (async () => {
      // In a turn of its own, when every update whose append has resolved is applied: what `seq` counts is in the state.
      await new Promise((resolve) => setImmediate(resolve));
      const state = Y.encodeStateAsUpdate(doc);
      const { seq, updatesSince, bytesSince } = ledger;
      try {
        await log.compact(documentId, state, seq);
        ledger.updatesSince -= updatesSince;
        ledger.bytesSince -= bytesSince;
        ledger.sizeBound = state.byteLength + ledger.bytesSince;
      } catch (error) {
        // Nothing is lost: the log stays long and is tried again later.
        report(`compaction of ${documentId} failed`, error);
      } finally {
        ledger.compacting = undefined;
      }
    })();
    return ledger.compacting;
  };

  return {
    async load(documentId, doc) {
      let loaded;
      try {
        loaded = await log.load(documentId);
      } catch (error) {
        report(`loading ${documentId} failed`, error);
        throw new Refusal(reasonOf(error), error);
      }
      const { snapshot, updates } = loaded;
      doc.transact(() => {
        for (const update of [...(snapshot ? [snapshot] : []), ...updates.map((entry) => entry.update)]) {
          try {
            Y.applyUpdate(doc, update);
          } catch (error) {
            report(`an update of ${documentId} cannot be applied`, error);
          }
        }
      });
      const bytesSince = updates.reduce((sum, { update }) => sum + update.byteLength, 0);
      ledgers.set(doc, {
        seq: updates.at(-1)?.seq ?? 0,
        updatesSince: updates.length,
        bytesSince,
        sizeBound: (snapshot?.byteLength ?? 0) + bytesSince,
        compacting: undefined,
      });
    },

    async append(documentId, doc, update, maxBytes) {
      const ledger = ledgers.get(doc);
      if (!ledger) throw new Refusal('unknown-project');
      if (update.byteLength > maxBytes) throw new Refusal('update-too-big');
      checkWellFormed(update);
      if (ledger.sizeBound + update.byteLength > limits.maxDocumentBytes) {
        ledger.sizeBound = Y.encodeStateAsUpdate(doc).byteLength;
        if (ledger.sizeBound + update.byteLength > limits.maxDocumentBytes) throw new Refusal('project-too-big');
      }
      ledger.sizeBound += update.byteLength;
      let seq: number;
      try {
        seq = await batching.append({ documentId, update });
      } catch (error) {
        report(`logging an edit of ${documentId} failed`, error);
        throw new Refusal(reasonOf(error), error);
      }
      ledger.seq = Math.max(ledger.seq, seq);
      ledger.updatesSince += 1;
      ledger.bytesSince += update.byteLength;
      const { updates, bytes } = limits.compactAfter;
      if (ledger.updatesSince >= updates || ledger.bytesSince >= bytes) void compact(documentId, doc, ledger);
    },

    async compactBeforeUnload(documentId, doc) {
      const ledger = ledgers.get(doc);
      if (ledger && ledger.updatesSince >= WORTH_COMPACTING) await compact(documentId, doc, ledger);
    },
  };
}

/** A log may say that the document does not exist (any more); everything else is its own trouble. */
function reasonOf(error: unknown): Refusal['reason'] {
  const reason = typeof error === 'object' && error !== null ? (error as { reason?: unknown }).reason : undefined;
  return isRefusal(reason) ? reason : 'log-unavailable';
}

/** What Yjs cannot read must not get into the log, where it would be in the way at every load. */
function checkWellFormed(update: Uint8Array): void {
  try {
    Y.decodeUpdate(update);
  } catch (error) {
    throw new Refusal('malformed-update', error);
  }
}
