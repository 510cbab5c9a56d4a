import type { World } from '@paperkite/compiler/board';
import { UnoBoard, type UnoPin } from '@paperkite/simulators';

/** What a simulated Uno did; times in milliseconds since it was switched on. */
export interface UnoRun {
  /** Changes of the watched pins, in order. */
  pins: { at: number; pin: number; level: boolean }[];
  serial: string;
  /** When each byte of `serial` (UTF-8) had been sent. */
  serialTimes: number[];
  /** Share of the time that a PWM pin was high at the end of each slot, 0..1. */
  duty: Map<number, number[]>;
}

export interface RunOptions {
  /** Intel HEX of the sketch or of the firmware. */
  hex: string;
  /** Program image, laid at its place in the flash. */
  image?: { at: number; bytes: Uint8Array };
  world: World;
  until: number;
  digital: readonly number[];
  pwm: readonly number[];
  slot: number;
}

const PIN_NAMES: readonly UnoPin[] = Array.from({ length: 20 }, (_, n) => (n < 14 ? `D${n}` : `A${n - 14}`) as UnoPin);

/** The end of each slot, when PWM has settled: two periods of the slower timer. */
const WINDOW = 4.2;

/** Runs a program on the simulated Uno in a world. */
export function runOnUno({ hex, image, world, until, digital, pwm, slot }: RunOptions): UnoRun {
  const board = new UnoBoard({ startUpMicroseconds: 0 });
  board.loadHex(hex);
  if (image !== undefined) {
    board.flash.set(image.bytes, image.at);
    board.powerCycle();
  }
  const start = board.microseconds;
  const now = (): number => (board.microseconds - start) / 1000;
  const pins: UnoRun['pins'] = [];
  const levels = new Map<number, number>();
  const toggles = new Map(pwm.map((pin) => [pin, [] as { at: number; level: number }[]]));
  board.onPin((name, level) => {
    const pin = PIN_NAMES.indexOf(name);
    // A pin that becomes an output is told of, too.
    if ((levels.get(pin) ?? 0) === level) return;
    levels.set(pin, level);
    toggles.get(pin)?.push({ at: now(), level });
    if (digital.includes(pin)) pins.push({ at: now(), pin, level: level === 1 });
  });
  const bytes: number[] = [];
  const serialTimes: number[] = [];
  board.uart.onByte((byte) => {
    bytes.push(byte);
    serialTimes.push(now());
  });

  const changes = [
    ...(world.pins ?? []).map(({ at, pin, level }) => ({ at, do: () => board.drive(PIN_NAMES[pin]!, level ? 5 : 0) })),
    ...(world.analog ?? []).map(({ at, pin, value }) => ({
      at,
      // The middle of the step, so that the converter has no doubt.
      do: () => board.drive(PIN_NAMES[pin]!, ((value + 0.5) * 5) / 1024),
    })),
    ...(world.serial ?? []).map(({ at, text }) => ({ at, do: () => board.uart.send(new TextEncoder().encode(text)) })),
  ].sort((a, b) => a.at - b.at);
  for (const change of changes) {
    if (change.at > now()) board.runFor((change.at - now()) * 1000);
    change.do();
  }
  board.runFor((until - now()) * 1000);
  const ends = Array.from({ length: Math.floor(until / slot) }, (_, i) => (i + 1) * slot - 16);
  return {
    pins,
    serial: new TextDecoder().decode(new Uint8Array(bytes)),
    serialTimes,
    duty: new Map(pwm.map((pin) => [pin, ends.map((end) => dutyIn(toggles.get(pin)!, end - WINDOW, end))])),
  };
}

/** Share of high time between the first and the last rising edge in a window; the level where there are none. */
function dutyIn(toggles: readonly { at: number; level: number }[], from: number, to: number): number {
  const inside = toggles.filter(({ at }) => at >= from && at < to);
  const rising = inside.filter(({ level }) => level === 1);
  if (rising.length < 2) return toggles.findLast(({ at }) => at < to)?.level ?? 0;
  const [first, last] = [rising[0]!.at, rising.at(-1)!.at];
  let high = 0;
  inside.forEach(({ at, level }, i) => {
    if (level === 1 && at >= first && at < last) high += inside[i + 1]!.at - at;
  });
  return high / (last - first);
}
