import { describe, expect, it } from 'vitest';
import { b, flag } from './support/build-project.ts';
import { flatRenderer } from './support/flat-renderer.ts';
import { started } from './support/run.ts';

describe('sprites with a picture', () => {
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
