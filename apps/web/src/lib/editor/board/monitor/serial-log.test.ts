import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SerialLog } from './serial-log.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const shown = (log: SerialLog): string[] => log.lines.map(({ text }) => text);

it('puts lines together however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll(/[\r\n\ufeff]/g, '')),
        {
          maxLength: 8,
        },
      ),
      fc.array(fc.nat(60), { maxLength: 8 }),
      (lines, cuts) => {
        const whole = bytes(lines.map((line) => `${line}\r\n`).join(''));
        const log = new SerialLog();
        const finished: string[] = [];
        let from = 0;
        for (const to of [...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length]) {
          finished.push(...log.receive(whole.subarray(from, to), 0));
          from = to;
        }
        expect(finished).toEqual(lines);
        expect(shown(log)).toEqual(finished);
      },
    ),
  );
});

it('shows a line before it is finished, and goes on with it', () => {
  const log = new SerialLog();
  expect(log.receive(bytes('temp'), 10)).toEqual([]);
  expect(shown(log)).toEqual(['temp']);
  expect(log.receive(bytes(': 21\nnext'), 20)).toEqual(['temp: 21']);
  expect(log.lines.map(({ text, at }) => [text, at])).toEqual([
    ['temp: 21', 10],
    ['next', 20],
  ]);
});

it('gives no line that has a hole', () => {
  const log = new SerialLog();
  expect(log.receive(bytes('knob:1\nknob:2 cm:'), 0)).toEqual(['knob:1']);
  log.interrupt();
  expect(log.receive(bytes('00\nknob:3\n'), 1)).toEqual(['knob:3']);
  expect(shown(log)).toEqual(['knob:1', 'knob:2 cm:', '00', 'knob:3']);
});

it('keeps empty lines, and marks what was sent', () => {
  const log = new SerialLog();
  log.receive(bytes('\n\na\n'), 0);
  log.send('go', 5);
  log.receive(bytes('b'), 6);
  expect(log.lines.map(({ text, sent }) => [text, sent])).toEqual([
    ['', false],
    ['', false],
    ['a', false],
    ['go', true],
    ['b', false],
  ]);
});

it('breaks a line without end and forgets the oldest lines', () => {
  const log = new SerialLog();
  log.receive(bytes('x'.repeat(1_000_000)), 0);
  for (let at = 0; at < 5000; at++) log.receive(bytes(`${at}\n`), at);
  expect(log.lines.length).toBeLessThanOrEqual(2200);
  expect(Math.max(...log.lines.map(({ text }) => text.length))).toBeLessThanOrEqual(500);
  expect(log.lines.at(-1)?.text).toBe('4999');
});

it('does not stumble over bytes that are no text', () => {
  const log = new SerialLog();
  log.receive(new Uint8Array([0xff, 0x00, 0xc3, 0x0a]), 0);
  expect(log.lines).toHaveLength(1);
});
