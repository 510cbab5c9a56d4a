import type { BoardMessage, ChannelKind, LinkBoard, LinkCapability, LinkReader, LinkRefusal } from './messages.ts';
import { LINK_PROTOCOL } from './protocol.ts';
import { LineReader } from './text-line.ts';

const REFUSALS: Readonly<Record<string, LinkRefusal>> = { 1: 'unknown', 2: 'pin', 3: 'value', 5: 'busy' };

const BOARDS: readonly LinkBoard[] = ['microbit-v1', 'microbit-v2'];
const BOTH: readonly LinkCapability[] = ['pwm', 'servo', 'tone', 'display', 'motion'];
const CAPABILITIES: Partial<Record<LinkBoard, readonly LinkCapability[]>> = {
  'microbit-v1': BOTH,
  'microbit-v2': [...BOTH, 'sound'],
};

/** An integer in a range; null for anything else. */
function integer(text: string | undefined, low: number, high: number): number | null {
  if (text === undefined || !/^-?\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

/** The board's milliseconds as microseconds modulo 2^32. */
const micros = (text: string | undefined): number | null => {
  const ms = integer(text, 0, 2 ** 32);
  return ms === null ? null : (ms * 1000) % 2 ** 32;
};

function hello([, session, protocol, firmware, board, credit, time]: readonly string[]): BoardMessage | null {
  const [id, theirs] = [integer(session, 0, 0xffff), integer(protocol, 0, 255)];
  if (id === null || theirs === null || !firmware || !/^\d+\.\d+\.\d+$/.test(firmware)) return null;
  if (theirs !== LINK_PROTOCOL.version) {
    return { kind: 'foreign-hello', session: id, protocol: theirs, firmware };
  }
  const kind = BOARDS.find((name) => name === board);
  const [bytes, at] = [integer(credit, 40, 1000), micros(time)];
  if (!kind || bytes === null || at === null) return null;
  const said = {
    board: kind,
    firmware,
    capabilities: new Set(CAPABILITIES[kind]),
    credit: bytes,
    digitalPins: 17,
    analogInputs: 6,
    program: { state: 'none', length: 0, crc: 0 },
  } as const;
  return { kind: 'hello', session: id, hello: said, time: at };
}

/** `ax=-12 ay=3`; null when one of them is nothing of the kind. */
function sample(of: ChannelKind, [, number, time, ...pairs]: readonly string[]): BoardMessage | null {
  const [count, at] = [integer(number, 0, 255), micros(time)];
  const values: Record<string, number> = {};
  for (const pair of pairs) {
    const [, name, text] = /^([A-Za-z]\w{0,9})=(-?\d+)$/.exec(pair) ?? [];
    const value = integer(text, -1e9, 1e9);
    if (name === undefined || value === null) return null;
    values[name] = value;
  }
  return count === null || at === null || pairs.length === 0
    ? null
    : { kind: 'sample', of, number: count, time: at, values };
}

function text(number: number, encoded: string): BoardMessage | null {
  try {
    const bytes = new TextEncoder().encode(decodeURIComponent(encoded));
    return { kind: 'text', number, bytes, reliable: false };
  } catch {
    // A percent sign without its digits.
    return null;
  }
}

function message(fields: readonly string[]): BoardMessage | null {
  const [kind, first, second] = fields;
  const number = integer(first, 0, 255);
  if (kind === 'H') return hello(fields);
  if (number === null) return null;
  switch (kind) {
    case 'B': {
      const time = micros(second);
      return time === null ? null : { kind: 'beat', time, program: 'none', skipped: 0, levels: {} };
    }
    case 'A':
      return { kind: 'ack', number };
    case 'V': {
      const value = integer(second, -1e9, 1e9);
      return value === null ? null : { kind: 'value', number, values: [value] };
    }
    case 'E': {
      const reason = REFUSALS[second ?? ''];
      return reason ? { kind: 'refused', number, reason } : null;
    }
    case 'g':
      return { kind: 'gap', expected: number };
    case 'S':
      return sample('analog', fields);
    case 'C':
      return sample('digital', fields);
    case 'X':
      return text(number, second ?? '');
    default:
      return null;
  }
}

/** Reads what the micro:bit says. */
export class TextReader implements LinkReader {
  readonly #lines = new LineReader();

  get damaged(): number {
    return this.#lines.damaged;
  }

  push(bytes: Uint8Array): BoardMessage[] {
    return this.#lines.push(bytes).flatMap((fields) => message(fields) ?? []);
  }

  reset(): void {
    this.#lines.reset();
  }
}
