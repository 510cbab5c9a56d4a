import { readFileSync } from 'node:fs';
import { testTransportContract } from '@paperkite/boards/testing';
import { UnoBoard } from '../uno/uno-board.ts';
import { simulatorTransport } from './simulator-transport.ts';

const mailbox = readFileSync(new URL('../../test/programs/mailbox.hex', import.meta.url), 'utf8');

/** Where the program keeps what it sends and hears; see mailbox.c. */
const INBOX_COUNT = 0x100;
const OUTBOX_WRITTEN = 0x102;
const OUTBOX_READ = 0x103;
const OUTBOX = 0x104;
const OUTBOX_BYTES = 64;
const INBOX = 0x144;
const UBRR0L = 0xc4;

testTransportContract('The simulated Uno', () => {
  const board = new UnoBoard({ startUpMicroseconds: 100 });
  board.loadHex(mailbox);
  board.runFor(1000);
  board.data.fill(0, INBOX_COUNT, OUTBOX);
  const transport = simulatorTransport(board, { resetsOnOpen: false });
  const waiting: number[] = [];
  let resets = 0;
  board.onReset(() => resets++);
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
    transport,
    device: {
      send: (bytes) => {
        waiting.push(...bytes);
        fill();
      },
      received: () => {
        const count = board.data[INBOX_COUNT]! | (board.data[INBOX_COUNT + 1]! << 8);
        return board.data.slice(INBOX, INBOX + count);
      },
      resets: () => resets,
      unplug: () => transport.unplug(),
      plug: () => transport.plug(),
    },
  };
});
