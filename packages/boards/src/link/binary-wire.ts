import { BinaryReader } from './binary-reader.ts';
import { encodeFrame, type Frame } from './frames.ts';
import { LinkError } from './link-error.ts';
import type { HostMessage, LinkCommand, LinkPinMode, LinkWire } from './messages.ts';
import { LINK_PROTOCOL } from './protocol.ts';
import { analogMask, analogNumber, digitalMask, pinNumber, UNO_CHANNELS } from './uno-pins.ts';

const { host, pinMode, size, time, unsubscribe } = LINK_PROTOCOL;

const MODES: Partial<Record<LinkPinMode, number>> = {
  input: pinMode.INPUT,
  'input-pullup': pinMode.INPUT_PULLUP,
  output: pinMode.OUTPUT,
};

/** An integer in a range, rounded and clamped: numbers of projects may be anything. */
const within = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Math.round(Number.isNaN(value) ? 0 : value)));

const u16 = (value: number): [number, number] => [value & 0xff, value >>> 8];
const u24 = (value: number): [number, number, number] => [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff];

function mode(wanted: LinkPinMode): number {
  const number = MODES[wanted];
  if (number === undefined) throw new LinkError('refused', { reason: 'value' });
  return number;
}

function textBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.length > size.MAX_TEXT) throw new LinkError('refused', { reason: 'value' });
  return bytes;
}

/** Type and payload of a command. */
function commandFrame(command: LinkCommand): [type: number, payload: Iterable<number>] {
  switch (command.op) {
    case 'pin-mode':
      return [host.PIN_MODE, [pinNumber(command.pin), mode(command.mode)]];
    case 'digital-write':
      return [host.DIGITAL_WRITE, [pinNumber(command.pin), command.level ? 1 : 0]];
    case 'digital-read':
      return [host.DIGITAL_READ, [pinNumber(command.pin)]];
    case 'analog-read':
      return [host.ANALOG_READ, [analogNumber(command.pin)]];
    case 'pwm-write':
      return [host.PWM_WRITE, [pinNumber(command.pin), within(command.share * 255, 0, 255)]];
    case 'servo-write':
      return [host.SERVO_WRITE, [pinNumber(command.pin), within(command.angle, 0, 180)]];
    case 'tone': {
      const ms = within(command.ms, 0, 0xffff);
      return [host.TONE, [pinNumber(command.pin), ...u16(within(command.frequency, 0, 0xffff)), ...u16(ms)]];
    }
    case 'no-tone':
      return [host.NO_TONE, [pinNumber(command.pin)]];
    case 'subscribe-analog': {
      const period = command.periodMs === null ? unsubscribe : within(command.periodMs, 0, unsubscribe - 1);
      const deadband = within(command.deadband, 0, 255);
      return [host.SUBSCRIBE_ANALOG, [analogMask(command.channels), ...u16(period), deadband]];
    }
    case 'subscribe-digital':
      return [host.SUBSCRIBE_DIGITAL, u24(digitalMask(command.channels))];
    case 'text':
      return [host.TEXT, textBytes(command.bytes)];
    case 'program-start':
      return [host.PROGRAM_START, []];
    case 'program-stop':
      return [host.PROGRAM_STOP, []];
    case 'program-status':
      return [host.PROGRAM_STATUS, []];
    case 'bye':
      return [host.BYE, []];
    case 'reset':
      return [host.RESET, []];
    default:
      throw new LinkError('refused', { reason: 'unknown' });
  }
}

/** A frame between two zeros: the first ends whatever the board heard before, and where plain text is spoken it begins the frame. */
const between = (frame: Frame): Uint8Array => Uint8Array.from([0, ...encodeFrame(frame)]);

function encode(message: HostMessage): Uint8Array {
  switch (message.kind) {
    case 'hello': {
      const payload = Uint8Array.from([LINK_PROTOCOL.version, ...u16(message.session)]);
      return between({ type: host.HELLO, number: 0, payload });
    }
    case 'keep':
      return between({ type: host.KEEP, number: 0, payload: new Uint8Array() });
    case 'stream-ack':
      return between({ type: host.STREAM_ACK, number: message.number, payload: new Uint8Array() });
    case 'command': {
      const [type, payload] = commandFrame(message.command);
      return between({ type, number: message.number, payload: Uint8Array.from(payload) });
    }
  }
}

/** The link in binary frames, as the Uno's firmware speaks it. @see docs/guides/board-link.md */
export const binaryWire: LinkWire = {
  encode,
  reader: () => new BinaryReader(),
  silenceMs: time.SILENCE,
  maxText: size.MAX_TEXT,
  channels: UNO_CHANNELS,
};
