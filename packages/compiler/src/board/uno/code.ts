import {
  UNO_INSTRUCTIONS,
  UNO_OPCODES,
  type UnoInstruction,
  type UnoLabel,
  type UnoOpcode,
} from '@paperkite/boards/uno';

/** A call seen from its caller: how many cells of the caller's frame are in use when it happens, arguments included. */
interface Call {
  depth: number;
  callee: string;
}

/**
 * The code of one script or my-block while it is written. It follows the stack, so that locals have numbers and the machine
 * knows how many cells a script needs.
 */
export class Code {
  readonly items: { item: UnoLabel | UnoInstruction; block: string }[] = [];
  readonly calls: Call[] = [];
  /** Cells of the frame in use here. */
  depth = 0;
  /** Most cells of the frame ever in use, without those of callees. */
  most = 0;
  /** Block that what is written next belongs to. */
  block = '';
  /** Number of the my-block's arguments, which lie below the frame. */
  readonly parameters: number;
  private readonly fresh: () => string;

  constructor(fresh: () => string, parameters: number) {
    this.fresh = fresh;
    this.parameters = parameters;
  }

  label(name: string): void {
    this.items.push({ item: { label: name }, block: this.block });
  }

  /** A name for a place that nothing has yet. */
  newLabel(): string {
    return this.fresh();
  }

  put(name: UnoOpcode, ...operands: (number | string)[]): void {
    this.items.push({ item: [name, ...operands], block: this.block });
    const { pops, pushes } = UNO_INSTRUCTIONS[UNO_OPCODES[name]]!;
    if (name === 'RESERVE') this.push(Number(operands[0]));
    else this.push(pushes - (pops === 'count' ? Number(operands.at(-1)) : pops));
  }

  /** Calls with the arguments on the stack; they are gone afterwards, and a value lies there if it gives one. */
  call(callee: string, count: number, givesValue: boolean): void {
    this.calls.push({ depth: this.depth, callee });
    this.items.push({ item: ['CALL', callee, count], block: this.block });
    this.push((givesValue ? 1 : 0) - count);
  }

  /** Counts cells that an instruction leaves in a way that its row does not say. */
  push(cells: number): void {
    this.depth += cells;
    this.most = Math.max(this.most, this.depth);
  }
}
