/** What the instructions do to registers and flags. `data` is the data space, whose byte 95 is SREG. @see AVR Instruction Set Manual */

const SREG = 95;
const SPL = 93;
const C = 0x01;
const Z = 0x02;
const T = 0x40;
const I = 0x80;
/** Flags that an instruction of this kind leaves as they were. */
const ADDITION_KEPT = I | T;
const ARITHMETIC_KEPT = 0xe0;
const LOGIC_KEPT = 0xe1;

/** N, Z, V and S of an 8-bit result; `overflow` has V in bit 7. */
const flags8 = (result: number, overflow: number): number =>
  (result === 0 ? Z : 0) | ((result >> 5) & 4) | ((overflow >> 4) & 8) | (((result ^ overflow) >> 3) & 0x10);

/** The same of a 16-bit result; `overflow` has V in bit 15. */
const flags16 = (result: number, overflow: number): number =>
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

/** Adds the constant of an ADIW to its two registers. */
export function addWord(data: Uint8Array, opcode: number): void {
  const register = wordOf(opcode);
  const left = pair(data, register);
  const result = (left + wordConstant(opcode)) & 0xffff;
  setPair(data, register, result);
  const carry = (~result & left & 0x8000) >> 15;
  data[SREG] = (data[SREG]! & ARITHMETIC_KEPT) | carry | flags16(result, ~left & result & 0x8000);
}

/** Takes the constant of an SBIW from its two registers. */
export function subtractWord(data: Uint8Array, opcode: number): void {
  const register = wordOf(opcode);
  const left = pair(data, register);
  const result = (left - wordConstant(opcode)) & 0xffff;
  setPair(data, register, result);
  const carry = (result & ~left & 0x8000) >> 15;
  data[SREG] = (data[SREG]! & ARITHMETIC_KEPT) | carry | flags16(result, left & ~result & 0x8000);
}

/** Turns over the bits of register d. */
export function complement(data: Uint8Array, d: number): void {
  const result = ~data[d]! & 0xff;
  data[d] = result;
  data[SREG] = (data[SREG]! & ARITHMETIC_KEPT) | C | flags8(result, 0);
}

/** Adds 1 to register d, without a carry. */
export function increment(data: Uint8Array, d: number): void {
  const result = (data[d]! + 1) & 0xff;
  data[d] = result;
  data[SREG] = (data[SREG]! & LOGIC_KEPT) | flags8(result, result === 0x80 ? 0x80 : 0);
}

/** Takes 1 from register d, without a carry. */
export function decrement(data: Uint8Array, d: number): void {
  const result = (data[d]! - 1) & 0xff;
  data[d] = result;
  data[SREG] = (data[SREG]! & LOGIC_KEPT) | flags8(result, result === 0x7f ? 0x80 : 0);
}

/** Puts a product into r1:r0; its bit 15 is the carry. */
export function product(data: Uint8Array, result: number): void {
  putProduct(data, result, (result >> 15) & C);
}

/** MULS, MULSU and the three FMUL, which are few and seldom. An FMUL's product has 7 binary places on each side: it is shifted left. */
export function multiply(data: Uint8Array, opcode: number): void {
  if (!(opcode & 0x0100)) {
    product(data, signed(data, ((opcode >> 4) & 0xf) | 0x10) * signed(data, (opcode & 0xf) | 0x10));
    return;
  }
  const [left, right] = [((opcode >> 4) & 7) | 0x10, (opcode & 7) | 0x10];
  // Two bits tell MULSU (neither), FMUL, FMULS and FMULSU (both) apart.
  const kind = opcode & 0x88;
  const one = kind === 0x08 ? data[left]! : signed(data, left);
  const other = kind === 0x80 ? signed(data, right) : data[right]!;
  if (kind === 0) product(data, one * other);
  else putProduct(data, (one * other) << 1, ((one * other) >> 15) & C);
}

function putProduct(data: Uint8Array, result: number, carry: number): void {
  setPair(data, 0, result);
  data[SREG] = (data[SREG]! & ~(C | Z)) | ((result & 0xffff) === 0 ? Z : 0) | carry;
}

/** A register as a number from -128 to 127. */
const signed = (data: Uint8Array, register: number): number => (data[register]! << 24) >> 24;

/** The constant of the immediate instructions. */
export const immediate = (opcode: number): number => (opcode & 0xf) | ((opcode >> 4) & 0xf0);

/** The constant that LDD and STD add to their pointer. */
export const displacement = (opcode: number): number => (opcode & 7) | ((opcode >> 7) & 0x18) | ((opcode >> 8) & 0x20);

/** The pointer of LD and ST with a step: X (26), Y (28) or Z (30). */
export const pointerOf = (opcode: number): number => 30 - ((opcode >> 2) & 2) - ((opcode >> 1) & 2);

/** Registers and constant of ADIW and SBIW. */
const wordOf = (opcode: number): number => 24 + ((opcode >> 3) & 6);
const wordConstant = (opcode: number): number => (opcode & 0xf) | ((opcode >> 2) & 0x30);
