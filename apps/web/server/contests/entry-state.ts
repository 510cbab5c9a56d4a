import {
  receiptNumber,
  stageAfter,
  type ContestError,
  type Entry,
  type Member,
  type TransitionContext,
  type UnitNode,
} from '@paperkite/contest';
import { DataError, unitPath, type CallerTransaction, type EntryDetail } from '@paperkite/data';
import type { RunningContest } from './contests.ts';
import { EntryError } from './errors.ts';

/** A stored entry as the state machine of @paperkite/contest knows it, so that `transition` decides about it. */
export function entryOf({ definition }: RunningContest, detail: EntryDetail, members: readonly Member[]): Entry {
  const { id, track, state, currentVersion } = detail;
  // One check is stored so far: what was handed in is in the first stage of its track.
  const stage =
    state === 'submitted' || state === 'returned' ? (stageAfter(definition, track, null)?.id ?? null) : null;
  return {
    id,
    definition: definition.id,
    definitionVersion: definition.version,
    track,
    unit: detail.unitId,
    members,
    state,
    stage,
    version: currentVersion,
    versions: detail.versions.toReversed().map(({ n, submittedAt, snapshotId, idempotencyKey }) => ({
      receipt: {
        number: receiptNumber(id, n),
        entry: id,
        version: n,
        at: submittedAt.getTime(),
        snapshot: snapshotId,
      },
      key: idempotencyKey,
      group: detail.groupName ?? '',
      members: [],
      artefacts: {},
    })),
    returns: detail.returns.toReversed().map(({ n, reasons, fixBy, returnedAt }) => ({
      version: n,
      stage: stage ?? '',
      reasons: Object.entries(reasons).map(([field, reason]) => ({ field, reason })),
      fixByAt: fixBy.getTime(),
      at: returnedAt.getTime(),
    })),
  };
}

/** What the state machine needs besides the entry and who acts. */
export const contextOf = (
  { definition, windows }: RunningContest,
  more: Pick<TransitionContext, 'actor' | 'now'> & Partial<TransitionContext>,
): TransitionContext => ({ definition, windows, unitPath: [], participations: [], ...more });

/** The units of an entry from its own up to the nation. */
export async function pathUp(tx: CallerTransaction, { unitId }: EntryDetail): Promise<UnitNode[]> {
  return (await unitPath(tx, unitId)).toReversed().map(({ id, kind }) => ({ id, level: kind }));
}

/**
 * A refusal of the state machine as the pages know it. What the database would refuse, too, has the database's code,
 * whichever of the two says so.
 * @throws DataError `not_allowed`, `entry_state`, `idempotency_mismatch`
 */
export function refusedBy({ code, details, findings }: ContestError): EntryError {
  switch (code) {
    case 'not_allowed':
      throw new DataError('not_allowed');
    case 'wrong_state':
    case 'version_stale':
    case 'no_check_stage':
      throw new DataError('entry_state');
    case 'key_invalid':
      throw new DataError('idempotency_mismatch');
    case 'reasons_missing':
    case 'reason_too_long':
    case 'check_waits_for_close':
      return new EntryError(code, details);
    case 'fix_by_not_in_future':
      return new EntryError('fix_by_wrong');
    default:
      return new EntryError('not_ready', { count: findings.length }, findings);
  }
}
