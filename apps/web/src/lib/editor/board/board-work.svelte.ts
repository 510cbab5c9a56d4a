import type { PartState } from './bench/part-state.ts';
import { SerialMonitor } from './monitor/serial-monitor.svelte.ts';

/** What goes on with one board: the simulated one, the one on the cable, and what they say. */
export class BoardWork {
  readonly monitor = new SerialMonitor();
  /** What parts are turned or pressed to, by part. */
  inputs: ReadonlyMap<string, number> = $state.raw(new Map());
  /** What parts show, by part. */
  states: ReadonlyMap<string, PartState> = $state.raw(new Map());

  setInput(part: string, value: number): void {
    this.inputs = new Map(this.inputs).set(part, value);
  }

  destroy(): void {
    this.monitor.destroy();
  }
}
