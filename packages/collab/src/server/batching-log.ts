import type { LoggedUpdate, UpdateLog } from './update-log.ts';

export interface BatchLimits {
  /** Updates in one append. */
  maxEntries: number;
  /** Bytes in one append; a single bigger update still goes alone. */
  maxBytes: number;
  /** Bytes that may wait for the log before further updates are refused. */
  maxWaitingBytes: number;
}

export const BATCH_LIMITS: BatchLimits = { maxEntries: 1000, maxBytes: 8 << 20, maxWaitingBytes: 64 << 20 };

interface Waiting {
  entry: LoggedUpdate;
  resolve(seq: number): void;
  reject(error: unknown): void;
}

/** Group commit: what arrives while an append is under way goes together into the next one, for all documents at once. */
export interface BatchingLog {
  /** Resolves with the sequence number once durable. */
  append(entry: LoggedUpdate): Promise<number>;
  /** Resolves when nothing waits any more. */
  flush(): Promise<void>;
}

export function batchingLog(log: Pick<UpdateLog, 'append'>, limits: BatchLimits = BATCH_LIMITS): BatchingLog {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | undefined;

  const takeBatch = (): Waiting[] => {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && count < limits.maxEntries) {
      bytes += waiting[count]!.entry.update.byteLength;
      if (count > 0 && bytes > limits.maxBytes) break;
      count++;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    for (const { entry } of batch) waitingBytes -= entry.update.byteLength;
    return batch;
  };

  const write = async (batch: Waiting[]): Promise<void> => {
    try {
      const seqs = await log.append(batch.map(({ entry }) => entry));
      for (const [i, { resolve }] of batch.entries()) resolve(seqs[i]!);
    } catch (error) {
      const documents = Map.groupBy(batch, ({ entry }) => entry.documentId);
      // One document that is gone must not take the edits of a whole class with it.
      if (documents.size > 1) for (const part of documents.values()) await write(part);
      else for (const { reject } of batch) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    // Updates that arrive in the same turn of the event loop go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await write(takeBatch());
    running = undefined;
  };

  return {
    append(entry) {
      if (waitingBytes + entry.update.byteLength > limits.maxWaitingBytes)
        return Promise.reject(new Error('too many bytes wait for the log'));
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        waitingBytes += entry.update.byteLength;
        running ??= run();
      });
    },
    async flush() {
      while (running) await running;
    },
  };
}
