import { expect, it } from 'vitest';
import type { DeviceStore } from '../device-store.ts';

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const hash = (letter: string): string => letter.repeat(64);

/** What every device store has to do. `store` gives the same store at each call. */
export function describeDeviceStore(store: () => DeviceStore): void {
  let next = 0;
  const newId = (): string => `project-${next++}`;

  it('keeps the updates of each project in order', async () => {
    const [a, b] = [newId(), newId()];
    await store().appendUpdate(a, bytes(1), true);
    await store().appendUpdate(b, bytes(9), true);
    await store().appendUpdate(a, bytes(2, 0, 255), false);
    const { keys, updates } = await store().readUpdates(a);
    expect(updates).toEqual([bytes(1), bytes(2, 0, 255)]);
    expect(keys).toHaveLength(2);
    expect((await store().readUpdates(newId())).updates).toEqual([]);
  });

  it('puts a state in the place of updates, but not of those that came meanwhile', async () => {
    const id = newId();
    await store().appendUpdate(id, bytes(1), true);
    await store().appendUpdate(id, bytes(2), true);
    const { keys } = await store().readUpdates(id);
    await store().appendUpdate(id, bytes(3), true);
    await store().replaceUpdates(id, keys, bytes(12));
    const { updates } = await store().readUpdates(id);
    expect(new Set(updates.map(String))).toEqual(new Set(['12', '3']));
  });

  it('knows the projects, the last changed first, and whether they are saved', async () => {
    const [a, b] = [newId(), newId()];
    expect(await store().project(a)).toBeUndefined();
    await store().appendUpdate(a, bytes(1), true);
    await store().describe(a, { title: '风筝', changedAt: 10 });
    await store().describe(b, { title: 'b', changedAt: 20 });
    expect(await store().project(a)).toEqual({ id: a, title: '风筝', changedAt: 10, unsaved: true });
    await store().describe(a, { unsaved: false });
    expect((await store().project(a))?.unsaved).toBe(false);
    await store().appendUpdate(a, bytes(2), false);
    expect(await store().project(a)).toMatchObject({ unsaved: false, changedAt: 10 });
    const order = (await store().projects()).map((project) => project.id);
    expect(order.indexOf(b)).toBeLessThan(order.indexOf(a));
  });

  it('keeps the bytes of assets and what of them has to be uploaded', async () => {
    const [a, b] = [newId(), newId()];
    expect(await store().getAsset(hash('0'))).toBeUndefined();
    await store().putAsset(hash('a'), { bytes: bytes(1, 2), mime: 'image/png' }, a);
    await store().putAsset(hash('b'), { bytes: bytes(3), mime: 'audio/wav' });
    await store().putAsset(hash('a'), { bytes: bytes(1, 2), mime: 'image/png' }, b);
    expect(await store().getAsset(hash('a'))).toEqual({ bytes: bytes(1, 2), mime: 'image/png' });
    expect(await store().pendingUploads(a)).toEqual([hash('a')]);
    await store().uploaded(a, hash('a'));
    expect(await store().pendingUploads(a)).toEqual([]);
    expect(await store().pendingUploads(b)).toEqual([hash('a')]);
    expect((await store().getAsset(hash('b')))?.mime).toBe('audio/wav');
  });

  it('takes a project away with its uploads and leaves the assets', async () => {
    const [a, b] = [newId(), newId()];
    for (const id of [a, b]) {
      await store().appendUpdate(id, bytes(1), true);
      await store().putAsset(hash('c'), { bytes: bytes(7), mime: 'image/png' }, id);
    }
    await store().deleteProject(a);
    expect(await store().project(a)).toBeUndefined();
    expect((await store().readUpdates(a)).updates).toEqual([]);
    expect(await store().pendingUploads(a)).toEqual([]);
    expect((await store().readUpdates(b)).updates).toEqual([bytes(1)]);
    expect(await store().pendingUploads(b)).toEqual([hash('c')]);
    expect(await store().getAsset(hash('c'))).toBeDefined();
  });
}
