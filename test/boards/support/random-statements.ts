import { block, call, type Sketched } from './board-program.ts';
import type { Dice } from './random-dice.ts';
import { variable, type RandomValues, type Scope, type Value } from './random-values.ts';
import { BOOLEANS, LISTS, NUMBERS, OUTPUTS, PWM, TEXTS } from './random-words.ts';

export const set = (name: string, value: Value): Sketched =>
  block('data_setvariableto', { VALUE: value }, { VARIABLE: name });

/** Makes stacks of at most `most` random statements. */
export type RandomBody = (s: Scope, most: number) => Sketched[];

/** Random statements that are soon over. */
export function statementsBy({ int, pick, chance }: Dice, { number, condition, text }: RandomValues): RandomBody {
  const appended = new Map<string, number>();

  function statement(s: Scope): Sketched[] {
    s.budget--;
    switch (int(20)) {
      case 0:
      case 1:
        return [set(pick(NUMBERS), number(s, 3))];
      case 2:
        return [block('data_changevariableby', { VALUE: number(s, 2) }, { VARIABLE: pick(NUMBERS) })];
      case 3:
        return [set(pick(BOOLEANS), condition(s, 2))];
      case 4:
        return [set('mood', pick(TEXTS.slice(1, 6)))];
      case 5:
      case 6:
      case 7:
        s.budget -= 6;
        return [
          block(chance(0.8) ? 'arduino_serialprintln' : 'arduino_serialprint', {
            VALUE: chance(0.5) ? number(s, 3) : text(s, 2),
          }),
        ];
      case 8:
        return [block('arduino_digitalwrite', {}, { PIN: pick(OUTPUTS), LEVEL: pick(['HIGH', 'LOW']) })];
      case 9:
        return [block('arduino_digitalset', { VALUE: condition(s, 2) }, { PIN: pick(OUTPUTS) })];
      case 10: {
        const list = pick(LISTS);
        const before = appended.get(list) ?? 0;
        if (before >= 3 || s.depth > 0)
          return [block('data_replaceitemoflist', { INDEX: 1 + int(3), ITEM: number(s, 2) }, { LIST: list })];
        appended.set(list, before + 1);
        return [
          chance(0.5)
            ? block('data_addtolist', { ITEM: number(s, 2) }, { LIST: list })
            : block('data_insertatlist', { ITEM: number(s, 2), INDEX: 1 + int(3) }, { LIST: list }),
        ];
      }
      case 11:
        if (chance(0.2)) return [block('data_deletealloflist', {}, { LIST: pick(LISTS) })];
        return [block('data_deleteoflist', { INDEX: chance(0.5) ? 'last' : number(s, 1) }, { LIST: pick(LISTS) })];
      case 12:
        return [
          chance(0.5)
            ? block('control_if', { CONDITION: condition(s, 2), SUBSTACK: body(s, 2) })
            : block('control_if_else', { CONDITION: condition(s, 2), SUBSTACK: body(s, 2), SUBSTACK2: body(s, 2) }),
        ];
      case 13:
      case 14:
        return loop(s);
      case 15:
        if (s.waits <= 0) return [];
        s.waits--;
        return [block('control_wait', { DURATION: pick([0.02, 0.02, 0]) })];
      case 16:
        return [block('arduino_pwmwrite', { VALUE: chance(0.5) ? int(256) : number(s, 2) }, { PIN: pick(PWM) })];
      default: {
        if (s.commands.length === 0) return [];
        const code = pick(s.commands);
        s.budget -= 25;
        if (code.startsWith('down')) return [call(code, [int(4)])];
        if (code.startsWith('draw')) return [call(code, [number(s, 2), condition(s, 1)])];
        return [call(code, [number(s, 1), condition(s, 1)])];
      }
    }
  }

  function loop(s: Scope): Sketched[] {
    const times = 1 + int(3);
    if (s.budget < 30 || s.depth >= 2) return [];
    const inner = { ...s, budget: Math.floor(s.budget / (times + 2)), depth: s.depth + 1, waits: 0, commands: [] };
    const inside = body(inner, 2);
    s.budget -= times * 12;
    switch (int(4)) {
      case 0:
        return [block('control_for_each', { VALUE: times, SUBSTACK: inside }, { VARIABLE: 'n' })];
      case 1:
        return [
          set('n', 0),
          block('control_repeat_until', {
            CONDITION: block('operator_equals', { OPERAND1: variable('n'), OPERAND2: times }),
            SUBSTACK: [...inside, block('data_changevariableby', { VALUE: 1 }, { VARIABLE: 'n' })],
          }),
        ]
          .map((made) =>
            s.depth === 0 && made !== undefined ? made : block('control_repeat', { TIMES: times, SUBSTACK: inside }),
          )
          .slice(s.depth === 0 ? 0 : 1);
      default:
        return [block('control_repeat', { TIMES: chance(0.3) ? times + 0.4 : times, SUBSTACK: inside })];
    }
  }

  function body(s: Scope, most: number): Sketched[] {
    const count = 1 + int(most);
    const out: Sketched[] = [];
    for (let i = 0; i < count && s.budget > 0; i++) out.push(...statement(s));
    return out;
  }

  return body;
}
