import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assembleUno,
  decodeUnoImage,
  disassembleUno,
  isBf16,
  sealUnoImage,
  UNO_IMAGE,
  UNO_INSTRUCTIONS,
  UNO_OPCODES,
  UNO_PINS,
  UNO_PROGRAM_CAPACITY,
  type UnoAssembly,
} from './index.ts';

const BLINK: UnoAssembly = {
  hats: [
    { kind: 'started', stack: 4, entry: 'blink' },
    { kind: 'pinFalling', parameter: 2, stack: 3, entry: 'pressed' },
  ],
  globals: [1.5, { text: 'hello' }],
  lists: [{ capacity: 16, items: [1, 2, 3] }, { capacity: 4 }],
  strip: 8,
  seed: 7,
  code: [
    { label: 'blink' },
    ['DIGITAL_HIGH', 13],
    ['PUSH_BF16', 0.5],
    ['WAIT'],
    ['GET_LOCAL', -2],
    ['YIELD_JUMP', 'blink'],
    { label: 'pressed' },
    ['TEXT_BEGIN', 0],
    ['TEXT_CONSTANT', 'hello'],
    ['TEXT_END', 0],
    ['END'],
  ],
};

describe('the image', () => {
  it('comes back as it was assembled', () => {
    const { image, offsets } = unwrap(assembleUno(BLINK));
    const decoded = unwrap(decodeUnoImage(image));
    expect(decoded.hats).toEqual([
      { kind: 'started', parameter: 0, stack: 4, entry: offsets[0] },
      { kind: 'pinFalling', parameter: 2, stack: 3, entry: offsets[6] },
    ]);
    expect(decoded.globals[0]).toBe(1.5);
    expect(decoded.lists).toEqual([
      { capacity: 16, items: [1, 2, 3] },
      { capacity: 4, items: [] },
    ]);
    expect(decoded).toMatchObject({ strip: 8, seed: 7 });
  });

  it('can be read by people', () => {
    const text = disassembleUno(unwrap(decodeUnoImage(unwrap(assembleUno(BLINK)).image)));
    for (const line of [
      'DIGITAL_HIGH D13',
      'PUSH_BF16 0.5',
      'GET_LOCAL -2',
      'TEXT_CONSTANT "hello"',
      'TEXT_BEGIN serial',
    ])
      expect(text).toContain(line);
  });

  it('ignores what follows it in the last page', () => {
    const { image } = unwrap(assembleUno(BLINK));
    const page = new Uint8Array(256).fill(0xff);
    page.set(image);
    expect(decodeUnoImage(page).ok).toBe(true);
  });

  it('is refused when it is missing, of another format or damaged in any byte', () => {
    const codeOf = (bytes: Uint8Array) => {
      const result = decodeUnoImage(bytes);
      return result.ok ? 'ok' : result.error.code;
    };
    expect(codeOf(new Uint8Array(128).fill(0xff))).toBe('image-missing');
    expect(codeOf(new Uint8Array(3))).toBe('image-missing');
    const { image } = unwrap(assembleUno(BLINK));
    for (let at = 0; at < image.length; at++) {
      const damaged = image.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      expect(codeOf(damaged)).not.toBe('ok');
    }
    expect(codeOf(image.subarray(0, image.length - 1))).toBe('image-damaged');
  });

  it('never makes the decoder throw, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 400 }), (tail) => {
        const bytes = new Uint8Array(8 + tail.length + 20);
        bytes.set([0x50, 0x4b, 0x55, 0x31]);
        bytes.set(tail, 11);
        sealUnoImage(bytes);
        bytes[10] = UNO_IMAGE.format;
        decodeUnoImage(bytes);
        sealUnoImage(bytes);
        decodeUnoImage(bytes);
        return true;
      }),
      { numRuns: process.env.PAPERKITE_DEEP ? 10_000 : 500 },
    );
  });

  it('is not made when the program needs more than the board has', () => {
    const big = assembleUno({ ...BLINK, lists: Array.from({ length: 3 }, () => ({ capacity: 64 })) });
    expect(big.ok ? null : big.error.code).toBe('program-too-big');
    const long = assembleUno({
      ...BLINK,
      code: [...BLINK.code, ...Array.from({ length: UNO_PROGRAM_CAPACITY }, () => ['YIELD'] as const)],
    });
    expect(long.ok ? null : long.error.code).toBe('program-too-long');
  });
});

describe('the tables', () => {
  it('give every instruction a code of its own', () => {
    expect(new Set(Object.values(UNO_OPCODES)).size).toBe(UNO_INSTRUCTIONS.length);
    expect(UNO_OPCODES.END).toBe(0);
    expect(UNO_INSTRUCTIONS.length).toBeLessThan(255);
  });

  it('number the pins as Arduino does', () => {
    expect(UNO_PINS.map((pin) => pin.name).join(' ')).toBe(
      'D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 A0 A1 A2 A3 A4 A5',
    );
    expect(UNO_PINS[13]).toMatchObject({ port: 'B', bit: 5, pwm: null });
  });

  it('know which numbers fit into sixteen bits', () => {
    expect([0, 1, 256, -0.5, 1000, Infinity].every(isBf16)).toBe(true);
    expect([0.1, 257, 1001].some(isBf16)).toBe(false);
  });
});
