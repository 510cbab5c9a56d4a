import { readFileSync } from 'node:fs';
import {
  checkEntry,
  CONTEST_ERROR_CODES,
  DEFINITION_ISSUE_CODES,
  FINDING_CODES,
  FINAL_STATES,
  findingParams,
  parseDefinition,
  REASON_FIELDS,
  resolveWindows,
  type CheckContext,
  type Definition,
  type EntryDraft,
  type EntryEventKind,
  type Finding,
  type Member,
} from '@paperkite/contest';
import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';

const catalogue = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../packages/i18n/messages/${locale}/contest.json`, import.meta.url), 'utf8'));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** Listed as a record, so that the compiler asks for a new kind of event here. */
const EVENTS: Record<EntryEventKind, true> = {
  started: true,
  invited: true,
  joined: true,
  declined: true,
  removed: true,
  submitted: true,
  resubmitted: true,
  returned: true,
  passed: true,
  accepted: true,
  withdrawn: true,
  expired: true,
};

const needed = [
  ...FINDING_CODES.map((code) => `contest_finding_${code}`),
  ...CONTEST_ERROR_CODES.map((code) => `contest_error_${code}`),
  ...DEFINITION_ISSUE_CODES.map((code) => `contest_definition_${code}`),
  ...Object.keys(EVENTS).map((kind) => `contest_event_${kind}`),
  ...['draft', 'submitted', 'returned', ...FINAL_STATES].map((state) => `contest_state_${state}`),
  ...REASON_FIELDS.map((field) => `contest_field_${field}`),
];

const definition = unwrap(
  parseDefinition(readFileSync(new URL('../../packages/contest/definitions/cn-ai-2024.yaml', import.meta.url), 'utf8')),
);

/** Findings of entries that together break every rule there is. */
function brokenEntries(): Finding[] {
  const perContest = { ...definition, entrantLimit: { per: 'contest', max: 1, count: 'member' } } as const;
  const windows = unwrap(resolveWindows(definition));
  const text = (typed: string) => ({ kind: 'text', text: typed }) as const;
  const file = (type: string, bytes: number) =>
    ({ kind: 'file', hash: '', name: '', type, bytes, stored: false }) as const;
  const project = (blocks: number) => ({ kind: 'project', project: 'p', blocks, startable: 0 }) as const;
  const person = (id: string, more: Partial<Member> = {}): Member => ({
    person: id,
    kind: 'pupil',
    grade: 5,
    acceptance: 'accepted',
    ...more,
  });
  const now = Date.parse('2024-07-01T12:00:00+08:00');
  const taken = { entry: 'e2', track: 'inter', person: 'a', role: 'member', state: 'accepted' } as const;
  const context: CheckContext = { now, entry: 'e1', uploadBegunAt: null, fixByAt: null, participations: [taken] };
  const draft = (track: string, group: string | null, members: Member[], artefacts: EntryDraft['artefacts']) =>
    ({ track, group, members, artefacts }) satisfies EntryDraft;
  const team = [
    person('a', { grade: 8 }),
    person('a'),
    person('b', { grade: 9, acceptance: 'pending' }),
    person('c', { grade: null }),
    person('t', { kind: 'teacher' }),
  ];
  const empty = draft('inter', null, [], {});
  const many = draft('inter', 'primary', team, {
    title: text('长'.repeat(50)),
    text: text('短'),
    project: project(0),
    video: file('text/html', 300 * 1024 * 1024),
    data: text('?'),
  });
  const linked: Definition = {
    ...definition,
    tracks: definition.tracks.map((track) => ({
      ...track,
      artefacts: track.artefacts.map((artefact) => (artefact.id === 'text' ? { ...artefact, kind: 'link' } : artefact)),
    })),
  };
  return [
    ...checkEntry(definition, windows, empty, { ...context, now: 0 }),
    ...checkEntry(definition, windows, empty, { ...context, now: now * 2 }),
    ...checkEntry(definition, windows, empty, { ...context, fixByAt: 0 }),
    ...checkEntry(definition, [], empty, context),
    ...checkEntry(definition, windows, many, context),
    ...checkEntry(perContest, windows, many, context),
    ...checkEntry(definition, windows, draft('art', 'upper', team, { title: project(1) }), context),
    ...checkEntry(definition, windows, draft('case', 'junior', team, { report: file('application/pdf', 0) }), context),
    ...checkEntry(
      linked,
      windows,
      draft('inter', 'primary', team, { text: text('不是网址'.repeat(4)), project: project(3) }),
      context,
    ),
  ];
}

describe('the sentences of contests', () => {
  const [zh, en] = [catalogue('zh-CN'), catalogue('en')];

  it.each(needed)('%s is there in both languages, with the same placeholders', (key) => {
    expect(zh[key], 'zh-CN').toMatch(/\p{Script=Han}/u);
    expect(en[key], 'en').toMatch(/[a-z]/);
    expect(placeholders(en[key]!)).toEqual(placeholders(zh[key]!));
  });

  it('find every placeholder among the details of the finding that they are for', () => {
    const findings = brokenEntries();
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(FINDING_CODES));
    for (const finding of findings) {
      const params = findingParams(finding, { locale: 'en', definition, track: 'inter', nameOf: (_, id) => id });
      expect(Object.keys(params), finding.code).toEqual(
        expect.arrayContaining(placeholders(zh[`contest_finding_${finding.code}`]!)),
      );
    }
  });

  it('has no sentence for a code that is gone', () => {
    const coded = Object.keys(zh).filter((key) => /^contest_(finding|error|definition|event|state)_/.test(key));
    expect(coded.filter((key) => !needed.includes(key))).toEqual([]);
  });

  it('never raises its voice', () => {
    for (const key of needed) expect(`${zh[key]} ${en[key]}`).not.toMatch(/[!！]/);
  });
});
