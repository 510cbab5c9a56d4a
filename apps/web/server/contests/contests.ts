import { resolveWindows, submitWindow, type Definition, type WindowChange, type Windows } from '@paperkite/contest';
import {
  ANONYMOUS,
  asPerson,
  findContest,
  findDefinition,
  listContests,
  withCaller,
  type Caller,
  type CallerTransaction,
  type Contest,
  type ContestRules,
  type DatabaseHandle,
} from '@paperkite/data';
import { unwrap, type Clock } from '@paperkite/kernel';
import type { SignedIn } from '../identity/signed-in.ts';

/** A contest with the rules behind it. */
export interface RunningContest {
  readonly contest: Contest;
  readonly definition: Definition;
  readonly windows: Windows;
}

export interface Contests {
  /** Contests that take entries at this moment, the soonest close first. */
  openNow(caller: SignedIn | undefined): Promise<{ id: string; title: string; closesAt: Date }[]>;
  /** Undefined when there is none that the caller may see. */
  find(tx: CallerTransaction, id: string): Promise<RunningContest | undefined>;
}

export const callerOf = (person: SignedIn | undefined): Caller => (person ? asPerson(person.personId) : ANONYMOUS);

export function createContests({ db, clock }: { db: DatabaseHandle; clock: Clock }): Contests {
  return {
    async openNow(caller) {
      const contests = await withCaller(db, callerOf(caller), (tx) => listContests(tx, { state: 'open' }));
      const now = clock.now();
      return contests.flatMap(({ id, title, submitOpensAt, submitClosesAt }) =>
        submitClosesAt && now <= submitClosesAt.getTime() && (submitOpensAt?.getTime() ?? 0) <= now
          ? [{ id, title, closesAt: submitClosesAt }]
          : [],
      );
    },

    async find(tx, id) {
      const contest = await findContest(tx, id);
      if (!contest) return undefined;
      const stored = await findDefinition(tx, contest.definitionId, contest.definitionVersion);
      if (!stored) throw new Error(`contest ${id} has no definition`);
      const definition = stored.body as Definition;
      const changes = contest.windowChanges as Record<string, WindowChange>;
      return { contest, definition, windows: unwrap(resolveWindows(definition, changes)) };
    },
  };
}

/** What the database enforces by itself, taken from the definition and the dates set for this contest. */
export function contestRules(definition: Definition, changes: Record<string, WindowChange>): ContestRules {
  const window = submitWindow(definition, unwrap(resolveWindows(definition, changes)));
  const limit = definition.entrantLimit;
  return {
    windowChanges: changes,
    submitOpensAt: instant(window?.openAt),
    submitClosesAt: instant(window?.closeAt),
    graceSeconds: Math.round((window?.uploadGraceMs ?? 0) / 1000),
    limitMax: limit?.max ?? null,
    limitPer: limit?.per ?? 'track',
    limitCount: limit?.count ?? 'member',
  };
}

const instant = (ms: number | null | undefined): Date | null => (typeof ms === 'number' ? new Date(ms) : null);
