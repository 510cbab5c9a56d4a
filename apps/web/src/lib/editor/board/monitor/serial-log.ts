/** One line of the monitor. */
export interface SerialLine {
  /** Counts up by one: a line's name in lists. */
  id: number;
  /** Milliseconds since the monitor began. */
  at: number;
  text: string;
  /** Sent by the person, not received. */
  sent: boolean;
}

/** How many lines are kept, and how long one may get before it is broken. */
const MOST_LINES = 2000;
const LONGEST = 500;

/** What a board said, line by line, in bounded memory. Bytes that are no UTF-8 show as U+FFFD. */
export class SerialLog {
  /** Whole lines and, at the end, the one that is still being received. */
  #lines: SerialLine[] = [];
  #open: SerialLine | undefined;
  #torn = false;
  #next = 0;
  #decoder = new TextDecoder();

  get lines(): readonly SerialLine[] {
    return this.#lines;
  }

  /**
   * Takes bytes as they come.
   * @param at Milliseconds since the monitor began.
   * @returns The whole lines that were finished by them.
   */
  receive(bytes: Uint8Array, at: number): string[] {
    const done: string[] = [];
    // The first piece goes on with the open line; after each line feed another one begins.
    const [first = '', ...rest] = this.#decoder.decode(bytes, { stream: true }).replaceAll('\r', '').split('\n');
    this.#append(first, at);
    for (const piece of rest) {
      if (!this.#torn) done.push(this.#open?.text ?? '');
      this.#torn = false;
      if (!this.#open) this.#push('', at, false);
      this.#open = undefined;
      this.#append(piece, at);
    }
    return done;
  }

  /** A line that the person sent. */
  send(text: string, at: number): void {
    this.#open = undefined;
    this.#push(text, at, true);
  }

  /** Bytes are missing: the line that was being received ends here, and the next one may lack its beginning. */
  interrupt(): void {
    this.#open = undefined;
    this.#torn = true;
    this.#decoder = new TextDecoder();
  }

  clear(): void {
    this.#lines = [];
    this.#open = undefined;
    this.#decoder = new TextDecoder();
  }

  #append(text: string, at: number): void {
    for (let rest = text; rest !== '';) {
      const room = LONGEST - (this.#open?.text.length ?? 0);
      if (this.#open && room > 0) {
        // Another object: who shows lines by what they are sees that this one changed.
        this.#open = { ...this.#open, text: this.#open.text + rest.slice(0, room) };
        this.#lines[this.#lines.length - 1] = this.#open;
        rest = rest.slice(room);
      } else {
        this.#open = this.#push(rest.slice(0, LONGEST), at, false);
        rest = rest.slice(LONGEST);
      }
    }
  }

  #push(text: string, at: number, sent: boolean): SerialLine {
    const line = { id: this.#next++, at, text, sent };
    this.#lines.push(line);
    // In one go, now and then: taking the first of thousands away costs as much as taking hundreds.
    if (this.#lines.length > MOST_LINES + 200) this.#lines.splice(0, this.#lines.length - MOST_LINES);
    return line;
  }
}
