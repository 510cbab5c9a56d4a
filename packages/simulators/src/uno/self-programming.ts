import type { CPU } from 'avr8js';

/**
 * SPM: the chip writing its own flash, which avr8js leaves out. A page takes its 4.5 ms (the datasheet's longest), the section below
 * 0x7000 reads as 0xFF until it is enabled again, and code above it stands still while its own section is written.
 * @see ATmega328P datasheet, 27 Boot Loader Support
 */

const SPMCSR = 0x57;
const SPMIE = 0x80;
const RWWSB = 0x40;
const SIGRD = 0x20;
const RWWSRE = 0x10;
const BLBSET = 0x08;
const PGWRT = 0x04;
const PGERS = 0x02;
const SPMEN = 0x01;
const OPERATION = SIGRD | RWWSRE | BLBSET | PGWRT | PGERS | SPMEN;

/** Cycles in which SPM (or LPM, for fuses and signature) must follow the writing of SPMCSR. */
const WINDOW = 4;
const PAGE_BYTES = 128;
const PAGE_MICROSECONDS = 4500;
/** Bytes from here on are the section that cannot be read while it is written: the CPU stands still instead. */
const NO_READ_WHILE_WRITE = 0x7000;

const SPM = 0x95e8;
const SPM_INCREMENT = 0x95f8;

/** What a real chip has in its fuse, lock and signature bytes, as LPM reads them. */
export interface ChipBytes {
  readonly fuses: { readonly low: number; readonly high: number; readonly extended: number };
  readonly signature: readonly [number, number, number];
  lock: number;
}

export class SelfProgramming {
  readonly #cpu: CPU;
  readonly #flash: Uint8Array;
  readonly #bytes: ChipBytes;
  readonly #bootStart: number;
  readonly #pageCycles: number;
  readonly #onArmed: () => void;
  readonly #buffer = new Uint8Array(PAGE_BYTES).fill(0xff);
  readonly #filled = new Set<number>();
  #armedUntil = -1;
  #busyUntil = -1;

  /**
   * `flash` is what the chip keeps; `cpu.progBytes` is what it can read at this moment. `bootStart` is the byte address from which SPM
   * works at all. `onArmed` is called when the next instructions must be shown to `intercept`.
   */
  constructor(
    cpu: CPU,
    options: {
      flash: Uint8Array;
      bytes: ChipBytes;
      bootStart: number;
      frequency: number;
      onArmed: () => void;
    },
  ) {
    this.#cpu = cpu;
    this.#flash = options.flash;
    this.#bytes = options.bytes;
    this.#bootStart = options.bootStart;
    this.#pageCycles = Math.round((PAGE_MICROSECONDS / 1e6) * options.frequency);
    this.#onArmed = options.onArmed;
    cpu.writeHooks[SPMCSR] = (value, old) => {
      // Nothing but the interrupt's switch can be changed while a page is being erased or written.
      if (cpu.cycles < this.#busyUntil) {
        cpu.data[SPMCSR] = (old & ~SPMIE) | (value & SPMIE);
        return true;
      }
      cpu.data[SPMCSR] = (old & RWWSB) | (value & (SPMIE | OPERATION));
      if (value & SPMEN) {
        this.#armedUntil = cpu.cycles + WINDOW;
        this.#onArmed();
      }
      return true;
    };
  }

  /** Whether instructions still have to be shown to `intercept`; closes the window once it is over. */
  get armed(): boolean {
    if (this.#armedUntil < 0) return false;
    if (this.#cpu.cycles <= this.#armedUntil + 1) return true;
    this.#disarm();
    return false;
  }

  /** Carries out the next instruction if it is one of ours; otherwise leaves it to the CPU and answers false. */
  intercept(): boolean {
    const cpu = this.#cpu;
    const opcode = cpu.progMem[cpu.pc]!;
    if (opcode === SPM || opcode === SPM_INCREMENT) {
      if (cpu.pc * 2 >= this.#bootStart) this.#program(opcode === SPM_INCREMENT);
      this.#step(1);
      return true;
    }
    const byte = this.#readSpecial(opcode);
    if (byte === null) return false;
    cpu.data[opcode === 0x95c8 ? 0 : (opcode >> 4) & 0x1f] = byte;
    this.#disarm();
    this.#step(3);
    return true;
  }

  #program(increment: boolean): void {
    const cpu = this.#cpu;
    const operation = cpu.data[SPMCSR]! & OPERATION;
    const z = cpu.dataView.getUint16(30, true);
    switch (operation) {
      case SPMEN:
        this.#fill(z & (PAGE_BYTES - 2));
        break;
      case PGERS | SPMEN:
        this.#change(z, () => 0xff);
        return;
      case PGWRT | SPMEN:
        this.#change(z, (old, offset) => old & this.#buffer[offset]!);
        this.#emptyBuffer();
        return;
      case RWWSRE | SPMEN:
        this.#emptyBuffer();
        cpu.progBytes.set(this.#flash);
        cpu.data[SPMCSR] = cpu.data[SPMCSR]! & ~RWWSB;
        break;
      case BLBSET | SPMEN:
        this.#bytes.lock &= cpu.data[0]! | 0xc3;
        break;
    }
    if (increment) cpu.dataView.setUint16(30, z + 2, true);
    this.#disarm();
  }

  /** A word can be filled in once; the chip ignores a second filling until the buffer is emptied. */
  #fill(offset: number): void {
    if (this.#filled.has(offset)) return;
    this.#filled.add(offset);
    this.#buffer[offset] = this.#cpu.data[0]!;
    this.#buffer[offset + 1] = this.#cpu.data[1]!;
  }

  #emptyBuffer(): void {
    this.#buffer.fill(0xff);
    this.#filled.clear();
  }

  #change(z: number, newByte: (old: number, offset: number) => number): void {
    const cpu = this.#cpu;
    const page = z & 0x7fff & ~(PAGE_BYTES - 1);
    for (let offset = 0; offset < PAGE_BYTES; offset++) {
      this.#flash[page + offset] = newByte(this.#flash[page + offset]!, offset);
    }
    this.#armedUntil = -1;
    if (page >= NO_READ_WHILE_WRITE) {
      cpu.progBytes.set(this.#flash.subarray(page, page + PAGE_BYTES), page);
      cpu.cycles += this.#pageCycles;
      this.#disarm();
      return;
    }
    cpu.progBytes.fill(0xff, 0, NO_READ_WHILE_WRITE);
    cpu.data[SPMCSR] = cpu.data[SPMCSR]! | RWWSB;
    this.#busyUntil = cpu.cycles + this.#pageCycles;
    cpu.addClockEvent(() => {
      this.#busyUntil = -1;
      this.#disarm();
    }, this.#pageCycles);
  }

  #disarm(): void {
    this.#armedUntil = -1;
    if (this.#cpu.cycles < this.#busyUntil) return;
    this.#cpu.data[SPMCSR] = this.#cpu.data[SPMCSR]! & ~OPERATION;
  }

  /** The fuse, lock or signature byte that an LPM at this moment reads, or null if the instruction is no such LPM. */
  #readSpecial(opcode: number): number | null {
    const isLpm = opcode === 0x95c8 || (opcode & 0xfe0f) === 0x9004;
    if (!isLpm) return null;
    const operation = this.#cpu.data[SPMCSR]! & OPERATION;
    const z = this.#cpu.dataView.getUint16(30, true);
    const { fuses, signature, lock } = this.#bytes;
    if (operation === (BLBSET | SPMEN)) return [fuses.low, lock, fuses.extended, fuses.high][z] ?? null;
    if (operation === (SIGRD | SPMEN)) return z % 2 === 0 ? (signature[z / 2] ?? 0xff) : 0xff;
    return null;
  }

  #step(cycles: number): void {
    this.#cpu.pc = (this.#cpu.pc + 1) % this.#cpu.progMem.length;
    this.#cpu.cycles += cycles;
  }
}
