import { isBf16, UNO_SINKS, type UnoOpcode } from '@paperkite/boards/uno';
import type { Diagnose } from '../diagnostics.ts';
import type { Expression, Procedure } from '../ir/nodes.ts';
import type { UnoReporterName } from '../ir/operations.ts';
import { hasEffects } from '../ir/purity.ts';
import type { Code } from './code.ts';
import { fold } from './fold.ts';
import { isStorable, piecesOf, sendPieces, valuesOfPieces } from './text.ts';

/** Label of a my-block's code in one of its forms, which is thereby asked for. */
export type FormOf = (procedure: Procedure, form: { gives: boolean; atomic: boolean }) => string;

/** Operations that are one instruction over their arguments. */
const SIMPLE: Partial<Record<UnoReporterName, UnoOpcode>> = {
  add: 'ADD',
  subtract: 'SUBTRACT',
  multiply: 'MULTIPLY',
  divide: 'DIVIDE',
  mod: 'MODULO',
  round: 'ROUND',
  abs: 'ABSOLUTE',
  floor: 'FLOOR',
  ceiling: 'CEILING',
  sqrt: 'SQRT',
  sin: 'SIN',
  cos: 'COS',
  tan: 'TAN',
  asin: 'ASIN',
  acos: 'ACOS',
  atan: 'ATAN',
  ln: 'LN',
  log: 'LOG',
  exp: 'EXP',
  pow10: 'POWER_OF_TEN',
  random: 'RANDOM',
  map: 'MAP',
  constrain: 'CONSTRAIN',
  less: 'LESS',
  greater: 'GREATER',
  equal: 'EQUAL',
  equalBooleans: 'EQUAL',
  and: 'AND',
  or: 'OR',
  not: 'NOT',
  timer: 'TIMER',
  serialNumber: 'SERIAL_NUMBER',
  millis: 'MILLIS',
  rgb: 'RGB',
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
      default: {
        const [first, second] = args;
        if (operation === 'greater' && first?.kind === 'find' && isZero(second!)) {
          emit(first.value);
          code.put('LIST_CONTAINS', first.list.index);
          break;
        }
        args.forEach(emit);
        const name = (SIMPLE as Partial<Record<string, UnoOpcode>>)[operation];
        // Text operations appear only inside texts, and the micro:bit's never here.
        code.put(name ?? 'PUSH_0');
      }
    }
    code.block = before;
  }
}

const isZero = (expression: Expression): boolean => expression.kind === 'number' && expression.value === 0;

function pushNumber(code: Code, value: number): void {
  if (Object.is(value, 0)) code.put('PUSH_0');
  else if (value === 1) code.put('PUSH_1');
  else if (isBf16(value)) code.put('PUSH_BF16', value);
  else code.put('PUSH_F32', value);
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
  const values = valuesOfPieces(pieces);
  values.forEach(emit);
  code.put('TEXT_BEGIN', sink);
  sendPieces(pieces, values.length - 1, (name, ...operands) => code.put(name, ...operands));
  if (line) code.put('TEXT_NEWLINE');
  code.put('TEXT_END', values.length);
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
  const values = [...valuesOfPieces(first), ...valuesOfPieces(second)];
  values.forEach(emit);
  const put = (name: UnoOpcode, ...operands: (number | string)[]): void => code.put(name, ...operands);
  put('TEXT_BEGIN', UNO_SINKS.keep);
  sendPieces(first, values.length - 1, put);
  put('TEXT_END', 0);
  put('TEXT_BEGIN', UNO_SINKS[sink]);
  sendPieces(second, valuesOfPieces(second).length - 1, put);
  put('TEXT_END', values.length);
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
      const isContains = a?.kind === 'find' && isZero(b!);
      if (name !== undefined && !isContains) {
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
    }
    if (expression.kind === 'boolean' && expression.value) return;
    if (expression.kind === 'boolean') return code.put('JUMP', label);
    emitValue(code, expression, formOf, diagnose);
    code.put('JUMP_IF_FALSE', label);
  }
}
