import { expect, it } from 'vitest';
import { EarlyText } from './early-text.ts';
import { encodeFrame } from './frames.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FRAME = encodeFrame({ type: 3, number: 7, payload: Uint8Array.of(1, 0, 2, 0, 0, 104, 105) });
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

it('gives the text before the first frame, in whatever pieces it comes', () => {
  const all = join(bytes('你好, kite\r\n温度\t25\n'), FRAME);
  for (let cut = 0; cut <= all.length; cut++) {
    const early = new EarlyText();
    const told = [early.push(all.subarray(0, cut)), early.push(all.subarray(cut))].filter((text) => text !== null);
    expect(told).toEqual(['你好, kite\r\n温度\t25\n']);
  }
});

it('gives it once: what follows comes in frames', () => {
  const early = new EarlyText();
  expect(early.push(FRAME)).toBe('');
  expect(early.push(join(bytes('late'), FRAME))).toBeNull();
});

it('is not fooled by the end of a frame that began earlier, by noise, or by binary', () => {
  const early = new EarlyText();
  expect(early.push(FRAME.subarray(3))).toBeNull();
  expect(early.push(join(bytes('half a wo'), Uint8Array.of(0)))).toBeNull();
  expect(early.push(join(Uint8Array.of(0xe4, 0xbd), FRAME))).toBe('');
  expect(new EarlyText().push(join(Uint8Array.of(7, 104, 105), FRAME))).toBe('');
});

it('keeps the end of what is very long', () => {
  const early = new EarlyText();
  for (let i = 0; i < 2000; i++) early.push(bytes('0123456789'));
  const text = early.push(FRAME)!;
  expect(text.length).toBeGreaterThan(8000);
  expect(text.length).toBeLessThanOrEqual(8192);
  expect(text.endsWith('89')).toBe(true);
});
