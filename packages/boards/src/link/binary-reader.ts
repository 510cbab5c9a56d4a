import { EarlyText } from './early-text.ts';
import { FrameReader, type Frame } from './frames.ts';
import type { BoardMessage, LinkCapability, LinkHello, LinkReader, LinkRefusal, ProgramState } from './messages.ts';
import { LINK_PROTOCOL } from './protocol.ts';
import { analogNames, levelsOf } from './uno-pins.ts';

const { device, capability, program, refusal, size } = LINK_PROTOCOL;

const PROGRAM_STATES: Readonly<Record<number, ProgramState>> = {
  [program.NONE]: 'none',
  [program.STOPPED]: 'stopped',
  [program.RUNNING]: 'running',
};
const REFUSALS: Readonly<Record<number, LinkRefusal>> = {
  [refusal.UNKNOWN]: 'unknown',
  [refusal.PIN]: 'pin',
  [refusal.VALUE]: 'value',
  [refusal.NO_PROGRAM]: 'no-program',
  [refusal.BUSY]: 'busy',
};
const CAPABILITIES: readonly [bit: number, name: LinkCapability][] = [
  [capability.PWM, 'pwm'],
  [capability.SERVO, 'servo'],
  [capability.TONE, 'tone'],
  [capability.PROGRAM, 'program'],
  [capability.TEXT, 'text'],
];

/** Bytes of the hello reply that no version changes, and of all of it. */
const HELLO_STABLE = 7;
const HELLO_LENGTH = 23;

type View = DataView<ArrayBufferLike>;
const u24 = (view: View, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

function hello(view: View): BoardMessage | null {
  if (view.byteLength < HELLO_STABLE) return null;
  const protocol = view.getUint8(0);
  const session = view.getUint16(1, true);
  const firmware = [3, 4, 5].map((at) => view.getUint8(at)).join('.');
  if (protocol !== LINK_PROTOCOL.version) return { kind: 'foreign-hello', session, protocol, firmware };
  const state = PROGRAM_STATES[view.byteLength === HELLO_LENGTH ? view.getUint16(11, true) : -1];
  if (!state || view.getUint8(6) !== LINK_PROTOCOL.board.ARDUINO_UNO) return null;
  const bits = view.getUint8(10);
  const said: LinkHello = {
    board: 'arduino-uno',
    firmware,
    capabilities: new Set(CAPABILITIES.filter(([bit]) => bits & bit).map(([, name]) => name)),
    credit: view.getUint8(7),
    digitalPins: view.getUint8(8),
    analogInputs: view.getUint8(9),
    program: { state, length: view.getUint16(13, true), crc: view.getUint32(15, true) },
  };
  return { kind: 'hello', session, hello: said, time: view.getUint32(19, true) };
}

/** Ten bits for each input of the mask, lowest input first: their low bytes, then two bits of each, those of the last lowest. */
function analog(bits: number, number: number, view: View): BoardMessage | null {
  const names = analogNames(bits);
  if (names.length === 0 || view.byteLength !== 4 + Math.ceil((names.length * 10) / 8)) return null;
  const values: Record<string, number> = {};
  const after = 4 + names.length;
  const highs = names.length > 4 ? view.getUint16(after, true) : view.getUint8(after);
  for (const [i, name] of names.entries()) {
    const high = (highs >>> (2 * (names.length - 1 - i))) & 3;
    values[name] = (high << 8) | view.getUint8(4 + i);
  }
  return { kind: 'sample', of: 'analog', number, time: view.getUint32(0, true), values };
}

function beat(view: View): BoardMessage | null {
  const state = PROGRAM_STATES[view.byteLength === 12 ? view.getUint8(4) : -1];
  if (!state) return null;
  const levels = levelsOf(u24(view, 6), u24(view, 9));
  return { kind: 'beat', time: view.getUint32(0, true), program: state, skipped: view.getUint8(5), levels };
}

/** What a frame says; null for types and lengths that nobody sends. */
function message({ type, number, payload }: Frame): BoardMessage | null {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const { byteLength } = view;
  if (type >= device.ANALOG) return analog(type - device.ANALOG, number, view);
  switch (type) {
    case device.HELLO:
      return hello(view);
    case device.BEAT:
      return beat(view);
    case device.ACK:
      return byteLength === 0 ? { kind: 'ack', number } : null;
    case device.VALUE: {
      const values = Array.from({ length: byteLength >>> 1 }, (_, i) => view.getUint16(2 * i, true));
      return byteLength > 0 && byteLength % 2 === 0 ? { kind: 'value', number, values } : null;
    }
    case device.REFUSED: {
      const reason = REFUSALS[byteLength === 1 ? view.getUint8(0) : -1];
      return reason ? { kind: 'refused', number, reason } : null;
    }
    case device.GAP:
      return byteLength === 0 ? { kind: 'gap', expected: number } : null;
    case device.DIGITAL: {
      if (byteLength !== 10) return null;
      const values = levelsOf(u24(view, 4), u24(view, 7));
      return { kind: 'sample', of: 'digital', number, time: view.getUint32(0, true), values };
    }
    case device.TEXT: {
      const fits = byteLength > 0 && byteLength <= size.MAX_TEXT;
      return fits ? { kind: 'text', number, bytes: payload, reliable: true } : null;
    }
    case device.PROGRAM_ERROR: {
      if (byteLength !== 4) return null;
      const [code, thread] = [view.getUint8(0), view.getUint8(1)];
      return { kind: 'program-error', number, code, thread, offset: view.getUint16(2, true) };
    }
    default:
      return null;
  }
}

/** Reads what the Uno says. */
export class BinaryReader implements LinkReader {
  readonly #frames = new FrameReader();
  readonly #early = new EarlyText();

  get damaged(): number {
    return this.#frames.damaged;
  }

  push(bytes: Uint8Array): BoardMessage[] {
    const text = this.#early.push(bytes);
    const messages = this.#frames.push(bytes).flatMap((frame) => message(frame) ?? []);
    return text ? [{ kind: 'early-text', text }, ...messages] : messages;
  }

  reset(): void {
    this.#frames.reset();
  }
}
