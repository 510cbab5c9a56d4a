import type { Expression, List, Parameter, Procedure, Settings, Variable } from '../ir/nodes.ts';
import { HELPERS, type HelperName } from './helpers.ts';
import { numberText, textLiteral } from './literal.ts';
import { MICROBIT_REPORTERS } from './vocabulary.ts';

/** What writing a value needs to know of the function around it. */
export interface ValueContext {
  variable(variable: Variable): string;
  list(list: List): string;
  parameter(parameter: Parameter): string;
  /** A call of a my-block as a value. */
  call(procedure: Procedure, args: readonly string[]): string;
  use(helper: HelperName): void;
}

/** Binding strength of JavaScript's operators, as far as they occur. */
const ATOM = 9;
const UNARY = 8;
const TIMES = 7;
const PLUS = 6;
const ORDER = 5;
const EQUAL = 4;
const AND = 3;
const OR = 2;

interface Written {
  text: string;
  binds: number;
}

/** Operators: sign, strength, and how tightly the right side must bind. */
const OPERATORS: Readonly<Record<string, readonly [sign: string, binds: number, right: number]>> = {
  add: ['+', PLUS, PLUS],
  subtract: ['-', PLUS, TIMES],
  multiply: ['*', TIMES, TIMES],
  divide: ['/', TIMES, UNARY],
  less: ['<', ORDER, PLUS],
  greater: ['>', ORDER, PLUS],
  equal: ['==', EQUAL, ORDER],
  equalBooleans: ['==', EQUAL, ORDER],
  and: ['&&', AND, EQUAL],
  or: ['||', OR, AND],
  join: ['+', PLUS, TIMES],
};

/** Functions of one argument that MakeCode has. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  round: 'Math.round',
  abs: 'Math.abs',
  floor: 'Math.floor',
  ceiling: 'Math.ceil',
  sqrt: 'Math.sqrt',
  ln: 'Math.log',
  exp: 'Math.exp',
  numberText: 'convertToText',
  booleanText: 'convertToText',
};

/** Fills in what a block's text names. */
export function fillIn(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\$([A-Z]+)/g, (_, name: string) => names[name] ?? '');
}

/** Fields as they stand in the text. */
export function fieldTexts(settings: Settings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const text = String(value);
      if (name === 'NAME') return [name, textLiteral(text)];
      if (name === 'LEVEL') return [name, text === 'LOW' ? '0' : '1'];
      return [name, name === 'MATRIX' ? lights(text) : text];
    }),
  );
}

/** MakeCode's picture of the lights: five lines of `#` and `.`. */
function lights(matrix: string): string {
  const rows = Array.from({ length: 5 }, (_, row) =>
    Array.from({ length: 5 }, (_, column) => (matrix[row * 5 + column] === '1' ? '#' : '.')).join(' '),
  );
  return `\`\n${rows.join('\n')}\n\``;
}

/** A value as MakeCode TypeScript, in brackets where `binds` asks for it. */
export function valueText(c: ValueContext, expression: Expression, binds = 0): string {
  const written = write(c, expression);
  return written.binds < binds ? `(${written.text})` : written.text;
}

function write(c: ValueContext, e: Expression): Written {
  const atom = (text: string): Written => ({ text, binds: ATOM });
  switch (e.kind) {
    case 'number': {
      const text = numberText(e.value);
      return { text, binds: text.startsWith('-') || text.includes(' ') ? PLUS : ATOM };
    }
    case 'boolean':
      return atom(String(e.value));
    case 'text':
      return atom(textLiteral(e.value));
    case 'variable':
      return atom(c.variable(e.variable));
    case 'parameter':
      return atom(c.parameter(e.parameter));
    case 'length':
      return atom(`${c.list(e.list)}.length`);
    case 'item':
      c.use('itemOf');
      return atom(`itemOf(${c.list(e.list)}, ${valueText(c, e.index)})`);
    case 'find':
      return { text: `${c.list(e.list)}.indexOf(${valueText(c, e.value)}) + 1`, binds: PLUS };
    case 'call':
      return atom(
        c.call(
          e.procedure,
          e.args.map((arg) => valueText(c, arg)),
        ),
      );
    case 'operation':
      return writeOperation(c, e);
  }
}

function writeOperation(c: ValueContext, e: Extract<Expression, { kind: 'operation' }>): Written {
  const atom = (text: string): Written => ({ text, binds: ATOM });
  const args = (): string => e.args.map((arg) => valueText(c, arg)).join(', ');
  const operator = OPERATORS[e.operation];
  if (operator) {
    const [sign, binds, right] = operator;
    return { text: `${valueText(c, e.args[0]!, binds)} ${sign} ${valueText(c, e.args[1]!, right)}`, binds };
  }
  const known = FUNCTIONS[e.operation];
  if (known) return atom(`${known}(${args()})`);
  switch (e.operation) {
    case 'not':
      return { text: `!${valueText(c, e.args[0]!, UNARY)}`, binds: UNARY };
    case 'sin':
    case 'cos':
    case 'tan':
      return atom(`Math.${e.operation}(${valueText(c, e.args[0]!, TIMES)} * Math.PI / 180)`);
    case 'asin':
    case 'acos':
    case 'atan':
      return { text: `Math.${e.operation}(${args()}) * 180 / Math.PI`, binds: TIMES };
    case 'log':
      return { text: `Math.log(${args()}) / Math.LN10`, binds: TIMES };
    case 'pow10':
      return atom(`Math.pow(10, ${args()})`);
    case 'map':
      return atom(`Math.map(${args()})`);
    case 'constrain':
      return atom(`Math.constrain(${args()})`);
    case 'random': {
      const whole = e.args.every((arg) => arg.kind === 'number' && Number.isInteger(arg.value));
      if (!whole) c.use('pickRandom');
      return atom(`${whole ? 'randint' : 'pickRandom'}(${args()})`);
    }
    case 'mod':
      c.use('mod');
      return atom(`mod(${args()})`);
    case 'equalTexts':
      c.use('sameText');
      return atom(`sameText(${args()})`);
    case 'letter':
      return atom(`${valueText(c, e.args[1]!, ATOM)}.charAt(Math.floor(${valueText(c, e.args[0]!)}) - 1)`);
    case 'textLength':
      return atom(`${valueText(c, e.args[0]!, ATOM)}.length`);
    case 'contains': {
      const [text, part] = e.args.map((arg) => valueText(c, arg, ATOM));
      return { text: `${text}.toLowerCase().indexOf(${part}.toLowerCase()) >= 0`, binds: ORDER };
    }
    case 'timer':
      c.use('timer');
      return { text: '(input.runningTime() - timerStart) / 1000', binds: TIMES };
  }
  const block = MICROBIT_REPORTERS[e.operation];
  if (!block) throw new Error(`${e.operation} is no operation of the micro:bit`);
  const inputs = Object.keys(block.inputs ?? {}).map((name, at) => [name, valueText(c, e.args[at]!)]);
  const text = fillIn(block.text, { ...fieldTexts(e.settings), ...Object.fromEntries(inputs) });
  for (const helper of Object.keys(HELPERS) as HelperName[]) {
    if (new RegExp(`\\b${helper}\\b`).test(block.text)) c.use(helper);
  }
  return atom(text);
}
