import { UNO_INSTRUCTIONS, UNO_OPERAND_BYTES, UNO_PIN_MODES, UNO_SINKS, type UnoOperand } from './isa.ts';
import { UNO_PINS } from './pins.ts';
import type { UnoImage } from './image.ts';

/**
 * The image as text, one instruction a line with its offset, for people who debug the compiler or the machine. Constants after the
 * code are listed as if they were instructions, up to the image's end; an unknown code is shown as a byte.
 */
export function disassembleUno(image: UnoImage): string {
  const { bytes, codeStart } = image;
  const lines = image.hats.map(
    (hat, index) =>
      `script ${String(index)}: ${hat.kind} ${String(hat.parameter)}, stack ${String(hat.stack)}, entry ${hex(hat.entry)}`,
  );
  image.globals.forEach((value, index) => lines.push(`variable ${String(index)}: ${String(value)}`));
  image.lists.forEach((list, index) =>
    lines.push(`list ${String(index)}: ${String(list.capacity)} [${list.items.join(', ')}]`),
  );
  for (let at = codeStart; at < bytes.length;) {
    const code = bytes[at] ?? 0;
    const instruction = UNO_INSTRUCTIONS[code];
    const size = 1 + (instruction?.operands ?? []).reduce((sum, kind) => sum + UNO_OPERAND_BYTES[kind], 0);
    if (!instruction || at + size > bytes.length) {
      lines.push(`${hex(at)}  byte ${String(code)}`);
      at += 1;
      continue;
    }
    const parts: string[] = [];
    let operandAt = at + 1;
    for (const kind of instruction.operands) {
      parts.push(operandText(kind, bytes, operandAt));
      operandAt += UNO_OPERAND_BYTES[kind];
    }
    lines.push(`${hex(at)}  ${[instruction.name, ...parts].join(' ')}`);
    at += size;
  }
  return `${lines.join('\n')}\n`;
}

const hex = (offset: number): string => offset.toString(16).padStart(4, '0');

function operandText(kind: UnoOperand, bytes: Uint8Array, at: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u8 = bytes[at] ?? 0;
  switch (kind) {
    case 'code':
      return hex(view.getUint16(at, true));
    case 'text':
      return textAt(bytes, view.getUint16(at, true));
    case 'f32':
      return String(view.getFloat32(at, true));
    case 'bf16': {
      const wide = new DataView(new ArrayBuffer(4));
      wide.setUint16(0, view.getUint16(at, true));
      return String(wide.getFloat32(0));
    }
    case 'local':
      return String(view.getInt8(at));
    case 'pin':
      return UNO_PINS[u8]?.name ?? String(u8);
    case 'mode':
      return nameOf(UNO_PIN_MODES, u8);
    case 'sink':
      return nameOf(UNO_SINKS, u8);
    default:
      return String(u8);
  }
}

function nameOf(names: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(names).find((name) => names[name] === value) ?? String(value);
}

function textAt(bytes: Uint8Array, offset: number): string {
  if (offset === 0) return '""';
  const length = bytes[offset] ?? 0;
  return JSON.stringify(new TextDecoder().decode(bytes.subarray(offset + 1, offset + 1 + length)));
}
