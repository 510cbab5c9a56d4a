import type { Scalar } from '@paperkite/project';
import { block, call, type Sketched } from './board-program.ts';
import type { Dice } from './random-dice.ts';
import { LISTS, LITERALS, NUMBERS, TEXTS } from './random-words.ts';

/** What goes into an input. */
export type Value = Scalar | Sketched;

/** What can be used at one place of a random program. */
export interface Scope {
  /** Names of number and condition arguments that can be used here. */
  numbers: string[];
  conditions: string[];
  /** My-blocks that can be called here. */
  values: string[];
  commands: string[];
  /** Work that is left, about in blocks. */
  budget: number;
  /** Waits that are left. */
  waits: number;
  /** Whether loops, messages and prints are allowed. */
  effects: boolean;
  depth: number;
}

/** What random values are made by. */
export interface RandomValues {
  number(s: Scope, depth: number): Value;
  condition(s: Scope, depth: number): Sketched;
  text(s: Scope, depth: number): Value;
}

export const variable = (name: string): Sketched => block('data_variable', {}, { VARIABLE: name });

/** Random well-typed values. */
export function valuesBy({ int, pick, chance }: Dice): RandomValues {
  function number(s: Scope, depth: number): Value {
    s.budget--;
    if (depth <= 0 || chance(0.2) || s.budget <= 0) {
      const name = pick([...NUMBERS, ...s.numbers, null, null]);
      if (name === null) return pick(LITERALS);
      return NUMBERS.includes(name) ? variable(name) : block('argument_reporter_string_number', {}, { VALUE: name });
    }
    const deeper = (): Value => number(s, depth - 1);
    switch (int(17)) {
      case 0:
      case 1:
        return block('operator_add', { NUM1: deeper(), NUM2: deeper() });
      case 2:
        return block('operator_subtract', { NUM1: deeper(), NUM2: deeper() });
      case 3:
        return block('operator_multiply', { NUM1: deeper(), NUM2: deeper() });
      case 4:
        s.budget -= 3;
        return block('operator_divide', { NUM1: deeper(), NUM2: deeper() });
      case 5:
        s.budget -= 4;
        return block('operator_mod', { NUM1: deeper(), NUM2: pick([2, 3, 7, 10, -4, 0.75, 360]) });
      case 6:
        return block('operator_round', { NUM: deeper() });
      case 7:
        return block('operator_mathop', { NUM: deeper() }, { OPERATOR: pick(['abs', 'floor', 'ceiling', 'sqrt']) });
      case 8: {
        // The last digits of these are free: only what is left of them after rounding is looked at.
        s.budget -= 15;
        const angle = block('operator_mod', { NUM1: block('operator_round', { NUM: deeper() }), NUM2: 720 });
        const operator = pick(['sin', 'cos']);
        return block('operator_round', {
          NUM: block('operator_multiply', {
            NUM1: block('operator_mathop', { NUM: angle }, { OPERATOR: operator }),
            NUM2: 1000,
          }),
        });
      }
      case 9:
        s.budget -= 6;
        return block('arduino_map', {
          VALUE: deeper(),
          FROMLOW: 0,
          FROMHIGH: pick([1023, 100, 3]),
          TOLOW: pick([0, -10]),
          TOHIGH: pick([255, 180, 1]),
        });
      case 10:
        return block('arduino_constrain', { VALUE: deeper(), LOW: -5, HIGH: pick([10, 255]) });
      case 11:
        return block('data_itemoflist', { INDEX: chance(0.3) ? deeper() : 1 + int(4) }, { LIST: pick(LISTS) });
      case 12:
        return chance(0.5)
          ? block('data_lengthoflist', {}, { LIST: pick(LISTS) })
          : block('data_itemnumoflist', { ITEM: deeper() }, { LIST: pick(LISTS) });
      case 13:
        return chance(0.5)
          ? block('arduino_analogread', {}, { PIN: pick(['A0', 'A1']) })
          : block('arduino_serialnumber');
      case 14:
        return block('operator_length', { STRING: text(s, 1) });
      case 15:
        if (s.values.length > 0) {
          const code = pick(s.values);
          s.budget -= 30;
          if (code.startsWith('fact')) return call(code, [int(5)]);
          return call(code, [deeper(), condition(s, 0)]);
        }
        return block('operator_random', { FROM: 4, TO: 4 });
      default:
        return block('arduino_rgb', { R: deeper(), G: int(256), B: 7 });
    }
  }

  function condition(s: Scope, depth: number): Sketched {
    s.budget--;
    if (depth <= 0) {
      const name = pick([...s.conditions, null]);
      if (name !== null) return block('argument_reporter_boolean', {}, { VALUE: name });
      return block('arduino_digitalread', {}, { PIN: pick(['D2', 'D4']) });
    }
    const deeper = (): Sketched => condition(s, depth - 1);
    switch (int(9)) {
      case 0:
        return block('operator_and', { OPERAND1: deeper(), OPERAND2: deeper() });
      case 1:
        return block('operator_or', { OPERAND1: deeper(), OPERAND2: deeper() });
      case 2:
        return block('operator_not', { OPERAND: deeper() });
      case 3:
        return block('operator_equals', { OPERAND1: made(s), OPERAND2: chance(0.5) ? pick(TEXTS) : made(s) });
      case 4:
        return block('operator_contains', { STRING1: text(s, 1, true), STRING2: pick(TEXTS) });
      case 5:
        return block('data_listcontainsitem', { ITEM: number(s, depth - 1) }, { LIST: pick(LISTS) });
      default:
        return block(pick(['operator_lt', 'operator_gt', 'operator_equals']), {
          OPERAND1: number(s, depth - 1),
          OPERAND2: number(s, depth - 1),
        });
    }
  }

  /** `short`: surely at most 32 bytes. */
  function text(s: Scope, depth: number, short = false): Value {
    s.budget -= 2;
    switch (int(depth > 0 ? 8 : 5)) {
      case 0:
        return pick(TEXTS);
      case 1:
        return block('arduino_serialline');
      case 2:
        return variable('mood');
      case 3:
        return depth > 0 ? number(s, 2) : pick(TEXTS);
      case 4:
        return depth > 0 ? condition(s, 1) : pick(TEXTS);
      case 5:
        return block('operator_letter_of', {
          LETTER: chance(0.7) ? 1 + int(4) : number(s, 1),
          STRING: pick<Value>([pick(TEXTS), block('arduino_serialline'), variable('mood')]),
        });
      default:
        return block('operator_join', {
          STRING1: short ? pick(TEXTS) : text(s, depth - 1),
          STRING2: short ? number(s, 1) : text(s, depth - 1),
        });
    }
  }

  /** A text that is no constant, short enough to be compared. */
  const made = (s: Scope): Sketched =>
    pick([
      () => block('arduino_serialline'),
      () => variable('mood'),
      () => block('operator_join', { STRING1: pick(TEXTS), STRING2: number(s, 1) }),
      () => block('operator_letter_of', { LETTER: 1 + int(3), STRING: pick(TEXTS) }),
    ])();

  return { number, condition, text };
}
