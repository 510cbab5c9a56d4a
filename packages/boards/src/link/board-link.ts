import type { LinkError } from './link-error.ts';
import type { ChannelKind, LinkHello, LinkPinMode, ProgramState } from './messages.ts';

/** What was measured, by channel: two-valued (`D2`, `A0`, `a`) 0 or 1, or analog: `A0`..`A5` 0..1023, sensors in their units. */
export interface LinkSample {
  readonly kind: ChannelKind;
  /** Microseconds on the board's clock since the hello, without jumps at its wrap. */
  readonly time: number;
  readonly values: Readonly<Record<string, number>>;
}

/** A script of the program on the board was ended. `offset` counts bytes from the start of the image. */
export interface ProgramErrorEvent {
  readonly code: number;
  readonly thread: number;
  readonly offset: number;
}

export interface LinkStatistics {
  /** Pieces of what arrived that were damaged, and dropped. */
  readonly damaged: number;
  /** Samples that did not arrive, by their numbers. */
  readonly lostSamples: number;
  /** Samples that the board did not send because the line was full. */
  readonly skippedSamples: number;
  /** Commands that were sent again. */
  readonly resent: number;
}

export interface ProgramStatus {
  readonly state: ProgramState;
  /** Bytes, and the CRC-32 of the image's header. */
  readonly length: number;
  readonly crc: number;
}

export interface AnalogSubscription {
  /** Milliseconds between samples; 0 as often as the line allows. */
  readonly periodMs: number;
  /** Reported only when it differs at least by this from what was reported last, and with every beat. 0 (the default): always; 1: on change. */
  readonly deadband?: number;
}

type Stop = () => void;

/**
 * A live link to a board. Commands resolve once the board has done them and reject with `LinkError`: `refused`, `restarted`
 * (the board restarted in between), `lost`, `closed`. After a restart of the board the link finds it again, and subscriptions go
 * on; outputs are as the board left them: off.
 */
export interface BoardLink {
  /** What the board said of itself, at the latest hello. */
  readonly hello: LinkHello;
  /** `linked`; `seeking` after the board fell silent; `ended` for good. */
  readonly state: 'linked' | 'seeking' | 'ended';
  readonly program: ProgramState;
  /** Channels that this board can be asked for. */
  readonly channels: Readonly<Record<ChannelKind, ReadonlySet<string>>>;
  /** The latest value of a subscribed channel. */
  value(kind: ChannelKind, channel: string): number | undefined;
  readonly statistics: LinkStatistics;

  pinMode(pin: string, mode: LinkPinMode): Promise<void>;
  digitalWrite(pin: string, level: boolean): Promise<void>;
  digitalRead(pin: string): Promise<boolean>;
  /** 0..1023 on pins; other channels in their units. */
  analogRead(channel: string): Promise<number>;
  /** `share` 0..1 of the time high. */
  pwmWrite(pin: string, share: number): Promise<void>;
  /** Degrees 0..180. */
  servoWrite(pin: string, angle: number): Promise<void>;
  /** Hz; for `ms` milliseconds, or until `noTone` when 0. Resolves when it has begun. */
  tone(pin: string, frequency: number, ms?: number): Promise<void>;
  noTone(pin: string): Promise<void>;
  /** Replaces the subscriptions of these channels; null ends them. */
  subscribeAnalog(channels: readonly string[], subscription: AnalogSubscription | null): Promise<void>;
  /** Replaces what is watched for changes. */
  subscribeDigital(channels: readonly string[]): Promise<void>;
  /** Serial text to the program on the board. */
  sendText(text: string): Promise<void>;
  startProgram(): Promise<void>;
  stopProgram(): Promise<void>;
  programStatus(): Promise<ProgramStatus>;
  /** Only boards with a display; others refuse. */
  showText(text: string): Promise<void>;
  /** 25 lights, row by row. */
  showLights(on: readonly boolean[]): Promise<void>;
  /** Restarts the board; the link finds it again. */
  reset(): Promise<void>;
  /** Tells the board and ends the link. The transport stays open. */
  close(): Promise<void>;

  onSample(listener: (sample: LinkSample) => void): Stop;
  /** The first listener is told at once what the program said before the link was there. */
  onText(listener: (text: string) => void): Stop;
  onProgramError(listener: (event: ProgramErrorEvent) => void): Stop;
  onProgramState(listener: (state: ProgramState) => void): Stop;
  /** The board fell silent; the link looks for it. */
  onSeeking(listener: () => void): Stop;
  /** The board was found again after a restart or silence. */
  onRestarted(listener: (hello: LinkHello) => void): Stop;
  /** The link ended without `close`. */
  onLost(listener: (error: LinkError) => void): Stop;
}
