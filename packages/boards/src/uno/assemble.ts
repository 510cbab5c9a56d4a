import { assert, err, ok, type Result } from '@paperkite/kernel';
import { sealUnoImage, UNO_HATS, UNO_IMAGE, unoCodeStart, UnoImageError, type UnoHatKind } from './image.ts';
import { UNO_INSTRUCTIONS, UNO_OPCODES, UNO_OPERAND_BYTES, type UnoOpcode, type UnoOperand } from './isa.ts';
import { UNO_LIMITS, UNO_PROGRAM_CAPACITY, UNO_RAM, unoArenaBytes } from './memory-map.ts';

/** A place in the code that jumps and calls name. */
export interface UnoLabel {
  readonly label: string;
}

/**
 * An instruction with its operands in order: a label's name for `code`, the text itself for `text`, numbers otherwise. `bf16`
 * and `f32` take the number itself; `bf16` must be exact (`isBf16`).
 */
export type UnoInstruction = readonly [UnoOpcode, ...(number | string)[]];

/** A program in symbols, as the compiler emits it. */
export interface UnoAssembly {
  readonly hats: readonly { kind: UnoHatKind; parameter?: number; stack: number; entry: string }[];
  /** Values at the start; a text variable starts as `{ text }`. */
  readonly globals?: readonly (number | { readonly text: string })[];
  readonly lists?: readonly { capacity: number; items?: readonly number[] }[];
  /** LEDs to reserve memory for, 0 without a strip. */
  readonly strip?: number;
  /** u32; 0 or left out: another sequence of random numbers at each start. */
  readonly seed?: number;
  readonly code: readonly (UnoLabel | UnoInstruction)[];
}

export interface AssembledUno {
  readonly image: Uint8Array;
  /** For each element of `code` its offset in the image (a label's is that of what follows): the key to a source map. */
  readonly offsets: readonly number[];
}

/** Whether `PUSH_BF16` holds this number exactly. */
export function isBf16(value: number): boolean {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return Object.is(view.getFloat32(0), value) && view.getUint16(2) === 0;
}

/**
 * Makes the image. Fails with `program-too-long` or `program-too-big`, which depend on what a child built; labels and operands that
 * do not fit are the compiler's bugs and throw. Text constants that are the same are stored once.
 */
export function assembleUno(program: UnoAssembly): Result<AssembledUno, UnoImageError> {
  const { hats, globals = [], lists = [], strip = 0, seed = 0, code } = program;
  const tooBig = findExcess(program);
  if (tooBig) return err(tooBig);

  const codeStart = unoCodeStart(hats.length, globals.length, lists.length);
  const offsets: number[] = [];
  const labels = new Map<string, number>();
  let end = codeStart;
  for (const item of code) {
    offsets.push(end);
    if ('label' in item) {
      assert(!labels.has(item.label), `label ${item.label} stands twice`);
      labels.set(item.label, end);
    } else end += instructionBytes(item[0]);
  }
  // A hat whose entry is a label at the very end still needs an instruction there.
  end += 1;

  const constants: number[] = [];
  const texts = new Map<string, number>();
  const textOffset = (text: string): number => {
    if (text === '') return 0;
    const known = texts.get(text);
    if (known !== undefined) return known;
    const encoded = new TextEncoder().encode(text);
    assert(encoded.length <= UNO_LIMITS.text, `text constant of ${String(encoded.length)} bytes`);
    const offset = end + constants.length;
    constants.push(encoded.length, ...encoded);
    texts.set(text, offset);
    return offset;
  };
  const labelOffset = (label: string | number): number => {
    const offset = labels.get(String(label));
    assert(offset !== undefined, `no label ${String(label)}`);
    return offset;
  };

  const writer = new ByteWriter();
  for (const item of code) {
    if ('label' in item) continue;
    const [name, ...operands] = item;
    const shape = UNO_INSTRUCTIONS[UNO_OPCODES[name]];
    assert(shape?.operands.length === operands.length, `${name} has other operands`);
    writer.u8(UNO_OPCODES[name]);
    shape.operands.forEach((kind, index) => {
      const operand = operands[index] as number | string;
      if (kind === 'code') writer.u16(labelOffset(operand));
      else if (kind === 'text') writer.u16(textOffset(String(operand)));
      else writeNumber(writer, kind, Number(operand));
    });
  }
  writer.u8(UNO_OPCODES.END);

  const tables = new ByteWriter();
  for (const hat of hats) {
    tables.u8(UNO_HATS[hat.kind]);
    tables.u8(hat.parameter ?? 0);
    tables.u8(hat.stack);
    tables.u16(labelOffset(hat.entry));
  }
  for (const value of globals) tables.f32(typeof value === 'number' ? value : textOffset(value.text));
  for (const { capacity, items = [] } of lists) {
    tables.u8(capacity);
    tables.u8(items.length);
    tables.u16(items.length > 0 ? end + constants.length : 0);
    const encoded = new ByteWriter();
    for (const item of items) encoded.f32(item);
    constants.push(...encoded.bytes);
  }

  const length = end + constants.length + UNO_IMAGE.tailBytes;
  if (length > UNO_PROGRAM_CAPACITY) {
    return err(new UnoImageError('program-too-long', { needed: length, limit: UNO_PROGRAM_CAPACITY }));
  }
  const image = new Uint8Array(length);
  const view = new DataView(image.buffer);
  view.setUint32(0, UNO_IMAGE.magic, true);
  image.set([UNO_IMAGE.format, hats.length, globals.length, lists.length, strip], 10);
  view.setUint32(16, seed >>> 0, true);
  image.set(tables.bytes, UNO_IMAGE.headerBytes);
  image.set(writer.bytes, codeStart);
  image.set(constants, end);
  sealUnoImage(image);
  return ok({ image, offsets });
}

function findExcess({ hats, globals = [], lists = [], strip = 0 }: UnoAssembly): UnoImageError | null {
  const counts: [number, number][] = [
    [hats.length, UNO_LIMITS.hats],
    [globals.length, UNO_LIMITS.globals],
    [lists.length, UNO_LIMITS.lists],
    [strip, UNO_LIMITS.strip],
    [Math.max(0, ...lists.map((list) => Math.max(list.capacity, list.items?.length ?? 0))), UNO_LIMITS.listCapacity],
    [Math.max(0, ...hats.map((hat) => hat.stack)), UNO_LIMITS.stack],
    [
      unoArenaBytes({
        stacks: hats.map((hat) => hat.stack),
        globals: globals.length,
        lists: lists.map((list) => list.capacity),
        strip,
      }),
      UNO_RAM.arena,
    ],
  ];
  const excess = counts.find(([needed, limit]) => needed > limit);
  return excess ? new UnoImageError('program-too-big', { needed: excess[0], limit: excess[1] }) : null;
}

function instructionBytes(name: UnoOpcode): number {
  const operands = UNO_INSTRUCTIONS[UNO_OPCODES[name]]?.operands ?? [];
  return operands.reduce((sum, kind) => sum + UNO_OPERAND_BYTES[kind], 1);
}

function writeNumber(writer: ByteWriter, kind: UnoOperand, value: number): void {
  if (kind === 'f32') return writer.f32(value);
  if (kind === 'bf16') {
    assert(isBf16(value), `${String(value)} is no bf16`);
    return writer.bf16(value);
  }
  const [low, high] = kind === 'local' ? [-128, 127] : [0, 255];
  assert(Number.isInteger(value) && value >= low && value <= high, `${kind} operand ${String(value)}`);
  writer.u8(value & 0xff);
}

class ByteWriter {
  readonly bytes: number[] = [];

  u8(value: number): void {
    this.bytes.push(value);
  }

  u16(value: number): void {
    this.bytes.push(value & 0xff, value >>> 8);
  }

  f32(value: number): void {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value, true);
    this.bytes.push(...new Uint8Array(view.buffer));
  }

  bf16(value: number): void {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    this.u16(view.getUint16(0));
  }
}
