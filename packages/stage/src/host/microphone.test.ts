import { describe, expect, it } from 'vitest';
import { asPercent, loudnessOf } from './microphone.ts';

const sine = (amplitude: number): Float32Array =>
  Float32Array.from({ length: 2048 }, (_, i) => amplitude * Math.sin((2 * Math.PI * i) / 64));

describe('loudness', () => {
  it('is 0 in silence, 100 for the loudest, and Scratch’s curve in between', () => {
    expect(asPercent(loudnessOf(sine(0), 0))).toBe(0);
    expect(asPercent(loudnessOf(sine(1), 0))).toBe(100);
    // A tenth of the full swing: root of 0.0707 x 1.63.
    expect(asPercent(loudnessOf(sine(0.1), 0))).toBe(34);
  });

  it('rises at once and falls step by step', () => {
    const loud = loudnessOf(sine(1), 0);
    expect(loudnessOf(sine(0), loud)).toBeCloseTo(loud * 0.6, 6);
  });
});
