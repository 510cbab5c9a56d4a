import type { LoggedUpdate, UpdateLog } from '../update-log.ts';

/** A log in memory that can be made to fail and to wait, with a look inside. */
export interface MemoryLog extends UpdateLog {
  batches: LoggedUpdate[][];
  compactions: { documentId: string; uptoSeq: number }[];
  /** Appends wait while this is set, and run when it resolves. */
  hold: Promise<void> | undefined;
  /** Makes appends and loads of these documents fail with the value. */
  failing: Map<string, unknown>;
}

export function memoryLog(): MemoryLog {
  let seq = 0;
  const updates: { documentId: string; seq: number; update: Uint8Array }[] = [];
  const snapshots = new Map<string, { state: Uint8Array; uptoSeq: number }>();
  const log: MemoryLog = {
    batches: [],
    compactions: [],
    hold: undefined,
    failing: new Map(),
    async append(batch) {
      await log.hold;
      for (const { documentId } of batch) if (log.failing.has(documentId)) throw log.failing.get(documentId);
      log.batches.push([...batch]);
      return batch.map(({ documentId, update }) => {
        updates.push({ documentId, seq: ++seq, update: update.slice() });
        return seq;
      });
    },
    async load(documentId) {
      if (log.failing.has(documentId)) throw log.failing.get(documentId);
      const snapshot = snapshots.get(documentId);
      return {
        snapshot: snapshot?.state,
        updates: updates.filter((u) => u.documentId === documentId && u.seq > (snapshot?.uptoSeq ?? 0)),
      };
    },
    async compact(documentId, state, uptoSeq) {
      log.compactions.push({ documentId, uptoSeq });
      if ((snapshots.get(documentId)?.uptoSeq ?? 0) < uptoSeq)
        snapshots.set(documentId, { state: state.slice(), uptoSeq });
    },
  };
  return log;
}
