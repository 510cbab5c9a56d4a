/** What a pupil's editor tells the class wall. Instants in milliseconds, by the server's clock. */
export interface PresenceSignals {
  readonly connected: boolean;
  readonly lastEditAt: number | null;
  /** Newest last; the last {@link KEPT_RUNS} are enough. */
  readonly runs: readonly RunSignal[];
  /** Null while the hand is down. */
  readonly handRaisedAt: number | null;
  readonly handedInAt: number | null;
}

export interface RunSignal {
  readonly at: number;
  /** An error stopped a script, or the program could not be started. */
  readonly failed: boolean;
}

/** How many runs of a pupil are worth keeping. */
export const KEPT_RUNS = 10;

export type PresenceState = 'away' | 'working' | 'idle' | 'stuck' | 'hand_up' | 'handed_in';

export interface Presence {
  readonly state: PresenceState;
  /** Since when, for "idle for 6 minutes"; null when nothing ever happened. */
  readonly since: number | null;
}

export interface PresenceThresholds {
  /** Without an edit or a run for this long, a pupil is idle. */
  readonly idleAfterMs: number;
  /** Only runs this recent say that somebody is stuck. */
  readonly stuckWithinMs: number;
  /** So many failed runs in a row mean stuck. */
  readonly failuresInARow: number;
  /** So many runs of an unchanged program mean stuck, too: trying again and hoping. */
  readonly runsWithoutEdit: number;
  /** A hand of somebody who left the page stays up for this long: the question is still there. */
  readonly handHoldsMs: number;
}

/** Chosen by judgement, not measured; a lesson has 40 to 45 minutes. */
export const PRESENCE_THRESHOLDS: PresenceThresholds = {
  idleAfterMs: 2 * 60_000,
  stuckWithinMs: 5 * 60_000,
  failuresInARow: 3,
  runsWithoutEdit: 6,
  handHoldsMs: 10 * 60_000,
};

/**
 * What the tile of a pupil on the class wall shows. A raised hand comes before everything else; handing in holds until the
 * next edit, on the page or off it; otherwise somebody who left the page is away.
 */
export function presenceOf(
  signals: PresenceSignals,
  now: number,
  thresholds: PresenceThresholds = PRESENCE_THRESHOLDS,
): Presence {
  const { connected, lastEditAt, handRaisedAt, handedInAt } = signals;
  const lastRunAt = signals.runs.at(-1)?.at ?? null;
  const lastActAt = latest(lastEditAt, lastRunAt);
  if (handRaisedAt !== null && (connected || now - handRaisedAt < thresholds.handHoldsMs)) {
    return { state: 'hand_up', since: handRaisedAt };
  }
  if (handedInAt !== null && (lastEditAt === null || lastEditAt <= handedInAt)) {
    return { state: 'handed_in', since: handedInAt };
  }
  if (!connected) return { state: 'away', since: lastActAt };
  const stuckAt = stuckSince(signals, now, thresholds);
  if (stuckAt !== null) return { state: 'stuck', since: stuckAt };
  const isWorking = lastActAt !== null && now - lastActAt < thresholds.idleAfterMs;
  return { state: isWorking ? 'working' : 'idle', since: lastActAt };
}

/** The first of the runs that show somebody stuck, or null. */
function stuckSince({ runs, lastEditAt }: PresenceSignals, now: number, thresholds: PresenceThresholds): number | null {
  const recent = runs.filter(({ at }) => now - at <= thresholds.stuckWithinMs);
  const failedInARow = recent.slice(recent.findLastIndex(({ failed }) => !failed) + 1);
  if (failedInARow.length >= thresholds.failuresInARow) return failedInARow[0]!.at;
  const unchanged = recent.filter(({ at }) => lastEditAt === null || at > lastEditAt);
  return unchanged.length >= thresholds.runsWithoutEdit ? unchanged[0]!.at : null;
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
