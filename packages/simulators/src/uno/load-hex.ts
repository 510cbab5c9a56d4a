import { SimulatorError } from '../errors.ts';

interface Segment {
  readonly address: number;
  readonly data: Uint8Array;
}

/** The data of an Intel HEX in the order of its lines. @throws SimulatorError `bad-hex` with the line */
function parseHex(hex: string): Segment[] {
  const segments: Segment[] = [];
  let base = 0;
  for (const [index, line] of hex.split(/\r?\n/).entries()) {
    const text = line.trim();
    if (text === '') continue;
    const fail = (): SimulatorError => new SimulatorError('bad-hex', { line: index + 1 });
    if (!/^:(?:[0-9a-f]{2}){5,}$/i.test(text)) throw fail();
    const bytes = Uint8Array.from(text.slice(1).match(/../g)!, (pair) => Number.parseInt(pair, 16));
    const [count, high, low, type] = bytes as unknown as [number, number, number, number];
    if (bytes.length !== count + 5 || bytes.reduce((sum, byte) => sum + byte, 0) % 256 !== 0) throw fail();
    const data = bytes.subarray(4, 4 + count);
    if (type === 0) segments.push({ address: base + ((high << 8) | low), data });
    else if (type === 1) return segments;
    else if (type === 2) base = ((data[0]! << 8) | data[1]!) * 16;
    else if (type === 4) base = ((data[0]! << 8) | data[1]!) * 65536;
    else if (type !== 3 && type !== 5) throw fail();
  }
  throw new SimulatorError('bad-hex', { line: 0 });
}

function lay(memory: Uint8Array, segments: readonly Segment[]): void {
  for (const { address, data } of segments) {
    if (address + data.length > memory.length) throw new SimulatorError('bad-hex', { address });
    memory.set(data, address);
  }
}

/** Lays the bytes of an Intel HEX over `memory`. @throws SimulatorError `bad-hex` */
export const layHex = (memory: Uint8Array, hex: string): void => lay(memory, parseHex(hex));

/**
 * Lays a bootloader over `flash` and answers the byte address at which it begins. One that reaches beyond the end is moved down to the
 * next larger boot section: Debian's Optiboot is linked for 512 bytes but built with 532 by today's compiler, and such code runs
 * at any address. @throws SimulatorError `bad-hex`
 */
export function layBootloader(flash: Uint8Array, hex: string): number {
  const segments = parseHex(hex);
  const first = segments[0];
  if (!first) throw new SimulatorError('bad-hex', { line: 0 });
  const code = [first];
  for (const segment of segments.slice(1)) {
    const last = code.at(-1)!;
    if (segment.address === last.address + last.data.length) code.push(segment);
  }
  const end = code.at(-1)!.address + code.at(-1)!.data.length;
  if (end <= flash.length) {
    lay(flash, segments);
    return first.address;
  }
  const start = flash.length - 2 ** Math.ceil(Math.log2(end - first.address));
  lay(
    flash,
    code.map(({ address, data }) => ({ address: address - first.address + start, data })),
  );
  lay(
    flash,
    segments.filter((segment) => !code.includes(segment)),
  );
  return start;
}
