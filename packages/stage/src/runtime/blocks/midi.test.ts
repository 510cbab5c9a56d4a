import { describe, expect, it } from 'vitest';
import { drumOfMidi, instrumentOfMidi } from './midi.ts';

describe('numbers of MIDI', () => {
  it('are the drums that Scratch plays for them', () => {
    // Bass drum, snare, clap, low tom, closed hat, crash, tambourine, cowbell, high bongo, low timbale, maracas, whistle, triangle.
    const keys = [35, 38, 39, 41, 42, 49, 54, 56, 60, 66, 70, 71, 81];
    expect(keys.map(drumOfMidi)).toEqual([2, 1, 8, 2, 6, 4, 7, 11, 13, 13, 15, 18, 12]);
  });

  it('that are no drums are a side stick, those that are no instruments the last', () => {
    expect([34, 82, 0, -Infinity].map(drumOfMidi)).toEqual([3, 3, 3, 3]);
    expect([1, 128, 0, 129].map(instrumentOfMidi)).toEqual([1, 21, 21, 21]);
  });
});
