import { readFileSync } from 'node:fs';
import { UnoBoard, type UnoBoardOptions } from '../src/uno/uno-board.ts';

/** The Intel HEX of one of the programs in `programs/`. */
export const programHex = (name: string): string =>
  readFileSync(new URL(`programs/${name}.hex`, import.meta.url), 'utf8');

/** A board that has just been switched on with that program, without the wait after a reset, and what it says. */
export function boardWith(name: string, options: UnoBoardOptions = {}): { board: UnoBoard; said: number[] } {
  const board = new UnoBoard({ startUpMicroseconds: 0, ...options });
  const said: number[] = [];
  board.uart.onByte((byte) => said.push(byte));
  board.loadHex(programHex(name));
  return { board, said };
}

const bootloader = new URL(
  '../../../firmware-bridges/arduino-uno/bootloader/paperkite-bootloader.hex',
  import.meta.url,
);

export const bootloaderHex = readFileSync(bootloader, 'utf8');
