import { expect, it } from 'vitest';
import { UnoBoard } from './uno-board.ts';

const START = 0x30;
const UDRE_VECTOR = 0x26;
const STAY = 0xcfff;
const SEI = [0x9478];
/** `ldi r17, 0x80`, `out SREG, r17`. */
const OUT_SREG = [0xe810, 0xbf1f];

/** Counts in r20 what is carried out after interrupts are allowed; the interrupt, which waits, keeps it in r21. */
function countedAtInterrupt(allow: readonly number[]): number {
  const words = new Uint16Array(0x40);
  words[0] = 0xc000 | (START - 1);
  words.set([0x2f54, STAY], UDRE_VECTOR);
  // `ldi r16, 0x20`, `sts UCSR0B, r16`, `ldi r20, 0`, ..., `inc r20` three times.
  words.set([0xe200, 0x9300, 0x00c1, 0xe040, ...allow, 0x9543, 0x9543, 0x9543, STAY], START);
  const board = new UnoBoard({ startUpMicroseconds: 0 });
  board.flash.set(new Uint8Array(words.buffer));
  board.powerCycle();
  board.data[21] = 0xff;
  board.runFor(100);
  return board.data[21];
}

it.each([
  ['sei', SEI],
  ['a write to SREG', OUT_SREG],
])('an interrupt comes one instruction after %s has allowed it', (_, allow) => {
  expect(countedAtInterrupt(allow)).toBe(1);
});
