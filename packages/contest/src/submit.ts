import { err, ok, type Result } from '@paperkite/kernel';
import { checkEntry } from './check-entry.ts';
import type { SubmitCommand, Transition, TransitionContext } from './commands.ts';
import { fixByOf, receiptNumber, type Entry, type EntryVersion, type Receipt } from './entry.ts';
import { ContestError, type ContestErrorCode } from './errors.ts';
import { allowsSubmission, type Finding, type FindingCode } from './findings.ts';
import { stageAfter } from './stages.ts';
import { eventOf, isOpenToEntrants, refuse, wrongState } from './step.ts';

const KEY = /^[A-Za-z0-9_-]{8,64}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Findings about time are refusals of their own: no correction of the form helps against them. */
const TIME_CODES: ReadonlySet<FindingCode & ContestErrorCode> = new Set([
  'window_undated',
  'window_not_open',
  'window_closed',
  'fix_by_passed',
] as const);

/**
 * Hands an entry in, for the first time or again after a return. The same key always gives the same receipt, whatever has
 * happened since, even after the close: a retry asks what became of the first attempt, it does not try again.
 * @see S1-R19
 */
export function submit(
  entry: Entry,
  command: SubmitCommand,
  context: TransitionContext,
): Result<Transition, ContestError> {
  const { actor, definition, windows, now, participations } = context;
  const isMember =
    actor.kind === 'entrant' &&
    entry.members.some(({ person, acceptance }) => person === actor.person && acceptance === 'accepted');
  if (!isMember) return refuse('not_allowed');
  if (!KEY.test(command.key)) return refuse('key_invalid');
  const before = entry.versions.find(({ key }) => key === command.key);
  if (before) return ok({ entry, event: null, receipt: before.receipt });
  if (!isOpenToEntrants(entry)) return wrongState(entry);

  const { group, artefacts } = command;
  const findings = checkEntry(
    definition,
    windows,
    { track: entry.track, group, members: entry.members, artefacts },
    { now, entry: entry.id, uploadBegunAt: command.uploadBegunAt, fixByAt: fixByOf(entry), participations },
  );
  if (group === null || !allowsSubmission(findings)) return err(refusalOf(findings));
  const holdsProject = Object.values(artefacts).some((value) => value?.kind === 'project');
  if (holdsProject ? !SHA256.test(command.snapshot ?? '') : command.snapshot !== null) {
    return refuse('snapshot_invalid');
  }

  const version = entry.version + 1;
  const receipt: Receipt = {
    number: receiptNumber(entry.id, version),
    entry: entry.id,
    version,
    at: now,
    snapshot: command.snapshot,
  };
  const members = entry.members.map(({ person }) => person);
  const frozen: EntryVersion = { receipt, key: command.key, group, members, artefacts };
  // A correction goes back to the stage that returned it; a first submission goes to the first stage of its track.
  const stage = entry.stage ?? stageAfter(definition, entry.track, null)?.id ?? null;
  const after: Entry = { ...entry, state: 'submitted', stage, version, versions: [...entry.versions, frozen] };
  const kind = entry.state === 'returned' ? 'resubmitted' : 'submitted';
  const event = eventOf(kind, entry, after, context, {
    receipt: receipt.number,
    ...(command.snapshot !== null && { snapshot: command.snapshot }),
  });
  return ok({ entry: after, event, receipt });
}

function refusalOf(findings: readonly Finding[]): ContestError {
  const errors = findings.filter(({ severity }) => severity === 'error');
  for (const { code, details } of errors) {
    if (isTimeCode(code)) return new ContestError(code, details, { findings });
  }
  return new ContestError('entry_not_ready', { count: errors.length }, { findings });
}

const isTimeCode = (code: FindingCode): code is FindingCode & ContestErrorCode =>
  (TIME_CODES as ReadonlySet<FindingCode>).has(code);
