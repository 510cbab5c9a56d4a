import { constant, inline } from '../../ir/build.ts';
import {
  BOOLEAN,
  CASED,
  CHARACTER,
  DIGITS,
  EMPTY,
  INT,
  isDigits,
  NUMBER,
  OTHER_TEXT,
  type Type,
} from '../../ir/types.ts';
import { boolean, number, operationReporter, text, value, type Argument, type Extension } from '../contract.ts';
import { add, divide, modulo, multiply, round, subtract } from './arithmetic.ts';
import { equals, greaterThan, lessThan } from './comparison.ts';
import { MATH } from './math.ts';

// Text with a dot asks for a fraction. Digits never have one, so it cannot tell them from numbers.
const random = inline(
  'operator.random',
  () => NUMBER,
  ([a, b]) => `random(${a}, ${b})`,
  { volatile: true },
);
const and = inline(
  'operator.and',
  () => BOOLEAN,
  ([a, b]) => `(${a} && ${b})`,
);
const or = inline(
  'operator.or',
  () => BOOLEAN,
  ([a, b]) => `(${a} || ${b})`,
);
const not = inline(
  'operator.not',
  () => BOOLEAN,
  ([a]) => `!${a}`,
);
/** What two texts make one after the other. */
function joined(a: Type, b: Type): Type {
  const one = a & EMPTY ? b : 0;
  const other = b & EMPTY ? a : 0;
  return OTHER_TEXT | DIGITS | ((one | other) & (CHARACTER | EMPTY)) | ((a | b) & CASED);
}
const join = inline(
  'operator.join',
  ([a = 0, b = 0]) => joined(a, b),
  ([a, b]) => `(${a} + ${b})`,
);
const letter = inline(
  'operator.letter',
  ([, source = 0]) => EMPTY | DIGITS | CHARACTER | (source & CASED),
  ([index, source]) => `letter(${index}, ${source})`,
  {
    asNumber: { type: INT, js: ([index, source]) => `digit(${index}, ${source})` },
    asCode: ([index, source]) => `code(${index}, ${source})`,
  },
);
const length = inline(
  'operator.length',
  () => INT,
  ([source]) => `${source}.length`,
);
const contains = inline(
  'operator.contains',
  () => BOOLEAN,
  ([source, part]) => `contains(${source}, ${part})`,
);

/** Comparison does not tell digits from numbers, and numbers compare faster. */
function comparable(name: string): Argument {
  return (c, block) => {
    const operand = value(name)(c, block);
    const isDigitText = operand.kind === 'constant' && typeof operand.value === 'string' && isDigits(operand.value);
    return isDigitText ? constant(Number(operand.value)) : operand;
  };
}

const pair = [number('NUM1'), number('NUM2')];
const operands = [comparable('OPERAND1'), comparable('OPERAND2')];

/** Operators: arithmetic, comparison, logic and text. */
export const operators: Extension = {
  id: 'operator',
  reporters: {
    operator_add: operationReporter(add, pair),
    operator_subtract: operationReporter(subtract, pair),
    operator_multiply: operationReporter(multiply, pair),
    operator_divide: operationReporter(divide, pair),
    operator_mod: operationReporter(modulo, pair),
    operator_round: operationReporter(round, [number('NUM')]),
    operator_random: operationReporter(random, [value('FROM'), value('TO')]),
    operator_lt: operationReporter(lessThan, operands),
    operator_equals: operationReporter(equals, operands),
    operator_gt: operationReporter(greaterThan, operands),
    operator_and: operationReporter(and, [boolean('OPERAND1'), boolean('OPERAND2')]),
    operator_or: operationReporter(or, [boolean('OPERAND1'), boolean('OPERAND2')]),
    operator_not: operationReporter(not, [boolean('OPERAND')]),
    operator_join: operationReporter(join, [text('STRING1'), text('STRING2')]),
    operator_letter_of: operationReporter(letter, [number('LETTER'), text('STRING')]),
    operator_length: operationReporter(length, [text('STRING')]),
    operator_contains: operationReporter(contains, [text('STRING1'), text('STRING2')]),
    operator_mathop: (c, block) => {
      const operation = MATH[c.field(block, 'OPERATOR').toLowerCase()];
      if (operation === undefined) return { kind: 'constant', value: 0 };
      return operationReporter(operation, [number('NUM')])(c, block);
    },
  },
};
