import { describe, expect, it } from 'vitest';
import { EntryRefused } from './entry-api.ts';
import { problem, type EntryProblemCode } from './problems.ts';
import { runSubmission, type SubmissionStep } from './submission.ts';
import { forgetSubmissionKey, submissionKey } from './submission-key.ts';

const receipt = { number: '7F3A-09BC-1', version: 1, at: 0, snapshot: 'a'.repeat(64) };
const refusing = (code: EntryProblemCode): Error => new EntryRefused(problem(code));

/** Runs a submission whose sends end as told, the last one again and again. */
async function run(...sends: (Error | typeof receipt)[]) {
  const steps: SubmissionStep['step'][] = [];
  const vectors: (string | null)[] = [];
  const waits: number[] = [];
  let edits = 0;
  const end = await runSubmission(
    {
      begin: () => Promise.resolve(),
      whenDurable: () => Promise.resolve(`vector ${++edits}`),
      send: (vector) => {
        vectors.push(vector);
        const result = sends.length > 1 ? sends.shift()! : sends[0]!;
        return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
      },
      wait: (ms) => Promise.resolve(void waits.push(ms)),
    },
    ({ step }) => steps.push(step),
  );
  return { end, steps, vectors, waits };
}

describe('a submission', () => {
  it('begins, waits for the last edit, sends', async () => {
    const { end, steps } = await run(receipt);
    expect(steps).toEqual(['beginning', 'saving', 'sending', 'done']);
    expect(end).toEqual({ step: 'done', receipt });
  });

  it('waits for the last edit again when the server lacks one, or cannot be reached', async () => {
    const { end, vectors, waits } = await run(refusing('not_durable_yet'), refusing('network'), receipt);
    expect(end.step).toBe('done');
    expect(vectors).toEqual(['vector 1', 'vector 2', 'vector 3']);
    expect(waits).toEqual([500, 1000]);
  });

  it('gives up at last, and says why', async () => {
    const { end, waits } = await run(refusing('network'));
    expect(end).toEqual({ step: 'failed', problem: problem('network') });
    expect(waits).toHaveLength(5);
  });

  it('does not insist where the answer is no', async () => {
    const { end, vectors } = await run(refusing('contest_closed'));
    expect(end).toEqual({ step: 'failed', problem: problem('contest_closed') });
    expect(vectors).toHaveLength(1);
  });

  it('lets a mistake of ours through', async () => {
    await expect(run(new TypeError('oops'))).rejects.toThrow('oops');
  });
});

describe('the key of a submission', () => {
  it('stays the same until there is a receipt, and is another for the next version', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };
    const key = submissionKey(storage, 'e', 0);
    expect(submissionKey(storage, 'e', 0)).toBe(key);
    expect(submissionKey(storage, 'e', 1)).not.toBe(key);
    forgetSubmissionKey(storage, 'e', 0);
    expect(submissionKey(storage, 'e', 0)).not.toBe(key);
  });
});
