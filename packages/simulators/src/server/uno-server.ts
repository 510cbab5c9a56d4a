import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { UnoBoard } from '../uno/uno-board.ts';

const SLICE_MICROSECONDS = 1000;
/** A board that cannot keep up with real time does not try to catch up more than this. */
const MOST_DEBT_MS = 50;
/**
 * Board time that the bootloader gets after the host's last byte before it stands still in lock-step. Longer than its slowest answer (a page
 * of EEPROM, 0.44 s), shorter than the second after which bootloaders give up.
 */
const GRANT_MICROSECONDS = 700_000;
/**
 * Board time that passes at once when a host connects in lock-step: bootloaders blink after a reset and hear nothing meanwhile, and what a
 * host repeats in that time would be answered twice.
 */
const SETTLING_MICROSECONDS = 600_000;
/**
 * STK500's GET_SYNC, with which hosts begin and which they repeat when they hear nothing for a while: a quarter of a second on their
 * clock, which a computer that is busy easily lets pass.
 */
const GET_SYNC = [0x30, 0x20];
/** The last byte of every answer. */
const STK_OK = 0x10;
/** Real time without a byte after which a host in lock-step counts as one that only listens. */
const LISTENER_MS = 5000;

export interface UnoServerOptions {
  /** TCP port on the loopback interface; 0 takes a free one. */
  readonly port: number;
  /**
   * The bootloader stands still while it waits for a host that is slow to answer, instead of giving up after its second, and a request to
   * get into step that the host repeats before its answer is there is answered once: a second answer would be taken for that of the next
   * request. Everything else runs in real time, or as fast as the computer manages.
   */
  readonly lockstep?: boolean;
}

/**
 * A board's UART on TCP, for programs that speak to serial ports that way (`avrdude -P net:localhost:PORT`). One connection at a time,
 * the newest; connecting resets the board, as opening its port would.
 */
export class UnoServer {
  readonly #board: UnoBoard;
  readonly #lockstep: boolean;
  readonly #server: Server;
  #socket: Socket | null = null;
  #outgoing: number[] = [];
  #lastHeardCycle = 0;
  #lastHeardMs = 0;
  /** The host has sent nothing but GET_SYNC so far. */
  #greeting = false;
  /** One of them is on its way through the board. */
  #synchronizing = false;
  #closed = false;
  #running: Promise<void> = Promise.resolve();

  private constructor(board: UnoBoard, lockstep: boolean) {
    this.#board = board;
    this.#lockstep = lockstep;
    this.#server = createServer((socket) => this.#connected(socket));
    board.uart.onByte((byte) => this.#outgoing.push(byte));
  }

  /** Listens and lets the board run. @throws Error of `node:net` when the port is taken */
  static async start(board: UnoBoard, options: UnoServerOptions): Promise<UnoServer> {
    const server = new UnoServer(board, options.lockstep ?? false);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(options.port, '127.0.0.1', resolve);
    });
    server.#running = server.#run();
    return server;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Hangs up, stops listening and lets the board stand still. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#socket?.destroy();
    await new Promise((resolve) => void this.#server.close(resolve));
    await this.#running;
  }

  #connected(socket: Socket): void {
    this.#socket?.destroy();
    this.#socket = socket;
    this.#outgoing = [];
    this.#greeting = true;
    this.#synchronizing = false;
    socket.setNoDelay(true);
    this.#board.uart.discardPending();
    this.#board.reset();
    this.#heard();
    if (this.#lockstep && this.#board.inBootloader) this.#board.runFor(SETTLING_MICROSECONDS);
    socket.on('data', (bytes) => this.#received(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null;
    });
  }

  #received(bytes: Uint8Array): void {
    const asks = bytes.length % 2 === 0 && bytes.every((byte, i) => byte === GET_SYNC[i % 2]);
    this.#greeting &&= asks && this.#lockstep && this.#board.inBootloader;
    if (!this.#greeting) {
      this.#board.uart.send(bytes);
    } else if (!this.#synchronizing) {
      this.#synchronizing = true;
      this.#board.uart.send(Uint8Array.from(GET_SYNC));
    }
    this.#heard();
  }

  #heard(): void {
    this.#lastHeardCycle = this.#board.cycles;
    this.#lastHeardMs = performance.now();
  }

  /** In lock-step with a host that is in a dialogue with the bootloader. */
  get #inDialogue(): boolean {
    if (!this.#lockstep || !this.#socket || !this.#board.inBootloader) return false;
    return performance.now() - this.#lastHeardMs < LISTENER_MS;
  }

  get #granted(): boolean {
    if (this.#board.uart.pending > 0) this.#lastHeardCycle = this.#board.cycles;
    return this.#board.cycles - this.#lastHeardCycle < (GRANT_MICROSECONDS * this.#board.frequency) / 1e6;
  }

  async #run(): Promise<void> {
    let due = performance.now();
    while (!this.#closed) {
      // Behind the look at the socket: what the host has repeated meanwhile has this answer, too.
      this.#answer();
      if (this.#inDialogue) {
        if (this.#granted) this.#board.runFor(SLICE_MICROSECONDS);
        else {
          this.#synchronizing = false;
          await setTimeout(1);
        }
        due = performance.now();
      } else {
        const now = performance.now();
        due = Math.max(due, now - MOST_DEBT_MS);
        if (due > now) await setTimeout(1);
        else {
          this.#board.runFor(SLICE_MICROSECONDS);
          due += SLICE_MICROSECONDS / 1000;
        }
      }
      await setImmediate();
    }
  }

  #answer(): void {
    if (this.#outgoing.length === 0) return;
    if (this.#outgoing.includes(STK_OK)) this.#synchronizing = false;
    this.#socket?.write(Uint8Array.from(this.#outgoing));
    this.#outgoing = [];
  }
}
