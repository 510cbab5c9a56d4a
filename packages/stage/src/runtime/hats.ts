import { DONE, type CompiledProgram, type ScriptTable } from './program.ts';
import type { Scheduler } from './scheduler.ts';
import type { StageTarget } from './target.ts';
import type { Targets } from './targets.ts';
import type { Thread } from './thread.ts';

interface HatScript {
  script: ScriptTable;
  index: number;
  /** Fields in upper case: events match without regard to case. */
  fields: Readonly<Record<string, string>>;
}

/** Starts scripts by events: front-most target first, in each target in the order of its scripts. */
export class Hats {
  private readonly byHat = new Map<string, HatScript[][]>();
  private readonly scheduler: Scheduler;
  private readonly targets: Targets;

  constructor(program: CompiledProgram, scheduler: Scheduler, targets: Targets) {
    this.scheduler = scheduler;
    this.targets = targets;
    program.scripts.forEach((script, index) => {
      if (script.hat === null) return;
      const fields = Object.fromEntries(
        Object.entries(script.fields).map(([name, value]) => [name, value.toUpperCase()]),
      );
      let byTarget = this.byHat.get(script.hat);
      if (byTarget === undefined) this.byHat.set(script.hat, (byTarget = program.targets.map(() => [])));
      byTarget[script.target]!.push({ script, index, fields });
    });
  }

  has(hat: string): boolean {
    return this.byHat.has(hat);
  }

  /** Starts every script with this hat whose field matches, of all targets or of one. Answers the threads. */
  start(hat: string, match: Readonly<Record<string, string>> = {}, only: StageTarget | null = null): Thread[] {
    const started: Thread[] = [];
    const byTarget = this.byHat.get(hat);
    if (byTarget === undefined) return started;
    const wanted = Object.entries(match).map(([name, value]) => [name, value.toUpperCase()] as const);
    const startFor = (target: StageTarget): void => {
      for (const { script, index, fields } of byTarget[target.index]!) {
        if (!wanted.every(([name, value]) => fields[name] === value)) continue;
        const thread = this.startScript(target, script, index);
        if (thread !== null) started.push(thread);
      }
    };
    if (only !== null) startFor(only);
    else for (const target of this.targets.order.toReversed()) startFor(target);
    return started;
  }

  /** Starts scripts whose edge-activated condition has just become true. Running ones are not looked at. */
  checkEdges(conditions: readonly (((t: StageTarget) => boolean) | undefined)[]): void {
    for (const [, byTarget] of this.byHat) {
      if (!byTarget.some((scripts) => scripts[0]?.script.edge)) continue;
      for (const target of this.targets.order.toReversed()) {
        for (const { script, index } of byTarget[target.index]!) {
          const condition = conditions[index];
          if (condition === undefined || this.running(target, index)) continue;
          const before = target.edges.get(index) ?? false;
          const now = condition(target);
          target.edges.set(index, now);
          if (now && !before) this.scheduler.start(target, script, index);
        }
      }
    }
  }

  private startScript(target: StageTarget, script: ScriptTable, index: number): Thread | null {
    const running = this.find(target, index);
    if (running === undefined) return this.scheduler.start(target, script, index);
    if (script.restarts) return this.scheduler.restart(running);
    return running.status === DONE ? this.scheduler.start(target, script, index) : null;
  }

  private find(target: StageTarget, index: number): Thread | undefined {
    return this.scheduler.threads.find(
      (thread) => thread.index === index && thread.target === target && !thread.clicked,
    );
  }

  private running(target: StageTarget, index: number): boolean {
    return this.scheduler.threads.some(
      (thread) => thread.index === index && thread.target === target && !thread.clicked && thread.status !== DONE,
    );
  }
}
