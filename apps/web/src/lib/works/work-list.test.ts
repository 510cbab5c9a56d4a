import { expect, it } from 'vitest';
import { mergeBin, mergeWorks, type ServerWork } from './work-list.ts';

const onServer = (id: string, updatedAt: number, more: Partial<ServerWork> = {}): ServerWork => ({
  id,
  title: `${id} on the server`,
  picture: 'a'.repeat(64),
  updatedAt,
  handedIn: false,
  isShared: false,
  ...more,
});
const onDevice = (id: string, updatedAt: number, more: object = {}) => ({
  id,
  title: `${id} here`,
  updatedAt,
  owner: null,
  ...more,
});

it('shows a work that both know once, with the newer title, and the last touched first', () => {
  const list = mergeWorks(
    [onServer('kite', 10), onServer('boat', 30)],
    [onDevice('kite', 40), onDevice('boat', 20), onDevice('fish', 35)],
    new Set(),
  );
  expect(list.map(({ title, kept }) => [title, kept])).toEqual([
    ['kite here', 'server'],
    ['fish here', 'device'],
    ['boat on the server', 'server'],
  ]);
});

it('keeps the title of the server when the device knows none', () => {
  const [card] = mergeWorks([onServer('kite', 10)], [onDevice('kite', 40, { title: '' })], new Set());
  expect(card?.title).toBe('kite on the server');
});

it('takes the picture of the device when that is newer, and falls back to whichever there is', () => {
  const thumbnail = new Blob(['picture']);
  const [newer] = mergeWorks([onServer('kite', 10)], [onDevice('kite', 40, { thumbnail })], new Set());
  expect(newer?.picture).toEqual({ blob: thumbnail });
  const [older] = mergeWorks([onServer('kite', 50)], [onDevice('kite', 40, { thumbnail })], new Set());
  expect(older?.picture).toEqual({ sha256: 'a'.repeat(64) });
  const [only] = mergeWorks(
    [onServer('kite', 50, { picture: null })],
    [onDevice('kite', 40, { thumbnail })],
    new Set(),
  );
  expect(only?.picture).toEqual({ blob: thumbnail });
});

it('leaves out what is in the bin of either side, and lists it there', () => {
  const device = [onDevice('kite', 40, { binnedAt: 41 }), onDevice('boat', 20)];
  expect(mergeWorks([], device, new Set(['boat']))).toEqual([]);
  expect(mergeBin([onServer('boat', 20)], device).map(({ id, kept }) => [id, kept])).toEqual([
    ['kite', 'device'],
    ['boat', 'server'],
  ]);
});
