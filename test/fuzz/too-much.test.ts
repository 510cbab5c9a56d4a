import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createDeflateRaw } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DEEP = process.env['PAPERKITE_DEEP'] !== undefined;
const OPEN = fileURLToPath(new URL('open-file.ts', import.meta.url));
const MB = 1024 * 1024;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'too-much-'))));
afterAll(() => rmSync(folder, { recursive: true }));

interface Opened {
  outcome: string;
  notes: string[];
  cpuMs: number;
  memory: number;
}

/** Opens the file in a process of its own with little memory. */
function open(bytes: Uint8Array): Opened {
  const file = join(folder, 'file.sb3');
  writeFileSync(file, bytes);
  const { stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=512', OPEN, file]);
  if (stdout.length === 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as Opened;
}

interface Entry {
  name: string;
  packed: Uint8Array;
  /** What the directory says of the unpacked size. */
  size: number;
  /** Where the entry's data is said to begin; otherwise behind the entry before. */
  at?: number;
}

/** An archive of entries that are deflated already, with whatever sizes and places they claim. */
function archive(entries: readonly Entry[]): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let length = 0;
  for (const { name, packed, size, at } of entries) {
    const numbers = Buffer.alloc(26);
    numbers.writeUInt16LE(20, 0);
    numbers.writeUInt16LE(8, 4);
    numbers.writeUInt32LE(packed.length, 14);
    numbers.writeUInt32LE(size, 18);
    numbers.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at ?? length, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), numbers, place, Buffer.from(name));
    if (at !== undefined) continue;
    const local = [Buffer.from('PK\x03\x04', 'latin1'), numbers, Buffer.from(name), Buffer.from(packed)];
    chunks.push(...local);
    length += local.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(length, 16);
  return Buffer.concat([...chunks, ...directory, end]);
}

/** Deflates piece by piece, so that gigabytes need no memory. */
async function deflated(pieces: Iterable<Buffer>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of Readable.from(pieces).pipe(createDeflateRaw({ level: 1 }))) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** So many bytes of nothing: a two-hundredth of it or less. */
const packedZeros = (megabytes: number): Promise<Uint8Array> =>
  deflated(Array<Buffer>(megabytes).fill(Buffer.alloc(MB)));

const stored = (json: string) => zipSync({ 'project.json': strToU8(json) }, { level: 1 });
const target = { costumes: [{ name: 'c', assetId: 'a', dataFormat: 'svg' }] };
const project = (sprite: object) =>
  JSON.stringify({
    targets: [
      { ...target, isStage: true, name: 'Stage' },
      { ...target, name: 'S', ...sprite },
    ],
  });
const sounds = (count: number) => ({
  sounds: Array.from({ length: count }, (_, i) => ({ name: `${i}`, md5ext: `${i}.wav` })),
});
const json = async (text: string): Promise<Entry> => ({
  name: 'project.json',
  packed: await deflated([Buffer.from(text)]),
  size: Buffer.byteLength(text),
});

function isRefused({ outcome, cpuMs, memory }: Opened, code: string): void {
  expect(outcome).toBe(code);
  expect(cpuMs).toBeLessThan(2_000);
  expect(memory).toBeLessThan(900);
}

// A twentieth of the size unless there is time; what is refused by what the directory says is the same at any size.
const BOMB_MB = DEEP ? 4096 : 200;

describe('files that unpack into too much', () => {
  it('four gigabytes that the directory owns up to are not touched', async () => {
    const bomb = { name: 'project.json', packed: await packedZeros(BOMB_MB), size: 0xffffffff };
    isRefused(open(archive([bomb])), 'json-too-large');
  }, 300_000);

  it('four gigabytes behind a small promise are left where the promise ends', async () => {
    const packed = await packedZeros(BOMB_MB);
    isRefused(open(archive([{ name: 'project.json', packed, size: 30 * MB }])), 'zip-damaged');
    const lying = { name: '0.wav', packed, size: 40 * MB };
    const opened = open(archive([await json(project(sounds(1))), lying]));
    expect(opened.notes).toContain('asset-unreadable');
    isRefused(opened, 'opened');
  }, 300_000);

  it('a thousand entries over the same bytes count a thousand times', async () => {
    const first = await json(project(sounds(1_000)));
    const data = { name: '0.wav', packed: await packedZeros(40), size: 40 * MB };
    const at = archive([first]).length - 22 - 46 - first.name.length;
    const others = Array.from({ length: 999 }, (_, i): Entry => ({ ...data, name: `${i + 1}.wav`, at }));
    isRefused(open(archive([first, data, ...others])), 'zip-too-large');
  }, 300_000);

  it('ten million blocks are refused, as are all that fit into the text of a project', () => {
    const blocks = (count: number) => `{${Array.from({ length: count }, (_, i) => `"${i.toString(36)}":{}`).join()}}`;
    const text = (count: number) => project({ blocks: '@' }).replace('"@"', () => blocks(count));
    if (DEEP) isRefused(open(stored(text(10_000_000))), 'json-too-large');
    isRefused(open(stored(text(2_900_000))), 'too-many-blocks');
    isRefused(open(stored(text(150_000))), 'too-many-blocks');
  }, 300_000);
});
