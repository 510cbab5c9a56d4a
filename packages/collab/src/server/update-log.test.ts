import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { batchingLog } from './batching-log.ts';
import { fileLog } from './testing/file-log.ts';
import { describeUpdateLog } from './testing/log-contract.ts';
import { memoryLog } from './testing/memory-log.ts';

describe('the log in memory', () => {
  const log = memoryLog();
  describeUpdateLog(async () => log);
});

describe('the log in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperkite-log-'));
  const opened: Awaited<ReturnType<typeof fileLog>>[] = [];
  afterAll(async () => {
    for (const log of opened) await log.close();
    rmSync(folder, { recursive: true });
  });
  describeUpdateLog(async () => {
    const log = await fileLog(folder);
    opened.push(log);
    return log;
  });
});

describe('group commit', () => {
  const update = (length: number) => ({ documentId: 'doc', update: new Uint8Array(length) });

  it('appends what waits together, within the limits', async () => {
    const log = memoryLog();
    const batching = batchingLog(log, { maxEntries: 3, maxBytes: 100, maxWaitingBytes: 1000 });
    const seqs = await Promise.all([10, 10, 10, 10, 95, 300].map((length) => batching.append(update(length))));
    expect(log.batches.map((batch) => batch.map((entry) => entry.update.length))).toEqual([
      [10, 10, 10],
      [10],
      [95],
      [300],
    ]);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('refuses more than may wait, and goes on afterwards', async () => {
    const batching = batchingLog(memoryLog(), { maxEntries: 10, maxBytes: 100, maxWaitingBytes: 100 });
    const first = batching.append(update(80));
    await expect(batching.append(update(30))).rejects.toThrow('too many bytes');
    await first;
    await batching.append(update(30));
  });

  it('flushes everything, also what arrives while it waits', async () => {
    const log = memoryLog();
    const batching = batchingLog(log);
    void batching.append(update(1)).then(() => batching.append(update(2)));
    await batching.flush();
    await batching.flush();
    expect(log.batches.flat()).toHaveLength(2);
  });
});
