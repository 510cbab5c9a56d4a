import type { Scalar } from '@paperkite/project';
import { clamp, toColor, toNumber, wrap } from '../cast.ts';
import type { Core } from '../core.ts';
import { applyShade, limitParameter, rgbToHsv } from '../pen-color.ts';
import { drawPenLine } from '../pen-line.ts';
import type { StageTarget } from '../target.ts';

export type PenBlocks = ReturnType<typeof penBlocks>;

const MAX_WIDTH = 1200;
const PARAMETERS = {
  color: 'hue',
  saturation: 'saturation',
  brightness: 'brightness',
  transparency: 'transparency',
} as const;

/** Pen blocks. */
export function penBlocks(core: Core) {
  function setParameter(t: StageTarget, name: Scalar, value: number): void {
    if (!Object.hasOwn(PARAMETERS, String(name))) return;
    const key = String(name) as keyof typeof PARAMETERS;
    t.pen[PARAMETERS[key]] = limitParameter(key, value);
  }
  const setWidth = (t: StageTarget, width: number): void => {
    t.pen.width = clamp(width, 1, MAX_WIDTH);
  };
  function setHue(t: StageTarget, hue: number): void {
    t.pen.hue = wrap(hue / 2, 0, 100);
    applyShade(t.pen);
  }
  function setShade(t: StageTarget, shade: number): void {
    t.pen.shade = ((shade % 200) + 200) % 200;
    applyShade(t.pen);
  }

  return {
    clear: (_t: StageTarget): void => {
      core.renderer?.penClear();
      core.requestRedraw();
    },
    stamp: (t: StageTarget): void => {
      if (t.isStage) return;
      core.targets.flush();
      core.renderer?.penStamp(t.drawable);
      core.requestRedraw();
    },
    down: (t: StageTarget): void => {
      if (t.isStage) return;
      t.pen.down = true;
      drawPenLine(core, t, t.x, t.y, t.x, t.y);
    },
    up: (t: StageTarget): void => {
      t.pen.down = false;
    },
    setColor: (t: StageTarget, color: Scalar): void => {
      const number = toNumber(color);
      // A decimal colour may carry its opacity in the highest byte; 0 there means opaque.
      const alpha = typeof color === 'string' && color.startsWith('#') ? 0 : (number >>> 24) & 255;
      Object.assign(t.pen, rgbToHsv(toColor(color)));
      t.pen.transparency = alpha === 0 ? 0 : 100 * (1 - alpha / 255);
      t.pen.shade = t.pen.brightness / 2;
    },
    setColorParameter: setParameter,
    changeColorParameter: (t: StageTarget, name: Scalar, by: number): void => {
      if (!Object.hasOwn(PARAMETERS, String(name))) return;
      setParameter(t, name, t.pen[PARAMETERS[String(name) as keyof typeof PARAMETERS]] + by);
    },
    setSize: setWidth,
    changeSize: (t: StageTarget, by: number): void => setWidth(t, t.pen.width + by),
    /** Setting the hue makes the pen opaque; changing it does not. */
    setHue: (t: StageTarget, hue: number): void => {
      t.pen.transparency = 0;
      setHue(t, hue);
    },
    changeHue: (t: StageTarget, by: number): void => setHue(t, t.pen.hue * 2 + by),
    setShade,
    changeShade: (t: StageTarget, by: number): void => setShade(t, t.pen.shade + by),
  };
}
