import type { BoardPartKind, Json } from '@paperkite/project';
import { UNO_PINS, type WireEnd } from './uno-layout.ts';

/** One leg of a part that the person wires. */
export interface PartPin {
  /** As in `BoardPart.pins`. */
  name: string;
  /** Where it is on the part's picture. */
  end: WireEnd;
  /** What it may be wired to. */
  allowed: readonly string[];
  /** What it is wired to at first, the best choice first. */
  wishes: readonly string[];
}

/** Legs that lead to power by themselves: nobody has to think of them. */
interface PowerLeg {
  to: '5V' | 'GND';
  end: WireEnd;
}

/** A kind of part: its picture's size in pixels, its legs, and how it is set at first. */
export interface PartKind {
  width: number;
  height: number;
  pins: readonly PartPin[];
  power: readonly PowerLeg[];
  settings: Readonly<Record<string, Json>>;
}

export const LED_COLOURS = ['red', 'yellow', 'green', 'blue', 'white'] as const;
/** As many lights as a strip can have. */
export const STRIP_MOST = 60;
/** Lights of a strip in one row of its picture. */
export const STRIP_ROW = 12;
/** From one light to the next, from one row to the next, and the rim around them, in pixels. */
const STRIP_STEP = 25.17;
const STRIP_LINE = 27;
const STRIP_RIM = 12;

/** The two data pins of an I2C bus on the Uno. */
const [SDA, SCL] = ['A4', 'A5'];
const down = (x: number, y: number): WireEnd => ({ x, y, leaves: 'down' });
const left = (x: number, y: number): WireEnd => ({ x, y, leaves: 'left' });
const right = (x: number, y: number): WireEnd => ({ x, y, leaves: 'right' });
/** Pins 0 and 1 are the serial line. */
const quiet = UNO_PINS.filter((pin) => pin !== 'D0' && pin !== 'D1');
const analog = UNO_PINS.filter((pin) => pin.startsWith('A'));

/** The parts of the shelf, in its order. */
export const PART_KINDS: Readonly<Record<BoardPartKind, PartKind>> = {
  led: {
    width: 40,
    height: 50,
    pins: [{ name: 'A', end: down(25, 42), allowed: UNO_PINS, wishes: ['D13', 'D12', 'D11', 'D10', 'D9', 'D8', 'D7'] }],
    power: [{ to: 'GND', end: down(15, 42) }],
    settings: { color: 'red' },
  },
  button: {
    width: 67,
    height: 45,
    pins: [{ name: 'S', end: left(0, 32), allowed: UNO_PINS, wishes: ['D2', 'D3', 'D4', 'D5', 'D6', 'D7'] }],
    power: [{ to: '5V', end: right(67, 13) }],
    settings: { wiring: 'high' },
  },
  potentiometer: {
    width: 80,
    height: 76,
    pins: [{ name: 'SIG', end: down(39, 68.5), allowed: analog, wishes: analog }],
    power: [
      { to: 'GND', end: down(29, 68.5) },
      { to: '5V', end: down(49, 68.5) },
    ],
    settings: {},
  },
  servo: {
    width: 170,
    height: 120,
    pins: [{ name: 'PWM', end: left(0, 69), allowed: UNO_PINS, wishes: ['D9', 'D10', 'D6', 'D5', 'D3', 'D11'] }],
    power: [
      { to: 'GND', end: left(0, 50) },
      { to: '5V', end: left(0, 59.5) },
    ],
    settings: {},
  },
  buzzer: {
    width: 75,
    height: 84,
    pins: [{ name: 'SIG', end: down(37, 84), allowed: UNO_PINS, wishes: ['D8', 'D7', 'D4', 'D3'] }],
    power: [{ to: 'GND', end: down(27, 84) }],
    settings: {},
  },
  ultrasonic: {
    width: 174,
    height: 97,
    pins: [
      { name: 'TRIG', end: down(81.3, 94.5), allowed: quiet, wishes: ['D12', 'D7', 'D4'] },
      { name: 'ECHO', end: down(91.3, 94.5), allowed: quiet, wishes: ['D11', 'D6', 'D5'] },
    ],
    power: [
      { to: '5V', end: down(71.3, 94.5) },
      { to: 'GND', end: down(101.3, 94.5) },
    ],
    settings: {},
  },
  strip: {
    width: 8 * STRIP_STEP + STRIP_RIM,
    height: STRIP_LINE + 4,
    pins: [{ name: 'DIN', end: left(0, 15), allowed: quiet, wishes: ['D6', 'D5', 'D4', 'D3'] }],
    power: [
      { to: '5V', end: left(0, 8) },
      { to: 'GND', end: left(0, 22) },
    ],
    settings: { count: 8 },
  },
  lcd: {
    width: 302,
    height: 136,
    pins: [
      { name: 'SDA', end: left(4, 51), allowed: [SDA!], wishes: [SDA!] },
      { name: 'SCL', end: left(4, 60.5), allowed: [SCL!], wishes: [SCL!] },
    ],
    power: [
      { to: 'GND', end: left(4, 32) },
      { to: '5V', end: left(4, 41.5) },
    ],
    settings: { address: 0x27 },
  },
};

/** How many lights a strip has. */
export function stripCount(settings: Readonly<Record<string, Json>>): number {
  const count = Number(settings.count);
  return Number.isInteger(count) && count >= 1 && count <= STRIP_MOST ? count : 8;
}

/** A part's size on the bench: a strip is as large as its lights. */
export function partSize(
  kind: BoardPartKind,
  settings: Readonly<Record<string, Json>>,
): { width: number; height: number } {
  const { width, height } = PART_KINDS[kind];
  if (kind !== 'strip') return { width, height };
  const count = stripCount(settings);
  const rows = Math.ceil(count / STRIP_ROW);
  return { width: Math.min(count, STRIP_ROW) * STRIP_STEP + STRIP_RIM, height: rows * STRIP_LINE + 4 };
}
