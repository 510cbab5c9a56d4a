import { emptyProject, newSprite, type Monitor } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import { looksAlike } from './looks-alike.ts';

const project = () => {
  const made = emptyProject('x');
  made.targets.push(newSprite('a', [], 1));
  return made;
};

describe('whether two states of a project look alike', () => {
  it('does not care for blocks, nor for what the stage is told of by itself', () => {
    const before = project();
    const targets = before.targets.map((target) => ({ ...target, blocks: {}, x: 5, currentCostume: 1 }) as never);
    expect(looksAlike({ ...before, targets }, before)).toBe(true);
  });

  it('sees a sprite that turns otherwise, came or went, and a monitor that was shown', () => {
    const before = project();
    const [stage, sprite] = before.targets;
    expect(
      looksAlike({ ...before, targets: [stage!, { ...sprite!, rotationStyle: 'left-right' } as never] }, before),
    ).toBe(false);
    expect(looksAlike({ ...before, targets: [stage!] }, before)).toBe(false);
    const place = { x: 0, y: 0, width: 0, height: 0 };
    const monitor: Monitor = {
      ...place,
      id: 'v',
      opcode: 'data_variable',
      params: {},
      target: null,
      mode: 'default',
      visible: false,
    };
    const hidden = { ...before, monitors: [monitor] };
    expect(looksAlike({ ...hidden, monitors: [{ ...monitor, visible: true }] }, hidden)).toBe(false);
    expect(looksAlike({ ...hidden, monitors: [{ ...monitor, x: 50 }] }, hidden)).toBe(true);
  });
});
