import type { CPU } from 'avr8js';
import {
  add,
  addWord,
  complement,
  decrement,
  displacement,
  immediate,
  increment,
  logic,
  multiply,
  pair,
  pointerOf,
  popReturn,
  product,
  pushReturn,
  setPair,
  shift,
  subtract,
  subtractWord,
} from './arithmetic.ts';
import { isLong, OP_OF_OPCODE } from './opcodes.ts';

/**
 * The ATmega328P's instructions, half again as fast as avr8js's own and more: opcodes are looked up instead of tried one after the other, and
 * the CPU object hears of cycles and program counter only where a peripheral could look. Registers, hooks, clock events and interrupts
 * remain avr8js's. @see AVR Instruction Set Manual (DS40002198)
 */

const SREG = 95;
const SPL = 93;
const C = 0x01;
const T = 0x40;
const I = 0x80;
const IO_START = 0x20;
const IO_END = 0x100;
const FLASH_MASK = 0x7fff;
const PC_MASK = 0x3fff;

/** What decides when to stop; read again whenever a peripheral was at work. */
export interface RunControl {
  /** CPU cycle at which to stop. */
  limit: number;
  /** Instructions need to be looked at one by one from here on. */
  slow: boolean;
}

/** The part of avr8js's CPU that its types keep private. */
interface ClockEvents {
  readonly nextClockEvent: { readonly cycles: number } | null;
}

/** Runs until `control.limit`, or until `control.slow` is set. The cycles and the order of events are avr8js's. */
export function runInstructions(cpu: CPU, control: RunControl): void {
  const { data, progMem, progBytes, readHooks, writeHooks } = cpu;
  const events = cpu as unknown as ClockEvents;
  let pc = cpu.pc;
  let cycles = cpu.cycles;
  let waiting = cpu.nextInterrupt >= 0;
  let bound = Math.min(events.nextClockEvent?.cycles ?? Infinity, control.limit);

  for (;;) {
    const opcode = progMem[pc]!;
    const d = (opcode >> 4) & 0x1f;
    const r = (opcode & 0xf) | ((opcode >> 5) & 0x10);
    // What the instruction wants of the data space: with a value to write it there, without to read it into register d.
    let address = -1;
    let value = -1;
    let skips = false;
    const enabled = data[SREG]! & I;
    switch (OP_OF_OPCODE[opcode]) {
      case /* ADC */ 1:
        add(data, d, data[r]!, data[SREG]! & C);
        break;
      case /* ADD */ 2:
        add(data, d, data[r]!, 0);
        break;
      case /* ADIW */ 3:
        addWord(data, opcode);
        cycles++;
        break;
      case /* SBIW */ 66:
        subtractWord(data, opcode);
        cycles++;
        break;
      case /* AND */ 4:
        logic(data, d, data[d]! & data[r]!);
        break;
      case /* ANDI */ 5:
        logic(data, (d & 0xf) | 0x10, data[(d & 0xf) | 0x10]! & immediate(opcode));
        break;
      case /* OR */ 51:
        logic(data, d, data[d]! | data[r]!);
        break;
      case /* ORI */ 52:
        logic(data, (d & 0xf) | 0x10, data[(d & 0xf) | 0x10]! | immediate(opcode));
        break;
      case /* EOR */ 21:
        logic(data, d, data[d]! ^ data[r]!);
        break;
      case /* ASR */ 6:
        shift(data, d, (data[d]! >> 1) | (data[d]! & 0x80), data[d]! & 1);
        break;
      case /* LSR */ 44:
        shift(data, d, data[d]! >> 1, data[d]! & 1);
        break;
      case /* ROR */ 60:
        shift(data, d, (data[d]! >> 1) | ((data[SREG]! & C) << 7), data[d]! & 1);
        break;
      case /* BCLR */ 7:
        data[SREG] = data[SREG]! & ~(1 << ((opcode >> 4) & 7));
        break;
      case /* BSET */ 11:
        data[SREG] = data[SREG]! | (1 << ((opcode >> 4) & 7));
        break;
      case /* BLD */ 8: {
        const bit = 1 << (opcode & 7);
        data[d] = data[SREG]! & T ? data[d]! | bit : data[d]! & ~bit;
        break;
      }
      case /* BST */ 12:
        data[SREG] = data[d]! & (1 << (opcode & 7)) ? data[SREG]! | T : data[SREG]! & ~T;
        break;
      case /* BRBC */ 9:
        if (!(data[SREG]! & (1 << (opcode & 7)))) {
          pc += (opcode << 22) >> 25;
          cycles++;
        }
        break;
      case /* BRBS */ 10:
        if (data[SREG]! & (1 << (opcode & 7))) {
          pc += (opcode << 22) >> 25;
          cycles++;
        }
        break;
      case /* CALL */ 13:
        pushReturn(data, pc + 2);
        pc = progMem[(pc + 1) & PC_MASK]! - 1;
        cycles += 3;
        break;
      case /* RCALL */ 56:
        pushReturn(data, pc + 1);
        pc += (opcode << 20) >> 20;
        cycles += 2;
        break;
      case /* ICALL */ 25:
        pushReturn(data, pc + 1);
        pc = pair(data, 30) - 1;
        cycles += 2;
        break;
      case /* JMP */ 29:
        pc = progMem[(pc + 1) & PC_MASK]! - 1;
        cycles += 2;
        break;
      case /* RJMP */ 59:
        pc += (opcode << 20) >> 20;
        cycles++;
        break;
      case /* IJMP */ 26:
        pc = pair(data, 30) - 1;
        cycles++;
        break;
      case /* RET */ 57:
      case /* RETI */ 58:
        pc = popReturn(data) - 1;
        cycles += 3;
        if (opcode & 0x10) data[SREG] = data[SREG]! | I;
        break;
      case /* CBI */ 14:
      case /* SBI */ 63: {
        const register = ((opcode >> 3) & 0x1f) + IO_START;
        const bit = 1 << (opcode & 7);
        const set = opcode & 0x0200;
        cpu.pc = pc;
        cpu.cycles = cycles;
        const before = cpu.readData(register);
        cpu.writeData(register, set ? before | bit : before & ~bit, bit);
        cycles = set ? cpu.cycles + 1 : cpu.cycles;
        bound = -1;
        break;
      }
      case /* SBIC */ 64:
      case /* SBIS */ 65: {
        const register = ((opcode >> 3) & 0x1f) + IO_START;
        let read = data[register]!;
        if (readHooks[register]) {
          cpu.cycles = cycles;
          read = cpu.readData(register);
          cycles = cpu.cycles;
          bound = -1;
        }
        skips = ((read >> (opcode & 7)) & 1) === ((opcode >> 9) & 1);
        break;
      }
      case /* SBRC */ 67:
        if (!(data[d]! & (1 << (opcode & 7)))) skips = true;
        break;
      case /* SBRS */ 68:
        if (data[d]! & (1 << (opcode & 7))) skips = true;
        break;
      case /* CPSE */ 19:
        if (data[d] === data[r]) skips = true;
        break;
      case /* COM */ 15:
        complement(data, d);
        break;
      case /* NEG */ 50:
        data[d] = subtract(data, 0, data[d]!, 0, false);
        break;
      case /* CP */ 16:
        subtract(data, data[d]!, data[r]!, 0, false);
        break;
      case /* CPC */ 17:
        subtract(data, data[d]!, data[r]!, data[SREG]! & C, true);
        break;
      case /* CPI */ 18:
        subtract(data, data[(d & 0xf) | 0x10]!, immediate(opcode), 0, false);
        break;
      case /* SUB */ 79:
        data[d] = subtract(data, data[d]!, data[r]!, 0, false);
        break;
      case /* SUBI */ 80:
        data[(d & 0xf) | 0x10] = subtract(data, data[(d & 0xf) | 0x10]!, immediate(opcode), 0, false);
        break;
      case /* SBC */ 61:
        data[d] = subtract(data, data[d]!, data[r]!, data[SREG]! & C, true);
        break;
      case /* SBCI */ 62:
        data[(d & 0xf) | 0x10] = subtract(data, data[(d & 0xf) | 0x10]!, immediate(opcode), data[SREG]! & C, true);
        break;
      case /* DEC */ 20:
        decrement(data, d);
        break;
      case /* INC */ 28:
        increment(data, d);
        break;
      case /* MUL */ 47:
        product(data, data[d]! * data[r]!);
        cycles++;
        break;
      case /* FMUL */ 22:
      case /* FMULS */ 23:
      case /* FMULSU */ 24:
      case /* MULS */ 48:
      case /* MULSU */ 49:
        multiply(data, opcode);
        cycles++;
        break;
      case /* MOV */ 45:
        data[d] = data[r]!;
        break;
      case /* MOVW */ 46: {
        const from = (opcode & 0xf) * 2;
        const to = (d & 0xf) * 2;
        data[to] = data[from]!;
        data[to + 1] = data[from + 1]!;
        break;
      }
      case /* SWAP */ 81:
        data[d] = (data[d]! << 4) | (data[d]! >> 4);
        break;
      case /* LDI */ 30:
        data[(d & 0xf) | 0x10] = immediate(opcode);
        break;
      case /* IN */ 27:
        address = ((opcode & 0xf) | ((opcode >> 5) & 0x30)) + IO_START;
        break;
      case /* OUT */ 53:
        address = ((opcode & 0xf) | ((opcode >> 5) & 0x30)) + IO_START;
        value = data[d]!;
        break;
      case /* LDS */ 31:
        cycles++;
        address = progMem[(pc + 1) & PC_MASK]!;
        pc++;
        break;
      case /* STS */ 69:
        address = progMem[(pc + 1) & PC_MASK]!;
        value = data[d]!;
        pc++;
        break;
      case /* LD_X */ 32:
        cycles++;
        address = pair(data, 26);
        break;
      case /* LD_X_INC */ 33:
      case /* LD_Y_INC */ 35:
      case /* LD_Z_INC */ 38: {
        cycles++;
        const pointer = pointerOf(opcode);
        address = pair(data, pointer);
        setPair(data, pointer, address + 1);
        break;
      }
      case /* LD_X_DEC */ 34:
      case /* LD_Y_DEC */ 36:
      case /* LD_Z_DEC */ 39: {
        cycles++;
        const pointer = pointerOf(opcode);
        address = (pair(data, pointer) - 1) & 0xffff;
        setPair(data, pointer, address);
        break;
      }
      case /* LDD_Y */ 37:
      case /* LDD_Z */ 40:
        cycles++;
        address = pair(data, 30 - ((opcode >> 2) & 2)) + displacement(opcode);
        break;
      case /* ST_X */ 70:
        address = pair(data, 26);
        value = data[d]!;
        break;
      case /* ST_X_INC */ 71:
      case /* ST_Y_INC */ 73:
      case /* ST_Z_INC */ 76: {
        const pointer = pointerOf(opcode);
        address = pair(data, pointer);
        value = data[d]!;
        setPair(data, pointer, address + 1);
        break;
      }
      case /* ST_X_DEC */ 72:
      case /* ST_Y_DEC */ 74:
      case /* ST_Z_DEC */ 77: {
        const pointer = pointerOf(opcode);
        address = (pair(data, pointer) - 1) & 0xffff;
        value = data[d]!;
        setPair(data, pointer, address);
        break;
      }
      case /* STD_Y */ 75:
      case /* STD_Z */ 78:
        address = pair(data, 30 - ((opcode >> 2) & 2)) + displacement(opcode);
        value = data[d]!;
        break;
      case /* LPM_R0 */ 41:
        data[0] = progBytes[pair(data, 30) & FLASH_MASK]!;
        cycles += 2;
        break;
      case /* LPM */ 42:
        data[d] = progBytes[pair(data, 30) & FLASH_MASK]!;
        cycles += 2;
        break;
      case /* LPM_INC */ 43: {
        const z = pair(data, 30);
        data[d] = progBytes[z & FLASH_MASK]!;
        setPair(data, 30, z + 1);
        cycles += 2;
        break;
      }
      case /* POP */ 54: {
        const sp = pair(data, SPL) + 1;
        setPair(data, SPL, sp);
        data[d] = data[sp]!;
        cycles++;
        break;
      }
      case /* PUSH */ 55: {
        const sp = pair(data, SPL);
        data[sp] = data[d]!;
        setPair(data, SPL, sp - 1);
        cycles++;
        break;
      }
      case /* WDR */ 82:
        cpu.cycles = cycles;
        cpu.onWatchdogReset();
        bound = -1;
        break;
    }
    if (address >= 0) {
      if (value < 0) {
        if (address >= IO_END || !readHooks[address]) {
          data[d] = data[address]!;
        } else {
          cpu.pc = pc;
          cpu.cycles = cycles;
          data[d] = cpu.readData(address);
          cycles = cpu.cycles;
          bound = -1;
        }
      } else {
        if (address >= IO_END || !writeHooks[address]) {
          data[address] = value;
        } else {
          cpu.pc = pc;
          cpu.cycles = cycles;
          cpu.writeData(address, value);
          cycles = cpu.cycles;
          bound = -1;
        }
        // All stores but OUT take two cycles.
        if ((opcode & 0xf800) !== 0xb800) cycles++;
      }
    } else if (skips) {
      const words = isLong(progMem[(pc + 1) & PC_MASK]!) ? 2 : 1;
      pc += words;
      cycles += words;
    }
    pc = (pc + 1) & PC_MASK;
    cycles++;
    if (cycles >= bound || (waiting && enabled)) {
      cpu.pc = pc;
      cpu.cycles = cycles;
      // The instruction behind the one that allows interrupts is carried out first: compilers write the stack pointer's other half there.
      const late = !enabled && data[SREG]! & I;
      if (late) data[SREG] = data[SREG]! & ~I;
      cpu.tick();
      if (late) data[SREG] = data[SREG]! | I;
      pc = cpu.pc;
      cycles = cpu.cycles;
      if (cycles >= control.limit || control.slow) return;
      waiting = cpu.nextInterrupt >= 0;
      bound = Math.min(events.nextClockEvent?.cycles ?? Infinity, control.limit);
    }
  }
}
