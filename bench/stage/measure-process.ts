// One engine runs one project in a fresh process: node --expose-gc measure-process.ts JOB, a `Job` as JSON. Prints a
// `Measured` as one line of JSON.
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { EngineName, Job, Measured, Run } from './job.ts';

// Each process loads only what its engine needs.
const engines: Record<EngineName, (job: Job) => Promise<Run>> = {
  ours: async (job) => (await import('./engine-ours.ts')).prepare(job),
  scratchVm: async (job) => (await import('./engine-scratch-vm.ts')).prepare(job),
  handWritten: async ({ handWritten, name }) => {
    const { baseline } = (await import(pathToFileURL(handWritten).href)) as { baseline: Record<string, Run> };
    const run = baseline[name];
    if (run === undefined) throw new Error(`${handWritten} has no ${name}`);
    return run;
  },
};

function msSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function measure(job: Job): Promise<Measured> {
  const run = await engines[job.engine](job);
  // What loading left behind (garbage, work of other threads) is not the project's.
  (globalThis as { gc?: () => void }).gc?.();
  await pause(20);
  const times: number[] = [];
  let coldMs = NaN;
  let result = NaN;
  for (let i = 0; i < job.runs; i++) {
    const start = process.cpuUsage();
    let warmStart = start;
    result = run(() => (warmStart = process.cpuUsage()));
    if (i === 0) coldMs = msSince(start);
    times.push(msSince(warmStart));
  }
  return { coldMs, warmMs: Math.min(...times), result };
}

const job = JSON.parse(process.argv[2]!) as Job;
// scratch-vm writes on stdout when it is loaded: the last line counts.
process.stdout.write(`\n${JSON.stringify(await measure(job))}\n`, () => process.exit(0));
