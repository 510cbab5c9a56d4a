import type { StageEvent } from '@paperkite/stage/host';

export type ConsoleKind = 'say' | 'think' | 'ask' | 'answer' | 'broadcast' | 'error';

/** The kinds in the order in which they are offered. */
export const CONSOLE_KINDS: readonly ConsoleKind[] = ['say', 'think', 'ask', 'answer', 'broadcast', 'error'];

/** Something that a sprite said or did. */
export interface ConsoleEntry {
  serial: number;
  kind: ConsoleKind;
  /** Document id of the sprite; null when it is not known. */
  target: string | null;
  name: string;
  clone: boolean;
  text: string;
  block: string | null;
  /** Milliseconds of the page's clock. */
  at: number;
  /** How often the same was said in a row. */
  times: number;
}

/** More are forgotten, oldest first. */
const MOST = 500;
const MAX_TEXT = 1000;

/** What sprites said and did, newest last. Immutable: each addition is another list. */
export class ConsoleLog {
  readonly entries: readonly ConsoleEntry[];
  readonly #serial: number;

  constructor(entries: readonly ConsoleEntry[] = [], serial = 0) {
    this.entries = entries;
    this.#serial = serial;
  }

  /**
   * With what these events tell.
   * @param nameOf of a target that an event names by its id alone
   */
  add(events: readonly TimedEvent[], nameOf: (target: string) => string): ConsoleLog {
    const entries = [...this.entries];
    let serial = this.#serial;
    for (const { event, at } of events) {
      const entry = entryOf(event, nameOf);
      const last = entries.at(-1);
      // A question in a bubble is said as well.
      if (!entry || (entry.kind === 'say' && last?.kind === 'ask' && isSame({ ...last, kind: 'say' }, entry))) continue;
      if (last && isSame(last, entry)) entries[entries.length - 1] = { ...last, at, times: last.times + 1 };
      else entries.push({ ...entry, at, times: 1, serial: serial++ });
    }
    return new ConsoleLog(entries.slice(-MOST), serial);
  }
}

/** An event and when it came, in milliseconds of the page's clock. */
export interface TimedEvent {
  event: StageEvent;
  at: number;
}

type Told = Omit<ConsoleEntry, 'at' | 'times' | 'serial'>;

function entryOf(event: StageEvent, nameOf: (target: string) => string): Told | undefined {
  switch (event.type) {
    case 'said':
    case 'logged': {
      const { kind, target, name, clone } = event;
      if (event.type === 'said' && event.text === '') return undefined;
      return { kind, target, name, clone, text: event.text.slice(0, MAX_TEXT), block: null };
    }
    case 'error': {
      const { target, block, message } = event;
      const name = target === null ? '' : nameOf(target);
      return { kind: 'error', target, name, clone: false, text: message.slice(0, MAX_TEXT), block };
    }
    default:
      return undefined;
  }
}

const isSame = (a: Told, b: Told): boolean =>
  a.kind === b.kind && a.target === b.target && a.clone === b.clone && a.text === b.text && a.block === b.block;
