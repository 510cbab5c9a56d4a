import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A server under test: a process with everything it started. */
export interface ServerProcess {
  readonly port: number;
  /** Resolves when it is ready; rejects when it ends before. */
  ready(): Promise<void>;
  /** CPU seconds and resident memory until now, of the process itself and of what it started (the database). */
  usage(): Usage;
  /** SIGKILL for the whole tree at once; resolves when the process is gone. */
  kill9(): Promise<void>;
  /** Asks it to end in order. */
  stop(): Promise<void>;
}

export interface Usage {
  own: { cpuSeconds: number; memoryMB: number };
  children: { cpuSeconds: number; memoryMB: number };
}

const READY_MS = 120_000;

export function startProcess(
  args: readonly string[],
  { port, env, healthPath }: { port: number; env: Record<string, string>; healthPath: string },
): ServerProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  return {
    port,
    async ready() {
      const deadline = Date.now() + READY_MS;
      for (;;) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended:\n${said}`);
        if (Date.now() > deadline) throw new Error(`the server is not ready:\n${said}`);
        const answer = await fetch(`http://127.0.0.1:${port}${healthPath}`).catch(() => undefined);
        if (answer?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    usage: () => usageOf(child),
    async kill9() {
      // The parent first: a supervisor must not get the time to react to the end of what it supervises.
      for (const pid of [child.pid!, ...descendants(child.pid!)]) kill(pid, 'SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(
        () => [child.pid!, ...descendants(child.pid!)].forEach((pid) => kill(pid, 'SIGKILL')),
        30_000,
      );
      await ended;
      clearTimeout(timer);
    },
  };
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

interface ProcStat {
  parent: number;
  cpuSeconds: number;
  /** Of children that have ended. */
  endedCpuSeconds: number;
}

/** @see proc(5): fields after the command, which is in parentheses; CPU time in hundredths of a second. */
function procStat(pid: number): ProcStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number) as [number, number, number, number];
    return {
      parent: Number(fields[1]),
      cpuSeconds: (user + system) / 100,
      endedCpuSeconds: (endedUser + endedSystem) / 100,
    };
  } catch {
    return undefined;
  }
}

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? procStat(Number(name)) : undefined;
    if (stat) children.set(stat.parent, [...(children.get(stat.parent) ?? []), Number(name)]);
  }
  const found = [...(children.get(root) ?? [])];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Proportional set size, because PostgreSQL's processes share most of their memory; resident size where that is not to be had. */
function memoryMB(pid: number): number {
  try {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'));
    return Number(pss?.[1] ?? 0) / 1024;
  } catch {
    try {
      const rss = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
      return Number(rss?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }
}

function usageOf(child: ChildProcess): Usage {
  const own = procStat(child.pid!);
  const children = descendants(child.pid!);
  const childrenCpu = children.reduce((total, pid) => {
    const stat = procStat(pid);
    return total + (stat ? stat.cpuSeconds + stat.endedCpuSeconds : 0);
  }, own?.endedCpuSeconds ?? 0);
  return {
    own: { cpuSeconds: own?.cpuSeconds ?? 0, memoryMB: memoryMB(child.pid!) },
    children: { cpuSeconds: childrenCpu, memoryMB: children.reduce((total, pid) => total + memoryMB(pid), 0) },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
