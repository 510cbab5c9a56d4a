import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ENTRY_ERROR_CODES } from '../../../server/contests/errors.ts';
import { problem, problemText, REFUSED_CODES, shortTypes, type EntryProblemCode } from './problems.ts';

const migration = new URL(
  '../../../../../packages/data/migrations/20261121000900_entry_transitions.sql',
  import.meta.url,
);

it('has a sentence for everything that the database refuses on the way of an entry', () => {
  const codes = [...readFileSync(migration, 'utf8').matchAll(/(?:fail\(|then |else )'([a-z_]+)'/g)].map(
    ([, code]) => code!,
  );
  expect(codes).toContain('contest_closed');
  const refused = new Set(codes.filter((code) => !/^(track|contest)$/.test(code)));
  expect([...refused].filter((code) => !REFUSED_CODES.includes(code))).toEqual([]);
});

it('says something of its own for each code', () => {
  const codes = [...ENTRY_ERROR_CODES, ...REFUSED_CODES] as EntryProblemCode[];
  const texts = codes.map((code) => problemText(problem(code)));
  expect(new Set(texts).size).toBe(codes.length);
});

it('calls media types what people call them', () => {
  expect(shortTypes('video/mp4, image/png')).toBe('MP4, PNG');
});
