import { EventEmitter } from 'node:events';
import Stk500, { type Stk500Stream } from 'stk500';
import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '@paperkite/kernel';
import { UnoBoard } from '@paperkite/simulators';
import { testedBootloaders } from './bootloaders.ts';

const UPLOADS = process.env.PAPERKITE_DEEP ? 50 : 3;
const SEED = 500;
/** Longer than Optiboot takes to write a page between the two bytes of its answer. */
const SILENCE_MICROSECONDS = 15_000;
/** The last byte of every answer. */
const STK_OK = 0x10;
const UNO = {
  // Of the clock on the wall, which says nothing about the board: it only ends a test that fails.
  timeout: 20_000,
  signature: Buffer.from([0x1e, 0x95, 0x0f]),
  pageSize: 128,
  pagesizehigh: 0,
  pagesizelow: 128,
};

/** A serial port to a board whose time passes only while an answer to what was written last is awaited. */
class LockStepStream extends EventEmitter implements Stk500Stream {
  readonly #board: UnoBoard;
  #answer: number[] = [];

  constructor(board: UnoBoard) {
    super();
    this.#board = board;
    board.uart.onByte((byte) => this.#answer.push(byte));
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.#board.uart.send(bytes);
    done();
    setImmediate(() => this.#run());
  }

  /** Until there is an answer and then nothing for a while, or half a second no answer. */
  #run(): void {
    const { uart } = this.#board;
    this.#board.runUntil(() => this.#answer.length > 0 && uart.pending === 0, 500_000);
    let had = 0;
    while (had < this.#answer.length) {
      had = this.#answer.length;
      this.#board.runFor(this.#answer.at(-1) === STK_OK ? 1000 : SILENCE_MICROSECONDS);
    }
    const answer = this.#answer;
    this.#answer = [];
    this.emit('data', Buffer.from(answer));
  }
}

/** `rjmp .`: where random bytes went, they might go back into the bootloader. */
const STAY = [0xff, 0xcf];
const someBytes = (random: Random): Uint8Array => {
  const bytes = Uint8Array.from({ length: 129 + Math.floor(random.next() * 3000) }, () =>
    Math.floor(random.next() * 256),
  );
  bytes.set(STAY);
  return bytes;
};

describe.each(testedBootloaders)('npm stk500 through $name', { timeout: 1_800_000 }, ({ hex }) => {
  it(`writes and verifies, ${UPLOADS} times`, async () => {
    const random = seededRandom(SEED);
    const board = new UnoBoard({ bootloader: hex });
    board.uart.baudRate = 115_200;
    const stream = new LockStepStream(board);
    for (let upload = 0; upload < UPLOADS; upload++) {
      const before = board.flash.slice();
      const bytes = someBytes(random);
      board.reset();
      // Optiboot blinks for half a second before it listens, and stk500 does not repeat what is lost.
      board.runFor(700_000);
      await new Promise<void>((resolve, reject) => {
        new Stk500({ quiet: true }).bootload(stream, bytes, UNO, (error) => (error ? reject(error) : resolve()));
      });
      const pages = Math.ceil(bytes.length / UNO.pageSize) * UNO.pageSize;
      // Behind a last page that is not full Optiboot writes what was in its buffer.
      before.set(board.flash.subarray(bytes.length, pages), bytes.length);
      before.set(bytes);
      expect(Buffer.compare(board.flash, before), `seed ${SEED}, upload ${upload}`).toBe(0);
      expect(
        board.runUntil(() => !board.inBootloader, 2_000_000),
        'the program starts',
      ).toBe(true);
    }
  });
});
