import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptEntry, findEntry } from '@paperkite/data';
import { localFileStore } from '@paperkite/files';
import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openContestWorld, type ContestWorld } from './contest-world.fixture.ts';
import { sniffUpload } from './sniff-upload.ts';
import { dropUpload, takeUpload } from './uploads.ts';

let world: ContestWorld;
let folder: string;
beforeAll(async () => {
  world = await openContestWorld();
  folder = await mkdtemp(join(tmpdir(), 'paperkite-test-'));
  // A temporary folder of our own, so that what others leave there is not counted.
  vi.stubEnv('TMPDIR', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const PDF = bytes('%PDF-1.7\n' + 'x'.repeat(5000));
const MP4 = bytes('\0\0\0\x20ftypisom' + '\0'.repeat(100));

async function* pieces(content: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function upload(
  who: ContestWorld['pupils'][number],
  entryId: string,
  name: string,
  body: AsyncIterable<Uint8Array>,
) {
  const parts = { ...world.parts, files: localFileStore(folder) };
  return takeUpload(parts, who.personId, { entryId, name, filename: `${name}.x`, body });
}

describe('a file for an entry', () => {
  it('is stored by its bytes, replaced by the next one, and goes with the version that is handed in', async () => {
    const [pupil] = world.pupils;
    const begun = await world.entry(pupil!, 'eng');
    unwrap(await upload(pupil!, begun.entryId, 'report', pieces(bytes('%PDF-1.4 earlier'))));
    const stored = unwrap(await upload(pupil!, begun.entryId, 'report', pieces(PDF)));
    expect(stored).toEqual({
      name: 'report.x',
      type: 'application/pdf',
      bytes: PDF.length,
      hash: createHash('sha256').update(PDF).digest('hex'),
    });
    unwrap(await upload(pupil!, begun.entryId, 'video', pieces(MP4)));
    unwrap(await world.submit(pupil!, begun, { group: 'upper' }));
    const entry = await world.as(world.organiser, (tx) => findEntry(tx, begun.entryId));
    expect(entry?.artefacts.map(({ name, sha256 }) => [name, sha256]).sort()).toEqual([
      ['report', stored.hash],
      ['video', createHash('sha256').update(MP4).digest('hex')],
    ]);
    expect(entry?.versions[0]?.fields).toMatchObject({ report: { type: 'application/pdf', stored: true } });
    await world.as(world.organiser, (tx) => acceptEntry(tx, begun.entryId, 1));
    await expect(upload(pupil!, begun.entryId, 'report', pieces(PDF))).rejects.toMatchObject({ code: 'entry_state' });
  });

  it('is refused when it is not what the form asks for, and leaves nothing behind', async () => {
    const [, pupil] = world.pupils;
    const { entryId } = await world.entry(pupil!, 'eng');
    const codes = await Promise.all(
      [
        upload(pupil!, entryId, 'report', pieces(bytes('<script>alert(1)</script>'))),
        upload(pupil!, entryId, 'report', pieces(MP4)),
        upload(pupil!, entryId, 'report', pieces(new Uint8Array())),
        upload(pupil!, entryId, 'report', endless()),
        upload(pupil!, entryId, 'data', pieces(PDF)),
        upload(pupil!, entryId, 'title', pieces(PDF)),
      ].map(async (work) => {
        const taken = await work;
        return taken.ok ? 'taken' : taken.error.code;
      }),
    );
    expect(codes).toEqual([
      'upload_type',
      'upload_type',
      'upload_empty',
      'upload_too_large',
      'upload_unwanted',
      'upload_unwanted',
    ]);
    expect((await readdir(folder)).filter((name) => name.startsWith('paperkite-upload-'))).toEqual([]);
  });

  it('is for the people of the entry', async () => {
    const [, pupil, stranger] = world.pupils;
    const { entryId } = await world.entry(pupil!, 'eng');
    await expect(upload(stranger!, entryId, 'report', pieces(PDF))).rejects.toMatchObject({ code: 'not_allowed' });
    const parts = { ...world.parts, files: localFileStore(folder) };
    unwrap(await upload(pupil!, entryId, 'report', pieces(PDF)));
    await expect(dropUpload(parts, stranger!.personId, entryId, 'report')).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await dropUpload(parts, pupil!.personId, entryId, 'report');
    const entry = await world.as(pupil!, (tx) => findEntry(tx, entryId));
    expect(entry?.uploads).toEqual([]);
  });
});

/** More than any limit, without ever being held. */
async function* endless(): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(4 * 1024 * 1024);
  for (;;) yield chunk;
}

describe('the type of a file', () => {
  it('comes from its bytes', () => {
    expect(sniffUpload(MP4, 'x.png')).toBe('video/mp4');
    expect(sniffUpload(bytes('\x89PNG\r\n\x1a\n...'), 'x.mp4')).toBe('image/png');
    expect(sniffUpload(bytes('RIFF....WEBPVP8 '), '')).toBe('image/webp');
    expect(sniffUpload(bytes('\x1aE\xdf\xa3....webm'), '')).toBe('video/webm');
    expect(sniffUpload(bytes('a,b\n1,2'), '数据.CSV')).toBe('text/csv');
    expect(sniffUpload(bytes('{"a":1}'), 'a.json')).toBe('application/json');
    expect(sniffUpload(bytes('a\0b'), 'a.csv')).toBeUndefined();
    expect(sniffUpload(bytes('<svg onload=alert(1)>'), 'a.svg')).toBeUndefined();
  });

  it('is never one that a browser would run, whatever the bytes and the name', () => {
    const safe = /^(image\/(png|jpeg|webp)|video\/(mp4|webm|quicktime)|application\/(pdf|zip|json)|text\/csv)$/;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.string(), (head, name) => {
        const type = sniffUpload(head, name);
        return type === undefined || safe.test(type);
      }),
      { numRuns: process.env.PAPERKITE_DEEP ? 10_000 : 300 },
    );
  });
});
