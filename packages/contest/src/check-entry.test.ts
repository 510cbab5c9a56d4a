import { readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { allowsSubmission, checkEntry, entryForm, parseDefinition, resolveWindows, tracksForProject } from './index.ts';
import type { ArtefactValue, CheckContext, EntryDraft, Member, Participation } from './index.ts';

const read = (path: string) => unwrap(parseDefinition(readFileSync(new URL(path, import.meta.url), 'utf8')));
const notice = read('../definitions/cn-ai-2024.yaml');
const beijing = read('../test/fixtures/s4_beijing2026.yaml');
const windows = unwrap(resolveWindows(notice));
const at = (iso: string) => new Date(iso).getTime();

const pupil = (person: string, grade: Member['grade'] = 5, acceptance: Member['acceptance'] = 'accepted'): Member => ({
  person,
  kind: 'pupil',
  grade,
  acceptance,
});
const typed = (text: string): ArtefactValue => ({ kind: 'text', text });
const project = (blocks = 12, startable = 2): ArtefactValue => ({ kind: 'project', project: 'p', blocks, startable });
const file = (type: string, bytes = 1000, stored = true): ArtefactValue => ({
  kind: 'file',
  hash: 'a'.repeat(64),
  name: 'f',
  type,
  bytes,
  stored,
});

const good: EntryDraft = {
  track: 'inter',
  group: 'primary',
  members: [pupil('lin')],
  artefacts: { title: typed('会飞的灯笼'), text: typed('元宵节的灯笼会跟着手势飞起来。'), project: project() },
};
const context: CheckContext = {
  now: at('2024-07-01T12:00:00+08:00'),
  entry: 'e1',
  uploadBegunAt: null,
  fixByAt: null,
  participations: [],
};

const check = (draft: Partial<EntryDraft> = {}, facts: Partial<CheckContext> = {}) =>
  checkEntry(notice, windows, { ...good, ...draft }, { ...context, ...facts }).map(
    ({ code, field }) => `${field}: ${code}`,
  );
const withArtefacts = (artefacts: EntryDraft['artefacts']) => check({ artefacts: { ...good.artefacts, ...artefacts } });

describe('the form of a track', () => {
  it('asks for what the notice names, in its order, and fills in the project by itself', () => {
    const form = unwrap(entryForm(notice, 'inter'));
    expect(form.fields.map(({ id, kind, required, automatic }) => [id, kind, required, automatic])).toEqual([
      ['title', 'title', true, false],
      ['text', 'text', true, false],
      ['project', 'project', true, true],
      ['video', 'video', false, false],
    ]);
    expect(form.groups.map(({ id }) => id)).toEqual(['primary', 'junior', 'senior']);
    expect(form.team).toEqual({ max: 3, sameGroup: true });
    expect(form.fields[0]?.limits).toEqual({ minLength: 1, maxLength: 40 });
    expect(form.fields[3]?.limits).toEqual({ accept: ['video/mp4', 'video/webm'], maxBytes: 200 * 1024 * 1024 });
  });

  it('is refused for a track that does not exist, that is for units, or that names what nobody described', () => {
    const code = (definition: typeof notice, track: string) => {
      const form = entryForm(definition, track);
      return form.ok ? 'ok' : form.error.code;
    };
    expect(code(notice, 'constructor')).toBe('track_unknown');
    expect(code(read('../test/fixtures/s2_chengdu.yaml'), 'unit')).toBe('track_for_units');
    expect(code(read('../test/fixtures/s3_guangxi.yaml'), 'skills')).toBe('artefact_undeclared');
  });

  it('offers a project the tracks that take one', () => {
    expect(tracksForProject(notice).map(({ id }) => id)).toEqual(['inter', 'eng', 'algo']);
    expect(tracksForProject(notice, 'teacher')).toEqual([]);
  });
});

describe('checking an entry', () => {
  it('finds nothing wrong with a complete one', () => expect(check()).toEqual([]));

  it('finds what is missing in an empty one, each in its field', () => {
    expect(check({ group: null, members: [], artefacts: {} })).toEqual([
      'group: group_missing',
      'team: team_empty',
      'title: artefact_missing',
      'text: artefact_missing',
      'project: artefact_missing',
    ]);
  });

  it('tells errors from remarks', () => {
    const findings = checkEntry(notice, windows, { ...good, members: [pupil('lin', null)] }, context);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['grade_unknown', 'warning']]);
    expect(allowsSubmission(findings)).toBe(true);
  });
});

describe('time', () => {
  const [close, minute] = [at('2024-09-30T23:59:59.999+08:00'), 60_000];

  it('opens and closes by the server clock, to the millisecond', () => {
    const open = at('2024-06-01T00:00:00+08:00');
    expect(check({}, { now: open - 1 })).toEqual(['window: window_not_open']);
    expect(check({}, { now: open })).toEqual([]);
    expect(check({}, { now: close })).toEqual([]);
    expect(check({}, { now: close + 1 })).toEqual(['window: window_closed']);
  });

  it('waits for an upload that began in time, for as long as the definition declares and not longer', () => {
    expect(check({}, { now: close + 30 * minute, uploadBegunAt: close })).toEqual([]);
    expect(check({}, { now: close + 30 * minute + 1, uploadBegunAt: close })).toEqual(['window: window_closed']);
    expect(check({}, { now: close + minute, uploadBegunAt: close + 1 })).toEqual(['window: window_closed']);
  });

  it('goes by the fix-by date alone for a returned entry, even after the window has closed', () => {
    const fixByAt = close + 5 * 24 * 60 * minute;
    expect(check({}, { now: fixByAt, fixByAt })).toEqual([]);
    expect(check({}, { now: fixByAt + 1, fixByAt })).toEqual(['window: fix_by_passed']);
    expect(check({}, { now: close - 1, fixByAt: close - minute })).toEqual(['window: fix_by_passed']);
  });

  it('refuses while the notice names no year', () => {
    const undated = windows.map((window) => ({ ...window, dated: false }));
    expect(checkEntry(notice, undated, good, context).map(({ code }) => code)).toEqual(['window_undated']);
  });
});

describe('groups', () => {
  it('lets each grade into its own group, and vocational schools into the senior one', () => {
    const group = (id: string, grade: Member['grade']) => check({ group: id, members: [pupil('lin', grade)] });
    expect(group('primary', 1)).toEqual([]);
    expect(group('primary', 7)).toEqual(['group: grade_outside_group']);
    expect(group('senior', '职高')).toEqual([]);
    expect(group('junior', '职高')).toEqual(['group: grade_outside_group']);
  });

  it('lets only years 4 to 6 of primary school into engineering, and no primary school into algorithms', () => {
    const engineering = { ...good.artefacts, video: file('video/mp4'), report: file('application/pdf') };
    const enter = (group: string, grade: number) =>
      check({ track: 'eng', group, members: [pupil('lin', grade)], artefacts: engineering });
    expect(enter('upper', 4)).toEqual([]);
    expect(enter('upper', 3)).toEqual(['group: grade_outside_group']);
    expect(enter('primary', 5)).toEqual(['group: group_not_in_track']);
    const data = { title: good.artefacts['title']!, text: good.artefacts['text']!, data: file('text/csv') };
    expect(check({ track: 'algo', group: 'primary', artefacts: data })).toEqual(['group: group_not_in_track']);
  });
});

describe('teams', () => {
  const team = (...members: Member[]) => check({ members });

  it('have at most three members in one group', () => {
    expect(team(pupil('a'), pupil('b', 1), pupil('c', 6))).toEqual([]);
    expect(team(pupil('a'), pupil('b'), pupil('c'), pupil('d'))).toEqual(['team: team_too_large']);
    expect(team(pupil('a'), pupil('b', 7))).toEqual(['team: member_other_group']);
    expect(team(pupil('a'), pupil('b', null))).toEqual(['team: grade_unknown']);
  });

  it('need the consent of each member', () => {
    expect(team(pupil('a'), pupil('b', 5, 'pending'))).toEqual(['team: member_not_accepted']);
    expect(team(pupil('a'), pupil('a'))).toEqual(['team: member_twice']);
  });

  it('may not be formed for AI art', () => {
    const artefacts = {
      ...good.artefacts,
      ai_image: file('image/png'),
      process_text: typed('先画草图，再改提示词三次。'),
    };
    delete (artefacts as Record<string, unknown>)['project'];
    const art = (members: Member[]) => check({ track: 'art', members, artefacts });
    expect(art([pupil('a')])).toEqual([]);
    expect(art([pupil('a'), pupil('b')])).toEqual(['team: individual_only']);
  });

  it('have no limit where the notice names none, and may mix groups there', () => {
    const members = ['a', 'b', 'c', 'd', 'e'].map((person, i) => pupil(person, 5 + i));
    const draft = { ...good, track: 'agent', members, artefacts: { title: typed('一'), text: typed('二') } };
    const open = unwrap(resolveWindows(beijing));
    expect(checkEntry(beijing, open, draft, { ...context, now: at('2026-05-01T00:00:00+08:00') })).toEqual([]);
  });

  it('of teachers enter cases, and only teachers do', () => {
    const teacher: Member = { person: 't', kind: 'teacher', grade: null, acceptance: 'accepted' };
    const artefacts = {
      title: good.artefacts['title']!,
      text: good.artefacts['text']!,
      report: file('application/pdf'),
    };
    const write = (...members: Member[]) => check({ track: 'case', group: 'junior', members, artefacts });
    expect(write(teacher, { ...teacher, person: 'u' })).toEqual([]);
    expect(write(teacher, { ...teacher, person: 'u' }, { ...teacher, person: 'v' })).toEqual(['team: team_too_large']);
    expect(write(pupil('a', 8))).toEqual(['team: member_not_teacher']);
    expect(team(teacher)).toEqual(['team: member_not_pupil']);
  });
});

describe('one work per theme and pupil', () => {
  const other = (more: Partial<Participation> = {}): Participation => ({
    entry: 'e2',
    track: 'inter',
    person: 'lin',
    role: 'member',
    state: 'submitted',
    ...more,
  });
  const limited = (...participations: Participation[]) => check({}, { participations });

  it('counts a member of somebody else’s team', () => {
    expect(limited(other())).toEqual(['team: member_limit_track']);
    expect(limited(other({ state: 'returned' }))).toEqual(['team: member_limit_track']);
    expect(limited(other({ state: 'accepted', role: 'leader' }))).toEqual(['team: member_limit_track']);
  });

  it('checks each member of this team, not only the leader', () => {
    const members = [pupil('lin'), pupil('wei')];
    const findings = checkEntry(
      notice,
      windows,
      { ...good, members },
      { ...context, participations: [other({ person: 'wei' })] },
    );
    expect(findings).toMatchObject([{ code: 'member_limit_track', details: { person: 'wei', max: 1 } }]);
  });

  it('leaves alone other themes, other people, drafts, what was withdrawn, and the entry itself', () => {
    expect(
      limited(
        other({ track: 'eng' }),
        other({ person: 'wei' }),
        other({ state: 'draft' }),
        other({ state: 'withdrawn' }),
        other({ state: 'expired' }),
        other({ entry: 'e1' }),
      ),
    ).toEqual([]);
  });

  it('counts over all themes where the notice says so', () => {
    const draft = { ...good, track: 'agent', artefacts: { title: typed('一'), text: typed('二') } };
    const facts = { ...context, now: at('2026-05-01T00:00:00+08:00'), participations: [other({ track: 'art' })] };
    const findings = checkEntry(beijing, unwrap(resolveWindows(beijing)), draft, facts);
    expect(findings.map(({ code }) => code)).toEqual(['member_limit_contest']);
  });
});

describe('artefacts', () => {
  it('must be there when required, and blank text is not there', () => {
    expect(withArtefacts({ title: typed('  ') })).toEqual(['title: artefact_missing']);
    expect(withArtefacts({ video: null })).toEqual([]);
  });

  it('are measured in characters as people count them', () => {
    expect(withArtefacts({ title: typed('灯'.repeat(40)) })).toEqual([]);
    expect(withArtefacts({ title: typed('𠮷'.repeat(40)) })).toEqual([]);
    expect(withArtefacts({ title: typed('灯'.repeat(41)) })).toEqual(['title: text_too_long']);
    expect(withArtefacts({ text: typed('太短') })).toEqual(['text: text_too_short']);
  });

  it('are files of the right type and size whose bytes have arrived', () => {
    expect(withArtefacts({ video: file('video/mp4') })).toEqual([]);
    expect(withArtefacts({ video: file('text/html') })).toEqual(['video: file_type_not_accepted']);
    expect(withArtefacts({ video: file('video/mp4', 200 * 1024 * 1024 + 1) })).toEqual(['video: file_too_large']);
    expect(withArtefacts({ video: file('video/mp4', 0) })).toEqual(['video: file_empty']);
    expect(withArtefacts({ video: file('video/mp4', 5, false) })).toEqual(['video: file_not_uploaded']);
  });

  it('are of the kind that the field asks for, and of this track', () => {
    expect(withArtefacts({ title: project() })).toEqual(['title: artefact_wrong_kind']);
    expect(withArtefacts({ report: file('application/pdf') })).toEqual(['report: artefact_unknown']);
    expect(check({ artefacts: JSON.parse('{"__proto__": {"title": 1}}') })).toContain('title: artefact_missing');
  });

  it('hold a project that is not empty, with a remark when nothing can start it', () => {
    expect(withArtefacts({ project: project(0, 0) })).toEqual(['project: project_empty']);
    expect(withArtefacts({ project: project(3, 0) })).toEqual(['project: project_never_starts']);
  });

  it('hold links that staff can safely open', () => {
    const linked = unwrap(
      parseDefinition({
        id: 'x',
        kind: 'contest',
        tz: 'Asia/Shanghai',
        scope: { levels: ['school'] },
        groups: { any: {} },
        tracks: { a: { groups: ['any'], entrant: 'person', team: { max: 1 }, artefacts: ['link'] } },
        windows: { submit: {} },
        stages: [],
      }),
    );
    const link = (text: string) => {
      const draft = { ...good, track: 'a', group: 'any', artefacts: { link: typed(text) } };
      return checkEntry(linked, unwrap(resolveWindows(linked)), draft, context).map(({ code }) => code);
    };
    expect(link('https://www.cyscc.org/#/resource/ai')).toEqual([]);
    for (const bad of ['javascript:alert(1)', 'https://u:p@x.cn/', 'http://localhost/', 'x.cn', 'data:text/html,x']) {
      expect(link(bad), bad).toEqual(['link_invalid']);
    }
  });
});
