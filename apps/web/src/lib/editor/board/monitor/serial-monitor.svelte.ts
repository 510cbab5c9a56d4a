import { PlotData } from './plot-data.ts';
import { readPlotLine } from './plot-line.ts';
import { SerialLog, type SerialLine } from './serial-log.ts';

/** How often the screen follows what arrives, in milliseconds. */
const SHOW_EVERY = 100;
/** How many lines are on the page; more are kept. */
const SHOWN_LINES = 400;

/** What one board said over its serial line, as text and as curves. */
export class SerialMonitor {
  /** The last lines as they are shown: they stand still while paused. */
  lines: readonly SerialLine[] = $state.raw([]);
  /** Counts up when the curves are to be drawn anew. */
  drawn = $state(0);
  paused = $state(false);
  readonly plot = new PlotData();

  readonly #log = new SerialLog();
  readonly #now: () => number;
  #began: number;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** @param now Milliseconds; only differences matter. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#began = now();
  }

  /** Takes bytes from the board. */
  receive(bytes: Uint8Array): void {
    const at = this.#now() - this.#began;
    for (const line of this.#log.receive(bytes, at)) {
      const values = readPlotLine(line);
      if (values) this.plot.push(at / 1000, values);
    }
    this.#showSoon();
  }

  /** Bytes are missing here. */
  interrupt(): void {
    this.#log.interrupt();
  }

  /** Notes what the person sent. */
  sent(text: string): void {
    this.#log.send(text, this.#now() - this.#began);
    this.#showSoon();
  }

  pauseOrResume(): void {
    this.paused = !this.paused;
    this.#show();
  }

  clear(): void {
    this.#log.clear();
    this.plot.clear();
    this.#began = this.#now();
    this.lines = [];
    this.drawn++;
  }

  /** Everything that is kept, as text. */
  text(): string {
    return this.#log.lines.map(({ text }) => `${text}\n`).join('');
  }

  destroy(): void {
    clearTimeout(this.#waiting);
  }

  #showSoon(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      this.#show();
    }, SHOW_EVERY);
  }

  #show(): void {
    if (this.paused) return;
    this.lines = this.#log.lines.slice(-SHOWN_LINES);
    this.drawn++;
  }
}
