import { isBf16, UNO_PIN_MODES, UNO_SINKS } from '@paperkite/boards/uno';
import type { Diagnose } from '../diagnostics.ts';
import type { Expression, Statement } from '../ir/nodes.ts';
import { hasEffects } from '../ir/purity.ts';
import { operation } from '../ir/types.ts';
import type { Code } from './code.ts';
import { emitJumpUnless, emitText, emitValue, type FormOf } from './values.ts';
import { fold } from './fold.ts';

/** How the body runs: `gives` a value to its caller; `atomic` never gives way at the end of a loop's pass. */
export interface Form {
  gives: boolean;
  atomic: boolean;
}

/** Writes the code of a stack. */
export function emitBody(code: Code, body: readonly Statement[], form: Form, formOf: FormOf, diagnose: Diagnose): void {
  const value = (expression: Expression): void => emitValue(code, expression, formOf, diagnose);
  const unless = (condition: Expression, label: string): void =>
    emitJumpUnless(code, condition, label, formOf, diagnose);
  const text = (expression: Expression, sink: number, line = false): void =>
    emitText(code, expression, sink, value, diagnose, line);

  /** End of a loop's pass. */
  const again = (label: string, block: string): void => {
    code.block = block;
    code.put(form.atomic ? 'JUMP' : 'YIELD_JUMP', label);
  };

  const run = (stack: readonly Statement[]): void => {
    for (const statement of stack) {
      code.block = statement.block;
      emit(statement);
    }
  };

  function emit(s: Statement): void {
    switch (s.kind) {
      case 'set':
        return emitSet(s);
      case 'change':
        return emitChange(s.variable.index, s.value);
      case 'append':
        value(s.value);
        return code.put('LIST_ADD', s.list.index);
      case 'replace':
        value(s.index);
        value(s.value);
        return code.put('LIST_REPLACE', s.list.index);
      case 'insert':
        value(s.value);
        value(s.index);
        return code.put('LIST_INSERT', s.list.index);
      case 'delete':
        value(s.index);
        return code.put('LIST_DELETE', s.list.index);
      case 'clear':
        return code.put('LIST_CLEAR', s.list.index);
      case 'if':
        return emitIf(s);
      case 'repeat': {
        const [head, end] = [code.newLabel(), code.newLabel()];
        value(s.times);
        code.put('REPEAT_BEGIN');
        code.label(head);
        code.put('REPEAT', end);
        run(s.body);
        again(head, s.block);
        code.label(end);
        return code.push(-1);
      }
      case 'forever': {
        const head = code.newLabel();
        code.label(head);
        run(s.body);
        return again(head, s.block);
      }
      case 'while': {
        const [head, end] = [code.newLabel(), code.newLabel()];
        code.label(head);
        unless(s.condition, end);
        run(s.body);
        again(head, s.block);
        return code.label(end);
      }
      case 'for-each':
        return emitForEach(s);
      case 'wait':
        value(operation('multiply', [s.seconds, { kind: 'number', value: 1000 }], s.block));
        return code.put('WAIT');
      case 'wait-until': {
        const [head, wait, end] = [code.newLabel(), code.newLabel(), code.newLabel()];
        code.label(head);
        unless(s.condition, wait);
        code.put('JUMP', end);
        code.label(wait);
        code.put('YIELD_JUMP', head);
        return code.label(end);
      }
      case 'broadcast': {
        code.put('BROADCAST', s.message);
        if (!s.wait) return;
        const [head, end] = [code.newLabel(), code.newLabel()];
        code.label(head);
        code.put('ANY_RUNNING', s.message);
        code.put('JUMP_IF_FALSE', end);
        code.put('YIELD_JUMP', head);
        return code.label(end);
      }
      case 'operation':
        return emitCommand(s);
      case 'call':
        s.args.forEach(value);
        code.block = s.block;
        return code.call(
          formOf(s.procedure, { gives: false, atomic: form.atomic || s.procedure.warp }),
          s.args.length,
          false,
        );
      case 'return':
        return emitReturn(s.value);
      case 'stop-all':
        return code.put('STOP_ALL');
      case 'stop-others':
        return code.put('STOP_OTHERS');
    }
  }

  function emitSet(s: Extract<Statement, { kind: 'set' }>): void {
    const { variable, value: to } = s;
    if (to.kind === 'operation' && to.operation === 'add' && !hasEffects(to)) {
      const [left, right] = to.args;
      if (left?.kind === 'variable' && left.variable === variable) return emitChange(variable.index, right!);
    }
    value(to);
    code.put('SET_GLOBAL', variable.index);
  }

  function emitChange(variable: number, by: Expression): void {
    const folded = fold(by);
    if (folded.kind === 'number' && isBf16(folded.value)) {
      return code.put('CHANGE_GLOBAL_BF16', variable, folded.value);
    }
    value(folded);
    code.put('CHANGE_GLOBAL', variable);
  }

  function emitIf(s: Extract<Statement, { kind: 'if' }>): void {
    const [otherwise, end] = [code.newLabel(), code.newLabel()];
    unless(s.condition, otherwise);
    run(s.then);
    if (s.else.length > 0) code.put('JUMP', end);
    code.label(otherwise);
    run(s.else);
    code.label(end);
  }

  /** The counter is a local of its own below whatever the body pushes. */
  function emitForEach(s: Extract<Statement, { kind: 'for-each' }>): void {
    const [head, end] = [code.newLabel(), code.newLabel()];
    const counter = code.depth;
    code.put('RESERVE', 1);
    code.label(head);
    code.put('GET_LOCAL', counter);
    value(s.limit);
    code.put('JUMP_UNLESS_LESS', end);
    code.put('GET_LOCAL', counter);
    code.put('PUSH_1');
    code.put('ADD');
    code.put('DUPLICATE');
    code.put('SET_LOCAL', counter);
    code.put('SET_GLOBAL', s.variable.index);
    run(s.body);
    again(head, s.block);
    code.label(end);
    code.put('DROP', 1);
  }

  function clearStrip(): void {
    code.put('PUSH_0');
    code.put('STRIP_FILL');
  }

  function emitReturn(result: Expression | null): void {
    if (result !== null) value(result);
    else if (form.gives) code.put('PUSH_0');
    // A command's value is nobody's; RETURN drops it with the frame.
    const pushed = result !== null || form.gives;
    code.put(form.gives ? 'RETURN_VALUE' : 'RETURN');
    if (pushed) code.push(-1);
  }

  function emitCommand(s: Extract<Statement, { kind: 'operation' }>): void {
    const { args, settings } = s;
    const pin = Number(settings.pin);
    const [first] = args;
    switch (s.operation) {
      case 'resetTimer':
        return code.put('RESET_TIMER');
      case 'serialPrint':
        return text(first!, UNO_SINKS.serial);
      case 'serialPrintln':
        return text(first!, UNO_SINKS.serial, true);
      case 'lcdPrint':
        return text(first!, settings.row === 2 ? UNO_SINKS.lcdRow2 : UNO_SINKS.lcdRow1);
      case 'pinMode':
        return code.put('PIN_MODE', pin, PIN_MODES[String(settings.mode)] ?? UNO_PIN_MODES.input);
      case 'digitalWrite': {
        const level = fold(first!);
        if (level.kind === 'boolean') return code.put(level.value ? 'DIGITAL_HIGH' : 'DIGITAL_LOW', pin);
        value(level);
        return code.put('DIGITAL_SET', pin);
      }
      case 'pwmWrite':
        value(first!);
        return code.put('PWM_WRITE', pin);
      case 'servoWrite':
        value(first!);
        return code.put('SERVO_WRITE', pin);
      case 'startTone':
        value(first!);
        return code.put('TONE_START', pin);
      case 'noTone':
        return code.put('TONE_STOP', pin);
      case 'stripBegin':
        code.put('STRIP_BEGIN', pin, Number(settings.count));
        return clearStrip();
      case 'stripSet':
        args.forEach(value);
        return code.put('STRIP_SET');
      case 'stripFill':
        value(first!);
        return code.put('STRIP_FILL');
      case 'stripClear':
        return clearStrip();
      case 'stripShow':
        return code.put('STRIP_SHOW');
      case 'lcdClear':
        return code.put('LCD_CLEAR');
    }
  }

  run(body);
}

const PIN_MODES: Readonly<Record<string, number>> = {
  INPUT: UNO_PIN_MODES.input,
  INPUT_PULLUP: UNO_PIN_MODES.inputPullup,
  OUTPUT: UNO_PIN_MODES.output,
};
