import type { SubmissionReceipt } from '#server/contests/submit.ts';
import { EntryRefused } from './entry-api.ts';
import { problem, type EntryProblem } from './problems.ts';

/** How far a submission is. Each step can take a while on a school's network, and the page says which one it is. */
export type SubmissionStep =
  | { step: 'idle' }
  /** The server notes that it begins. */
  | { step: 'beginning' }
  /** The last edits and files of the project are on their way. */
  | { step: 'saving' }
  | { step: 'sending' }
  /** The network failed; it is tried again by itself. */
  | { step: 'waiting' }
  | { step: 'done'; receipt: SubmissionReceipt }
  | { step: 'failed'; problem: EntryProblem };

export interface SubmissionPorts {
  begin(): Promise<unknown>;
  /** Resolves once every edit is durable, with the state vector in base64; null where this person cannot open the project. */
  whenDurable(): Promise<string | null>;
  /** The same key in each call. */
  send(stateVector: string | null): Promise<SubmissionReceipt>;
  wait(ms: number): Promise<void>;
}

const TRIES = 6;
const FIRST_PAUSE_MS = 500;

/**
 * Begins, waits for the last edit, sends; tries again where that can help, always as the same submission. Ends in `done` or
 * `failed`, and never rejects for what is expected.
 */
export async function runSubmission(
  ports: SubmissionPorts,
  onStep: (step: SubmissionStep) => void,
): Promise<SubmissionStep> {
  const enter = (step: SubmissionStep): SubmissionStep => {
    onStep(step);
    return step;
  };
  const insist = async <T>(step: SubmissionStep, work: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      enter(step);
      try {
        return await work();
      } catch (error) {
        if (!isPassing(error) || tries === TRIES) throw error;
        enter({ step: 'waiting' });
        await ports.wait(FIRST_PAUSE_MS * 2 ** (tries - 1));
      }
    }
  };
  try {
    await insist({ step: 'beginning' }, ports.begin);
    const receipt = await insist({ step: 'saving' }, async () => {
      const stateVector = await ports.whenDurable();
      enter({ step: 'sending' });
      return ports.send(stateVector);
    });
    return enter({ step: 'done', receipt });
  } catch (error) {
    if (!(error instanceof EntryRefused)) throw error;
    return enter({ step: 'failed', problem: error.problem });
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof EntryRefused && (error.problem.code === 'network' || error.problem.code === 'not_durable_yet');

/** A device that was offline all along: the work is safe here, and the child can try again. */
export const notSaved = (): EntryRefused => new EntryRefused(problem('not_saved'));
