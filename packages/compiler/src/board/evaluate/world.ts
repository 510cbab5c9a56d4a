/**
 * What surrounds a board while its program is evaluated: what happens to its pins and its serial port, and when. Times are
 * milliseconds of the board's clock since the program began, fractions allowed, in any order.
 */
export interface World {
  /** Levels that something outside drives; a pin that nothing drives follows its pull-up. */
  pins?: readonly { at: number; pin: number; level: boolean }[];
  /** Analog inputs, 0..1023 by pin number (A0 is 14); 0 before the first. */
  analog?: readonly { at: number; pin: number; value: number }[];
  /** Bytes that arrive, as text. */
  serial?: readonly { at: number; text: string }[];
  /** Length of the echo in microseconds, 0 for none; 0 before the first. */
  echo?: readonly { at: number; microseconds: number }[];
  /** In [0, 1); Math.random when left out. */
  random?: () => number;
}

/** Something that the board did, and when (milliseconds). */
export type TraceEvent = { at: number } & (
  | { kind: 'pin'; pin: number; level: boolean }
  | { kind: 'pwm'; pin: number; value: number }
  | { kind: 'servo'; pin: number; angle: number }
  /** 0 Hz ends it. */
  | { kind: 'tone'; pin: number; frequency: number }
  /** Colours as 0xRRGGBB, in the order of the strip. */
  | { kind: 'strip'; pin: number; colours: number[] }
  | { kind: 'lcd'; rows: [string, string] }
  | { kind: 'serial'; text: string }
  /** A script ended that did not want to. */
  | { kind: 'error'; script: number; code: 'list-full' | 'text-too-long' | 'stack-full' }
);

interface Change {
  at: number;
  apply: () => void;
}

/** The world's events in the order of time, handed out as the clock passes them. */
export class Timeline {
  private readonly changes: Change[];
  private next = 0;

  constructor(changes: Change[]) {
    // A stable sort keeps what happens at once in the order in which it was given.
    this.changes = [...changes].sort((a, b) => a.at - b.at);
  }

  /** Time of the next event, Infinity after the last. */
  get upcoming(): number {
    return this.changes[this.next]?.at ?? Infinity;
  }

  advance(now: number): void {
    for (; this.upcoming <= now; this.next++) this.changes[this.next]!.apply();
  }
}
