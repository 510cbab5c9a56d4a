import { readdirSync, readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { groupOf, parseDefinition, resolveWindows, submitWindow, trackOf } from './index.ts';

const given = new URL('../test/fixtures/', import.meta.url);
const fixtures = readdirSync(given).filter((name) => name.endsWith('.yaml'));
const text = (name: string) => readFileSync(new URL(name, given), 'utf8');
const shipped = readFileSync(new URL('../definitions/cn-ai-2024.yaml', import.meta.url), 'utf8');

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests break written definitions in every place
type Written = Record<string, any>;

/** The 2024 notice with one thing changed, and what the parser says of it. */
const faults = (change: (written: Written) => void) => {
  const written = parse(text('s1_2024.yaml'));
  change(written);
  const result = parseDefinition(written);
  return result.ok ? [] : result.error.issues.map(({ path, code }) => `${path}: ${code}`);
};

describe('parsing a definition', () => {
  it.each(fixtures)('reads %s', (name) => {
    const definition = unwrap(parseDefinition(text(name)));
    expect(definition).toEqual(JSON.parse(JSON.stringify(definition)));
    expect(unwrap(resolveWindows(definition)).length).toBe(definition.windows.length);
  });

  it('finds seven given definitions', () => expect(fixtures).toHaveLength(7));

  it('keeps what the 2024 notice says', () => {
    const definition = unwrap(parseDefinition(text('s1_2024.yaml')));
    expect(definition.tracks.map(({ id }) => id)).toEqual(['art', 'inter', 'eng', 'algo', 'case']);
    expect(trackOf(definition, 'inter')?.team).toEqual({ max: 3, sameGroup: true });
    expect(trackOf(definition, 'art')?.team).toEqual({ max: 1, sameGroup: false });
    expect(trackOf(definition, 'algo')?.board).toEqual({ metric: 'accuracy', hidden: 0.5 });
    expect(groupOf(definition, 'senior')).toMatchObject({ grades: { from: 10, to: 12 }, also: ['中专', '职高'] });
    expect(definition.entrantLimit).toEqual({ per: 'track', max: 1, count: 'member' });
    expect(definition.quotas.map(({ max }) => max)).toEqual([
      { kind: 'share', share: 0.2 },
      { kind: 'count', count: 10 },
    ]);
    expect(definition.stages.find(({ id }) => id === 'nom10')).toMatchObject({ from: 'nom20', quota: 'q10' });
    expect(definition.stages.find(({ id }) => id === 'rank')).toMatchObject({ advisory: true, tracks: ['algo'] });
    expect(definition.assumed).toHaveLength(5);
  });

  it('keeps the 32 rows of the 2020 quota table, which sum to 1,320 over a cap of 1,000', () => {
    const [quota] = unwrap(parseDefinition(text('s0_unit2020.yaml'))).quotas;
    const rows = Object.values(quota!.table);
    expect([rows.length, rows.reduce((a, b) => a + b, 0), quota!.total, quota!.soft]).toEqual([32, 1320, 1000, true]);
  });

  it('keeps terms, reviews, revocation, metrics and reports of the other notices', () => {
    const chengdu = unwrap(parseDefinition(text('s2_chengdu.yaml')));
    expect(chengdu.term).toMatchObject({ years: [2, 3], reviewEvery: 2 });
    expect(chengdu.term?.revoke[2]).toEqual({ g: '公众利益', after: 'notice_uncorrected' });
    const guangxi = unwrap(parseDefinition(text('s3_guangxi.yaml')));
    expect(guangxi.metrics[1]).toEqual({ id: 'mobile_museum', unit: '人次', target: 100000, places: 6 });
    const beijing = unwrap(parseDefinition(text('s4_beijing2026.yaml')));
    expect(beijing.scope.alsoNominate).toEqual(['university']);
    expect(trackOf(beijing, 'art')?.team.max).toBeNull();
    expect(beijing.stages[0]?.when).toBe('after_close');
  });

  it('ships the 2024 notice with names in both languages for everything people see', () => {
    const definition = unwrap(parseDefinition(shipped));
    const named = [
      definition,
      ...definition.groups,
      ...definition.tracks,
      ...definition.tracks.flatMap(({ artefacts }) => artefacts),
      ...definition.windows,
      ...definition.stages,
      ...definition.awards,
    ];
    for (const { id, names } of named) {
      expect(names.en, id).not.toBe(id);
      expect(names['zh-CN'], id).toMatch(/\p{Script=Han}/u);
    }
  });

  it('ships the same rules as the given 2024 definition', () => {
    const [ours, theirs] = [unwrap(parseDefinition(shipped)), unwrap(parseDefinition(text('s1_2024.yaml')))];
    const rules = ({ groups, tracks, windows, entrantLimit, stages, quotas }: typeof ours) => ({
      groups: groups.map(({ id, grades, also }) => ({ id, grades, also })),
      tracks: tracks.map(({ id, groups, entrant, team, board }) => ({ id, groups, entrant, team, board })),
      windows: windows.map(({ id, open, close }) => ({ id, open, close })),
      stages: stages.map(({ names: _, ...rule }) => rule),
      entrantLimit,
      quotas,
    });
    expect(rules(ours)).toEqual(rules(theirs));
    const required = (definition: typeof ours) =>
      definition.tracks.map(({ artefacts }) => artefacts.filter((a) => a.required).map(({ id }) => id));
    expect(required(ours)).toEqual(
      required(theirs).map((ids, i) => (i === 1 ? ids.filter((id) => id !== 'video') : ids)),
    );
  });
});

describe('a definition with a fault', () => {
  it('names the line of a syntax error', () => {
    const result = parseDefinition('id: x\nkind: [contest\n');
    expect(result).toMatchObject({ ok: false, error: { code: 'definition_syntax', details: { line: 3 } } });
  });

  it('refuses a key written twice', () => {
    expect(parseDefinition('id: a\nid: b\n')).toMatchObject({
      error: { code: 'definition_syntax', details: { line: 2 } },
    });
  });

  it('refuses text that is too large, and one that unfolds to too much', () => {
    expect(parseDefinition('#'.repeat(300_000))).toMatchObject({ error: { code: 'definition_too_large' } });
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++) {
      const [name, before] = ['abcdefghi'[i], 'abcdefghi'[i - 1]];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(parseDefinition(bomb.join('\n'))).toMatchObject({ error: { code: 'definition_syntax' } });
  });

  it.each<[string, (written: Written) => void, string]>([
    ['a missing key', (w) => delete w['kind'], 'kind: missing_key'],
    ['a mistyped key', (w) => (w['tracks'].inter.teem = { max: 3 }), 'tracks.inter.teem: unknown_key'],
    [
      'a mistyped key inside an artefact',
      (w) => (w['tracks'].inter.artefacts[3] = { id: 'video', requird: false }),
      'tracks.inter.artefacts.3.requird: unknown_key',
    ],
    ['a wrong value', (w) => (w['tracks'].inter.team.max = 'three'), 'tracks.inter.team.max: wrong_value'],
    ['an unknown action', (w) => (w['stages'][0].do = 'dance'), 'stages.0.do: wrong_value'],
    ['a date in words', (w) => (w['windows'].submit.close = 'soon'), 'windows.submit.close: bad_date'],
    ['a day that does not exist', (w) => (w['windows'].submit.close = '2024-09-31'), 'windows.submit.close: bad_date'],
    [
      'an hour that does not exist',
      (w) => (w['windows'].submit.open = '2024-06-01T25:00'),
      'windows.submit.open: bad_date',
    ],
    [
      'a window that closes before it opens',
      (w) => (w['windows'].submit.close = '2024-05-31'),
      'windows.submit: window_reversed',
    ],
    ['an unknown zone', (w) => (w['tz'] = 'Asia/Peking'), 'tz: bad_time_zone'],
    ['grades out of order', (w) => (w['groups'].primary.grades = '6-1'), 'groups.primary.grades: bad_grades'],
    ['grades in words', (w) => (w['groups'].primary.grades = 'one to six'), 'groups.primary.grades: bad_grades'],
    ['an id with a space', (w) => (w['id'] = 'cn ai'), 'id: bad_id'],
    ['an undeclared group', (w) => w['tracks'].art.groups.push('univ'), 'tracks.art.groups.3: unknown_reference'],
    ['a group twice', (w) => w['tracks'].art.groups.push('junior'), 'tracks.art.groups.3: duplicate_id'],
    ['an undeclared quota', (w) => (w['stages'][2].quota = 'q30'), 'stages.2.quota: unknown_reference'],
    ['an undeclared level', (w) => (w['stages'][0].at = 'moon'), 'stages.0.at: unknown_reference'],
    [
      'an undeclared track in a stage',
      (w) => (w['stages'][1].tracks = ['arts']),
      'stages.1.tracks.0: unknown_reference',
    ],
    ['a stage fed by a later one', (w) => (w['stages'][1].from = 'nom20'), 'stages.1.from: stage_order'],
    ['a stage fed by nothing', (w) => (w['stages'][1].from = 'nom99'), 'stages.1.from: unknown_reference'],
    ['a stage twice', (w) => w['stages'].push(w['stages'][0]), 'stages.7: duplicate_id'],
    [
      'weights that sum to 0.9',
      (w) => (w['stages'][6].parts = { work: 0.5, task: 0.4 }),
      'stages.6.parts: weights_not_one',
    ],
    ['a share over 100 %', (w) => (w['quotas'].q20.max = '120%'), 'quotas.q20.max: wrong_value'],
    ['a floor above the ceiling', (w) => (w['quotas'].q10.min = 11), 'quotas.q10.max: limits_reversed'],
    ['a table that nothing reads', (w) => (w['quotas'].q10.table = { 北京: 3 }), 'quotas.q10.table: table_unused'],
    ['an award after no stage', (w) => (w['awards'][0].after = 'round9'), 'awards.0.after: unknown_reference'],
  ])('names %s', (_, change, expected) => expect(faults(change)).toContain(expected));

  it('names every fault at once', () => {
    expect(faults((w) => (delete w['kind'], delete w['tz']))).toEqual(['kind: missing_key', 'tz: missing_key']);
  });

  it('never throws, whatever it is given', () => {
    const runs = process.env['PAPERKITE_DEEP'] ? 5_000 : 500;
    const lines = shipped.split('\n');
    const mangled = fc
      .array(fc.tuple(fc.nat(lines.length - 1), fc.string({ maxLength: 12 })), { minLength: 1, maxLength: 3 })
      .map((edits) => {
        const copy = [...lines];
        for (const [line, junk] of edits) copy[line] = copy[line]!.slice(0, junk.length * 2) + junk;
        return copy.join('\n');
      });
    fc.assert(
      fc.property(fc.oneof(mangled, fc.string(), fc.anything()), (source) => {
        const result = parseDefinition(source);
        if (!result.ok && result.error.code === 'definition_invalid') expect(result.error.issues).not.toHaveLength(0);
      }),
      { numRuns: runs },
    );
  }, 600_000);
});

describe('windows', () => {
  const at = (iso: string) => new Date(iso).getTime();
  const definition = (name: string) => unwrap(parseDefinition(text(name)));

  it('run from the first moment of the first day to the last of the last, in the zone of the notice', () => {
    const notice = definition('s1_2024.yaml');
    expect(submitWindow(notice, unwrap(resolveWindows(notice)))).toEqual({
      id: 'submit',
      openAt: at('2024-06-01T00:00:00+08:00'),
      closeAt: at('2024-09-30T23:59:59.999+08:00'),
      uploadGraceMs: 0,
      dated: true,
    });
  });

  it('cover the whole month where only a month is named, also in a leap year', () => {
    const notice = definition('s4_beijing2026.yaml');
    const windows = unwrap(resolveWindows(notice, { prepare: { open: '2028-02', close: '2028-02' } }));
    expect(windows[0]).toMatchObject({
      openAt: at('2028-02-01T00:00:00+08:00'),
      closeAt: at('2028-02-29T23:59:59.999+08:00'),
    });
  });

  it('wait for a year where the notice names none', () => {
    const notice = definition('s2_chengdu.yaml');
    expect(submitWindow(notice, unwrap(resolveWindows(notice)))).toMatchObject({ closeAt: null, dated: false });
    const set = unwrap(resolveWindows(notice, { submit: { open: '2026-05', close: '2026-06-30' } }));
    expect(submitWindow(notice, set)).toMatchObject({ closeAt: at('2026-06-30T23:59:59.999+08:00'), dated: true });
  });

  it('take the narrowest level where each level has its own', () => {
    const notice = definition('s0_contest2020.yaml');
    expect(submitWindow(notice, unwrap(resolveWindows(notice)))?.id).toBe('submit.province');
  });

  it('can be moved to another year, to the minute, and checked like the definition', () => {
    const notice = definition('s1_2024.yaml');
    const moved = unwrap(resolveWindows(notice, { submit: { open: null, close: '2026-12-31T17:00' } }));
    expect(submitWindow(notice, moved)).toMatchObject({ openAt: null, closeAt: at('2026-12-31T17:00:00+08:00') });
    const codes = (changes: Written) => {
      const result = resolveWindows(notice, changes);
      return result.ok ? [] : result.error.issues.map(({ path, code }) => `${path}: ${code}`);
    };
    expect(codes({ submit: { close: '2023-01-01' } })).toEqual(['windows.submit: window_reversed']);
    expect(codes({ submit: { close: '2026-02-30' } })).toEqual(['windows.submit.close: bad_date']);
    expect(codes({ submitt: {} })).toEqual(['windows.submitt: unknown_reference']);
    expect(codes({ submit: { close: 7 } })).toEqual(['windows.submit: wrong_value']);
  });
});
