interface QueuedEvent {
  readonly cycle: number;
  readonly callback: () => void;
}

/** What is to happen outside the chip, by CPU cycle; events of the same cycle happen in the order in which they were added. */
export class EventQueue {
  readonly #events: QueuedEvent[] = [];

  /** Cycle of the next event; Infinity when there is none. */
  get next(): number {
    return this.#events[0]?.cycle ?? Infinity;
  }

  /** Adds an event and returns how to take it back. */
  add(cycle: number, callback: () => void): () => void {
    const event = { cycle, callback };
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.cycle <= cycle) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
    return () => {
      const index = this.#events.indexOf(event);
      if (index >= 0) this.#events.splice(index, 1);
    };
  }

  /** Lets everything happen that is due at `cycle`. */
  run(cycle: number): void {
    while (this.next <= cycle) this.#events.shift()!.callback();
  }
}
