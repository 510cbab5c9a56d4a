import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sounds, sprites } from './catalogue.ts';
import { buildIndex, folder, pictureSize } from './library-index.ts';
import { recipes } from './sounds.ts';
import { decodeWav, encodeWav } from './wav.ts';
import { finish, RATE } from './wave.ts';

const read = (path: string) => readFileSync(new URL(path, folder));
const list = (kind: string) => readdirSync(new URL(kind, folder)).map((name) => `${kind}/${name}`);
const index = buildIndex();
const pictures = [...index.sprites.flatMap(({ costumes }) => costumes), ...index.backdrops];
const paths = [...list('sprites'), ...list('backdrops'), ...list('sounds')];

describe('the index of the starter library', () => {
  it('is what the files are now (else run scripts/library/index.ts)', () => {
    expect(JSON.parse(read('library.json').toString())).toEqual(JSON.parse(JSON.stringify(index)));
  });

  it('names every file, and no file is left over', () => {
    expect([...pictures, ...index.sounds].map(({ file }) => file).sort()).toEqual(paths.sort());
  });

  it('has 24 sprites with 2 to 4 costumes, 10 backdrops and a blank one, 30 sounds', () => {
    expect(index.sprites).toHaveLength(24);
    for (const { id, costumes } of index.sprites) expect([2, 3, 4], id).toContain(costumes.length);
    expect(index.backdrops).toHaveLength(11);
    expect(index.sounds).toHaveLength(30);
  });

  it('gives each thing a name of its own in both languages', () => {
    for (const things of [index.sprites, index.backdrops, index.sounds])
      for (const locale of ['zh-CN', 'en'] as const)
        expect(new Set(things.map(({ name }) => name[locale])).size).toBe(things.length);
  });

  it('gives sprites only sounds that exist, and starts with what exists', () => {
    expect(Object.values(sprites).flatMap((sprite) => sprite.sounds.filter((id) => !(id in sounds)))).toEqual([]);
    expect(index.sprites.map(({ id }) => id)).toContain(index.start.sprite);
    expect(index.backdrops.map(({ id }) => id)).toContain(index.start.backdrop);
  });

  it('has a word in both languages for each category', () => {
    const categories = new Set(
      [...index.sprites, ...index.sounds].map(({ category }) => `library_category_${category}`),
    );
    for (const locale of ['zh-CN', 'en']) {
      const url = new URL(`../../packages/i18n/messages/${locale}/library.json`, import.meta.url);
      const words = Object.keys(JSON.parse(readFileSync(url, 'utf8')));
      expect([...categories].filter((key) => !words.includes(key))).toEqual([]);
    }
  });
});

describe('the pictures', () => {
  const ELEMENTS = ['svg', 'g', 'path', 'circle', 'ellipse', 'clipPath'];
  const ATTRIBUTES =
    'xmlns width height viewBox id d cx cy r rx ry fill stroke stroke-width stroke-linejoin stroke-linecap transform opacity clip-path'.split(
      ' ',
    );

  it.each(pictures.map(({ file }) => file))('%s is plain shapes: no script, link, font or style', (path) => {
    const svg = read(path).toString();
    const tags = [...svg.matchAll(/<(\w+)((?: [\w-]+="[^"<>&]*")*)\/?>|<\/(\w+)>/g)];
    // Tags and line ends are all there is, so nothing hides between them.
    expect(tags.reduce((rest, [tag]) => rest.replace(tag, ''), svg).trim()).toBe('');
    for (const [, opened, attributes = '', closed] of tags) {
      expect(ELEMENTS).toContain(opened ?? closed);
      for (const [, name, value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
        expect(ATTRIBUTES).toContain(name);
        expect(value).not.toMatch(/NaN|undefined/);
        if (name === 'clip-path') expect(value).toMatch(/^url\(#[a-z-]+\)$/);
        else if (name !== 'xmlns') expect(value).not.toMatch(/url\(|:/);
      }
    }
  });

  it('are small files', () => {
    expect(pictures.filter(({ bytes }) => bytes > 16_000).map(({ file }) => file)).toEqual([]);
  });

  it('of sprites are 90 to 170 units long and turn within themselves; all of one sprite are the same size', () => {
    for (const { id, costumes } of index.sprites) {
      expect(new Set(costumes.map(({ width, height }) => `${width}x${height}`)).size, id).toBe(1);
      for (const { width, height, rotationCenterX, rotationCenterY } of costumes) {
        expect(Math.max(width, height), id).toBeGreaterThanOrEqual(90);
        expect(Math.max(width, height), id).toBeLessThanOrEqual(170);
        expect(rotationCenterX > 0 && rotationCenterX < width && rotationCenterY > 0 && rotationCenterY < height).toBe(
          true,
        );
      }
    }
  });

  it('of backdrops fill the stage', () => {
    for (const { file } of index.backdrops)
      expect(pictureSize(read(file).toString())).toEqual({ width: 480, height: 360 });
  });
});

describe('the sounds', () => {
  it.each(Object.entries(recipes))('%s is what its recipe makes', (id, recipe) => {
    const { samples } = decodeWav(read(`sounds/${id}.wav`));
    const again = decodeWav(encodeWav(finish(recipe()), RATE)).samples;
    expect(samples).toHaveLength(again.length);
    // The last bit may differ where another engine rounds its sines differently.
    expect(samples.every((sample, i) => Math.abs(sample - (again[i] ?? 0)) < 4 / 32767)).toBe(true);
  });

  it.each(index.sounds)('$id is a small file, loud enough, unclipped, and ends in silence', ({ file, bytes, rate }) => {
    const { samples } = decodeWav(read(file));
    const peak = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
    expect(rate).toBe(22_050);
    expect(bytes).toBeLessThan(60_000);
    expect(peak).toBeGreaterThan(0.5);
    expect(peak).toBeLessThan(0.9);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.01);
  });

  it.each([
    ['note-gong', 293.66],
    ['note-shang', 329.63],
    ['note-jue', 369.99],
    ['note-zhi', 440],
    ['note-yu', 493.88],
  ])('%s is in tune to 5 cents', (id, hertz) => {
    const { samples } = decodeWav(read(`sounds/${id}.wav`));
    const twentyPeriods = Math.round((20 * RATE) / hertz);
    const alike = (lag: number) => {
      let sum = 0;
      for (let i = 4000; i < 12_000; i++) sum += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
      return sum;
    };
    const lags = Array.from({ length: 41 }, (_, i) => twentyPeriods - 20 + i);
    const best = lags.reduce((a, b) => (alike(b) > alike(a) ? b : a));
    expect(Math.abs(1200 * Math.log2(best / ((20 * RATE) / hertz)))).toBeLessThan(5);
  });
});
