import { LinkError } from './link-error.ts';
import type {
  AnalogSubscription,
  BoardLink,
  LinkSample,
  LinkStatistics,
  ProgramErrorEvent,
  ProgramStatus,
} from './board-link.ts';
import type { Connection } from './connection.ts';
import type { ChannelKind, LinkCommand, LinkHello, LinkPinMode, ProgramState } from './messages.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Milliseconds until text is offered again to a program that had no room for it, and how often. */
const BUSY_WAIT = 40;
const BUSY_TRIES = 50;

const PROGRAM_STATES: readonly ProgramState[] = ['none', 'stopped', 'running'];

interface LinkParts {
  /** Bytes of text in one command. */
  maxText: number;
  channels: BoardLink['channels'];
  close(): Promise<void>;
  wait(ms: number): Promise<void>;
}

/** The typed commands and events over a connection. */
export class Link implements BoardLink {
  readonly channels: BoardLink['channels'];
  readonly #connection: Connection;
  readonly #subscriptions: Subscriptions;
  readonly #maxText: number;
  readonly #close: () => Promise<void>;
  readonly #wait: (ms: number) => Promise<void>;

  constructor(connection: Connection, subscriptions: Subscriptions, { maxText, channels, close, wait }: LinkParts) {
    this.#connection = connection;
    this.#subscriptions = subscriptions;
    this.#maxText = maxText;
    this.channels = channels;
    this.#close = close;
    this.#wait = wait;
  }

  get hello(): LinkHello {
    return this.#connection.hello;
  }
  get state(): BoardLink['state'] {
    return this.#connection.state;
  }
  get program(): ProgramState {
    return this.#connection.program;
  }
  value(kind: ChannelKind, channel: string): number | undefined {
    return this.#connection.samples.values[kind].get(channel);
  }
  get statistics(): LinkStatistics {
    return this.#connection.statistics;
  }

  pinMode(pin: string, mode: LinkPinMode): Promise<void> {
    return this.#do({ op: 'pin-mode', pin, mode });
  }
  digitalWrite(pin: string, level: boolean): Promise<void> {
    return this.#do({ op: 'digital-write', pin, level });
  }
  async digitalRead(pin: string): Promise<boolean> {
    return (await this.#read({ op: 'digital-read', pin })) !== 0;
  }
  analogRead(pin: string): Promise<number> {
    return this.#read({ op: 'analog-read', pin });
  }
  pwmWrite(pin: string, share: number): Promise<void> {
    return this.#do({ op: 'pwm-write', pin, share });
  }
  servoWrite(pin: string, angle: number): Promise<void> {
    return this.#do({ op: 'servo-write', pin, angle });
  }
  tone(pin: string, frequency: number, ms = 0): Promise<void> {
    return this.#do({ op: 'tone', pin, frequency, ms });
  }
  noTone(pin: string): Promise<void> {
    return this.#do({ op: 'no-tone', pin });
  }
  subscribeAnalog(channels: readonly string[], subscription: AnalogSubscription | null): Promise<void> {
    return this.#do(this.#subscriptions.setAnalog(channels, subscription));
  }
  subscribeDigital(channels: readonly string[]): Promise<void> {
    return this.#do(this.#subscriptions.setDigital(channels));
  }
  async sendText(text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += this.#maxText) await this.#part(bytes.slice(at, at + this.#maxText));
  }
  startProgram(): Promise<void> {
    return this.#do({ op: 'program-start' });
  }
  stopProgram(): Promise<void> {
    return this.#do({ op: 'program-stop' });
  }
  async programStatus(): Promise<ProgramStatus> {
    const [state = 0, length = 0, low = 0, high = 0] = await this.#connection.request({ op: 'program-status' });
    return { state: PROGRAM_STATES[state] ?? 'none', length, crc: ((high << 16) | low) >>> 0 };
  }
  showText(text: string): Promise<void> {
    return this.#do({ op: 'show-text', text });
  }
  showLights(on: readonly boolean[]): Promise<void> {
    return this.#do({ op: 'show-lights', on });
  }
  async reset(): Promise<void> {
    // The answer may be lost with the restart; being restarted is one, too.
    await this.#do({ op: 'reset' }).catch((error: unknown) => {
      if (!(error instanceof LinkError && error.code === 'restarted')) throw error;
    });
  }
  close(): Promise<void> {
    return this.#close();
  }

  onSample(listener: (sample: LinkSample) => void): () => void {
    return this.#connection.events.sample.add(listener);
  }
  onText(listener: (text: string) => void): () => void {
    const early = this.#connection.takeEarlyText();
    if (early !== '') listener(early);
    return this.#connection.events.text.add(listener);
  }
  onProgramError(listener: (event: ProgramErrorEvent) => void): () => void {
    return this.#connection.events.programError.add(listener);
  }
  onProgramState(listener: (state: ProgramState) => void): () => void {
    return this.#connection.events.programState.add(listener);
  }
  onSeeking(listener: () => void): () => void {
    return this.#connection.events.seeking.add(listener);
  }
  onRestarted(listener: (hello: LinkHello) => void): () => void {
    return this.#connection.events.restarted.add(listener);
  }
  onLost(listener: (error: LinkError) => void): () => void {
    return this.#connection.events.lost.add(listener);
  }

  /** Waits for a program that has no room for more. */
  async #part(bytes: Uint8Array): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#do({ op: 'text', bytes });
      } catch (error) {
        const busy = error instanceof LinkError && error.details.reason === 'busy';
        if (!busy || tries >= BUSY_TRIES) throw error;
        await this.#wait(BUSY_WAIT);
      }
    }
  }

  async #do(command: LinkCommand): Promise<void> {
    await this.#connection.request(command);
  }
  async #read(command: LinkCommand): Promise<number> {
    const [value = 0] = await this.#connection.request(command);
    return value;
  }
}
