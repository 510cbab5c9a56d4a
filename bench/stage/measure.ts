import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineName, Job, Measured, Subject } from './job.ts';

const PROCESS = fileURLToPath(new URL('measure-process.ts', import.meta.url));
/** Warm is the best of so many runs. */
const RUNS = 7;

/** CPU milliseconds of one project, see `Measured`. */
export interface Row {
  name: string;
  oursCold: number;
  oursWarm: number;
  handWrittenCold: number;
  handWritten: number;
  /** One run; null where it is not installed or not asked for, or failed. */
  scratchVm: number | null;
  /** Whether every engine computed the same. */
  equal: boolean;
}

function measureOnce(job: Job): Measured {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', PROCESS, JSON.stringify(job)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${job.name} (${job.engine}) failed:\n${stderr}`);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Measured;
}

/** Null, and a word about it, when the peer cannot run the project: what the others did still counts. */
function measurePeer(job: Job): Measured | null {
  try {
    return measureOnce(job);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

const least = (values: readonly number[]): number => Math.min(...values);
const rounded = (ms: number): number => Math.round(ms * 100) / 100;

/**
 * Runs ours and the hand-written code in turns, each in fresh processes. Cold is the median of their first runs, warm the best
 * run of all.
 */
export function measureSubject(subject: Subject, processes: number, scratchVmFolder: string | null): Row {
  const job = (engine: EngineName, runs = RUNS): Job => ({
    ...subject,
    engine,
    runs,
    scratchVm: scratchVmFolder ?? '',
  });
  const ours: Measured[] = [];
  const hand: Measured[] = [];
  for (let i = 0; i < processes; i++) {
    ours.push(measureOnce(job('ours')));
    hand.push(measureOnce(job('handWritten')));
  }
  const scratch = scratchVmFolder === null ? null : measurePeer(job('scratchVm', 1));
  const results = [...ours, ...hand, ...(scratch === null ? [] : [scratch])].map(({ result }) => result);
  return {
    name: subject.name,
    oursCold: rounded(median(ours.map(({ coldMs }) => coldMs))),
    oursWarm: rounded(least(ours.map(({ warmMs }) => warmMs))),
    handWrittenCold: rounded(median(hand.map(({ coldMs }) => coldMs))),
    handWritten: rounded(least(hand.map(({ warmMs }) => warmMs))),
    scratchVm: scratch === null ? null : rounded(scratch.coldMs),
    // Projects that never end compute nothing.
    equal: subject.frames > 0 || results.every((result) => result === results[0]),
  };
}
