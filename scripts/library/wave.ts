/** Samples per second of every sound in the library. */
export const RATE = 22_050;

/** Mono sound, one number per sample; full scale is -1..1, but sums may exceed it until `finish`. */
export type Wave = Float64Array<ArrayBuffer>;

/** Something that changes over a sound: `t` in seconds from its start. */
export type Curve = (t: number) => number;

/** A sound computed sample by sample. */
export function wave(seconds: number, at: Curve): Wave {
  return Float64Array.from({ length: Math.round(seconds * RATE) }, (_, i) => at(i / RATE));
}

/** Exponential decay that has fallen to 5 % after `seconds`, with a 3 ms attack so that nothing clicks. */
export const decay =
  (seconds: number): Curve =>
  (t) =>
    Math.min(1, t / 0.003) * Math.exp((-3 * t) / seconds);

/** From `a` to `b` hertz (or anything positive) along an exponential, in `seconds`. */
export const glide =
  (a: number, b: number, seconds: number): Curve =>
  (t) =>
    a * (b / a) ** Math.min(1, t / seconds);

/** 0 up to 1 at the middle and back to 0, smooth. */
export const swell =
  (seconds: number): Curve =>
  (t) =>
    t > seconds ? 0 : Math.sin((Math.PI * t) / seconds) ** 2;

/** An oscillator whose pitch moves: the phase is summed, so that sweeps have no steps. */
export function tone(seconds: number, hertz: number | Curve, shape: (phase: number) => number, level: Curve): Wave {
  const pitch = typeof hertz === 'number' ? () => hertz : hertz;
  let phase = 0;
  return wave(seconds, (t) => {
    phase += pitch(t) / RATE;
    return shape(phase % 1) * level(t);
  });
}

/** Shapes of one period, `phase` 0..1. */
export const sine = (phase: number): number => Math.sin(2 * Math.PI * phase);
export const saw = (phase: number): number => 2 * phase - 1;
export const square = (phase: number): number => (phase < 0.5 ? 1 : -1);

/** White noise that is the same in every run. */
export function noise(seconds: number, seed: number, level: Curve): Wave {
  const random = dice(seed);
  return wave(seconds, (t) => (2 * random() - 1) * level(t));
}

/** Reproducible random numbers, 0..1 (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Two-pole state variable filter; `hertz` may move, `sharpness` above 0.7 rings. @see Chamberlin, Musical Applications */
export function filter(input: Wave, kind: 'low' | 'band' | 'high', hertz: number | Curve, sharpness = 0.7): Wave {
  const cutoff = typeof hertz === 'number' ? () => hertz : hertz;
  let low = 0;
  let band = 0;
  return input.map((sample, i) => {
    const f = 2 * Math.sin((Math.PI * Math.min(cutoff(i / RATE), RATE / 6)) / RATE);
    low += f * band;
    const high = sample - low - band / sharpness;
    band += f * high;
    return { low, band, high }[kind];
  });
}

/**
 * A plucked string: a burst of noise that circles in a delay line and grows duller with each round. The part of the period
 * that is no whole number of samples goes through an all-pass, else high strings are out of tune.
 * @see Karplus and Strong 1983, Jaffe and Smith 1983
 */
export function pluck(seconds: number, hertz: number, seed: number): Wave {
  const DULL = 0.3; // share of the previous sample; also the delay of the averaging, in samples
  const KEEP = 0.9985;
  const whole = Math.floor(RATE / hertz - DULL - 0.1);
  const rest = RATE / hertz - DULL - whole;
  const allPass = (1 - rest) / (1 + rest);

  const random = dice(seed);
  const burst = Float64Array.from({ length: whole }, () => 2 * random() - 1);
  const mean = burst.reduce((sum, sample) => sum + sample, 0) / whole;
  // Plucked at a seventh of its length: every seventh overtone is missing.
  const nail = Math.round(whole / 7);
  const line = burst.map((sample, i) => sample - mean - 0.9 * ((burst[(i + nail) % whole] ?? 0) - mean));

  let previous = 0;
  let in1 = 0;
  let out1 = 0;
  let at = 0;
  return wave(seconds, () => {
    const now = line[at] ?? 0;
    const dulled = KEEP * ((1 - DULL) * now + DULL * previous);
    previous = now;
    const tuned = allPass * dulled + in1 - allPass * out1;
    in1 = dulled;
    out1 = tuned;
    line[at] = tuned;
    at = (at + 1) % whole;
    return now;
  });
}

/** Sounds on top of each other, each from its second on and at its level. */
export function mix(...parts: [from: number, level: number, part: Wave][]): Wave {
  const end = Math.max(...parts.map(([from, , part]) => Math.round(from * RATE) + part.length));
  const sum = new Float64Array(end);
  for (const [from, level, part] of parts) {
    const start = Math.round(from * RATE);
    part.forEach((sample, i) => (sum[start + i] = (sum[start + i] ?? 0) + level * sample));
  }
  return sum;
}

/** Takes the offset away, brings the peak to `peak` and fades the last 15 ms, so that sounds sit together and end clean. */
export function finish(input: Wave, peak = 0.8): Wave {
  const mean = input.reduce((sum, sample) => sum + sample, 0) / input.length;
  const loudest = input.reduce((max, sample) => Math.max(max, Math.abs(sample - mean)), 1e-9);
  const fade = 0.015 * RATE;
  return input.map((s, i) => ((s - mean) / loudest) * peak * Math.min(1, i / 20, (input.length - 1 - i) / fade));
}
