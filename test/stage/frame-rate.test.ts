import { frameRateComment, type StageTarget } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import { runHeadless } from '../../scripts/stage/run-project.ts';
import { buildProject, change, flag, repeat, wait } from './support/build-project.ts';

const framesOf = async (rate: 30 | 60, ...script: Parameters<typeof repeat>[1][]) => {
  const project = buildProject({ Stage: { variables: { n: 0 }, scripts: [[flag, ...script]] } });
  const stage = project.targets[0] as StageTarget;
  const { id, comment } = frameRateComment(stage, rate);
  stage.comments[id] = comment;
  // Nothing passes but the frames.
  const { frames, done } = await runHeadless(project, { maxMs: 60_000, clock: { now: () => 0 } });
  expect(done).toBe(true);
  return frames;
};

describe('a project that wants 60 frames a second', () => {
  it('waits as long as another, in twice as many frames', async () => {
    const [usual, fast] = [await framesOf(30, wait(2)), await framesOf(60, wait(2))];
    expect([usual, fast].map((frames) => Math.round(frames / 30))).toEqual([2, 4]);
  });

  it('goes around its loops once a frame, as at 30', async () => {
    const loop = () => repeat(45, change('n', 1));
    expect(await framesOf(60, loop())).toBe(await framesOf(30, loop()));
  });
});
