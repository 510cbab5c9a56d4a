import { expect, it } from 'vitest';
import type { UpdateLog } from '../update-log.ts';

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const contents = (loaded: Awaited<ReturnType<UpdateLog['load']>>): number[][] =>
  loaded.updates.map((u) => [...u.update]);

/** What every implementation of the log has to do; `reopen` gives the log as it is after a restart of the process. */
export function describeUpdateLog(reopen: () => Promise<UpdateLog>): void {
  const [a, b] = [crypto.randomUUID(), crypto.randomUUID()];

  it('loads nothing for a document without edits', async () => {
    expect(await (await reopen()).load(crypto.randomUUID())).toEqual({ snapshot: undefined, updates: [] });
  });

  it('gives back what was appended, in order, with growing numbers', async () => {
    const log = await reopen();
    const first = await log.append([
      { documentId: a, update: bytes(1) },
      { documentId: b, update: bytes(2) },
      { documentId: a, update: bytes(3, 0, 10, 13, 255) },
    ]);
    const second = await log.append([{ documentId: a, update: bytes(4) }]);
    const seqs = [...first, ...second];
    expect(seqs).toEqual([...seqs].sort((x, y) => x - y));
    expect(new Set(seqs).size).toBe(4);
    for (const opened of [log, await reopen()]) {
      expect(contents(await opened.load(a))).toEqual([[1], [3, 0, 10, 13, 255], [4]]);
      expect((await opened.load(a)).updates.map((u) => u.seq)).toEqual([first[0], first[2], second[0]]);
      expect(contents(await opened.load(b))).toEqual([[2]]);
    }
  });

  it('puts a state in the place of what it contains and keeps what came later', async () => {
    const log = await reopen();
    const id = crypto.randomUUID();
    const seqs = await log.append([1, 2, 3].map((n) => ({ documentId: id, update: bytes(n) })));
    await log.compact(id, bytes(12), seqs[1]!);
    for (const opened of [log, await reopen()]) {
      const loaded = await opened.load(id);
      expect([...loaded.snapshot!]).toEqual([12]);
      expect(contents(loaded)).toEqual([[3]]);
    }
    await log.compact(id, bytes(123), seqs[2]!);
    expect(contents(await log.load(id))).toEqual([]);
    const later = await (await reopen()).append([{ documentId: id, update: bytes(4) }]);
    expect(later[0]).toBeGreaterThan(seqs[2]!);
  });

  it('does not replace a later state by an earlier one', async () => {
    const log = await reopen();
    const id = crypto.randomUUID();
    const seqs = await log.append([1, 2].map((n) => ({ documentId: id, update: bytes(n) })));
    await log.compact(id, bytes(12), seqs[1]!);
    await log.compact(id, bytes(1), seqs[0]!);
    expect([...(await log.load(id)).snapshot!]).toEqual([12]);
  });
}
