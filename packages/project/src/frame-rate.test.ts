import { describe, expect, it } from 'vitest';
import type { Comment, StageTarget } from './document.ts';
import { emptyProject } from './empty-project.ts';
import { frameRate, frameRateComment } from './frame-rate.ts';

const withComments = (comments: Record<string, Comment>) => {
  const project = emptyProject('x');
  const stage = { ...(project.targets[0] as StageTarget), comments };
  return { project: { ...project, targets: [stage] }, stage };
};
const comment = (text: string): Comment => ({ text, x: 1, y: 2, width: 3, height: 4, minimized: false });

describe('the frame rate', () => {
  it("is Scratch's 30 unless the stage says otherwise", () => {
    expect(frameRate(emptyProject('x'))).toBe(30);
    expect(frameRate(withComments({ a: comment('{"framerate":60}') }).project)).toBe(30);
  });

  it('is read from the settings of TurboWarp, and the nearer one is taken', () => {
    const rateOf = (settings: string) =>
      frameRate(withComments({ a: comment('hi'), b: comment(`Configuration\n${settings} // _twconfig_`) }).project);
    expect(rateOf('{"framerate":60,"hq":true}')).toBe(60);
    expect(rateOf('{"framerate":120}')).toBe(60);
    expect([rateOf('{"framerate":24}'), rateOf('{}'), rateOf('{"framerate":'), rateOf('7')]).toEqual([30, 30, 30, 30]);
  });

  it('is written there, with the other settings and the words around them left alone', () => {
    const { stage } = withComments({ b: comment('Mine\n{"hq":true} // _twconfig_') });
    const { id, comment: written } = frameRateComment(stage, 60);
    expect({ id, ...written }).toEqual({ id: 'b', ...comment('Mine\n{"hq":true,"framerate":60} // _twconfig_') });
    expect(frameRate(withComments({ [id]: written }).project)).toBe(60);
  });

  it('gets a comment of its own where there is none, and goes back to 30 there', () => {
    const first = frameRateComment(withComments({}).stage, 60);
    const { project, stage } = withComments({ [first.id]: first.comment });
    expect(frameRate(project)).toBe(60);
    const second = frameRateComment(stage, 30);
    expect(second.id).toBe(first.id);
    expect(frameRate(withComments({ [second.id]: second.comment }).project)).toBe(30);
  });
});
