import type { World } from '@paperkite/compiler/board';
import type { BoardTarget } from '@paperkite/project';
import { boardTarget } from './board-program.ts';
import { diceOf } from './random-dice.ts';
import { beginOf, proceduresBy, scriptsBy, SLOT, type SlotKind } from './random-scripts.ts';
import { statementsBy } from './random-statements.ts';
import { valuesBy } from './random-values.ts';
import { LINES } from './random-words.ts';

/** A program, the world that it runs in, and what of it is looked at. */
export interface RandomCase {
  seed: number;
  target: BoardTarget;
  world: World;
  /** Milliseconds after which nothing happens any more. */
  until: number;
  /** Pins whose levels are compared, and pins whose duty is. */
  digital: number[];
  pwm: number[];
}

/**
 * Random well-typed programs for the Uno whose behaviour does not depend on how fast they run. Time is cut into slots of
 * 100 ms. At the beginning of each slot one thing happens (a script goes on, a pin changes, a line arrives), and what follows
 * is small enough to be over long before the next. Inside a slot scripts may run at once, in turns, which is what is
 * tested, but they wait for the same time or not at all.
 */
export function randomCase(seed: number): RandomCase {
  const dice = diceOf(seed);
  const { int, pick, chance } = dice;
  const values = valuesBy(dice);
  const body = statementsBy(dice, values);
  const procedures = proceduresBy(values, body);
  const kinds = Array.from({ length: 5 + int(3) }, () => pick<SlotKind>(['main', 'main', 'second', 'edge', 'line']));
  const scripts = scriptsBy(dice, body, kinds);

  const pins: { at: number; pin: number; level: boolean }[] = [2, 4].map((pin) => ({ at: 0, pin, level: chance(0.5) }));
  const analog = [14, 15].flatMap((pin) => [{ at: 0, pin, value: int(1024) }]);
  const serial: { at: number; text: string }[] = [];
  let level = pins[0]!.level;
  kinds.forEach((kind, slot) => {
    if (kind === 'edge') pins.push({ at: beginOf(slot), pin: 2, level: (level = !level) });
    else if (kind === 'line') serial.push({ at: beginOf(slot), text: `${pick(LINES)}${pick(['\n', '\r\n', '\r'])}` });
    // While everybody waits, what nobody is told of may change.
    if (chance(0.3)) pins.push({ at: beginOf(slot) + SLOT - 15, pin: 4, level: chance(0.5) });
    if (chance(0.3)) analog.push({ at: beginOf(slot) + SLOT - 15, pin: pick([14, 15]), value: int(1024) });
  });

  return {
    seed,
    target: boardTarget({
      name: `Case ${seed}`,
      scripts,
      procedures,
      variables: {
        a: 1 + int(10),
        b: pick([2.5, -0.75, '7']),
        计数: pick([3, 0.1, 1000.5]),
        flag: 0,
        done: 0,
        mood: 'calm',
        n: 0,
        again: 0,
      },
      lists: { items: [3, 1, 4], 数据: [] },
    }),
    world: { pins, analog, serial },
    until: beginOf(kinds.length) + SLOT,
    digital: [7, 8, 12, 13],
    pwm: [5, 6],
  };
}
