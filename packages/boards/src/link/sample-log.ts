import type { LinkSample } from './board-link.ts';
import { BoardTime } from './board-time.ts';
import type { BoardMessage, ChannelKind } from './messages.ts';

/** The latest values, and what was lost on the way. */
export class SampleLog {
  readonly values = { digital: new Map<string, number>(), analog: new Map<string, number>() };
  /** Samples that did not arrive. */
  lost = 0;
  /** Samples that the board left out. */
  skipped = 0;
  readonly #tell: (sample: LinkSample) => void;
  #time = new BoardTime(0);
  #number = -1;
  #skippedByte = 0;

  constructor(tell: (sample: LinkSample) => void) {
    this.#tell = tell;
  }

  /** The board's clock and counters begin anew. */
  restart(time: BoardTime): void {
    this.#time = time;
    this.#number = -1;
    this.#skippedByte = 0;
  }

  sample({ of, number, time, values }: Extract<BoardMessage, { kind: 'sample' }>): void {
    if (this.#number >= 0) this.lost += (number - this.#number - 1) & 0xff;
    this.#number = number;
    this.#take(of, time, values);
  }

  /** A beat repeats the levels of what is watched: a change whose frame was lost shows here. */
  beat({ time, levels, skipped }: Extract<BoardMessage, { kind: 'beat' }>): void {
    this.skipped += (skipped - this.#skippedByte) & 0xff;
    this.#skippedByte = skipped;
    const changed = Object.entries(levels).filter(([channel, level]) => this.values.digital.get(channel) !== level);
    if (changed.length > 0) this.#take('digital', time, Object.fromEntries(changed));
    else this.#time.at(time);
  }

  #take(kind: ChannelKind, time: number, values: Readonly<Record<string, number>>): void {
    for (const [channel, value] of Object.entries(values)) this.values[kind].set(channel, value);
    this.#tell({ kind, time: this.#time.at(time), values });
  }
}
