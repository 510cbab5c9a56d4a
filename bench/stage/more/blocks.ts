/** Short names for the blocks that computing projects need, besides those of the tests. */
import {
  b,
  call,
  define,
  flag,
  op,
  type B,
  type Input,
  type TargetSpec,
} from '../../../test/stage/support/build-project.ts';

export const add = (x: Input, y: Input): B => op('add', x, y);
export const sub = (x: Input, y: Input): B => op('subtract', x, y);
export const mul = (x: Input, y: Input): B => op('multiply', x, y);
export const div = (x: Input, y: Input): B => op('divide', x, y);
export const mod = (x: Input, y: Input): B => op('mod', x, y);
export const gt = (x: Input, y: Input): B => op('gt', x, y);
export const lt = (x: Input, y: Input): B => op('lt', x, y);
export const eq = (x: Input, y: Input): B => op('equals', x, y);
export const or = (x: Input, y: Input): B => op('or', x, y);
export const math = (name: string, x: Input): B => b('operator_mathop', { NUM: x }, { OPERATOR: name });
export const join = (x: Input, y: Input): B => b('operator_join', { STRING1: x, STRING2: y });
export const letter = (place: Input, text: Input): B => b('operator_letter_of', { LETTER: place, STRING: text });
export const lengthOf = (text: Input): B => b('operator_length', { STRING: text });
export const item = (list: string, index: Input): B => b('data_itemoflist', { INDEX: index }, { LIST: list });
export const place = (list: string, value: Input): B => b('data_itemnumoflist', { ITEM: value }, { LIST: list });
export const size = (list: string): B => b('data_lengthoflist', {}, { LIST: list });
export const append = (list: string, value: Input): B => b('data_addtolist', { ITEM: value }, { LIST: list });
export const clear = (list: string): B => b('data_deletealloflist', {}, { LIST: list });
export const put = (list: string, index: Input, value: Input): B =>
  b('data_replaceitemoflist', { INDEX: index, ITEM: value }, { LIST: list });
export const ifElse = (condition: B, yes: B[], no: B[]): B =>
  b('control_if_else', { CONDITION: condition, SUBSTACK: yes, SUBSTACK2: no });
export const until = (condition: B, ...body: B[]): B =>
  b('control_repeat_until', { CONDITION: condition, SUBSTACK: body });
export const and = (x: Input, y: Input): B => op('and', x, y);
export const not = (x: B): B => b('operator_not', { OPERAND: x });
export const containsText = (x: Input, y: Input): B => b('operator_contains', { STRING1: x, STRING2: y });
export const remove = (list: string, index: Input): B => b('data_deleteoflist', { INDEX: index }, { LIST: list });

/** A program without screen refresh: `main`, and other blocks that it calls. */
export const warp = (variables: string, lists: string, main: B[], ...others: B[][]): Record<string, TargetSpec> => ({
  Stage: {
    variables: Object.fromEntries(['out', ...variables.split(' ')].map((name) => [name, 0])),
    lists: Object.fromEntries(lists.split(' ').map((name) => [name, []])),
  },
  S: { scripts: [[define('main', { warp: true }), ...main], ...others, [flag, call('main')]] },
});
export const block = (code: string, names: string[], ...body: B[]): B[] => [
  define(code, { names, warp: true }),
  ...body,
];
