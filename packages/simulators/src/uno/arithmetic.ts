/** What the instructions do to registers and flags. `data` is the data space, whose byte 95 is SREG. @see AVR Instruction Set Manual */

const SREG = 95;
const SPL = 93;
const C = 0x01;
const Z = 0x02;
const T = 0x40;
const I = 0x80;
/** Flags that an instruction of this kind leaves as they were. */
const ADDITION_KEPT = I | T;
export const ARITHMETIC_KEPT = 0xe0;
export const LOGIC_KEPT = 0xe1;

/** N, Z, V and S of an 8-bit result; `overflow` has V in bit 7. */
export const flags8 = (result: number, overflow: number): number =>
  (result === 0 ? Z : 0) | ((result >> 5) & 4) | ((overflow >> 4) & 8) | (((result ^ overflow) >> 3) & 0x10);

/** The same of a 16-bit result; `overflow` has V in bit 15. */
export const flags16 = (result: number, overflow: number): number =>
  (result === 0 ? Z : 0) | ((result >> 13) & 4) | ((overflow >> 12) & 8) | (((result ^ overflow) >> 11) & 0x10);

/** H and C out of the carries of all eight bits. */
const carryFlags = (carries: number): number => ((carries & 8) << 2) | ((carries >> 7) & C);

/** The 16 bits in two registers. */
export const pair = (data: Uint8Array, register: number): number => data[register]! | (data[register + 1]! << 8);

/** Puts 16 bits into two registers. */
export function setPair(data: Uint8Array, register: number, value: number): void {
  data[register] = value;
  data[register + 1] = value >> 8;
}

/** Puts a return address (of words) on the stack. */
export function pushReturn(data: Uint8Array, address: number): void {
  const sp = pair(data, SPL);
  data[sp] = address;
  data[sp - 1] = address >> 8;
  setPair(data, SPL, sp - 2);
}

/** Takes a return address from the stack. */
export function popReturn(data: Uint8Array): number {
  const sp = pair(data, SPL) + 2;
  setPair(data, SPL, sp);
  return (data[sp - 1]! << 8) | data[sp]!;
}

/** Adds to register d. */
export function add(data: Uint8Array, d: number, right: number, carry: number): void {
  const left = data[d]!;
  const result = (left + right + carry) & 0xff;
  data[d] = result;
  const carries = (left & right) | ((left | right) & ~result);
  const overflow = (left ^ result) & (right ^ result) & 0x80;
  data[SREG] = (data[SREG]! & ADDITION_KEPT) | carryFlags(carries) | flags8(result, overflow);
}

/** The difference of two bytes and a carry, and its flags. `chained` keeps Z only if it was set. */
export function subtract(data: Uint8Array, left: number, right: number, carry: number, chained: boolean): number {
  const result = (left - right - carry) & 0xff;
  const borrows = (~left & right) | ((~left | right) & result);
  const sreg = data[SREG]!;
  let flags = carryFlags(borrows) | flags8(result, (left ^ right) & (left ^ result) & 0x80);
  if (chained && !(sreg & Z)) flags &= ~Z;
  data[SREG] = (sreg & ADDITION_KEPT) | flags;
  return result;
}

/** Puts the result of a logic operation into register d. */
export function logic(data: Uint8Array, d: number, result: number): void {
  data[d] = result;
  data[SREG] = (data[SREG]! & LOGIC_KEPT) | flags8(result, 0);
}

/** Puts a shifted byte into register d; `out` is the bit that fell out. */
export function shift(data: Uint8Array, d: number, result: number, out: number): void {
  data[d] = result;
  const overflow = ((result >> 7) ^ out) << 7;
  data[SREG] = (data[SREG]! & ARITHMETIC_KEPT) | out | flags8(result, overflow);
}

/** Puts a product into r1:r0. */
export function product(data: Uint8Array, result: number, carry: number): void {
  setPair(data, 0, result);
  data[SREG] = (data[SREG]! & ~(C | Z)) | ((result & 0xffff) === 0 ? Z : 0) | carry;
}

/** A register as a number from -128 to 127. */
export const signed = (data: Uint8Array, register: number): number => (data[register]! << 24) >> 24;

/** The constant of the immediate instructions. */
export const immediate = (opcode: number): number => (opcode & 0xf) | ((opcode >> 4) & 0xf0);

/** The constant that LDD and STD add to their pointer. */
export const displacement = (opcode: number): number => (opcode & 7) | ((opcode >> 7) & 0x18) | ((opcode >> 8) & 0x20);
