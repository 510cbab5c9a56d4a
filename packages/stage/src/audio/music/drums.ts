/** The 18 drums of Scratch's menu, made of falling tones and coloured noise. */
export interface Drum {
  /** Tones that slide from one pitch to another, in hertz, and die away, in seconds. */
  tones?: readonly {
    from: number;
    to: number;
    slide: number;
    decay: number;
    gain: number;
    shape?: 'sine' | 'triangle' | 'square';
  }[];
  /** Bursts of noise through a filter. */
  noises?: readonly {
    filter: 'bandpass' | 'highpass' | 'lowpass';
    hertz: number;
    q: number;
    decay: number;
    gain: number;
    /** Seconds after the stroke at which it sounds; more than one for a clap or a rattle. */
    at?: readonly number[];
  }[];
}

const tone = (hertz: number, decay: number, gain: number, shape?: 'sine' | 'triangle' | 'square') => ({
  from: hertz,
  to: hertz,
  slide: 0.01,
  decay,
  gain,
  shape,
});
const slide = (from: number, to: number, seconds: number, decay: number, gain: number) => ({
  from,
  to,
  slide: seconds,
  decay,
  gain,
});
/** Metal: partials that have no common measure. */
const metal = (hertz: number, decay: number, gain: number) =>
  [1, 1.342, 1.2312, 1.6532, 1.9523, 2.1523].map((ratio) => tone(hertz * ratio, decay, gain / 6, 'square'));
const ticks = (count: number, every: number): number[] => Array.from({ length: count }, (_, i) => i * every);

/** In the order of the menu. */
export const DRUMS: readonly Drum[] = [
  // Snare drum
  { tones: [slide(240, 180, 0.03, 0.1, 0.4)], noises: [{ filter: 'highpass', hertz: 1400, q: 0.5, decay: 0.16, gain: 0.5 }] }, // prettier-ignore
  // Bass drum
  { tones: [slide(150, 48, 0.08, 0.28, 0.95)], noises: [{ filter: 'lowpass', hertz: 900, q: 0.5, decay: 0.015, gain: 0.3 }] }, // prettier-ignore
  // Side stick
  { tones: [tone(1700, 0.02, 0.4), tone(480, 0.03, 0.4, 'triangle')], noises: [{ filter: 'bandpass', hertz: 2600, q: 2, decay: 0.02, gain: 0.4 }] }, // prettier-ignore
  // Crash cymbal
  { tones: metal(540, 0.9, 0.12), noises: [{ filter: 'highpass', hertz: 4200, q: 0.4, decay: 1.3, gain: 0.4 }] },
  // Open hi-hat
  { tones: metal(810, 0.4, 0.1), noises: [{ filter: 'highpass', hertz: 7000, q: 0.7, decay: 0.45, gain: 0.4 }] },
  // Closed hi-hat
  { tones: metal(810, 0.04, 0.1), noises: [{ filter: 'highpass', hertz: 7500, q: 0.7, decay: 0.06, gain: 0.45 }] },
  // Tambourine
  { tones: metal(2400, 0.14, 0.1), noises: [{ filter: 'bandpass', hertz: 8800, q: 1.5, decay: 0.12, gain: 0.6, at: [0, 0.03] }] }, // prettier-ignore
  // Hand clap
  { noises: [{ filter: 'bandpass', hertz: 1300, q: 1.4, decay: 0.02, gain: 0.8, at: [0, 0.011, 0.023] }, { filter: 'bandpass', hertz: 1300, q: 1.2, decay: 0.14, gain: 0.6, at: [0.034] }] }, // prettier-ignore
  // Claves
  { tones: [tone(2500, 0.05, 0.7)] },
  // Wood block
  { tones: [slide(1150, 1050, 0.02, 0.06, 0.6), tone(1730, 0.03, 0.25, 'triangle')] },
  // Cowbell
  { tones: [tone(562, 0.28, 0.2, 'square'), tone(845, 0.28, 0.2, 'square')] },
  // Triangle
  { tones: [tone(4100, 1.4, 0.22), tone(6480, 1.1, 0.16), tone(9250, 0.7, 0.1)] },
  // Bongo
  { tones: [slide(430, 390, 0.03, 0.13, 0.75)], noises: [{ filter: 'bandpass', hertz: 1800, q: 1, decay: 0.012, gain: 0.3 }] }, // prettier-ignore
  // Conga
  { tones: [slide(210, 182, 0.04, 0.26, 0.85)], noises: [{ filter: 'bandpass', hertz: 1100, q: 1, decay: 0.015, gain: 0.25 }] }, // prettier-ignore
  // Cabasa
  { noises: [{ filter: 'bandpass', hertz: 4400, q: 1.2, decay: 0.03, gain: 0.7, at: [0, 0.05, 0.1] }] },
  // Guiro
  { noises: [{ filter: 'bandpass', hertz: 3000, q: 4, decay: 0.012, gain: 0.9, at: ticks(16, 0.018) }] },
  // Vibraslap
  { tones: [tone(1480, 0.03, 0.2)], noises: [{ filter: 'bandpass', hertz: 2100, q: 8, decay: 0.016, gain: 1, at: ticks(22, 0.034) }] }, // prettier-ignore
  // Cuica
  { tones: [slide(330, 640, 0.14, 0.22, 0.6), slide(660, 1280, 0.14, 0.16, 0.15)] },
];
