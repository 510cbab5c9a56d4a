import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ExpectedFile, FileStore } from '../src/index.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const expectedOf = (bytes: Uint8Array): ExpectedFile => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  size: bytes.length,
});

export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const KITE = bytesOf('放纸鸢');
const LARGE = new Uint8Array(3_000_000).map((_, i) => (i * 7919) >> 3);
const FORMS: [string, (bytes: Uint8Array) => Uint8Array | AsyncIterable<Uint8Array>][] = [
  ['at once', (bytes) => bytes],
  ['in pieces', (bytes) => inPieces(bytes, 65_536)],
  ['as a web stream', (bytes) => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() as never],
];

/**
 * What every file store promises. `make` gives an empty store that takes at most 4,000,000 bytes; `leftovers` names what
 * lies in it besides finished files.
 */
export function fileStoreContract(make: () => Promise<{ store: FileStore; leftovers: () => Promise<string[]> }>): void {
  describe.each(FORMS)('given content %s', (_, form) => {
    it('keeps files and gives them back, whole and in pieces', async () => {
      const { store, leftovers } = await make();
      for (const bytes of [KITE, LARGE, new Uint8Array()]) {
        const expected = expectedOf(bytes);
        expect(await store.has(expected.sha256)).toBe(false);
        expect(await store.put(form(bytes), expected)).toEqual({ ok: true, value: undefined });
        expect(await store.has(expected.sha256)).toBe(true);
        const found = await store.get(expected.sha256);
        expect(found && Buffer.compare(found, bytes)).toBe(0);
        const opened = await new Response(await store.open(expected.sha256)).arrayBuffer();
        expect(Buffer.compare(new Uint8Array(opened), bytes)).toBe(0);
      }
      expect(await leftovers()).toEqual([]);
    });

    it('takes the same file again', async () => {
      const { store, leftovers } = await make();
      expect((await store.put(form(KITE), expectedOf(KITE))).ok).toBe(true);
      expect((await store.put(form(KITE), expectedOf(KITE))).ok).toBe(true);
      expect(await store.get(expectedOf(KITE).sha256)).toEqual(await store.get(expectedOf(KITE).sha256));
      expect(await leftovers()).toEqual([]);
    });

    it.each([
      ['another hash', { ...expectedOf(KITE), sha256: 'a'.repeat(64) }, 'upload-damaged'],
      ['more bytes', { ...expectedOf(KITE), size: KITE.length - 1 }, 'upload-damaged'],
      ['fewer bytes', { ...expectedOf(KITE), size: KITE.length + 1 }, 'upload-damaged'],
      ['a hash that is a path', { ...expectedOf(KITE), sha256: `../../${'a'.repeat(58)}` }, 'upload-damaged'],
      ['more than allowed', { ...expectedOf(KITE), size: 4_000_001 }, 'file-too-large'],
    ])('refuses content with %s than announced, and keeps nothing of it', async (_what, expected, code) => {
      const { store, leftovers } = await make();
      const stored = await store.put(form(KITE), expected);
      expect(stored.ok ? 'ok' : stored.error.code).toBe(code);
      expect(await store.has(expected.sha256)).toBe(false);
      expect(await store.has(expectedOf(KITE).sha256)).toBe(false);
      expect(await leftovers()).toEqual([]);
    });

    it('does not take a known hash for the content behind it', async () => {
      const { store } = await make();
      await store.put(form(KITE), expectedOf(KITE));
      const stored = await store.put(form(bytesOf('other')), expectedOf(KITE));
      expect(stored.ok ? 'ok' : stored.error.code).toBe('upload-damaged');
      expect(Buffer.from((await store.get(expectedOf(KITE).sha256))!).toString()).toBe('放纸鸢');
    });
  });

  it('keeps nothing of content that breaks off', async () => {
    const { store, leftovers } = await make();
    async function* breaking() {
      yield LARGE.subarray(0, 1_000_000);
      await Promise.resolve();
      throw new Error('connection lost');
    }
    const stored = await store.put(breaking(), expectedOf(LARGE));
    expect(stored.ok ? 'ok' : stored.error.code).toBe('storage-unavailable');
    expect(await store.has(expectedOf(LARGE).sha256)).toBe(false);
    expect(await leftovers()).toEqual([]);
  });

  it('takes one file from many at the same time', async () => {
    const { store, leftovers } = await make();
    const stored = await Promise.all(
      Array.from({ length: 8 }, (_, i) => store.put(i % 2 ? LARGE : inPieces(LARGE, 100_000), expectedOf(LARGE))),
    );
    expect(stored.every((one) => one.ok)).toBe(true);
    expect(Buffer.compare((await store.get(expectedOf(LARGE).sha256))!, LARGE)).toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  it('knows nothing of files that are not there or are gone', async () => {
    const { store } = await make();
    const { sha256 } = expectedOf(KITE);
    for (const name of [sha256, '../passwd', '', sha256.toUpperCase()]) {
      expect(await store.get(name)).toBeUndefined();
      expect(await store.open(name)).toBeUndefined();
      expect(await store.has(name)).toBe(false);
      await store.delete(name);
    }
    await store.put(KITE, expectedOf(KITE));
    await store.delete(sha256);
    expect(await store.get(sha256)).toBeUndefined();
  });
}
