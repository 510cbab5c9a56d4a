import type { MicrobitUsb } from '../microbit/usb-connection.ts';

type Listener = (data: never) => void;
type Status = MicrobitUsb['status'];

/** The library's connection to a micro:bit as far as it is used, over a board that does what a test says. */
export class FakeMicrobitUsb implements MicrobitUsb {
  status: Status = 'NoAuthorizedDevice';
  /** What the next `connect`, `flash` or `serialWrite` fails with. */
  failure: Error | null = null;
  board: 'V1' | 'V2' = 'V2';
  readonly flashed: string[] = [];
  disposed = false;
  listenedWhenConnected = false;
  readonly #listeners = new Map<string, Set<Listener>>();
  #received = '';
  #resets = 0;
  #plugged = true;

  readonly addEventListener = (type: string, listener: Listener): void => {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
  };
  readonly removeEventListener = (type: string, listener: Listener): void => {
    this.#listeners.get(type)?.delete(listener);
  };

  async initialize(): Promise<void> {}
  dispose(): void {
    this.disposed = true;
    this.#listeners.clear();
  }

  async connect(): Promise<void> {
    this.#fail();
    if (!this.#plugged) throw Object.assign(new Error('pulled'), { code: 'no-device-selected' });
    this.listenedWhenConnected = (this.#listeners.get('serialdata')?.size ?? 0) > 0;
    this.#become('Connected');
  }

  async disconnect(): Promise<void> {
    if (this.status === 'Connected') this.#become('Disconnected');
  }

  async flash(source: (version: 'V1' | 'V2') => Promise<string | Uint8Array>, options: FlashOptions): Promise<void> {
    options.progress?.('PartialFlashing', 0.5);
    this.#fail();
    this.flashed.push(String(await source(this.board)));
    options.progress?.('PartialFlashing', 1);
  }

  getBoardVersion(): 'V1' | 'V2' {
    return this.board;
  }
  getDevice(): undefined {
    return undefined;
  }

  async serialWrite(data: string): Promise<void> {
    this.#fail();
    this.#received += data;
  }

  async softwareReset(): Promise<void> {
    this.#resets++;
  }

  /** The board's side, for the contract of transports. */
  send(bytes: Uint8Array): void {
    if (this.status === 'Connected') this.#emit('serialdata', { data: String.fromCharCode(...bytes) });
  }
  received(): Uint8Array {
    return Uint8Array.from(this.#received, (letter) => letter.charCodeAt(0));
  }
  resets(): number {
    return this.#resets;
  }
  unplug(): void {
    this.#plugged = false;
    this.#become('NoAuthorizedDevice');
  }
  plug(): void {
    this.#plugged = true;
  }

  #become(status: Status): void {
    const previousStatus = this.status;
    this.status = status;
    this.#emit('status', { status, previousStatus });
  }

  #emit(type: string, data: unknown): void {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener(data as never);
  }

  #fail(): void {
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
  }
}

type FlashOptions = Parameters<MicrobitUsb['flash']>[1];
