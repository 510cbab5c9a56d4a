import { UNO_SINKS, type UnoOpcode } from '@paperkite/boards/uno';
import type { Diagnose } from '../diagnostics.ts';
import type { Expression, Procedure } from '../ir/nodes.ts';
import type { UnoReporterName } from '../ir/operations.ts';
import { hasEffects } from '../ir/purity.ts';
import type { Code } from './code.ts';
import { fold } from './fold.ts';
import { callRoutine, type RoutineName } from './library.ts';
import { pushNumber } from './push-number.ts';
import { isStorable, piecesOf, pushPieces, sendPieces } from './text.ts';

/** Label of a my-block's code in one of its forms, which is thereby asked for. */
export type FormOf = (procedure: Procedure, form: { gives: boolean; atomic: boolean }) => string;

/** A number below 1 as the sum of one with ten binary places and the rest. */
function inTwoParts(value: number): [number, number] {
  const first = Math.round(value * 1024) / 1024;
  return [first, value - first];
}

/** Operations that are instructions over their arguments: an opcode, a routine of the library, or several of both and numbers. */
const SIMPLE: Partial<Record<UnoReporterName, readonly (UnoOpcode | number | { routine: RoutineName })[]>> = {
  add: ['ADD'],
  subtract: ['SUBTRACT'],
  multiply: ['MULTIPLY'],
  divide: ['DIVIDE'],
  mod: ['MODULO'],
  round: ['ROUND'],
  abs: ['ABSOLUTE'],
  floor: ['FLOOR'],
  ceiling: [-1, 'MULTIPLY', 'FLOOR', -1, 'MULTIPLY'],
  sqrt: ['SQRT'],
  sin: [0, { routine: 'wave' }],
  cos: [1, { routine: 'wave' }],
  tan: [{ routine: 'tangent' }],
  asin: [{ routine: 'arcsine' }],
  acos: [{ routine: 'arccosine' }],
  atan: [{ routine: 'arctangent' }],
  ln: [...inTwoParts(Math.LN2), 1, { routine: 'logarithm' }],
  log: [...inTwoParts(Math.log10(2)), Math.LOG10E, { routine: 'logarithm' }],
  exp: [{ routine: 'exponential' }],
  pow10: [{ routine: 'powerOfTen' }],
  map: ['MAP'],
  constrain: ['CONSTRAIN'],
  less: ['LESS'],
  greater: ['GREATER'],
  equal: ['EQUAL'],
  // Booleans are 0 and 1.
  equalBooleans: ['EQUAL'],
  and: ['MULTIPLY'],
  or: ['ADD', 0, 'GREATER'],
  not: [0, 'EQUAL'],
  timer: ['TIMER', 1000, 'DIVIDE'],
  serialNumber: ['SERIAL_NUMBER'],
  millis: ['MILLIS'],
};

/** Writes code that leaves the value of an expression on the stack. */
export function emitValue(code: Code, value: Expression, formOf: FormOf, diagnose: Diagnose): void {
  emit(fold(value));

  function emit(expression: Expression): void {
    switch (expression.kind) {
      case 'number':
        return pushNumber(code, expression.value);
      case 'boolean':
        return code.put(expression.value ? 'PUSH_1' : 'PUSH_0');
      case 'text':
        if (!isStorable(expression.value)) {
          diagnose('text-too-long', code.block, { limit: 255 });
          return code.put('PUSH_0');
        }
        return code.put('PUSH_TEXT', expression.value);
      case 'variable':
        return code.put('GET_GLOBAL', expression.variable.index);
      case 'parameter':
        return code.put('GET_LOCAL', expression.parameter.index - code.parameters - 1);
      case 'item':
        emit(expression.index);
        return code.put('LIST_ITEM', expression.list.index);
      case 'length':
        return code.put('LIST_LENGTH', expression.list.index);
      case 'find':
        emit(expression.value);
        return code.put('LIST_INDEX', expression.list.index);
      case 'call':
        expression.args.forEach(emit);
        code.call(formOf(expression.procedure, { gives: true, atomic: true }), expression.args.length, true);
        return;
      case 'operation':
        return emitOperation(expression);
    }
  }

  function emitOperation(expression: Extract<Expression, { kind: 'operation' }>): void {
    const { operation, args, settings } = expression;
    const before = code.block;
    code.block = expression.block;
    switch (operation) {
      case 'digitalRead':
        code.put('DIGITAL_READ', Number(settings.pin));
        break;
      case 'analogRead':
        code.put('ANALOG_READ', Number(settings.pin) - 14);
        break;
      case 'ultrasonic':
        code.put('ULTRASONIC', Number(settings.trig), Number(settings.echo));
        // Microseconds there and back in a centimetre.
        pushNumber(code, 58);
        code.put('DIVIDE');
        break;
      case 'equalTexts':
        emitPair(code, args[0]!, args[1]!, 'equal', emit, diagnose);
        break;
      case 'contains':
        emitPair(code, args[0]!, args[1]!, 'find', emit, diagnose);
        break;
      case 'textLength':
        emitText(code, args[0]!, UNO_SINKS.length, emit, diagnose);
        code.push(1);
        break;
      case 'rgb':
        args.forEach((arg, i) => {
          emit(arg);
          code.put('BYTE');
          if (i > 0) code.put('ADD');
          if (i === 2) return;
          pushNumber(code, 256);
          code.put('MULTIPLY');
        });
        break;
      case 'random':
        emitRandom(args[0]!, args[1]!);
        break;
      default: {
        args.forEach(emit);
        // Text operations appear only inside texts, and the micro:bit's never here.
        for (const step of (SIMPLE as Partial<Record<string, (typeof SIMPLE)['add']>>)[operation] ?? ['PUSH_0']) {
          if (typeof step === 'number') pushNumber(code, Math.fround(step));
          else if (typeof step === 'string') code.put(step);
          else callRoutine(code, step.routine);
        }
      }
    }
    code.block = before;
  }

  function emitRandom(from: Expression, to: Expression): void {
    if (from.kind !== 'number' || to.kind !== 'number') {
      [from, to].forEach(emit);
      return callRoutine(code, 'random');
    }
    // The same with known ends, without a call.
    const low = Math.min(from.value, to.value);
    const whole = Number.isInteger(from.value) && Number.isInteger(to.value);
    const span = Math.fround(Math.max(from.value, to.value) - low);
    code.put('RANDOM');
    pushNumber(code, whole ? Math.fround(span + 1) : span);
    code.put('MULTIPLY');
    if (whole) code.put('FLOOR');
    pushNumber(code, low);
    code.put('ADD');
  }
}

type Emit = (expression: Expression) => void;

/** Sends a text into a sink. */
export function emitText(
  code: Code,
  text: Expression,
  sink: number,
  emit: Emit,
  diagnose: Diagnose,
  line = false,
): void {
  const pieces = piecesOf(text);
  if (pieces === null) {
    diagnose('letter-in-letter', code.block);
    return;
  }
  const values = pushPieces(pieces, emit);
  code.put('TEXT_BEGIN', sink);
  sendPieces(code, pieces, values - 1);
  if (line) code.put('TEXT_NEWLINE');
  code.put('TEXT_END', values);
}

/** Compares two texts. The values of both come first, since making them may compare others. */
function emitPair(
  code: Code,
  left: Expression,
  right: Expression,
  sink: 'equal' | 'find',
  emit: Emit,
  diagnose: Diagnose,
): void {
  const first = piecesOf(left);
  const second = piecesOf(right);
  if (first === null || second === null) {
    diagnose('letter-in-letter', code.block);
    return code.put('PUSH_0');
  }
  const values = pushPieces([...first, ...second], emit);
  code.put('TEXT_BEGIN', UNO_SINKS.keep);
  const sent = sendPieces(code, first, values - 1);
  code.put('TEXT_END', 0);
  code.put('TEXT_BEGIN', UNO_SINKS[sink]);
  sendPieces(code, second, values - 1 - sent);
  code.put('TEXT_END', values);
  code.push(1);
}

const JUMPS: Readonly<Record<string, UnoOpcode>> = {
  less: 'JUMP_UNLESS_LESS',
  greater: 'JUMP_UNLESS_GREATER',
  equal: 'JUMP_UNLESS_EQUAL',
  equalBooleans: 'JUMP_UNLESS_EQUAL',
};

/** Writes code that goes on when the condition holds and otherwise jumps. */
export function emitJumpUnless(
  code: Code,
  condition: Expression,
  label: string,
  formOf: FormOf,
  diagnose: Diagnose,
): void {
  jump(fold(condition));

  function jump(expression: Expression): void {
    if (expression.kind === 'operation') {
      const [a, b] = expression.args;
      const name = JUMPS[expression.operation];
      if (name !== undefined) {
        emitValue(code, a!, formOf, diagnose);
        emitValue(code, b!, formOf, diagnose);
        return code.put(name, label);
      }
      // Both sides of "and" are evaluated; what nobody can notice is left out.
      if (expression.operation === 'and' && !hasEffects(b!)) {
        jump(a!);
        return jump(b!);
      }
      if (expression.operation === 'not') {
        emitValue(code, a!, formOf, diagnose);
        return code.put('JUMP_IF_TRUE', label);
      }
      if (expression.operation === 'or') {
        emitValue(code, a!, formOf, diagnose);
        emitValue(code, b!, formOf, diagnose);
        // 1 and 1 are 2, which is as true.
        code.put('ADD');
        return code.put('JUMP_IF_FALSE', label);
      }
    }
    if (expression.kind === 'boolean' && expression.value) return;
    if (expression.kind === 'boolean') return code.put('JUMP', label);
    emitValue(code, expression, formOf, diagnose);
    code.put('JUMP_IF_FALSE', label);
  }
}
