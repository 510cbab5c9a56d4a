import type { Settings } from '../ir/nodes.ts';
import type { UnoCommandName } from '../ir/operations.ts';
import { toWhole } from './arithmetic.ts';
import { Timeline, type TraceEvent, type World } from './world.ts';

type Value = number | boolean | string;
type NewEvent = TraceEvent extends infer Event ? (Event extends TraceEvent ? Omit<Event, 'at'> : never) : never;

const LINE_BYTES = 32;

/** An Uno's pins, serial port and clock as its program sees them; notes what the program does with them. */
export class Hardware {
  readonly trace: TraceEvent[] = [];
  /** Milliseconds since the program began. */
  now = 0;
  /** The last serial line, as one character for each byte of it decoded as UTF-8. */
  line = '';
  readonly timeline: Timeline;
  private timerStart = 0;
  private readonly driven = new Map<number, boolean>();
  private readonly analogValues = new Map<number, number>();
  private readonly modes = new Map<number, string>();
  private readonly outputs = new Map<number, boolean>();
  private readonly levels = new Map<number, boolean>();
  private echo = 0;
  private strip: { pin: number; colours: number[] } | null = null;
  private rows: [string, string] = [' '.repeat(16), ' '.repeat(16)];
  private readonly received: number[] = [];
  private readonly pending: number[] = [];

  constructor(world: World) {
    this.timeline = new Timeline([
      ...(world.pins ?? []).map(({ at, pin, level }) => ({ at, apply: () => void this.driven.set(pin, level) })),
      ...(world.analog ?? []).map(({ at, pin, value }) => ({
        at,
        apply: () => void this.analogValues.set(pin, value),
      })),
      ...(world.echo ?? []).map(({ at, microseconds }) => ({ at, apply: () => void (this.echo = microseconds) })),
      ...(world.serial ?? []).map(({ at, text }) => ({
        at,
        apply: () => void this.received.push(...new TextEncoder().encode(text)),
      })),
    ]);
  }

  note(event: NewEvent): void {
    this.trace.push({ at: this.now, ...event } as TraceEvent);
  }

  /** The level at a pin: what the board drives, else what is outside, else its pull-up. */
  level(pin: number): boolean {
    const mode = this.modes.get(pin);
    if (mode === 'OUTPUT') return this.outputs.get(pin) ?? false;
    return this.driven.get(pin) ?? mode === 'INPUT_PULLUP';
  }

  /** Takes bytes until one line is complete; whether one is. */
  takeLine(): boolean {
    for (let byte = this.received.shift(); byte !== undefined; byte = this.received.shift()) {
      if (byte !== 10 && byte !== 13) {
        if (this.pending.length < LINE_BYTES) this.pending.push(byte);
      } else if (this.pending.length > 0) {
        this.line = new TextDecoder().decode(new Uint8Array(this.pending.splice(0)));
        return true;
      }
    }
    return false;
  }

  /** Bytes that have arrived and not been looked at. */
  get hasBytes(): boolean {
    return this.received.length > 0;
  }

  timer(): number {
    return Math.fround(Math.fround(Math.floor(this.now) - this.timerStart) / 1000);
  }

  millis(): number {
    return Math.fround(Math.floor(this.now));
  }

  analog(pin: number): number {
    return this.analogValues.get(pin) ?? 0;
  }

  ultrasonic(): number {
    return Math.fround(Math.fround(this.echo) / 58);
  }

  private drive(pin: number, level: boolean): void {
    this.modes.set(pin, 'OUTPUT');
    this.outputs.set(pin, level);
    this.noteLevel(pin);
  }

  private noteLevel(pin: number): void {
    const level = this.level(pin);
    if ((this.levels.get(pin) ?? false) === level) return;
    this.levels.set(pin, level);
    this.note({ kind: 'pin', pin, level });
  }

  /** Carries out a command. */
  command(name: UnoCommandName, args: readonly Value[], settings: Settings): void {
    const pin = Number(settings.pin);
    const number = (low: number, high: number, at = 0): number => toWhole(Number(args[at]), low, high);
    switch (name) {
      case 'resetTimer':
        this.timerStart = Math.floor(this.now);
        return;
      case 'serialPrint':
        return this.note({ kind: 'serial', text: String(args[0]) });
      case 'serialPrintln':
        return this.note({ kind: 'serial', text: `${String(args[0])}\r\n` });
      case 'pinMode':
        this.modes.set(pin, String(settings.mode));
        return;
      case 'digitalWrite':
        return this.drive(pin, args[0] === true);
      case 'pwmWrite':
        this.modes.set(pin, 'OUTPUT');
        return this.note({ kind: 'pwm', pin, value: number(0, 255) });
      case 'servoWrite':
        return this.note({ kind: 'servo', pin, angle: number(0, 180) });
      case 'startTone': {
        const frequency = number(0, 65535);
        return this.note({ kind: 'tone', pin, frequency: frequency < 31 ? 0 : frequency });
      }
      case 'noTone':
        return this.note({ kind: 'tone', pin, frequency: 0 });
      case 'stripBegin':
        this.strip = { pin, colours: new Array<number>(Number(settings.count)).fill(0) };
        return;
      case 'stripSet': {
        const index = number(0, 255);
        if (this.strip !== null && index >= 1 && index <= this.strip.colours.length) {
          this.strip.colours[index - 1] = number(0, 0xffffff, 1);
        }
        return;
      }
      case 'stripFill':
        this.strip?.colours.fill(number(0, 0xffffff));
        return;
      case 'stripClear':
        this.strip?.colours.fill(0);
        return;
      case 'stripShow':
        if (this.strip !== null) this.note({ kind: 'strip', pin: this.strip.pin, colours: [...this.strip.colours] });
        return;
      case 'lcdPrint': {
        const text = Array.from(String(args[0]), (c) => (c >= ' ' && c <= '~' ? c : '?')).join('');
        this.rows[Number(settings.row) - 1] = text.slice(0, 16).padEnd(16);
        return this.note({ kind: 'lcd', rows: [...this.rows] });
      }
      case 'lcdClear':
        this.rows = [' '.repeat(16), ' '.repeat(16)];
        return this.note({ kind: 'lcd', rows: [...this.rows] });
    }
  }
}
