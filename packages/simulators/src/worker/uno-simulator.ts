import type { PartDescription } from '../parts/part.ts';
import { SimulatorTransport, type SimulatorTransportOptions } from '../transport/simulator-transport.ts';
import type { UnoBoardOptions } from '../uno/uno-board.ts';
import type { UnoFailure, UnoFrame, UnoWorker } from './messages.ts';
import { RemoteCable } from './remote-cable.ts';

export interface UnoSimulatorOptions extends UnoBoardOptions, Pick<SimulatorTransportOptions, 'resetsOnOpen'> {
  /** Intel HEX of what is in the flash at first. Without a `bootloader` nothing can be uploaded. */
  readonly hex?: string;
}

/**
 * A simulated Uno in a worker, as the page uses it: `transport` is its USB cable, the frames are what the bench draws. Runs from the
 * start. Make the worker from `@paperkite/simulators/worker`.
 */
export class UnoSimulator {
  /** The cable, as of a real board; besides that it can be pulled and put back. */
  readonly transport: SimulatorTransport;
  readonly #worker: UnoWorker;
  readonly #frameListeners = new Set<(frame: UnoFrame) => void>();
  readonly #failureListeners = new Set<(code: UnoFailure) => void>();

  constructor(worker: UnoWorker, options: UnoSimulatorOptions = {}) {
    const { hex, resetsOnOpen, ...board } = options;
    this.#worker = worker;
    const cable = new RemoteCable((message) => worker.postMessage(message));
    this.transport = new SimulatorTransport(cable, { resetsOnOpen });
    worker.onmessage = ({ data }) => {
      if (data.type === 'frame') {
        cable.keepTime(data.microseconds);
        for (const listener of this.#frameListeners) listener(data);
      } else if (data.type === 'failed') {
        this.#fail(data.code);
      } else {
        cable.take(data);
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (event.message) console.error(event.message);
      this.#fail(event.message ? 'broken' : 'not-loaded');
    };
    worker.postMessage({ type: 'start', board, hex });
  }

  /** Puts a program into the flash without the bootloader, and restarts the board. */
  load(hex: string): void {
    this.#worker.postMessage({ type: 'load', hex });
  }

  /** The button on the board. */
  reset(): void {
    this.#worker.postMessage({ type: 'reset' });
  }

  /** Wires these parts and no others. One that is wired as before goes on as it is; what a person set of the others is to be said again. */
  setParts(parts: readonly PartDescription[]): void {
    const plain = parts.map(({ id, kind, pins, settings }) => ({
      id,
      kind,
      pins: { ...pins },
      settings: { ...settings },
    }));
    this.#worker.postMessage({ type: 'parts', parts: plain });
  }

  /** What a person does to a part; see `Part.setInput`. */
  setInput(part: string, value: number): void {
    this.#worker.postMessage({ type: 'input', part, value });
  }

  /** Lets the board run or stand still. */
  setRunning(on: boolean): void {
    this.#worker.postMessage({ type: 'run', on });
  }

  /** Tell it when the page is hidden: then it makes no frames, and stands still unless the transport is open. */
  setVisible(on: boolean): void {
    this.#worker.postMessage({ type: 'visible', on });
  }

  /** Calls `listener` about 60 times a second with what changed. Returns how to stop that. */
  onFrame(listener: (frame: UnoFrame) => void): () => void {
    this.#frameListeners.add(listener);
    return () => void this.#frameListeners.delete(listener);
  }

  /** Calls `listener` when something went wrong that no restart of the board mends. Returns how to stop that. */
  onFailure(listener: (code: UnoFailure) => void): () => void {
    this.#failureListeners.add(listener);
    return () => void this.#failureListeners.delete(listener);
  }

  #fail(code: UnoFailure): void {
    for (const listener of this.#failureListeners) listener(code);
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    await this.transport.close();
    this.#worker.postMessage({ type: 'run', on: false });
    this.#worker.terminate?.();
  }
}
