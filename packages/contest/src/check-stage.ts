import { assert, type Result } from '@paperkite/kernel';
import type { ReturnCommand, Transition, TransitionContext } from './commands.ts';
import { trackOf, type Stage } from './definition.ts';
import { fixByOf, MAX_REASON_LENGTH, REASON_FIELDS, type Actor, type Entry, type EntryReturn } from './entry.ts';
import type { ContestError } from './errors.ts';
import { responsibleUnit, stageAfter, stagesOf } from './stages.ts';
import { refuse, step, wrongState } from './step.ts';
import { submitWindow } from './windows.ts';

type Outcome = Result<Transition, ContestError>;

/**
 * Whether this actor may check this entry now: it waits in a stage whose action is `check`, the actor is staff of the unit
 * that the definition makes responsible or of one above it, is not part of the entry, and looked at its latest version.
 * Returns the refusal, or null.
 * @see S1-R30, S4-R10 eligibility after close
 */
function refusalToCheck(entry: Entry, version: number, context: TransitionContext): Result<never, ContestError> | null {
  const { actor, definition, windows, now } = context;
  if (actor.kind !== 'staff') return refuse('not_allowed');
  const stages = stagesOf(definition, entry.track);
  const checks = stages.filter((stage) => stage.do === 'check');
  const takesPart = entry.members.some(({ person }) => person === actor.person);
  // Strangers learn nothing of the state of an entry.
  if (takesPart || !stages.some((stage) => isStaffOf(stage, actor, context))) return refuse('not_allowed');
  if (entry.state !== 'submitted') return wrongState(entry);
  if (version !== entry.version) return refuse('version_stale', { seen: version, latest: entry.version });
  const stage = checks.find(({ id }) => id === entry.stage);
  if (!stage) return refuse('no_check_stage', { stage: entry.stage ?? '' });
  if (!isStaffOf(stage, actor, context)) return refuse('not_allowed');
  const window = submitWindow(definition, windows);
  if (stage.when === 'after_close' && !(window && window.closeAt !== null && now > window.closeAt)) {
    return refuse('check_waits_for_close', window && window.closeAt !== null ? { closeAt: window.closeAt } : {});
  }
  return null;
}

/** Whether somebody is staff of the unit that carries out a stage, or of one above it. False where there is no such unit. */
function isStaffOf(stage: Stage, { units }: Extract<Actor, { kind: 'staff' }>, context: TransitionContext): boolean {
  const { definition, unitPath } = context;
  const unit = responsibleUnit(definition, stage, unitPath);
  if (!unit.ok) return false;
  const from = unitPath.findIndex(({ id }) => id === unit.value);
  return unitPath.slice(from).some(({ id }) => units.includes(id));
}

/** Staff send an entry back with a reason for each field and a date; it may then be corrected until that date. */
export function giveBack(entry: Entry, command: ReturnCommand, context: TransitionContext): Outcome {
  const refusal = refusalToCheck(entry, command.version, context) ?? refusalOfReasons(entry, command, context);
  if (refusal) return refusal;
  const reasons = command.reasons.map(({ field, reason }) => ({ field, reason: reason.trim() }));
  const returned: EntryReturn = {
    version: entry.version,
    stage: entry.stage ?? '',
    reasons,
    fixByAt: command.fixByAt,
    at: context.now,
  };
  return step('returned', entry, { ...entry, state: 'returned', returns: [...entry.returns, returned] }, context, {
    fields: [...new Set(reasons.map(({ field }) => field))].join(','),
    fixByAt: command.fixByAt,
  });
}

function refusalOfReasons(
  entry: Entry,
  { reasons, fixByAt }: ReturnCommand,
  { definition, now }: TransitionContext,
): Result<never, ContestError> | null {
  const track = trackOf(definition, entry.track);
  assert(track, `track ${entry.track}`);
  const fields = new Set<string>([...track.artefacts.map(({ id }) => id), ...REASON_FIELDS]);
  if (reasons.length === 0) return refuse('reasons_missing');
  for (const { field, reason } of reasons) {
    if (!fields.has(field)) return refuse('reason_field_unknown', { field });
    if (reason.trim() === '') return refuse('reason_empty', { field });
    if (Array.from(reason.trim()).length > MAX_REASON_LENGTH) {
      return refuse('reason_too_long', { field, max: MAX_REASON_LENGTH });
    }
  }
  return fixByAt > now ? null : refuse('fix_by_not_in_future', { fixByAt });
}

/**
 * Staff find an entry eligible. Where the next stage of the track is another check (a district's, then the city's) it goes
 * there and stays submitted; otherwise it is accepted, for good, and waits for the stage that comes next.
 * @see S4-R11
 */
export function accept(entry: Entry, version: number, context: TransitionContext): Outcome {
  const refusal = refusalToCheck(entry, version, context);
  if (refusal) return refusal;
  const next = stageAfter(context.definition, entry.track, entry.stage);
  const passed = { stage: entry.stage ?? '' };
  if (next?.do === 'check') return step('passed', entry, { ...entry, stage: next.id }, context, passed);
  return step('accepted', entry, { ...entry, state: 'accepted', stage: next?.id ?? null }, context, passed);
}

/** The server ends a return that nobody corrected in time, once no upload that began in time can arrive any more. */
export function expire(entry: Entry, context: TransitionContext): Outcome {
  const { actor, definition, windows, now } = context;
  if (actor.kind !== 'clock') return refuse('not_allowed');
  const fixByAt = fixByOf(entry);
  if (fixByAt === null) return wrongState(entry);
  const graceMs = submitWindow(definition, windows)?.uploadGraceMs ?? 0;
  if (now <= fixByAt + graceMs) return refuse('fix_by_not_passed', { fixByAt });
  return step('expired', entry, { ...entry, state: 'expired', stage: null }, context, { fixByAt });
}
