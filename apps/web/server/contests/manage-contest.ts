import { resolveWindows, submitWindow, type Definition, type WindowChange } from '@paperkite/contest';
import { audit, changeContest, createContest, DataError, type CallerTransaction, type Contest } from '@paperkite/data';
import { err, newUuid, ok, type Result } from '@paperkite/kernel';
import { contestRules, type RunningContest } from './contests.ts';
import { EntryError } from './errors.ts';
import { listDefinitions, submitWindowId } from './staff.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The submit window as days of the definition's zone; undefined when they make no window that ends ahead. */
function submitDays(
  definition: Definition,
  before: Record<string, WindowChange>,
  { opens, closes }: { opens: string; closes: string },
): Record<string, WindowChange> | undefined {
  if (!DAY.test(opens) || !DAY.test(closes)) return undefined;
  const id = submitWindowId(definition);
  const changes = { ...before, [id]: { ...before[id], open: opens, close: closes } };
  const windows = resolveWindows(definition, changes);
  const window = windows.ok ? submitWindow(definition, windows.value) : undefined;
  return window && window.openAt !== null && window.closeAt !== null ? changes : undefined;
}

/** Sets a contest up at a unit of the caller, from a definition. Errors: `dates_wrong`, `title_wrong`. */
export async function openContest(
  tx: CallerTransaction,
  unitIds: readonly string[],
  wish: { definition: string; unit: string; title: string; opens: string; closes: string; openNow: boolean },
): Promise<Result<{ contestId: string }, EntryError>> {
  const definition = (await listDefinitions(tx)).find(({ id }) => id === wish.definition);
  if (!definition || !unitIds.includes(wish.unit)) throw new DataError('not_found');
  const title = wish.title.trim();
  if (title === '' || title.length > 200) return err(new EntryError('title_wrong'));
  const changes = submitDays(definition, {}, wish);
  if (!changes) return err(new EntryError('dates_wrong'));
  const contestId = newUuid();
  await createContest(tx, {
    id: contestId,
    definitionId: definition.id,
    definitionVersion: definition.version,
    unitId: wish.unit,
    title,
    ...contestRules(definition, changes),
  });
  if (wish.openNow) await changeContest(tx, contestId, { state: 'open' });
  await note(tx, 'contest.created', { id: contestId, unitId: wish.unit });
  return ok({ contestId });
}

/** Opens or closes a contest for submissions. @throws DataError `not_found` */
export async function setContestState(
  tx: CallerTransaction,
  contest: Contest,
  state: 'open' | 'closed',
): Promise<void> {
  await changeContest(tx, contest.id, { state });
  await note(tx, state === 'open' ? 'contest.opened' : 'contest.closed', contest);
}

/** Moves the days of the submit window. Error: `dates_wrong`. @throws DataError `not_found` */
export async function moveSubmitDays(
  tx: CallerTransaction,
  { contest, definition }: RunningContest,
  days: { opens: string; closes: string },
): Promise<Result<void, EntryError>> {
  const changes = submitDays(definition, contest.windowChanges as Record<string, WindowChange>, days);
  if (!changes) return err(new EntryError('dates_wrong'));
  const { windowChanges, submitOpensAt, submitClosesAt, graceSeconds } = contestRules(definition, changes);
  await changeContest(tx, contest.id, { windowChanges, submitOpensAt, submitClosesAt, graceSeconds });
  await note(tx, 'contest.dates_changed', contest);
  return ok(undefined);
}

const note = (tx: CallerTransaction, action: string, { id, unitId }: Pick<Contest, 'id' | 'unitId'>): Promise<void> =>
  audit(tx, { action, unitId, object: { kind: 'contest', id } });
