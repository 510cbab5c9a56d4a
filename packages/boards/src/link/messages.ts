/**
 * What page and board say to each other, apart from how it is written: the Uno speaks binary frames (`binary-wire.ts`), the
 * micro:bit lines of text (`text-wire.ts`). Pins and sensors are named as on the board: `D13`, `A0`, `P0`, `ax`.
 */

export type LinkBoard = 'arduino-uno' | 'microbit-v1' | 'microbit-v2';

export type LinkPinMode = 'input' | 'input-pullup' | 'input-pulldown' | 'output';

/** What the page asks for. The board executes each once, in order, and answers. */
export type LinkCommand =
  | { op: 'pin-mode'; pin: string; mode: LinkPinMode }
  | { op: 'digital-write'; pin: string; level: boolean }
  | { op: 'digital-read'; pin: string }
  | { op: 'analog-read'; pin: string }
  /** 0..1; the board rounds to what its timers can do. */
  | { op: 'pwm-write'; pin: string; share: number }
  /** Degrees 0..180. */
  | { op: 'servo-write'; pin: string; angle: number }
  /** Hz; milliseconds, 0 until `no-tone`. */
  | { op: 'tone'; pin: string; frequency: number; ms: number }
  | { op: 'no-tone'; pin: string }
  /**
   * Samples of measured channels every `periodMs` (0: as often as the line allows; null: none more), left out while less than
   * `deadband` from what was reported last, but reported at least with every beat.
   */
  | { op: 'subscribe-analog'; channels: readonly string[]; periodMs: number | null; deadband: number }
  /** Samples whenever one of these two-valued channels changes; replaces what was subscribed before. */
  | { op: 'subscribe-digital'; channels: readonly string[] }
  /** Serial text for the program on the board. */
  | { op: 'text'; bytes: Uint8Array }
  | { op: 'program-start' }
  | { op: 'program-stop' }
  | { op: 'program-status' }
  /** Only boards with a display. */
  | { op: 'show-text'; text: string }
  /** 25 lights, row by row. */
  | { op: 'show-lights'; on: readonly boolean[] }
  /** The board stops what the link drives and leaves it. */
  | { op: 'bye' }
  /** The board restarts after it answered. */
  | { op: 'reset' };

export type HostMessage =
  | { kind: 'hello'; session: number }
  /** Without it for a second, the board stops what the link drives. */
  | { kind: 'keep' }
  /** The board's text or event of this number arrived. */
  | { kind: 'stream-ack'; number: number }
  | { kind: 'command'; number: number; command: LinkCommand };

/** Whether a program is on the board, and what it does. */
export type ProgramState = 'none' | 'stopped' | 'running';

/** Two-valued channels, told when they change, and measured ones. A pin may be both. */
export type ChannelKind = 'digital' | 'analog';

export type LinkCapability = 'pwm' | 'servo' | 'tone' | 'program' | 'text' | 'display' | 'motion' | 'sound';

/** What a board says of itself. */
export interface LinkHello {
  readonly board: LinkBoard;
  /** As `1.0.0`. */
  readonly firmware: string;
  readonly capabilities: ReadonlySet<LinkCapability>;
  /** Bytes of commands that may be unanswered. */
  readonly credit: number;
  readonly digitalPins: number;
  readonly analogInputs: number;
  /** The program on the board; `crc` is that of its image's header, 0 without a program. */
  readonly program: { readonly state: ProgramState; readonly length: number; readonly crc: number };
}

/** `busy`: the program has no room for more text right now. */
export type LinkRefusal = 'unknown' | 'pin' | 'value' | 'no-program' | 'busy';

/** Times are the board's own, in microseconds modulo 2^32. */
export type BoardMessage =
  | { kind: 'hello'; session: number; hello: LinkHello; time: number }
  /** It speaks another version of the link. */
  | { kind: 'foreign-hello'; session: number; protocol: number; firmware: string }
  /** A sign of life. `skipped` counts samples that found no room on the line, modulo 256; `levels` heals lost changes. */
  | { kind: 'beat'; time: number; program: ProgramState; skipped: number; levels: Readonly<Record<string, number>> }
  /** Done. */
  | { kind: 'ack'; number: number }
  | { kind: 'value'; number: number; values: readonly number[] }
  | { kind: 'refused'; number: number; reason: LinkRefusal }
  /** A command came before the one with this number, which is missing. */
  | { kind: 'gap'; expected: number }
  /** `number` counts samples of both kinds modulo 256. */
  | { kind: 'sample'; of: ChannelKind; number: number; time: number; values: Readonly<Record<string, number>> }
  /** What a program said in plain text before the board's first message. */
  | { kind: 'early-text'; text: string }
  /** Serial text of the program. Repeated by the board until acknowledged, except by boards that cannot (`reliable` false). */
  | { kind: 'text'; number: number; bytes: Uint8Array; reliable: boolean }
  /** A script of the program was ended by an error at a byte offset into the image. */
  | { kind: 'program-error'; number: number; code: number; thread: number; offset: number };

/** How messages are written for a kind of board. */
export interface LinkWire {
  /** @throws LinkError `refused` for what this kind of board does not have */
  encode(message: HostMessage): Uint8Array;
  /** A reader for one connection. */
  reader(): LinkReader;
  /** Milliseconds without a sign of life after which the board counts as gone. */
  readonly silenceMs: number;
  /** Bytes in a text command. */
  readonly maxText: number;
  /** Channels that can be subscribed, by kind. */
  readonly channels: Readonly<Record<ChannelKind, ReadonlySet<string>>>;
}

export interface LinkReader {
  /** The messages that end in `bytes`; damaged ones are left out. */
  push(bytes: Uint8Array): BoardMessage[];
  /** Bytes are known to be lost: forgets what began. */
  reset(): void;
  /** Damaged messages so far. */
  readonly damaged: number;
}
