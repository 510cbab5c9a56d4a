import { error, fail } from '@sveltejs/kit';
import { ENTRY_STATES, findUnit, listEntriesForStaff, type EntryState } from '@paperkite/data';
import { isUuid } from '@paperkite/kernel';
import { text } from '#lib/server/account-actions.ts';
import { uuidIn } from '#lib/server/api.ts';
import { asStaff } from '#lib/server/staff.ts';
import { moveSubmitDays, setContestState } from '#server/contests/manage-contest.ts';
import { dayFrom } from '#server/calendar-days.ts';
import { countEntries } from '#server/contests/staff.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_LENGTH = 50;

/** The queue of one contest in the organiser's unit, those that wait longest first. */
export const load: PageServerLoad = async ({ locals, params, url }) =>
  asStaff(locals, async (tx, { unitIds }) => {
    const id = uuidIn(params);
    const running = await locals.services.contests.find(tx, id);
    if (!running) error(404, { status: 404, message: 'not-found' });
    const { contest, definition } = running;
    const state = ENTRY_STATES.find((one) => one === url.searchParams.get('state'));
    const track = definition.tracks.find((one) => one.id === url.searchParams.get('track'))?.id;
    const unitId = unitIds.find((one) => one === url.searchParams.get('unit')) ?? unitIds[0]!;
    const after = afterIn(url.searchParams.get('after'));
    const rows = await listEntriesForStaff(tx, {
      contestId: id,
      unitId,
      limit: PAGE_LENGTH,
      ...(state && { state }),
      ...(track && { track }),
      ...(after && { after }),
    });
    const counts = await countEntries(tx, unitIds);
    const last = rows.at(-1);
    const owner = await findUnit(tx, contest.unitId);
    return {
      contest: {
        id,
        title: contest.title,
        state: contest.state,
        opens: contest.submitOpensAt ? dayFrom(contest.submitOpensAt.getTime(), 0, definition.tz) : '',
        closes: contest.submitClosesAt ? dayFrom(contest.submitClosesAt.getTime(), 0, definition.tz) : '',
        closesAt: contest.submitClosesAt?.getTime() ?? null,
        /** Whether this organiser set it up, or could have. */
        mine: owner?.path.some((one) => unitIds.includes(one)) ?? false,
      },
      definition,
      filter: { state: state ?? null, track: track ?? null, unit: unitId, later: after !== undefined },
      counts: Object.fromEntries(
        counts.filter(({ contestId }) => contestId === id).map(({ state: of, count }) => [of, count]),
      ) as Partial<Record<EntryState, number>>,
      entries: rows.map((row) => ({
        id: row.id,
        title: row.title,
        track: row.track,
        group: row.groupName,
        unit: { nameZh: row.unitNameZh, nameEn: row.unitNameEn },
        state: row.state,
        version: row.currentVersion,
        updatedAt: row.updatedAt.getTime(),
      })),
      next: rows.length === PAGE_LENGTH && last ? `${last.updatedAt.getTime()}_${last.id}` : null,
      now: Date.now(),
    };
  });

/** Where a page begins, as the page before it said. */
function afterIn(param: string | null): { updatedAt: Date; id: string } | undefined {
  const [time = '', id = ''] = (param ?? '').split('_');
  return /^\d{1,15}$/.test(time) && isUuid(id) ? { updatedAt: new Date(Number(time)), id } : undefined;
}

export const actions: Actions = {
  open: async ({ locals, params }) => change(locals, params.id, 'open'),
  close: async ({ locals, params }) => change(locals, params.id, 'closed'),
  dates: async ({ locals, params, request }) => {
    const form = await request.formData();
    return asStaff(locals, async (tx) => {
      const running = await locals.services.contests.find(tx, uuidIn(params));
      if (!running) error(404, { status: 404, message: 'not-found' });
      const moved = await moveSubmitDays(tx, running, { opens: text(form, 'opens'), closes: text(form, 'closes') });
      return moved.ok ? { moved: true } : fail(400, { code: moved.error.code });
    });
  },
};

const change = (locals: App.Locals, id: string, state: 'open' | 'closed') =>
  asStaff(locals, async (tx) => {
    const running = await locals.services.contests.find(tx, uuidIn({ id }));
    if (!running) error(404, { status: 404, message: 'not-found' });
    await setContestState(tx, running.contest, state);
    return { moved: true };
  });
