/**
 * Where things are in the Uno's 32 KB of flash and 2 KB of RAM. Bytes. The firmware's C header and its linker limits are
 * generated from here; the bootloader (STK500, Optiboot) writes the program's pages and nothing else does.
 */
export const UNO_FLASH = {
  size: 0x8000,
  /** What the bootloader erases and writes at a time. */
  pageSize: 128,
  firmwareStart: 0x0000,
  firmwareEnd: 0x4000,
  /** The program image: header, tables, code, constants. */
  programStart: 0x4000,
  programEnd: 0x7800,
  bootloaderStart: 0x7800,
} as const;

/** Longest program image in bytes. */
export const UNO_PROGRAM_CAPACITY = UNO_FLASH.programEnd - UNO_FLASH.programStart;

export const UNO_RAM = {
  /** Everything that the firmware keeps for ever (.data and .bss), arena included; the rest is the C stack's. */
  limit: 1200,
  /** What a program's threads, stacks, variables, lists and LED strip share. */
  arena: 632,
  /** A thread without its stack. */
  thread: 12,
  cell: 4,
} as const;

/** Most of each that an image may have. */
export const UNO_LIMITS = {
  hats: 32,
  globals: 255,
  lists: 64,
  /** Numbers in one list. */
  listCapacity: 64,
  /** Cells in one thread's stack. */
  stack: 250,
  /** LEDs of the strip. */
  strip: 60,
  /** Bytes in one text constant. */
  text: 255,
  /** Bytes of the serial line, and of a text that is kept for a comparison. */
  line: 32,
  servos: 6,
} as const;

/** What decides how much of the arena a program takes. */
export interface UnoMemoryNeeds {
  /** Stack cells of each script. */
  readonly stacks: readonly number[];
  readonly globals: number;
  /** Capacity of each list. */
  readonly lists: readonly number[];
  /** LEDs of the strip, 0 without. */
  readonly strip: number;
}

/** Bytes of the arena that a program takes; it runs only when that is at most `UNO_RAM.arena`. */
export function unoArenaBytes(needs: UnoMemoryNeeds): number {
  const stacks = needs.stacks.reduce((sum, cells) => sum + UNO_RAM.thread + cells * UNO_RAM.cell, 0);
  const lists = needs.lists.reduce((sum, capacity) => sum + 1 + capacity * UNO_RAM.cell, 0);
  return stacks + needs.globals * UNO_RAM.cell + lists + needs.strip * 3;
}
