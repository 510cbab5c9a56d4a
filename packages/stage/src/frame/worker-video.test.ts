import { beforeEach, expect, it, vi } from 'vitest';
import { WorkerVideo } from './worker-video.ts';

beforeEach(() => vi.stubGlobal('OffscreenCanvas', class {}));

it('tells the page once a step whether the camera is wanted, however often a project switches it', () => {
  const told: boolean[] = [];
  const video = new WorkerVideo(
    (on) => told.push(on),
    () => {},
  );
  for (let i = 0; i < 10_000; i++) {
    video.use('off', 50);
    video.use('on', 50);
  }
  expect(told).toEqual([]);
  video.step();
  video.use('off', 50);
  video.use('on-flipped', 0);
  video.step();
  expect(told).toEqual([true]);
  video.use('off', 0);
  video.step();
  video.step();
  expect(told).toEqual([true, false]);
});
