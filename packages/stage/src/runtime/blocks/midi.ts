/**
 * The numbers of General MIDI, which blocks of Scratch 1.4 and 2 use, as the instruments and drums that there are here: those
 * that Scratch 3 plays for them. @see General MIDI Level 1, "Sound Set"
 */

/** How many programs in a row are which instrument, 1-based. */
const RUNS: readonly (readonly [count: number, instrument: number])[] = [
  // Pianos, harpsichords, bells and mallets, organs
  [4, 1],
  [2, 2],
  [2, 4],
  [3, 17],
  [1, 16],
  [1, 19],
  [1, 16],
  [2, 17],
  [8, 3],
  // Guitars, basses
  [2, 4],
  [6, 5],
  [8, 6],
  // Strings, choirs
  [5, 8],
  [1, 7],
  [1, 8],
  [1, 19],
  [4, 8],
  [3, 15],
  [1, 19],
  // Brass, reeds, pipes
  [8, 9],
  [4, 11],
  [3, 14],
  [1, 10],
  [2, 12],
  [4, 13],
  [2, 12],
  // Synthesizers
  [8, 20],
  [16, 21],
  // Plucked and other strings of the world, bells, noises
  [4, 4],
  [1, 17],
  [1, 14],
  [1, 8],
  [1, 10],
  [2, 17],
  [1, 18],
  [1, 19],
  [4, 1],
  [8, 21],
];

const INSTRUMENTS: readonly number[] = RUNS.flatMap(([count, instrument]) => Array<number>(count).fill(instrument));

/** The 1-based instrument of a 1-based MIDI program; for what is none the last, as in Scratch. */
export const instrumentOfMidi = (program: number): number => INSTRUMENTS[program - 1] ?? 21;

/** The first key of MIDI's drums. */
const FIRST_DRUM = 35;

/** Drums from key 35, 1-based. */
const DRUMS: readonly number[] = [
  ...[2, 2, 3, 1, 8, 1, 2, 6, 2, 6, 2, 5, 2, 2, 4, 2],
  ...[5, 4, 5, 7, 4, 11, 4, 17, 5, 13, 13, 14, 14, 14, 13, 13],
  ...[11, 11, 15, 15, 18, 18, 16, 16, 9, 10, 10, 18, 18, 12, 12],
];

/** The side stick. */
const OTHER_DRUM = 3;

/** The 1-based drum of a MIDI key 35..81; for other keys the one that Scratch takes. */
export const drumOfMidi = (key: number): number => DRUMS[key - FIRST_DRUM] ?? OTHER_DRUM;
