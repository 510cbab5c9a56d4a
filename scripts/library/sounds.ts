import { decay, dice, filter, glide, mix, noise, pluck, saw, sine, square, swell, tone, type Wave } from './wave.ts';

/** A soft metal or glass body: partials as [ratio to `hertz`, level, seconds until it has died]. */
const struck = (seconds: number, hertz: number, partials: [number, number, number][]): Wave =>
  mix(
    ...partials.map(
      ([ratio, level, rings]) => [0, level, tone(seconds, hertz * ratio, sine, decay(rings))] as [number, number, Wave],
    ),
  );

/** A throat: a buzz through two moving resonances. */
const voice = (buzz: Wave, first: (t: number) => number, second: (t: number) => number): Wave =>
  mix([0, 1, filter(buzz, 'band', first, 6)], [0, 0.7, filter(buzz, 'band', second, 8)]);

const clap = (seed: number): Wave => filter(noise(0.05, seed, decay(0.03)), 'band', 900 + 70 * (seed % 9), 1.2);
const blip = (from: number, to: number, seconds: number): Wave =>
  tone(seconds, glide(from, to, seconds), sine, swell(seconds));
const chirp = (from: number, to: number): Wave => blip(from, to, 0.09);
const note = (hertz: number): Wave => {
  const string = pluck(1.25, hertz, 11);
  // The silk under the nail, the string, and the wood that carries its lowest tones.
  return mix(
    [0, 0.1, filter(noise(0.015, 5, decay(0.01)), 'high', 2500)],
    [0, 0.6, filter(string, 'low', 5 * hertz)],
    [0, 1, filter(string, 'low', 2 * hertz)],
  );
};
const chord = (hertz: number[], seconds: number): Wave =>
  mix(...hertz.map((h) => [0, 1 / hertz.length, tone(seconds, h, sine, decay(seconds))] as [number, number, Wave]));
const scattered = (
  count: number,
  seconds: number,
  seed: number,
  make: (at: number, random: () => number) => Wave,
): Wave => {
  const random = dice(seed);
  return mix(
    ...Array.from({ length: count }, () => {
      const from = random() * seconds;
      return [from, 0.3 + 0.7 * random(), make(from, random)] as [number, number, Wave];
    }),
  );
};

/** How each sound of the library is made; the key is its id. Frequencies in hertz, times in seconds. */
export const recipes: Record<string, () => Wave> = {
  pop: () =>
    mix([0, 1, tone(0.11, glide(320, 1150, 0.07), sine, decay(0.1))], [0, 0.25, noise(0.012, 3, decay(0.008))]),
  kick: () => mix([0, 1, tone(0.36, glide(170, 46, 0.11), sine, decay(0.34))], [0, 0.3, noise(0.01, 4, decay(0.006))]),
  snare: () =>
    mix(
      [0, 0.8, filter(noise(0.26, 8, decay(0.22)), 'high', 1400)],
      [0, 0.7, tone(0.16, glide(230, 170, 0.05), sine, decay(0.13))],
    ),
  hat: () => filter(noise(0.12, 9, decay(0.09)), 'high', 3400, 1.4),
  gong: () =>
    struck(1.35, 138, [
      [1, 1, 2.4],
      [1.013, 0.7, 2.2],
      [1.52, 0.6, 1.8],
      [2.03, 0.7, 1.5],
      [2.47, 0.5, 1.2],
      [2.91, 0.5, 1],
      [3.66, 0.4, 0.8],
      [4.61, 0.3, 0.6],
      [5.83, 0.25, 0.4],
    ]),
  // Gong shang jue zhi yu, the five notes, on D as a guzheng is tuned.
  'note-gong': () => note(293.66),
  'note-shang': () => note(329.63),
  'note-jue': () => note(369.99),
  'note-zhi': () => note(440),
  'note-yu': () => note(493.88),
  whoosh: () => filter(noise(0.6, 21, swell(0.6)), 'band', (t) => 500 + 2300 * Math.sin((Math.PI * t) / 0.6), 1.6),
  jump: () => filter(tone(0.28, glide(230, 760, 0.24), square, decay(0.4)), 'low', 1800),
  coin: () =>
    mix(
      [0, 0.7, filter(tone(0.08, 988, square, decay(0.2)), 'low', 3000)],
      [0.08, 0.8, filter(tone(0.5, 1319, square, decay(0.45)), 'low', 3000)],
    ),
  win: () =>
    mix(
      ...[523.25, 659.26, 783.99].map(
        (h, i) => [i * 0.13, 0.6, filter(tone(0.22, h, square, decay(0.25)), 'low', 2600)] as [number, number, Wave],
      ),
      [0.39, 1.1, chord([523.25, 659.26, 783.99, 1046.5], 0.75)],
      [0.39, 0.3, filter(tone(0.7, 1046.5, square, decay(0.6)), 'low', 2600)],
    ),
  lose: () =>
    mix(
      ...[392, 369.99, 349.23].map(
        (h, i) => [i * 0.2, 0.7, filter(tone(0.2, h, saw, decay(0.35)), 'low', 1300)] as [number, number, Wave],
      ),
      [
        0.6,
        0.9,
        filter(
          tone(0.65, (t) => 329.63 * (1 + 0.025 * Math.sin(2 * Math.PI * 6 * t)) * (1 - 0.1 * t), saw, decay(0.8)),
          'low',
          1200,
        ),
      ],
    ),
  meow: () => {
    const pitch = (t: number) => 430 + 260 * Math.sin(Math.PI * Math.min(1, t / 0.62)) ** 0.8 - 90 * t;
    const loud = (t: number) => Math.min(1, t / 0.06) * Math.min(1, Math.max(0, (0.68 - t) / 0.25));
    return voice(
      tone(0.7, pitch, saw, loud),
      (t) => 500 + 700 * Math.sin(Math.PI * Math.min(1, t / 0.6)),
      glide(2400, 1300, 0.6),
    );
  },
  bark: () => {
    const woof = voice(
      mix([0, 0.8, tone(0.17, glide(330, 190, 0.15), saw, swell(0.17))], [0, 0.5, noise(0.12, 33, decay(0.08))]),
      glide(620, 480, 0.15),
      glide(1500, 1100, 0.15),
    );
    return mix([0, 1, woof], [0.27, 0.9, woof]);
  },
  bird: () =>
    mix(
      [0, 0.8, chirp(2400, 4200)],
      [0.12, 1, chirp(3800, 2600)],
      [0.3, 0.8, chirp(2500, 4400)],
      [0.42, 1, chirp(4000, 2700)],
      [0.53, 0.7, chirp(2600, 4500)],
    ),
  bubble: () =>
    mix(
      [0, 1, blip(300, 620, 0.12)],
      [0.15, 0.8, blip(420, 900, 0.1)],
      [0.29, 0.9, blip(350, 760, 0.11)],
      [0.41, 0.6, blip(560, 1200, 0.08)],
    ),
  laser: () => filter(tone(0.34, glide(2100, 160, 0.3), saw, decay(0.36)), 'low', 3200),
  steps: () => {
    const step = (seed: number) =>
      mix(
        [0, 1, filter(noise(0.11, seed, decay(0.07)), 'low', 420)],
        [0.015, 0.25, filter(noise(0.05, seed + 1, decay(0.03)), 'band', 1700)],
      );
    return mix([0, 1, step(41)], [0.33, 0.85, step(45)], [0.66, 1, step(49)], [0.99, 0.85, step(53)]);
  },
  wind: () =>
    filter(
      noise(1.35, 61, (t) => swell(1.35)(t) * (0.7 + 0.3 * Math.sin(9 * t))),
      'band',
      (t) => 520 + 260 * Math.sin(5.2 * t) + 120 * Math.sin(11 * t),
      2.6,
    ),
  bell: () =>
    struck(1.3, 880, [
      [0.5, 0.35, 1.6],
      [1, 1, 1.4],
      [1.19, 0.4, 1.1],
      [1.5, 0.3, 0.9],
      [2, 0.6, 0.8],
      [2.76, 0.35, 0.5],
      [4.1, 0.2, 0.25],
    ]),
  applause: () => {
    const claps = scattered(150, 1.25, 71, (_, random) => clap(Math.floor(random() * 1000)));
    return claps.map((s, i) => s * swell(1.7)(0.2 + i / 22_050));
  },
  tick: () => {
    const tock = (hertz: number) =>
      mix([0, 1, tone(0.05, hertz, sine, decay(0.03))], [0, 0.5, filter(noise(0.02, 81, decay(0.008)), 'band', 2600)]);
    return mix([0, 1, tock(1900)], [0.5, 0.9, tock(1350)]);
  },
  horn: () => {
    const toot = (seconds: number) =>
      filter(
        mix([0, 0.5, tone(seconds, 370, saw, () => 1)], [0, 0.5, tone(seconds, 466, saw, () => 1)]),
        'low',
        1700,
      ).map((s, i, all) => s * Math.min(1, i / 300, (all.length - i) / 700));
    return mix([0, 1, toot(0.16)], [0.24, 1, toot(0.42)]);
  },
  magic: () => {
    const scale = [1174.66, 1318.51, 1479.98, 1760, 1975.53, 2349.32, 2637.02, 2959.96];
    return mix(
      ...scale.map(
        (h, i) =>
          [
            i * 0.075,
            0.5,
            struck(0.75, h, [
              [1, 1, 0.5],
              [2.01, 0.25, 0.25],
            ]),
          ] as [number, number, Wave],
      ),
    );
  },
  splash: () =>
    mix(
      [0, 1, filter(noise(0.8, 91, decay(0.55)), 'band', glide(2600, 500, 0.6), 0.8)],
      [0, 0.6, filter(noise(0.2, 92, decay(0.12)), 'low', 500)],
      [0.3, 0.18, scattered(9, 0.45, 93, (_, random) => blip(400 + 500 * random(), 1000 + 500 * random(), 0.06))],
    ),
  heartbeat: () => {
    const beat = (hertz: number) => tone(0.2, glide(hertz, hertz * 0.62, 0.12), sine, decay(0.17));
    return mix([0, 1, beat(84)], [0.23, 0.75, beat(98)], [0.8, 1, beat(84)], [1.03, 0.75, beat(98)]);
  },
  firecracker: () =>
    mix([
      0,
      1,
      scattered(16, 1, 101, (_, random) => {
        const seed = Math.floor(random() * 1e6);
        return mix(
          [0, 1, filter(noise(0.09, seed, decay(0.05)), 'band', 1300 + 900 * random(), 0.9)],
          [0, 0.9, filter(noise(0.12, seed + 1, decay(0.07)), 'low', 380)],
        );
      }),
    ]),
};
