/**
 * The 21 instruments of Scratch's menu, made of sine waves: nobody's recordings. Partials follow how the real things sound:
 * even and odd ones for strings and brass, odd ones for the clarinet, inharmonic modes for whatever is struck.
 */
export interface Timbre {
  /** Amplitude of each harmonic from the first. */
  harmonics?: readonly number[];
  /** Modes of something struck: multiples of the pitch with their own loudness and time to die away, in seconds. */
  modes?: readonly (readonly [ratio: number, gain: number, decay: number])[];
  /** Seconds until it is loud. */
  attack: number;
  /** Seconds in which it falls to `sustain` (0..1) of that. */
  decay: number;
  sustain: number;
  /** Seconds in which it dies away after its end. */
  release: number;
  /** How bright: a low-pass filter that goes from one multiple of the pitch to another, in seconds. */
  bright?: readonly [from: number, to: number, seconds: number];
  /** How far the pitch swings, in cents, and how often in a second. */
  vibrato?: readonly [cents: number, hertz: number];
  /** How far the loudness swings, 0..1, and how often in a second. */
  tremolo?: readonly [depth: number, hertz: number];
  /** Loudness of the breath, 0..1. */
  breath?: number;
  /** Cents between two voices that sound together. */
  chorus?: number;
  gain: number;
}

const falling = (count: number, power: number): number[] =>
  Array.from({ length: count }, (_, i) => 1 / (i + 1) ** power);
/** Only every second one, as in a pipe that is closed at one end. */
const odd = (count: number, power: number): number[] =>
  Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 1 / (i + 1) ** power : 0.04 / (i + 1)));
/** Those near a formant are louder. */
const formant = (count: number, middle: number, width: number): number[] =>
  Array.from({ length: count }, (_, i) => 0.15 / (i + 1) + Math.exp(-(((i + 1 - middle) / width) ** 2)));

const held = { attack: 0.04, decay: 0.2, sustain: 0.8, release: 0.08 };
const plucked = { attack: 0.003, sustain: 0, release: 0.08 };
const struck = { attack: 0.001, decay: 3, sustain: 0, release: 0.25 };

/** In the order of the menu. */
export const INSTRUMENTS: readonly Timbre[] = [
  // Piano
  { ...plucked, harmonics: falling(14, 1.3), decay: 2.2, release: 0.15, bright: [9, 2.5, 0.7], chorus: 3, gain: 0.5 },
  // Electric piano
  { ...plucked, modes: [[1, 1, 1.8], [2, 0.12, 1], [7, 0.16, 0.15], [14, 0.05, 0.06]], decay: 2.4, tremolo: [0.2, 5], gain: 0.5 }, // prettier-ignore
  // Organ
  { ...held, harmonics: [1, 0.8, 0.5, 0.6, 0, 0.3, 0, 0.35], attack: 0.012, decay: 0.01, sustain: 1, release: 0.03, gain: 0.22 }, // prettier-ignore
  // Guitar
  { ...plucked, harmonics: falling(16, 1), decay: 1.6, bright: [12, 1.6, 0.35], gain: 0.5 },
  // Electric guitar
  { ...plucked, harmonics: falling(20, 0.7), decay: 2.6, bright: [8, 4, 1.2], chorus: 6, vibrato: [4, 5], gain: 0.3 },
  // Bass
  { ...plucked, harmonics: falling(8, 1.6), decay: 1.3, bright: [6, 1.4, 0.3], gain: 0.8 },
  // Pizzicato
  { ...plucked, harmonics: falling(10, 1.4), decay: 0.35, bright: [8, 1.2, 0.12], gain: 0.7 },
  // Cello
  { ...held, harmonics: falling(18, 0.9), attack: 0.09, release: 0.15, bright: [5, 7, 0.3], vibrato: [14, 5.5], gain: 0.25 }, // prettier-ignore
  // Trombone
  { ...held, harmonics: formant(14, 3, 3), attack: 0.06, bright: [2, 9, 0.12], gain: 0.2 },
  // Clarinet
  { ...held, harmonics: odd(15, 1), attack: 0.05, breath: 0.02, gain: 0.35 },
  // Saxophone
  { ...held, harmonics: formant(16, 4, 3.5), attack: 0.04, vibrato: [16, 5], breath: 0.05, bright: [4, 10, 0.1], gain: 0.18 }, // prettier-ignore
  // Flute
  { ...held, harmonics: [1, 0.25, 0.12, 0.03], attack: 0.07, vibrato: [10, 5], breath: 0.09, gain: 0.4 },
  // Wooden flute
  { ...held, harmonics: [1, 0.06, 0.22, 0.02, 0.06], attack: 0.05, breath: 0.22, gain: 0.4 },
  // Bassoon
  { ...held, harmonics: formant(16, 5, 2), attack: 0.05, gain: 0.22 },
  // Choir
  { ...held, harmonics: formant(12, 2, 1.5), attack: 0.18, release: 0.3, vibrato: [18, 4.6], chorus: 14, breath: 0.04, gain: 0.22 }, // prettier-ignore
  // Vibraphone
  {
    ...struck,
    modes: [
      [1, 1, 2.6],
      [4, 0.25, 0.9],
      [10, 0.06, 0.25],
    ],
    tremolo: [0.45, 5.5],
    gain: 0.5,
  },
  // Music box
  {
    ...struck,
    modes: [
      [1, 0.8, 1.4],
      [2.99, 0.35, 0.7],
      [6.2, 0.3, 0.35],
      [10.8, 0.12, 0.15],
    ],
    gain: 0.45,
  },
  // Steel drum
  { ...struck, modes: [[1, 1, 0.8], [2, 0.75, 0.7], [3, 0.3, 0.35], [4.1, 0.25, 0.25], [5.7, 0.12, 0.15]], decay: 1, vibrato: [12, 6], gain: 0.4 }, // prettier-ignore
  // Marimba
  {
    ...struck,
    modes: [
      [1, 1, 0.45],
      [3.93, 0.28, 0.12],
      [9.5, 0.12, 0.05],
    ],
    decay: 0.6,
    gain: 0.7,
  },
  // Synth lead
  { ...held, harmonics: falling(24, 0.8), attack: 0.008, decay: 0.3, sustain: 0.7, bright: [14, 5, 0.25], chorus: 10, gain: 0.2 }, // prettier-ignore
  // Synth pad
  { ...held, harmonics: falling(10, 1.2), attack: 0.35, decay: 0.5, sustain: 0.9, release: 0.6, bright: [1.5, 5, 1.2], chorus: 18, tremolo: [0.15, 1.5], gain: 0.28 }, // prettier-ignore
];
