import { readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { assembleUno, UNO_FLASH, type UnoAssembly, type UnoInstruction } from '@paperkite/boards/uno';
import { UnoBoard } from '@paperkite/simulators';

/** The firmware as it is shipped. */
export const FIRMWARE = readFileSync(new URL('../paperkite-uno.hex', import.meta.url), 'utf8');

/** A board with the firmware and an image above it, before its first instruction. */
export function boardWithImage(image: Uint8Array): UnoBoard {
  const board = new UnoBoard({ startUpMicroseconds: 0 });
  board.loadHex(FIRMWARE);
  board.flash.set(image, UNO_FLASH.programStart);
  board.powerCycle();
  return board;
}

/** Collects what the board says as text. */
export function listen(board: UnoBoard): { text: string } {
  const heard = { text: '' };
  board.uart.onByte((byte) => (heard.text += String.fromCharCode(byte)));
  return heard;
}

export interface RunOptions {
  milliseconds?: number;
  /** What to do with the board before it runs. */
  prepare?: (board: UnoBoard) => void;
}

/** Runs a program from power-on and answers what it printed. */
export function run(program: UnoAssembly, { milliseconds = 300, prepare }: RunOptions = {}): string {
  const board = boardWithImage(unwrap(assembleUno(program)).image);
  const heard = listen(board);
  prepare?.(board);
  board.runFor(milliseconds * 1000);
  return heard.text;
}

/** A program of one script that starts at once. */
export function script(code: UnoAssembly['code'], more: Partial<UnoAssembly> = {}): UnoAssembly {
  return {
    hats: [{ kind: 'started', stack: 16, entry: 'main' }],
    ...more,
    code: [{ label: 'main' }, ...code, ['END']],
  };
}

/** Prints the number on top of the stack, with a line end. */
export const PRINT: readonly UnoInstruction[] = [
  ['TEXT_BEGIN', 0],
  ['TEXT_NUMBER', 0],
  ['TEXT_NEWLINE'],
  ['TEXT_END', 1],
];

/** Prints what each piece of code leaves on the stack, one line each. */
export function values(pieces: readonly (readonly UnoInstruction[])[], options?: RunOptions): string[] {
  const text = run(script(pieces.flatMap((piece) => [...piece, ...PRINT])), options);
  return text.split('\r\n').slice(0, -1);
}

/** Prints a text as it is. */
export const say = (text: string): UnoInstruction[] => [
  ['TEXT_BEGIN', 0],
  ['TEXT_CONSTANT', text],
  ['TEXT_END', 0],
];
