import { openLink, type BoardLink } from '@paperkite/boards';
import type { BoardPart } from '@paperkite/project';
import { UnoSimulator, type UnoFailure } from '@paperkite/simulators';
import UnoWorker from '@paperkite/simulators/worker?worker';
import { BuzzerSound } from '../bench/buzzer-sound.ts';
import type { PartState } from '../bench/part-state.ts';

const BAUD_RATE = 115_200;
/** Below this share of real time people are told. */
const SLOW = 0.95;

/** What of a part's wiring matters to the board: not where it lies. */
const wiringOf = (parts: readonly BoardPart[]): string =>
  JSON.stringify(parts.map(({ id, kind, pins, settings }) => [id, kind, pins, settings]));

/** The Uno on the screen: a simulator in a worker with its parts, and a live link to its firmware. */
export class SimulatedUno {
  /** What parts show, by part. */
  states: ReadonlyMap<string, PartState> = $state.raw(new Map());
  led13 = $state(0);
  tx = $state(false);
  rx = $state(false);
  /** How much of real time it manages, where that is too little to be taken for a real board. */
  slow: number | undefined = $state();
  link: BoardLink | null = $state.raw(null);

  readonly #simulator: UnoSimulator;
  readonly #sound = new BuzzerSound();
  readonly #ended = new AbortController();
  #wiring = '';
  #inputs: ReadonlyMap<string, number> = new Map();

  /**
   * @param hex What is in its flash.
   * @param onlink Called once, when the firmware has answered.
   * @param onfailure Called when it can do no more.
   */
  constructor(hex: string, onlink: (link: BoardLink) => void, onfailure: (code: UnoFailure) => void) {
    const worker = new UnoWorker() as unknown as ConstructorParameters<typeof UnoSimulator>[0];
    this.#simulator = new UnoSimulator(worker, { hex });
    this.#simulator.onFailure(onfailure);
    this.#simulator.onFrame((frame) => {
      this.led13 = frame.builtInLed;
      this.tx = frame.sending;
      this.rx = frame.receiving;
      this.slow = frame.factor < SLOW ? frame.factor : undefined;
      const changed = Object.entries(frame.parts);
      if (changed.length === 0) return;
      this.states = new Map([...this.states, ...changed]);
      this.#sound.play([...this.states.values()].map(({ frequency = 0 }) => frequency));
    });
    const seen = (): void => this.#simulator.setVisible(!document.hidden);
    document.addEventListener('visibilitychange', seen, { signal: this.#ended.signal });
    void this.#open(onlink);
  }

  /** Puts another program into its flash, and restarts it. */
  load(hex: string): void {
    this.#simulator.load(hex);
  }

  reset(): void {
    this.#simulator.reset();
  }

  /** Wires the parts as the document has them. */
  wire(parts: readonly BoardPart[]): void {
    const wiring = wiringOf(parts);
    if (wiring === this.#wiring) return;
    this.#wiring = wiring;
    // Those that are made anew say so.
    this.states = new Map([...this.states].filter(([id]) => parts.some((part) => part.id === id)));
    this.#simulator.setParts(parts);
    for (const [part, value] of this.#inputs) this.#simulator.setInput(part, value);
  }

  /** What parts are turned and pressed to. */
  setInputs(inputs: ReadonlyMap<string, number>): void {
    for (const [part, value] of inputs) {
      if (this.#inputs.get(part) !== value) this.#simulator.setInput(part, value);
    }
    this.#inputs = inputs;
  }

  destroy(): void {
    this.#ended.abort();
    this.#sound.stop();
    this.link = null;
    void this.#simulator.close();
  }

  async #open(onlink: (link: BoardLink) => void): Promise<void> {
    const { transport } = this.#simulator;
    try {
      await transport.open({ baudRate: BAUD_RATE });
      const link = await openLink(transport, { signal: this.#ended.signal });
      this.link = link;
      onlink(link);
    } catch (error) {
      // The program runs without it, too.
      if (!this.#ended.signal.aborted) console.error(error);
    }
  }
}
