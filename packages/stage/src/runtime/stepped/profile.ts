import type { Clock } from '@paperkite/kernel';
import type { FunctionTable } from '../program.ts';
import { siteOf } from './site.ts';

/** How often a block began and how long it took, without what it called or contains. */
export interface BlockCost {
  /** Document id of the sprite. */
  target: string;
  block: string;
  count: number;
  /** Milliseconds. */
  ms: number;
}

/** Counts and measures blocks of a program for debugging. */
export class Profile {
  readonly #clock: Clock;
  #counts: Float64Array[] = [];
  #times: Float64Array[] = [];
  #functions: readonly FunctionTable[] = [];
  #targets: readonly { id: string }[] = [];
  #fn = 0;
  #pc = -1;
  #since = 0;
  /** What versions before measured. */
  readonly #kept = new Map<string, BlockCost>();

  /** @param clock one that goes on while the program is paused: only turns are measured */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Another version of the program. */
  load(functions: readonly FunctionTable[], targets: readonly { id: string }[]): void {
    for (const cost of this.costs()) this.#kept.set(`${cost.target} ${cost.block}`, cost);
    this.#functions = functions;
    this.#targets = targets;
    this.#counts = functions.map(({ sites }) => new Float64Array(sites.length));
    this.#times = functions.map(({ sites }) => new Float64Array(sites.length));
    this.#pc = -1;
  }

  clear(): void {
    this.#kept.clear();
    this.#counts.forEach((counts) => counts.fill(0));
    this.#times.forEach((times) => times.fill(0));
  }

  /** A block begins. */
  block(fn: number, pc: number): void {
    this.#account();
    this.#fn = fn;
    this.#pc = pc;
    this.#counts[fn]![pc]!++;
  }

  /** A turn begins in this state. */
  begin(fn: number, pc: number): void {
    this.#since = this.#clock.now();
    this.#fn = fn;
    this.#pc = pc;
  }

  /** A turn ends. */
  end(): void {
    this.#account();
    this.#pc = -1;
  }

  /** By block, in no order. */
  costs(): BlockCost[] {
    const costs = new Map([...this.#kept].map(([key, cost]) => [key, { ...cost }]));
    this.#functions.forEach(({ target: index, sites }, fn) => {
      const target = this.#targets[index]!.id;
      sites.forEach((site, pc) => {
        const count = this.#counts[fn]![pc]!;
        const ms = this.#times[fn]![pc]!;
        if ((count === 0 && ms === 0) || pc === 0) return;
        const { block } = siteOf(site);
        const key = `${target} ${block}`;
        const cost = costs.get(key);
        if (cost === undefined) costs.set(key, { target, block, count, ms });
        else {
          cost.count += count;
          cost.ms += ms;
        }
      });
    });
    return [...costs.values()];
  }

  #account(): void {
    const now = this.#clock.now();
    if (this.#pc >= 0) this.#times[this.#fn]![this.#pc]! += now - this.#since;
    this.#since = now;
  }
}
