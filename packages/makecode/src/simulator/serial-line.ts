import type { Pxsim } from './pxsim.ts';

/** pxt's event "a delimiter was received". */
const SERIAL = 12;
const DELIMITER = 1;

/** A person's program is rarely behind by more; what comes on top is lost, as on the board. */
const INPUT_LIMIT = 4096;
/** Letters a millisecond at 115200 baud, 8N1. A program on the board waits for the line; here what it prints faster is lost. */
const OUTPUT_SPEED = 11.52;
/** Letters that a program may print at once, before its speed counts. */
const OUTPUT_BURST = 65_536;

/**
 * The USB serial line of the simulated board, in place of pxt's: that one drops what it receives, and gives out text in batches
 * of 200 ms that it fills up with blanks.
 */
export class SerialLine {
  readonly #pxsim: Pxsim;
  readonly #send: (text: string) => void;
  #input = '';
  #output = '';
  #room = OUTPUT_BURST;
  #roomAt = performance.now();

  constructor(pxsim: Pxsim, send: (text: string) => void) {
    this.#pxsim = pxsim;
    this.#send = send;
    const { serial, BaseBoard } = pxsim;
    serial.readUntil = (delimiters) => this.#readUntil(delimiters);
    serial.readString = () => this.#take(this.#input.length);
    serial.writeBuffer = ({ data }) => serial.writeString(String.fromCharCode(...data));
    BaseBoard.prototype.writeSerial = (text) => this.#write(text);
  }

  /** A new program starts with nothing received. */
  reset(): void {
    this.#input = '';
  }

  receive(text: string): void {
    this.#input = (this.#input + text).slice(-INPUT_LIMIT);
    // pxt does not tell which delimiters the program listens to. Lines are what programs wait for.
    for (const _ of text.matchAll(/\n/g)) this.#pxsim.runtime?.board.bus.queue(SERIAL, DELIMITER);
  }

  /** On the board it waits for a delimiter; here a program cannot wait in it, so that it gets "" until there is one. */
  #readUntil(delimiters: string): string {
    const at = [...this.#input].findIndex((letter) => delimiters.includes(letter));
    if (at < 0) return '';
    const text = this.#take(at);
    this.#take(1);
    return text;
  }

  #take(length: number): string {
    const taken = this.#input.slice(0, length);
    this.#input = this.#input.slice(length);
    return taken;
  }

  #write(text: string): void {
    const now = performance.now();
    this.#room = Math.min(OUTPUT_BURST, this.#room + (now - this.#roomAt) * OUTPUT_SPEED);
    this.#roomAt = now;
    const fits = text.slice(0, Math.floor(this.#room));
    if (fits === '') return;
    this.#room -= fits.length;
    // What one piece of the program prints goes out as one message.
    if (this.#output === '') queueMicrotask(() => this.#flush());
    this.#output += fits;
  }

  #flush(): void {
    const text = this.#output;
    this.#output = '';
    this.#send(text);
  }
}
