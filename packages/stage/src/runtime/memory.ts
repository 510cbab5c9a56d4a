import { CodedError, type Clock } from '@paperkite/kernel';
import type { Scalar } from '@paperkite/project';
import type { StageTarget } from './target.ts';

/** Characters of the longest text. Scratch's files hold no text of a third of that. */
const MAX_TEXT = 16 * 1024 * 1024;
/** Bytes that all texts and lists of a running project may have: a tablet's browser ends a page at a few times as many. */
const BUDGET = 128 * 1024 * 1024;
/** What an item of a list, or a text besides its characters, takes. */
const ITEM = 8;
const TEXT = 32;
/** What a text that was put together holds on to until its characters are copied to one place. */
const JOINT = 64;
/** Texts that are longer than this are copied to one place when they are counted. */
const SHORT = 12;
/** What may have come since the last count until it is time for another, and until it is high time. */
const BATCH = 8 * 1024 * 1024;
const MOST_UNCOUNTED = 64 * 1024 * 1024;
/** What calls hold counts when it has more characters than this; there is an end to the depth of calls. */
const LONG = 1000;
/** Of a text that equals one of so many others found before it, only one stays. */
const RECENT = 8;
/** Counting takes this part of the time, at most, unless it is high time; and scripts that keep nothing large are counted this seldom. */
const SHARE = 0.05;
const SELDOM_MS = 100;

/** `out_of_memory`: the texts and lists of the project have grown too large. */
export class MemoryError extends CodedError<'out_of_memory'> {}

/** What generated code tells of texts that are kept. */
export interface MemoryOperations {
  /** A list has a long text more. */
  kept(text: string): void;
  /** A long text was put together; answers it. */
  joined(text: string): string;
}

/**
 * Ends a project before its texts and lists fill the memory of the browser, which would end the whole page. Long texts are told
 * at once, by what they may take at most; what is really there is counted now and then. Counting looks at lengths, and copies
 * texts that were put together to one place, after which they take what was counted.
 */
export class Memory implements MemoryOperations {
  readonly #clock: Clock;
  readonly #targets: () => readonly StageTarget[];
  readonly #calls: () => Iterable<Scalar[]>;
  /** Bytes that may have come since the last count. */
  #uncounted = 0;
  /** Clock time before which is not counted, and after which is counted anyhow. */
  #notBefore = 0;
  #seldom: number;

  /** @param calls the values of each call that is under way, where they can be looked at */
  constructor(clock: Clock, targets: () => readonly StageTarget[], calls: () => Iterable<Scalar[]>) {
    this.#clock = clock;
    this.#targets = targets;
    this.#calls = calls;
    this.#seldom = clock.now() + SELDOM_MS;
  }

  readonly kept = (text: string): void => {
    this.#uncounted += text.length;
    if (this.#uncounted >= BATCH) this.#count();
  };

  /** A call keeps its arguments until it ends; those that its caller has are there already. @throws MemoryError */
  called(args: readonly Scalar[], caller: readonly Scalar[]): void {
    for (const value of args) {
      if (typeof value === 'string' && value.length > LONG && !caller.includes(value)) this.kept(value);
    }
  }

  /** A clone has lists of its own; their texts are its original's. */
  cloned({ lists }: StageTarget): void {
    for (const list of lists) this.#uncounted += list.length * ITEM;
    if (this.#uncounted >= BATCH) this.#count();
  }

  readonly joined = (text: string): string => {
    if (text.length > MAX_TEXT) throw new MemoryError('out_of_memory');
    this.#uncounted += JOINT;
    if (this.#uncounted >= BATCH) {
      atOnePlace(text);
      this.#count();
    }
    return text;
  };

  /** Counts when that was long ago. @throws MemoryError */
  look(): void {
    if (this.#clock.now() >= this.#seldom) this.#count();
  }

  /** The same for those whom nobody would catch. */
  found(): MemoryError | null {
    try {
      this.look();
      return null;
    } catch (error) {
      if (error instanceof MemoryError) return error;
      throw error;
    }
  }

  #count(): void {
    const began = this.#clock.now();
    if (began < this.#notBefore && this.#uncounted < MOST_UNCOUNTED) return;
    this.#uncounted = 0;
    let left = BUDGET;
    for (const { values, numbers, lists } of this.#targets()) {
      left = less(left - numbers.length * ITEM, values);
      for (const list of lists) left = less(left, list);
    }
    countCalls(this.#calls());
    const now = this.#clock.now();
    this.#notBefore = now + (now - began) / SHARE;
    this.#seldom = Math.max(now + SELDOM_MS, this.#notBefore);
  }
}

/** What is left of so many bytes behind these values. @throws MemoryError when nothing is */
function less(bytes: number, values: readonly Scalar[]): number {
  let left = bytes - values.length * ITEM;
  if (left < 0) throw new MemoryError('out_of_memory');
  for (const value of values) {
    if (typeof value !== 'string') continue;
    left -= TEXT + value.length;
    if (left < 0 || value.length > MAX_TEXT) throw new MemoryError('out_of_memory');
    // One letter that needs two bytes gives two to all.
    if (value.length > SHORT && atOnePlace(value) > 255) left -= value.length;
  }
  return left;
}

/**
 * What calls hold may be as much again. Their texts are often one that grows from call to call, of which engines keep only what
 * came: nothing is copied to one place here. Equal ones become the same. @throws MemoryError
 */
function countCalls(calls: Iterable<Scalar[]>): void {
  let left = BUDGET;
  const recent: string[] = [];
  let oldest = 0;
  for (const values of calls) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value !== 'string' || value.length <= LONG) continue;
      const same = recent.indexOf(value);
      if (same >= 0) values[i] = recent[same]!;
      else {
        left -= value.length;
        if (left < 0) throw new MemoryError('out_of_memory');
        recent[oldest] = value;
        oldest = (oldest + 1) % RECENT;
      }
    }
  }
}

/** Makes engines copy the parts of a text to one place, once. Answers its first letter's number. */
const atOnePlace = (text: string): number => text.charCodeAt(0);
