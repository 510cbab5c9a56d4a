import { UNO_PINS } from '@paperkite/boards/uno';
import type { Expression, List, Parameter, Procedure, ValueType, Variable } from '../ir/nodes.ts';
import { hasEffects } from '../ir/purity.ts';
import { typeOf } from '../ir/types.ts';
import type { HelperName } from './helpers.ts';
import { numberLiteral, textLiteral } from './literal.ts';

/** How tightly the parts of an expression hold together. */
const ATOM = 100;
const PREFIX = 90;
const PRODUCT = 80;
const SUM = 70;
const ORDER = 60;
const EQUALITY = 55;
const AND = 50;
const OR = 45;

/** An expression of C++. */
export interface Cpp {
  text: string;
  strength: number;
  /** Its C++ type, where that is not the one of its value's type: whole numbers that need no point, texts that are no `String`. */
  kind: 'int' | 'float' | 'bool' | 'String' | 'chars';
}

/** What writing values asks of the function around them. */
export interface ValueContext {
  variable(variable: Variable): string;
  list(list: List): string;
  parameter(parameter: Parameter): string;
  /** The function that runs a my-block to its end. */
  procedure(procedure: Procedure): string;
  use(helper: HelperName): void;
  /** Puts a value aside before the statement and answers the name under which it is kept. */
  keep(value: Cpp): string;
}

/** Name of a pin in a sketch: 13, A0. */
export const pinText = (pin: unknown): string => (Number(pin) >= 14 ? UNO_PINS[Number(pin)]!.name : String(pin));

const atom = (text: string, kind: Cpp['kind']): Cpp => ({ text, strength: ATOM, kind });
const within = (value: Cpp, least: number): string => (value.strength < least ? `(${value.text})` : value.text);

/** Functions of C++ or of the sketch that an operation is, with the helper it needs. */
const FUNCTIONS: Readonly<Record<string, readonly [name: string, kind: Cpp['kind'], helper?: HelperName]>> = {
  mod: ['modulo', 'float', 'modulo'],
  round: ['rounded', 'float', 'rounded'],
  abs: ['fabs', 'float'],
  floor: ['floor', 'float'],
  ceiling: ['ceil', 'float'],
  sqrt: ['sqrt', 'float'],
  sin: ['sine', 'float', 'sine'],
  cos: ['cosine', 'float', 'cosine'],
  tan: ['tangent', 'float', 'tangent'],
  ln: ['log', 'float'],
  log: ['log10', 'float'],
  exp: ['exp', 'float'],
  random: ['pickRandom', 'float', 'pickRandom'],
  map: ['mapNumber', 'float', 'mapNumber'],
  constrain: ['limit', 'float', 'limit'],
  rgb: ['colour', 'float', 'colour'],
  equalTexts: ['sameText', 'bool', 'sameText'],
  contains: ['containsText', 'bool', 'containsText'],
  letter: ['letter', 'String', 'letter'],
  textLength: ['characters', 'int', 'characters'],
  booleanText: ['booleanText', 'String', 'booleanText'],
  numberText: ['numberText', 'String', 'numberText'],
  timer: ['timer', 'float', 'timer'],
  serialNumber: ['serialNumber', 'float', 'serialNumber'],
};

const INVERSE: Readonly<Record<string, string>> = { asin: 'asin', acos: 'acos', atan: 'atan' };

const BINARY: Readonly<Record<string, readonly [sign: string, strength: number, kind: Cpp['kind']]>> = {
  add: ['+', SUM, 'float'],
  subtract: ['-', SUM, 'float'],
  multiply: ['*', PRODUCT, 'float'],
  divide: ['/', PRODUCT, 'float'],
  less: ['<', ORDER, 'bool'],
  greater: ['>', ORDER, 'bool'],
  equal: ['==', EQUALITY, 'bool'],
  equalBooleans: ['==', EQUALITY, 'bool'],
  and: ['&&', AND, 'bool'],
  or: ['||', OR, 'bool'],
};

/** Type of a value in C++. */
export const cppType = (type: ValueType): string =>
  type === 'number' ? 'float' : type === 'boolean' ? 'bool' : 'const char *';

/**
 * Writes several values that C++ may evaluate in any order so that it does not matter: where one calls a my-block, those before
 * it are put aside first.
 */
export function cppValues(c: ValueContext, expressions: readonly Expression[]): Cpp[] {
  const last = expressions.findLastIndex(hasEffects);
  const alone = expressions.every((expression, i) => i === last || isConstant(expression));
  return expressions.map((expression, i) => {
    const value = cppValue(c, expression);
    if (alone || i > last || isConstant(expression)) return value;
    return { ...value, text: c.keep(value), strength: ATOM };
  });
}

/** What no my-block can change; arguments are never written. */
const isConstant = ({ kind }: Expression): boolean =>
  kind === 'number' || kind === 'boolean' || kind === 'text' || kind === 'parameter';

/** Writes one value. */
export function cppValue(c: ValueContext, e: Expression): Cpp {
  switch (e.kind) {
    case 'number': {
      const text = numberLiteral(e.value);
      const kind = /[.eNI]/.test(text) ? 'float' : 'int';
      return { text, strength: text.startsWith('-') ? PREFIX : ATOM, kind };
    }
    case 'boolean':
      return atom(String(e.value), 'bool');
    case 'text':
      return atom(textLiteral(e.value), 'chars');
    case 'variable':
      return atom(c.variable(e.variable), kindOf(e.variable.type));
    case 'parameter':
      return atom(c.parameter(e.parameter), kindOf(e.parameter.type));
    case 'item':
      return atom(`${c.list(e.list)}.item(${cppValue(c, e.index).text})`, 'float');
    case 'length':
      return atom(`${c.list(e.list)}.length`, 'int');
    case 'find':
      return atom(`${c.list(e.list)}.find(${cppValue(c, e.value).text})`, 'int');
    case 'call': {
      const args = cppValues(c, e.args).map(({ text }) => text);
      return atom(`${c.procedure(e.procedure)}(${args.join(', ')})`, kindOf(typeOf(e)));
    }
    case 'operation':
      return cppOperation(c, e);
  }
}

const kindOf = (type: ValueType): Cpp['kind'] => (type === 'number' ? 'float' : type === 'boolean' ? 'bool' : 'chars');

function cppOperation(c: ValueContext, e: Extract<Expression, { kind: 'operation' }>): Cpp {
  const { operation, settings } = e;
  let args = cppValues(c, e.args);
  const known = FUNCTIONS[operation];
  if (known !== undefined) {
    if (known[2] !== undefined) c.use(known[2]);
    return atom(`${known[0]}(${args.map(({ text }) => text).join(', ')})`, known[1]);
  }
  const binary = BINARY[operation];
  if (binary !== undefined) {
    const [sign, strength, kind] = binary;
    // "and" and "or" of C++ leave out the right side; a my-block there must run all the same.
    if (strength <= AND && hasEffects(e.args[1]!))
      args = args.map((arg) => atom(arg.strength === ATOM ? arg.text : c.keep(arg), 'bool'));
    if (kind === 'float') args = inFloats(args);
    return { text: `${within(args[0]!, strength)} ${sign} ${within(args[1]!, strength + 1)}`, strength, kind };
  }
  switch (operation) {
    case 'not':
      return { text: `!${within(args[0]!, PREFIX)}`, strength: PREFIX, kind: 'bool' };
    case 'pow10':
      return atom(`pow(10, ${args[0]!.text})`, 'float');
    case 'join': {
      const left = args[0]!.kind === 'chars' ? atom(`String(${args[0]!.text})`, 'String') : args[0]!;
      return { text: `${within(left, SUM)} + ${within(args[1]!, SUM + 1)}`, strength: SUM, kind: 'String' };
    }
    case 'digitalRead':
      return { text: `digitalRead(${pinText(settings.pin)}) == HIGH`, strength: EQUALITY, kind: 'bool' };
    case 'analogRead':
      return atom(`analogRead(${pinText(settings.pin)})`, 'int');
    case 'ultrasonic':
      c.use('distance');
      return atom(`distance(${pinText(settings.trig)}, ${pinText(settings.echo)})`, 'float');
    case 'millis':
      return atom('float(millis())', 'float');
    case 'serialLine':
      c.use('readLine');
      return atom('serialLine', 'String');
    default:
      if (Object.hasOwn(INVERSE, operation)) {
        return { text: `${INVERSE[operation]}(${args[0]!.text}) * RAD_TO_DEG`, strength: PRODUCT, kind: 'float' };
      }
      throw new Error(`${operation} is no operation of the Uno`);
  }
}

/** Two whole numbers would be reckoned with as such, in 16 bits: one of them gets a point. */
function inFloats([a, b]: Cpp[]): Cpp[] {
  if (a!.kind !== 'int' || b!.kind !== 'int') return [a!, b!];
  const isLiteral = ({ text }: Cpp): boolean => /^-?\d+$/.test(text);
  if (isLiteral(b!)) return [isLiteral(a!) ? withPoint(a!) : a!, withPoint(b!)];
  if (isLiteral(a!)) return [withPoint(a!), b!];
  return [{ text: `float(${a!.text})`, strength: ATOM, kind: 'float' }, b!];
}

const withPoint = (literal: Cpp): Cpp => ({ ...literal, text: `${literal.text}.0`, kind: 'float' });
