import type { UnoOpcode } from '@paperkite/boards/uno';
import { Code } from './code.ts';
import { pushNumber } from './push-number.ts';

/**
 * What blocks can do and the machine cannot in one instruction. A routine becomes part of the images that use it. It is written as
 * its instructions come, values first: a number is pushed, a name reads an argument or a local, `name!` writes
 * it, another routine's name calls it, and the rest are `WORDS` and
 * - `c if ... then`: the part between when c holds; `begin c while ... again`: as long as c holds;
 * - `return`: leaves the routine with the value on top.
 */
interface Routine {
  arguments: readonly string[];
  /** Start at 0. */
  locals?: readonly string[];
  text: string;
}

const WORDS: Readonly<Record<string, UnoOpcode>> = {
  '+': 'ADD',
  '-': 'SUBTRACT',
  '*': 'MULTIPLY',
  '/': 'DIVIDE',
  mod: 'MODULO',
  '<': 'LESS',
  '=': 'EQUAL',
  '>': 'GREATER',
  abs: 'ABSOLUTE',
  floor: 'FLOOR',
  round: 'ROUND',
  sqrt: 'SQRT',
  fraction: 'RANDOM',
};

const JUMPS: Readonly<Record<string, UnoOpcode>> = {
  '<': 'JUMP_UNLESS_LESS',
  '=': 'JUMP_UNLESS_EQUAL',
  '>': 'JUMP_UNLESS_GREATER',
};

/*
 * The coefficients are minimax fits (relative error, Remez) to the functions in the intervals that the comments name, rounded to binary32.
 * `test/boards/functions.test.ts` holds the results to a few units in the last place.
 */
const LIBRARY = {
  // Sine of an angle and that many quarter turns; the quarters are told apart exactly, the sine of a quarter of the circle, as
  // a function of 0..1, is fitted so that 0 gives 0 and 1 gives 1.
  wave: {
    arguments: ['degrees', 'turns'],
    locals: ['s'],
    text: `
      degrees 360 mod degrees!
      degrees 90 / floor s!
      degrees s 90 * - degrees!
      turns s + turns!
      turns 3 > if turns 4 - turns! then
      turns 2 mod 1 = if 90 degrees - degrees! then
      degrees 90 / degrees!
      degrees degrees * s!
      0.00015148512 s * -0.0046737664 + s * 0.07968968 + s * -0.6459637 + s * 1.5707964 + degrees * s!
      turns 2 < if s return then
      0 s - return`,
  },
  // 0 is added because 0 / -1 is -0.
  tangent: { arguments: ['degrees'], text: 'degrees 0 wave degrees 1 wave / 0 + return' },
  // Up to the tangent of 22.5 degrees by fit; what is larger is turned by 45 or 90 degrees first.
  arctangent: {
    arguments: ['x'],
    locals: ['a', 'base', 'z'],
    text: `
      x 0 = if x return then
      x abs a!
      a 2.4142135 > if 90 base! -1 a / a! then
      a 0.41421357 > if 45 base! a 1 - a 1 + / a! then
      a a * z!
      4.57601 z * -7.936645 + z * 11.444527 + z * -19.098288 + z * 57.29578 + a * base + a!
      x 0 < if 0 a - return then
      a return`,
  },
  arcsine: { arguments: ['x'], text: 'x 1 x - 1 x + * sqrt / arctangent return' },
  arccosine: { arguments: ['x'], text: '1 x - 1 x + / sqrt arctangent 2 * return' },
  // Logarithm of 2 (in two parts, of which the first has so few digits that its products are exact) times a power, plus the natural
  // logarithm of the rest times `unit`. All steps up to the rest, in 0.7..1.41, are exact; its logarithm is a fit in s = x / (2 + x).
  logarithm: {
    arguments: ['x', 'two', 'more', 'unit'],
    locals: ['power', 'step', 'n'],
    text: `
      x 0 = if -Infinity return then
      x 0 < if x sqrt return then
      x 3.4028235e38 > if x return then
      begin 1 x > while x 18446744073709551616 * x! power 64 - power! again
      18446744073709551616 step! 64 n!
      begin n 0.5 > while
        x step > if x step / x! power n + power! then
        step sqrt step! n 2 / n!
      again
      x 1.4142135 > if x 2 / x! power 1 + power! then
      x 1 - x!
      x x 2 + / step!
      step step * n!
      0.23581588 n * 0.28537342 + n * 0.40000334 + n * 0.6666666 + n * 2 + step * unit * power more * + power two * + return`,
  },
  // e to the x, which is in 0..2.303, times ten to the n. The exponential function is a fit, 0 gives 1.
  scaled: {
    arguments: ['x', 'n'],
    locals: ['p'],
    text: `
      n 38 > if Infinity return then
      -46 n > if 0 return then
      0.00007530889 x * -0.00004146158 + x * 0.0019434269 + x * 0.0076235966 + x * 0.042179205 + x * 0.16646768 + x *
      0.50003624 + x * 0.9999978 + x * 1 + x!
      begin n 9 > while x 1e10 * x! n 10 - n! again
      begin -9 n > while x 1e10 / x! n 10 + n! again
      1 p!
      begin n 0 > while p 10 * p! n 1 - n! again
      x p * x!
      1 p!
      begin 0 n > while p 10 * p! n 1 + n! again
      x p / return`,
  },
  // The logarithm of ten in two parts, of which the first has so few digits that its products are exact.
  exponential: {
    arguments: ['x'],
    locals: ['n'],
    text: `
      x 0.4342945 * floor n!
      x n 2.302581787109375 * - n 0.00000330588476709 * - n scaled return`,
  },
  powerOfTen: { arguments: ['x'], locals: ['n'], text: 'x floor n! x n - 2.3025851 * n scaled return' },
  random: {
    arguments: ['a', 'b'],
    locals: ['span', 'whole'],
    text: `
      a floor a = if b floor b = if 1 whole! then then
      b a - span!
      0 span > if 0 span - span! b a! then
      span whole + fraction * span!
      whole 1 = if span floor span! then
      a span + return`,
  },
} as const satisfies Record<string, Routine>;

/** A routine of the library. */
export type RoutineName = keyof typeof LIBRARY;

const PREFIX = 'library ';
const isRoutine = (word: string): word is RoutineName => Object.hasOwn(LIBRARY, word);

/** Writes a call of a routine whose arguments lie on the stack; its value lies there afterwards. */
export function callRoutine(code: Code, name: RoutineName): void {
  code.call(PREFIX + name, LIBRARY[name].arguments.length, true);
}

/** The code of a label that a call names, if it is one of the library's. */
export function routineCode(label: string, fresh: () => string): Code | null {
  const name = label.slice(PREFIX.length);
  if (!label.startsWith(PREFIX) || !isRoutine(name)) return null;
  const { arguments: names, locals = [], text }: Routine = LIBRARY[name];
  const code = new Code(fresh, names.length);
  const cells = new Map([
    ...names.map((word, i) => [word, i - names.length - 1] as const),
    ...locals.map((word, i) => [word, i] as const),
  ]);
  if (locals.length > 0) code.put('RESERVE', locals.length);
  const open: string[] = [];
  const words = text.trim().split(/\s+/);
  words.forEach((word, i) => {
    const compares = JUMPS[word] !== undefined && /^(if|while)$/.test(words[i + 1] ?? '');
    // The jump compares as well.
    if (compares) return;
    if (cells.has(word)) code.put('GET_LOCAL', cells.get(word)!);
    else if (word.endsWith('!')) code.put('SET_LOCAL', cells.get(word.slice(0, -1))!);
    else if (isRoutine(word)) callRoutine(code, word);
    else if (WORDS[word] !== undefined) code.put(WORDS[word]);
    else structure(word, words[i - 1]!);
  });
  return code;

  function structure(word: string, before: string): void {
    switch (word) {
      case 'begin':
        open.push(code.newLabel());
        return code.label(open.at(-1)!);
      case 'if':
      case 'while':
        open.push(code.newLabel());
        return code.put(JUMPS[before] ?? 'JUMP_IF_FALSE', open.at(-1)!);
      case 'again': {
        const end = open.pop()!;
        code.put('JUMP', open.pop()!);
        return code.label(end);
      }
      case 'then':
        return code.label(open.pop()!);
      case 'return':
        code.put('RETURN_VALUE');
        return code.push(-1);
      default:
        return pushNumber(code, Math.fround(Number(word)));
    }
  }
}
