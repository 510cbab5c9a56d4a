import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { backdrops, sounds, sprites, start } from './catalogue.ts';
import { decodeWav } from './wav.ts';

/** Where the library's files lie; the index names them relative to here, as the web does relative to `/library/`. */
export const folder = new URL('../../apps/web/static/library/', import.meta.url);

const localized = ([chinese, english]: [string, string]) => ({ 'zh-CN': chinese, en: english });

function file(path: string) {
  const bytes = readFileSync(new URL(path, folder));
  return { file: path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** Width and height in costume units, from the root element of one of our own pictures. */
export function pictureSize(svg: string): { width: number; height: number } {
  const match = /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2">/.exec(
    svg,
  );
  if (!match) throw new Error('a picture of the library starts with its size in whole units');
  return { width: Number(match[1]), height: Number(match[2]) };
}

function picture(path: string, names: [string, string], centre?: [number, number]) {
  const size = pictureSize(readFileSync(new URL(path, folder), 'utf8'));
  const [rotationCenterX, rotationCenterY] = centre ?? [size.width / 2, size.height / 2];
  return { name: localized(names), ...file(path), ...size, rotationCenterX, rotationCenterY };
}

/**
 * The whole index as it stands in `library.json`: names in both languages, SHA-256 and bytes of every file, size and
 * rotation centre of every picture (costume units), rate (hertz) and sample count of every sound.
 */
export function buildIndex() {
  return {
    format: 1,
    licence: 'CC0-1.0',
    start,
    sprites: Object.entries(sprites).map(([id, { names, category, sounds, centre, costumes }]) => ({
      id,
      name: localized(names),
      category,
      sounds,
      costumes: Object.entries(costumes).map(([key, costume]) => picture(`sprites/${id}-${key}.svg`, costume, centre)),
    })),
    backdrops: Object.entries(backdrops).map(([id, names]) => ({ id, ...picture(`backdrops/${id}.svg`, names) })),
    sounds: Object.entries(sounds).map(([id, { names, category }]) => {
      const path = `sounds/${id}.wav`;
      const { rate, samples } = decodeWav(readFileSync(new URL(path, folder)));
      return { id, name: localized(names), category, ...file(path), rate, sampleCount: samples.length };
    }),
  };
}
