import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distort, effectValues, NO_EFFECTS, tint } from '../src/render/effects.ts';
import type { EffectName } from '../src/ports.ts';
import * as formulas from './oracle/formulas.ts';

const RUNS = { numRuns: process.env.PAPERKITE_DEEP ? 100_000 : 2_000 };
const STILL = { color: 0, fisheye: 0, whirl: 0, pixelate: 0, mosaic: 0, brightness: 0, ghost: 0 };
const set = (effect: EffectName, value: number) => effectValues({ ...STILL, [effect]: value });

const anyValue = fc.double({ min: -1000, max: 1000, noNaN: true });
const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const side = fc.integer({ min: 1, max: 480 });
const byte = fc.integer({ min: 0, max: 255 });
const rgb = fc.tuple(byte, byte, byte);

/** Distance of two points, where 0 and 1 are the same place: at the seam of two tiles either is right. */
const apart = (a: readonly number[], b: ArrayLike<number>): number =>
  Math.max(...a.map((c, i) => Math.min(Math.abs(c - b[i]!), 1 - Math.abs(c - b[i]!))));

function moved(effect: EffectName, value: number, u: number, v: number, width = 100, height = 100): Float64Array {
  const out = new Float64Array(2);
  distort(set(effect, value), width, height, u, v, out);
  return out;
}

function tinted(effect: EffectName, value: number, color: readonly number[]): Float64Array {
  const out = Float64Array.from(color);
  tint(set(effect, value), out);
  return out;
}

describe('each effect follows its formula', () => {
  it.each([
    ['whirl', formulas.whirl],
    ['fisheye', formulas.fisheye],
    ['mosaic', formulas.mosaic],
  ] as const)('%s', (effect, formula) => {
    fc.assert(
      fc.property(anyValue, inside, inside, (value, u, v) => {
        expect(apart(formula(value, u, v), moved(effect, value, u, v))).toBeLessThan(1e-6);
      }),
      RUNS,
    );
  });

  it('pixelate, whatever the costume’s size', () => {
    fc.assert(
      fc.property(anyValue, inside, inside, side, side, (value, u, v, width, height) => {
        fc.pre(Math.abs(value) > 0.1);
        const seen = moved('pixelate', value, u, v, width, height);
        const truth = formulas.pixelate(value, u, v, width, height);
        // On the border of two cells either middle is right.
        const cell = Math.abs(value) / 10;
        const steps = [(truth[0] - seen[0]!) * (width / cell), (truth[1] - seen[1]!) * (height / cell)];
        for (const [i, at] of [u * width, v * height].entries()) {
          const border = Math.abs(at / cell - Math.round(at / cell)) < 1e-6;
          if (!border) expect(Math.abs(steps[i]!)).toBeLessThan(1e-6);
        }
      }),
      RUNS,
    );
  });

  it('color and brightness', () => {
    fc.assert(
      fc.property(fc.oneof(anyValue, fc.constantFrom(200, -200, 400)), rgb, (value, color) => {
        // Zero is no effect at all; anything else makes greys a little colourful, a whole turn, too.
        fc.pre(value !== 0);
        const seen = [...tinted('color', value, color)];
        formulas.color(value, color).forEach((c, i) => expect(seen[i]).toBeCloseTo(c, 6));
        const bright = [...tinted('brightness', value, color)];
        formulas.brightness(value, color).forEach((c, i) => expect(bright[i]).toBeCloseTo(c, 6));
      }),
      RUNS,
    );
  });

  it('ghost', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(set('ghost', value).opacity).toBeCloseTo(formulas.ghost(value), 12);
      }),
      RUNS,
    );
  });

  it('none of them when all are 0', () => {
    expect({ ...effectValues(STILL), whirl: 0 }).toEqual(NO_EFFECTS);
  });
});
