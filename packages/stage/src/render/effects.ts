import type { EffectName } from '../ports.ts';

/**
 * The seven graphic effects as numbers that the shader and the processor both use. The formulas are Scratch 3's, so that a
 * project looks and touches as it did there. `test/renderer.test.ts` compares the shader with this file pixel by pixel.
 */
export interface EffectValues {
  /** Turn of the hue, in turns. A whole turn is not none: it still gives greys a little colour. */
  hue: number;
  /** Added to red, green and blue, -1..1. */
  brightness: number;
  /** 1 is opaque. */
  opacity: number;
  /** Exponent of the radius; 1 leaves the picture alone. */
  fisheye: number;
  /** Radians at the centre. */
  whirl: number;
  /** Side of a pixel in costume units; 0 leaves the picture alone. */
  pixelate: number;
  /** Copies along a side; 1 leaves the picture alone. */
  mosaic: number;
}

export const NO_EFFECTS: EffectValues = {
  hue: 0,
  brightness: 0,
  opacity: 1,
  fisheye: 1,
  whirl: 0,
  pixelate: 0,
  mosaic: 1,
};

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** What pupils set with "set effect to" as shader values. */
export function effectValues(effects: Readonly<Record<EffectName, number>>): EffectValues {
  return {
    hue: effects.color === 0 ? 0 : (effects.color / 200) % 1 || 1,
    brightness: clamp(effects.brightness, -100, 100) / 100,
    opacity: 1 - clamp(effects.ghost, 0, 100) / 100,
    fisheye: Math.max(0, (effects.fisheye + 100) / 100),
    whirl: (-effects.whirl * Math.PI) / 180,
    pixelate: Math.abs(effects.pixelate) / 10,
    mosaic: clamp(Math.round((Math.abs(effects.mosaic) + 10) / 10), 1, 512),
  };
}

/** Whether the effects move pixels, so that the outline is no longer the costume's. */
export const distorts = (fx: EffectValues): boolean =>
  fx.fisheye !== 1 || fx.whirl !== 0 || fx.pixelate !== 0 || fx.mosaic !== 1;

/** Whether the effects change colours (opacity aside). */
export const tints = (fx: EffectValues): boolean => fx.hue !== 0 || fx.brightness !== 0;

/**
 * Which point of the picture is seen at (u, v) of the drawable; both in 0..1, written to `out`. `width` and `height` are
 * the skin's, in stage units at 100 %.
 */
export function distort(
  fx: EffectValues,
  width: number,
  height: number,
  u: number,
  v: number,
  out: Float64Array,
): void {
  if (fx.mosaic !== 1) {
    u = fract(fx.mosaic * u);
    v = fract(fx.mosaic * v);
  }
  if (fx.pixelate > 0) {
    const columns = width / fx.pixelate;
    const rows = height / fx.pixelate;
    u = (Math.floor(u * columns) + 0.5) / columns;
    v = (Math.floor(v * rows) + 0.5) / rows;
  }
  if (fx.whirl !== 0) {
    const x = u - 0.5;
    const y = v - 0.5;
    const weight = Math.max(1 - Math.hypot(x, y) / 0.5, 0);
    const angle = fx.whirl * weight * weight;
    const sin = Math.sin(angle);
    const cos = Math.cos(angle);
    u = cos * x + sin * y + 0.5;
    v = -sin * x + cos * y + 0.5;
  }
  if (fx.fisheye !== 1) {
    const x = (u - 0.5) / 0.5;
    const y = (v - 0.5) / 0.5;
    const length = Math.hypot(x, y);
    if (length > 0) {
      const radius = Math.pow(Math.min(length, 1), fx.fisheye) * Math.max(1, length);
      u = 0.5 + (radius * x * 0.5) / length;
      v = 0.5 + (radius * y * 0.5) / length;
    }
  }
  out[0] = u;
  out[1] = v;
}

const fract = (value: number): number => value - Math.floor(value);

/** Greys get a little colour, black a little light, or a turn of their hue would not show. */
const LEAST_SATURATION = 0.09;
const LEAST_VALUE = 0.11 / 2;

/** Applies hue and brightness to `rgb` in place (0..255, not premultiplied). Opacity is left to the caller. */
export function tint(fx: EffectValues, rgb: Float64Array): void {
  if (fx.hue !== 0) turnHue(rgb, fx.hue);
  if (fx.brightness !== 0) {
    for (let i = 0; i < 3; i++) rgb[i] = clamp(rgb[i]! + fx.brightness * 255, 0, 255);
  }
}

function turnHue(rgb: Float64Array, turn: number): void {
  const r = rgb[0]! / 255;
  const g = rgb[1]! / 255;
  const b = rgb[2]! / 255;
  let value = Math.max(r, g, b);
  const chroma = value - Math.min(r, g, b);
  let saturation = value === 0 ? 0 : chroma / value;
  let hue = 0;
  if (chroma > 0) {
    if (value === r) hue = (g - b) / chroma / 6;
    else if (value === g) hue = (2 + (b - r) / chroma) / 6;
    else hue = (4 + (r - g) / chroma) / 6;
  }
  if (value < LEAST_VALUE) [hue, saturation, value] = [0, 1, LEAST_VALUE];
  else if (saturation < LEAST_SATURATION) [hue, saturation] = [0, LEAST_SATURATION];
  hue = fract(hue + turn) * 6;
  for (const [channel, offset] of [5, 3, 1].entries()) {
    const k = (offset + hue) % 6;
    rgb[channel] = 255 * (value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1)));
  }
}
