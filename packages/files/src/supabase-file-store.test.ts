import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeSupabaseStorage, type FakeSupabaseStorage } from '../test/fake-supabase-storage.ts';
import { bytesOf, expectedOf, fileStoreContract } from '../test/file-store-contract.ts';
import { supabaseFileStore } from './supabase-file-store.ts';

let fake: FakeSupabaseStorage;
beforeAll(async () => {
  fake = await fakeSupabaseStorage();
});
afterAll(() => fake.close());

const emptyStore = () => {
  fake.objects.clear();
  return supabaseFileStore({ ...fake, maxBytes: 4_000_000 });
};
const leftovers = async () => [...fake.objects.keys()].filter((name) => name.startsWith('incoming/'));
const BYTES = bytesOf('a video');

describe('files in a Supabase bucket (a fake of its API; the real service was never tried)', () => {
  fileStoreContract(async () => ({ store: emptyStore(), leftovers }));

  it('can be sent by a browser directly, and count once they are checked', async () => {
    const { direct, has } = emptyStore();
    const started = await direct!.start(expectedOf(BYTES));
    if (!started.ok) throw started.error;
    expect(started.value.url).not.toContain(fake.key);
    const sent = await fetch(started.value.url, { method: 'PUT', body: BYTES as Uint8Array<ArrayBuffer> });
    expect(sent.status).toBe(200);
    expect(await has(expectedOf(BYTES).sha256)).toBe(false);
    expect(await direct!.finish(started.value.id, expectedOf(BYTES))).toEqual({ ok: true, value: undefined });
    expect(await has(expectedOf(BYTES).sha256)).toBe(true);
    expect(await leftovers()).toEqual([]);
  });

  it('are removed when what a browser sent is not what it announced, or is nothing', async () => {
    const { direct, has } = emptyStore();
    const finish = async (id: string) => {
      const finished = await direct!.finish(id, expectedOf(BYTES));
      return finished.ok ? 'ok' : finished.error.code;
    };
    const started = await direct!.start(expectedOf(BYTES));
    if (!started.ok) throw started.error;
    expect(await finish(started.value.id)).toBe('upload-damaged');
    await fetch(started.value.url, { method: 'PUT', body: 'something else' });
    expect(await finish(started.value.id)).toBe('upload-damaged');
    expect(await finish('../somewhere')).toBe('upload-damaged');
    expect(await has(expectedOf(BYTES).sha256)).toBe(false);
    expect(await leftovers()).toEqual([]);
    expect((await direct!.start({ ...expectedOf(BYTES), size: 4_000_001 })).ok).toBe(false);
  });

  it('are neither there nor absent while the service is down', async () => {
    const store = emptyStore();
    await store.put(BYTES, expectedOf(BYTES));
    fake.down = true;
    try {
      const { sha256 } = expectedOf(BYTES);
      for (const ask of [store.get, store.open, store.has, store.delete]) {
        await expect(ask(sha256)).rejects.toMatchObject({ code: 'storage-unavailable' });
      }
      const stored = await store.put(BYTES, expectedOf(BYTES));
      expect(stored.ok ? 'ok' : stored.error.code).toBe('storage-unavailable');
      expect((await store.direct!.start(expectedOf(BYTES))).ok).toBe(false);
    } finally {
      fake.down = false;
    }
  });

  it('are refused with a wrong key', async () => {
    const store = supabaseFileStore({ ...fake, key: 'guessed' });
    await expect(store.get(expectedOf(BYTES).sha256)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});
