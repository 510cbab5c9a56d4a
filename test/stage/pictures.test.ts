import type { SpriteTarget } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import { b, buildProject, flag, say } from './support/build-project.ts';
import { flatRenderer } from './support/flat-renderer.ts';
import { stageFor, started } from './support/run.ts';

/** Where a sprite gets to whose costume is 480 by 360 with ten units of ink in its middle. */
function sentTo(place: { x: number; y: number }, { centerX = 240, centerY = 180, direction = 90 } = {}): string[] {
  const project = buildProject({
    S: {
      scripts: [
        [
          flag,
          b('motion_pointindirection', { DIRECTION: direction }),
          b('motion_gotoxy', { X: place.x, Y: place.y }),
          say(b('motion_xposition')),
          say(b('motion_yposition')),
        ],
      ],
    },
  });
  const { costumes } = project.targets[1] as SpriteTarget;
  Object.assign(costumes[0]!, { rotationCenterX: centerX, rotationCenterY: centerY });
  const stage = stageFor(project, undefined, undefined, flatRenderer(480, 360, 10));
  stage.runtime.greenFlag();
  stage.finish();
  return stage.said.map((line) => line.replace('S: ', ''));
}

describe('sprites with a picture', () => {
  it('leave the stage up to the last 15 units of the whole picture, not of what is seen of it', () => {
    expect(sentTo({ x: 1000, y: 1000 })).toEqual(['465', '345']);
    expect(sentTo({ x: -1000, y: -1000 })).toEqual(['-465', '-345']);
    expect(sentTo({ x: 1000, y: 1000 }, { direction: 0 })).toEqual(['405', '405']);
    expect(sentTo({ x: 300, y: 200 })).toEqual(['300', '200']);
  });

  it('leave it up to what is seen when the picture lies elsewhere than its centre says', () => {
    expect(sentTo({ x: 1000, y: -1000 }, { centerX: 0, centerY: 0 })).toEqual(['240', '-180']);
  });

  it("set Scratch 2's pen hue opaque, and change it without touching the transparency", () => {
    const renderer = flatRenderer(10, 10, 10);
    const transparent = b('pen_setPenColorParamTo', { COLOR_PARAM: 'transparency', VALUE: 60 });
    const change = b('pen_changePenHueBy', { HUE: 20 });
    const set = b('pen_setPenHueToNumber', { HUE: 20 });
    const dot = b('pen_penDown');
    started({ S: { scripts: [[flag, transparent, dot, change, dot, set, dot]] } }, renderer).finish();
    expect(renderer.inks.map(([, , , alpha]) => Number(alpha.toFixed(6)))).toEqual([0.4, 0.4, 1]);
  });
});
