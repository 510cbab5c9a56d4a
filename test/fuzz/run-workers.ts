import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface FuzzReport {
  seed: number;
  cases: number;
  /** Cases by kind and by outcome. */
  kinds: Record<string, number>;
  outcomes: Record<string, number>;
  /** Cases in which something was wrong, with what. */
  faults: string[];
  /** Cases at which a process died, or stood still for three minutes. */
  crashes: string[];
  /** Cases whose opening, or examining in all, took more CPU than the issue grants. */
  slow: string[];
  slowestOpenMs: number;
  requests: number;
  /** Seconds of CPU for all cases. */
  cpuSeconds: number;
  /** Kilobytes that the largest process had in memory at most. */
  memory: number;
}

interface Line {
  begun?: number;
  kind?: string;
  file?: string;
  size?: number;
  index?: number;
  outcome?: string;
  faults?: string[];
  openMs?: number;
  allMs?: number;
  requests?: number;
  memory?: number;
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
/** Megabytes of JavaScript objects that a worker may hold. */
const HEAP = 512;
const HANG_MS = 2_000;
/** Wall-clock time without a sign of life: only a hang of a kind that CPU time does not show, on however busy a machine. */
const SILENCE_MS = 180_000;

/** Examines `cases` files in `processes` processes with little memory; a process that dies is replaced behind the case. */
export async function fuzz(
  seed: number,
  cases: number,
  processes: number,
  onProgress?: (report: FuzzReport) => void,
): Promise<FuzzReport> {
  const report: FuzzReport = {
    seed,
    cases: 0,
    kinds: {},
    outcomes: {},
    faults: [],
    crashes: [],
    slow: [],
    slowestOpenMs: 0,
    requests: 0,
    cpuSeconds: 0,
    memory: 0,
  };
  const lanes = Array.from({ length: processes }, async (_, lane) => {
    for (let from = lane; from < cases;) from = await lap(report, from, cases, processes);
  });
  const timer = setInterval(() => onProgress?.(report), 30_000);
  await Promise.all(lanes);
  clearInterval(timer);
  return report;
}

/** Runs one process until it ends; answers the first case that it did not begin. */
function lap(report: FuzzReport, from: number, to: number, step: number): Promise<number> {
  const args = [`--max-old-space-size=${HEAP}`, WORKER, ...[report.seed, from, to, step].map(String)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let begun: Line | undefined;
  let finished = false;
  let complaint = '';
  let last = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - last > SILENCE_MS) child.kill('SIGKILL');
  }, 1_000);
  child.stderr.on('data', (data: Buffer) => (complaint = (complaint + data.toString()).slice(-2_000)));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (text) => {
    last = performance.now();
    const line = JSON.parse(text) as Line;
    if (line.begun !== undefined) begun = line;
    else if (line.index !== undefined) note(report, begun, line);
    else {
      finished = true;
      report.requests += line.requests ?? 0;
      report.memory = Math.max(report.memory, line.memory ?? 0);
    }
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    lines.on('close', () => {
      clearInterval(watch);
      if (finished) return resolve(to);
      if (!begun) return reject(new Error(`a worker did not start: ${complaint}`));
      report.crashes.push(`case ${begun.begun} (${begun.kind} of ${begun.file}): ${complaint}`);
      resolve(begun.begun! + step);
    });
  });
}

function note(
  report: FuzzReport,
  begun: Line | undefined,
  { index, outcome = '', faults = [], openMs = 0, allMs = 0 }: Line,
): void {
  const name = `case ${index} (${begun?.kind} of ${begun?.file}, ${begun?.size} bytes)`;
  report.cases++;
  report.kinds[begun?.kind ?? ''] = (report.kinds[begun?.kind ?? ''] ?? 0) + 1;
  report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
  report.cpuSeconds += allMs / 1000;
  report.slowestOpenMs = Math.max(report.slowestOpenMs, openMs);
  for (const fault of faults) report.faults.push(`${name}: ${fault}`);
  if (openMs > HANG_MS) report.slow.push(`${name}: ${openMs} ms to open, ${allMs} ms in all`);
}
