import { LinkError } from './link-error.ts';
import type { ChannelKind, HostMessage, LinkCommand, LinkPinMode, LinkWire } from './messages.ts';
import { MICROBIT_CHANNELS, MICROBIT_PINS } from './microbit-channels.ts';
import { LINK_PROTOCOL } from './protocol.ts';
import { encodeLine } from './text-line.ts';
import { TextReader } from './text-reader.ts';

/** The board looks at its channels this often. */
const SHORTEST_PERIOD = 20;
const LONGEST_PERIOD = 60_000;
/** A value on a PWM pin. */
const FULL = 1023;
/** Letters of encoded text in a line. */
const MAX_ENCODED = 70;

const MODES: Record<LinkPinMode, string> = {
  input: 'i',
  'input-pullup': 'u',
  'input-pulldown': 'd',
  output: 'o',
};

const within = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Math.round(Number.isNaN(value) ? 0 : value)));

function known(names: ReadonlySet<string>, name: string): string {
  if (!names.has(name)) throw new LinkError('refused', { reason: 'pin', pin: name });
  return name;
}

const pin = (name: string): string => known(MICROBIT_PINS, name);
const channel = (kind: ChannelKind, name: string): string => known(MICROBIT_CHANNELS[kind], name);

/** Percent-encoded, cut between characters where it is too long. */
function encoded(text: string): string {
  let out = '';
  for (const character of text.toWellFormed()) {
    const next = out + encodeURIComponent(character);
    if (next.length > MAX_ENCODED) break;
    out = next;
  }
  return out;
}

/** Kind and fields of a command; its number comes between. */
function commandFields(command: LinkCommand): [kind: string, ...fields: (string | number)[]] {
  switch (command.op) {
    case 'pin-mode':
      return ['m', pin(command.pin), MODES[command.mode]];
    case 'digital-write':
      return ['w', pin(command.pin), command.level ? 1 : 0];
    case 'digital-read':
      return ['r', channel('digital', command.pin)];
    case 'analog-read':
      return ['a', channel('analog', command.pin)];
    case 'pwm-write':
      return ['p', pin(command.pin), within(command.share * FULL, 0, FULL)];
    case 'servo-write':
      return ['s', pin(command.pin), within(command.angle, 0, 180)];
    case 'tone': {
      const frequency = within(command.frequency, 0, 20_000);
      return frequency === 0 ? ['n'] : ['t', frequency, within(command.ms, 0, 60_000)];
    }
    case 'no-tone':
      return ['n'];
    case 'subscribe-analog': {
      const { periodMs } = command;
      const period = periodMs === null ? 0 : within(periodMs, SHORTEST_PERIOD, LONGEST_PERIOD);
      return ['u', period, ...command.channels.map((name) => channel('analog', name))];
    }
    case 'subscribe-digital':
      return ['c', ...command.channels.map((name) => channel('digital', name))];
    case 'text':
      return ['x', encoded(new TextDecoder().decode(command.bytes))];
    case 'show-text':
      return ['d', encoded(command.text)];
    case 'show-lights':
      return ['l', Array.from({ length: 25 }, (_, i) => (command.on[i] ? '1' : '0')).join('')];
    case 'bye':
      return ['q'];
    case 'reset':
      return ['z'];
    default:
      throw new LinkError('refused', { reason: 'unknown' });
  }
}

function encode(message: HostMessage): Uint8Array {
  switch (message.kind) {
    case 'hello':
      return encodeLine(['h', message.session, LINK_PROTOCOL.version]);
    case 'keep':
    case 'stream-ack':
      return encodeLine(['k', 0]);
    case 'command': {
      const [kind, ...fields] = commandFields(message.command);
      return encodeLine([kind, message.number, ...fields]);
    }
  }
}

/** The link in lines of text, as the micro:bit's bridge speaks it. @see docs/guides/board-link.md */
export const textWire: LinkWire = {
  encode,
  reader: () => new TextReader(),
  // Its simulator hands lines over in batches.
  silenceMs: 1500,
  maxText: 20,
  channels: MICROBIT_CHANNELS,
};
