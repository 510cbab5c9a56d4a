import { strFromU8, strToU8, zipSync } from 'fflate';
import { Dice } from './dice.ts';
import { hostileJson } from './hostile-json.ts';
import { hostileSvg } from './hostile-svg.ts';
import { mutateBytes, mutateDirectory, mutateEntries } from './mutate-archive.ts';
import { mutateJson, mutateTokens } from './mutate-json.ts';
import type { SeedFile } from './seeds.ts';

export const CASE_KINDS = ['json', 'tokens', 'picture', 'bytes', 'directory', 'entries', 'bomb', 'junk'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export interface Case {
  kind: CaseKind;
  from: string;
  bytes: Uint8Array;
}

/** How many of a hundred cases are of each kind. */
const SHARES: Readonly<Record<CaseKind, number>> = {
  json: 52,
  tokens: 8,
  picture: 16,
  bytes: 11,
  directory: 7,
  entries: 4,
  bomb: 1,
  junk: 1,
};
const BY_SHARE = CASE_KINDS.flatMap((kind) => Array<CaseKind>(SHARES[kind]).fill(kind));

/** One damaged or hostile file: a function of the seed and its index alone (and of the seed files). */
export function makeCase(seed: number, index: number, seeds: readonly SeedFile[]): Case {
  const dice = new Dice(seed, index);
  const kind = dice.pick(BY_SHARE);
  const original = dice.pick(seeds);
  return { kind, from: original.name, bytes: MAKERS[kind](original, dice) };
}

const packed = (files: Record<string, Uint8Array>) => zipSync(files, { level: 0 });
const withJson = ({ files, json }: SeedFile, text: string) => packed({ ...files, [json]: strToU8(text) });
const jsonOf = ({ files, json }: SeedFile) => strFromU8(files[json]!);

const MAKERS: Record<CaseKind, (original: SeedFile, dice: Dice) => Uint8Array> = {
  json: (original, dice) => withJson(original, mutateJson(jsonOf(original), dice)),
  tokens: (original, dice) => withJson(original, mutateTokens(jsonOf(original), dice)),
  picture: (original, dice) => {
    const files = { ...original.files };
    const pictures = Object.keys(files).filter((name) => name.endsWith('.svg'));
    // UTF-8 that is none, now and then.
    const bytes = dice.oneIn(10) ? mutateBytes(strToU8(hostileSvg(dice)), dice) : strToU8(hostileSvg(dice));
    for (const name of pictures) files[name] = bytes;
    return zipSync(files, { level: bytes.length > 100_000 ? 1 : 0 });
  },
  bytes: ({ files }, dice) => mutateBytes(zipSync(files, { level: dice.oneIn(2) ? 6 : 0 }), dice),
  directory: ({ files }, dice) => mutateDirectory(files, dice),
  entries: ({ files }, dice) => mutateEntries(files, dice),
  bomb: (_, dice) => zipSync({ 'project.json': strToU8(hostileJson(dice)) }, { level: 1 }),
  junk: (_, dice) => Uint8Array.from({ length: dice.below(300) }, () => dice.below(256)),
};
