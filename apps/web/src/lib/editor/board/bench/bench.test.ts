import fc from 'fast-check';
import { BOARD_PART_KINDS, type BoardPart, type BoardPartKind } from '@paperkite/project';
import { expect, it } from 'vitest';
import { PART_KINDS, partSize, stripCount } from './part-kinds.ts';
import { newPart, onBench, sharers } from './place-part.ts';
import { BENCH, UNO, UNO_PINS, unoPin } from './uno-layout.ts';
import { wiresOf } from './wires.ts';

const build = (kinds: readonly BoardPartKind[]): BoardPart[] =>
  kinds.reduce<BoardPart[]>((parts, kind, index) => [...parts, { id: `p${index}`, ...newPart(kind, parts) }], []);

const covers = (part: BoardPart, box: { x: number; y: number; width: number; height: number }): boolean => {
  const { width, height } = partSize(part.kind, part.settings);
  return part.x < box.x + box.width && box.x < part.x + width && part.y < box.y + box.height && box.y < part.y + height;
};

it('has a socket on the board for every pin that a part may be wired to', () => {
  for (const pin of [...UNO_PINS, '5V', 'GND']) expect(unoPin(pin), pin).toBeDefined();
  for (const { pins, power } of Object.values(PART_KINDS)) {
    for (const { allowed, wishes } of pins) for (const pin of [...allowed, ...wishes]) expect(UNO_PINS).toContain(pin);
    for (const { to } of power) expect(unoPin(to)).toBeDefined();
  }
});

it('puts one part of each kind beside the others, on pins of their own', () => {
  const parts = build(['led', 'button', 'potentiometer', 'servo', 'buzzer', 'ultrasonic', 'strip']);
  for (const part of parts) {
    expect(covers(part, UNO), part.kind).toBe(false);
    expect(onBench(part, part)).toEqual({ x: part.x, y: part.y });
    for (const name of Object.keys(part.pins)) expect(sharers(part, name, parts), part.kind).toEqual([]);
    for (const other of parts) {
      if (other !== part) expect(covers(part, { ...other, ...partSize(other.kind, other.settings) })).toBe(false);
    }
  }
});

it('covers as little as can be where there is no room, and leaves sliders on the bench', () => {
  const parts = build(['led', 'button', 'potentiometer', 'servo', 'buzzer', 'ultrasonic', 'strip', 'lcd']);
  const lcd = parts.at(-1)!;
  expect(covers(lcd, UNO)).toBe(false);
  const covered = parts.filter(
    (part) => part !== lcd && covers(lcd, { ...part, ...partSize(part.kind, part.settings) }),
  );
  expect(covered.length).toBeLessThanOrEqual(1);
  const knob = parts.find(({ kind }) => kind === 'potentiometer')!;
  const { y } = onBench(knob, { x: 0, y: 10_000 });
  expect(y + PART_KINDS.potentiometer.height + 50).toBeLessThan(BENCH.height);
});

it('places any number of parts on the bench, with every wire drawn', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...BOARD_PART_KINDS), { maxLength: 24 }), (kinds) => {
      const parts = build(kinds);
      for (const part of parts) {
        const { width, height } = partSize(part.kind, part.settings);
        expect(part.x).toBeGreaterThanOrEqual(0);
        expect(part.y).toBeGreaterThanOrEqual(0);
        expect(part.x + width).toBeLessThanOrEqual(BENCH.width);
        expect(part.y + height).toBeLessThanOrEqual(BENCH.height);
      }
      const wires = wiresOf(parts);
      const legs = parts.reduce(
        (sum, { kind }) => sum + PART_KINDS[kind].pins.length + PART_KINDS[kind].power.length,
        0,
      );
      expect(wires).toHaveLength(legs);
      expect(new Set(wires.map(({ key }) => key)).size).toBe(legs);
      for (const { path } of wires) expect(path).toMatch(/^M[-\d.]+ [-\d.]+C[-\d. ]+$/);
    }),
    { numRuns: 50 },
  );
});

it('names the parts that share a pin', () => {
  const [led, other] = build(['led', 'led']);
  const same = { ...other!, pins: { ...led!.pins } };
  expect(sharers(led!, 'A', [led!, same])).toEqual([same]);
});

it('draws no wire to a pin that the board does not have', () => {
  const [led] = build(['led']);
  expect(wiresOf([{ ...led!, pins: { A: 'P0' } }]).filter(({ to }) => to === 'signal')).toEqual([]);
});

it('takes a count of lights that makes no sense for eight', () => {
  for (const count of [0, -1, 61, 2.5, 'x', null]) expect(stripCount({ count })).toBe(8);
  expect(stripCount({ count: 60 })).toBe(60);
});
