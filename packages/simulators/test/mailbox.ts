import { readFileSync } from 'node:fs';
import type { UnoBoard } from '../src/uno/uno-board.ts';

/** The program of mailbox.c. */
export const mailboxHex = readFileSync(new URL('programs/mailbox.hex', import.meta.url), 'utf8');

/** Where it keeps what it sends and hears. */
const INBOX_COUNT = 0x100;
const OUTBOX_WRITTEN = 0x102;
const OUTBOX_READ = 0x103;
const OUTBOX = 0x104;
const OUTBOX_BYTES = 64;
const INBOX = 0x144;
const UBRR0L = 0xc4;

/** The far end of a cable whose board runs mailbox.c: says what it is told to, knows what it was told. */
export function makeMailbox(board: UnoBoard) {
  const waiting: number[] = [];
  let resets = 0;
  board.onReset((cause) => {
    if (cause === 'external') resets++;
  });
  const fill = (): void => {
    const { data } = board;
    // As if the program at the far end had agreed on the new speed.
    data[UBRR0L] = Math.round(board.frequency / 8 / (board.uart.baudRate ?? 115_200)) - 1;
    while (waiting.length > 0 && ((data[OUTBOX_WRITTEN]! - data[OUTBOX_READ]!) & 0xff) < OUTBOX_BYTES) {
      data[OUTBOX + (data[OUTBOX_WRITTEN]! % OUTBOX_BYTES)] = waiting.shift()!;
      data[OUTBOX_WRITTEN] = data[OUTBOX_WRITTEN]! + 1;
    }
    if (waiting.length > 0) board.schedule(1000, fill);
  };
  return {
    send: (bytes: Uint8Array): void => {
      waiting.push(...bytes);
      fill();
    },
    received: (): Uint8Array => {
      const count = board.data[INBOX_COUNT]! | (board.data[INBOX_COUNT + 1]! << 8);
      return board.data.slice(INBOX, INBOX + count);
    },
    resets: (): number => resets,
  };
}
