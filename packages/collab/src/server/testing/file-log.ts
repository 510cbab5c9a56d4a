import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateLog } from '../update-log.ts';

/**
 * A durable log in one file, one fsync for each batch, for tests and measurements without a database. A record that a crash
 * cut off at the end of the file was never acknowledged and is left out.
 */
export async function fileLog(folder: string): Promise<UpdateLog & { close(): Promise<void> }> {
  const path = join(folder, 'updates.log');
  type Entry = { seq: number; update: Uint8Array };
  const documents = new Map<string, Entry[]>();
  let seq = 0;
  if (existsSync(path))
    for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
      const [number, documentId, base64] = line.split(' ') as [string, string, string];
      seq = Number(number);
      documents.set(documentId, [...(documents.get(documentId) ?? []), { seq, update: Buffer.from(base64, 'base64') }]);
    }
  const file = await open(path, 'a');

  return {
    async append(batch) {
      const entries = batch.map(({ documentId, update }) => ({ documentId, update, seq: ++seq }));
      const lines = entries.map((e) => `${e.seq} ${e.documentId} ${Buffer.from(e.update).toString('base64')}\n`);
      await file.write(lines.join(''));
      await file.datasync();
      for (const { documentId, ...entry } of entries) {
        const known = documents.get(documentId);
        if (known) known.push(entry);
        else documents.set(documentId, [entry]);
      }
      return entries.map((entry) => entry.seq);
    },
    async load(documentId) {
      const snapshot = join(folder, `${documentId}.state`);
      if (!existsSync(snapshot)) return { snapshot: undefined, updates: documents.get(documentId) ?? [] };
      const bytes = readFileSync(snapshot);
      const uptoSeq = Number(bytes.readBigUInt64LE(0));
      const updates = (documents.get(documentId) ?? []).filter((entry) => entry.seq > uptoSeq);
      return { snapshot: bytes.subarray(8), updates };
    },
    async compact(documentId, state, uptoSeq) {
      const snapshot = join(folder, `${documentId}.state`);
      if (existsSync(snapshot) && Number(readFileSync(snapshot).readBigUInt64LE(0)) >= uptoSeq) return;
      const head = Buffer.alloc(8);
      head.writeBigUInt64LE(BigInt(uptoSeq));
      const fd = openSync(`${snapshot}.new`, 'w');
      writeSync(fd, Buffer.concat([head, state]));
      fsyncSync(fd);
      closeSync(fd);
      renameSync(`${snapshot}.new`, snapshot);
    },
    close: () => file.close(),
  };
}
