import { error, fail } from '@sveltejs/kit';
import { entryForm } from '@paperkite/contest';
import { DataError, ENTRY_STATES, findAsset, findUnit } from '@paperkite/data';
import { unwrap } from '@paperkite/kernel';
import { text } from '#lib/server/account-actions.ts';
import { personOf, uuidIn } from '#lib/server/api.ts';
import { asStaff } from '#lib/server/staff.ts';
import { decide, type Decision } from '#server/contests/decide.ts';
import { groupIn, typedFields } from '#server/contests/entry-rules.ts';
import { dayFrom } from '#server/calendar-days.ts';
import { neighbours, openForStaff } from '#server/contests/staff.ts';
import { receiptOf } from '#server/contests/submit.ts';
import type { Actions, PageServerLoad } from './$types';

const FIX_DAYS = 7;

/** An entry under review: the frozen version, what was filled in, who (by nickname), when, and what happened so far. */
export const load: PageServerLoad = async ({ locals, params, url }) =>
  asStaff(locals, async (tx, { unitIds }) => {
    const entry = await openForStaff(tx, uuidIn(params), unitIds);
    const running = entry && (await locals.services.contests.find(tx, entry.contestId));
    if (!entry || !running) error(404, { status: 404, message: 'not-found' });
    const { contest, definition } = running;
    const state = ENTRY_STATES.find((one) => one === url.searchParams.get('state'));
    const track = definition.tracks.find((one) => one.id === url.searchParams.get('track'))?.id;
    const unitId = unitIds.find((one) => one === url.searchParams.get('unit')) ?? unitIds[0]!;
    const shown = entry.versions.find(({ n }) => String(n) === url.searchParams.get('version')) ?? entry.versions[0]!;
    const files = await Promise.all(
      entry.artefacts
        .filter(({ n }) => n === shown.n)
        .map(async ({ name, filename, sha256 }) => {
          const asset = await findAsset(tx, sha256);
          return [name, { filename, type: asset?.mime ?? '', bytes: asset?.size ?? 0 }] as const;
        }),
    );
    const unit = await findUnit(tx, entry.unitId);
    const now = Date.now();
    return {
      contest: { id: contest.id, title: contest.title },
      definition,
      form: unwrap(entryForm(definition, entry.track)),
      entry: {
        id: entry.id,
        state: entry.state,
        track: entry.track,
        group: groupIn(shown.fields) ?? entry.groupName,
        version: entry.currentVersion,
        unit: { nameZh: unit?.nameZh ?? '', nameEn: unit?.nameEn ?? null },
        // A nickname is all that staff see of a person.
        people: entry.members.map(({ nickname, leader }) => ({ nickname, leader })),
        typed: typedFields(shown.fields),
        files: Object.fromEntries(files),
        receipt: receiptOf(entry.id, shown),
        versions: entry.versions.map(({ n, submittedAt }) => ({ n, at: submittedAt.getTime() })),
        returns: entry.returns.map(({ n, reasons, fixBy, returnedAt }) => ({
          n,
          reasons,
          fixBy: fixBy.getTime(),
          at: returnedAt.getTime(),
        })),
        events: entry.events.map(({ kind, at, n }) => ({ kind, at: at.getTime(), n })),
      },
      filter: { state: state ?? null, track: track ?? null, unit: unitId },
      queue: await neighbours(tx, entry, [unitId], { ...(state && { state }), ...(track && { track }) }),
      fixBy: dayFrom(now, FIX_DAYS, definition.tz),
      tomorrow: dayFrom(now, 1, definition.tz),
      now,
    };
  });

export const actions: Actions = {
  accept: async ({ locals, params, request }) => {
    const n = versionIn(await request.formData());
    return deciding(locals, uuidIn(params), { type: 'accept', n });
  },
  return: async ({ locals, params, request }) => {
    const form = await request.formData();
    const reasons = Object.fromEntries(
      [...form.entries()].flatMap(([name, value]) =>
        name.startsWith('reason.') && typeof value === 'string' ? [[name.slice('reason.'.length), value]] : [],
      ),
    );
    const fixBy = text(form, 'fixBy');
    return deciding(locals, uuidIn(params), { type: 'return', n: versionIn(form), reasons, fixBy });
  },
};

/** Decides; one that came too late, or is not this person's, is told on the page. */
async function deciding(locals: App.Locals, entryId: string, decision: Decision) {
  const { personId } = personOf(locals);
  try {
    const decided = await decide(locals.services, personId, entryId, decision);
    if (!decided.ok) return fail(400, { code: decided.error.code, details: decided.error.details });
    return { done: true };
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    return fail(409, { code: cause.code, details: cause.details });
  }
}

/** The version that staff looked at; 0, which never is one, for anything that is no number. */
const versionIn = (form: FormData): number =>
  /^\d{1,6}$/.test(text(form, 'version')) ? Number(text(form, 'version')) : 0;
