import type { CodeComments } from '../comments/catalogue.ts';
import type { SketchWriter } from '../cpp/sketch-writer.ts';
import type { Expression, Procedure, Program, Script, Statement } from '../ir/nodes.ts';
import type { HelperName } from './helpers.ts';
import type { Names } from './names.ts';
import { fieldTexts, fillIn, valueText, type ValueContext } from './values.ts';
import { MICROBIT_COMMANDS } from './vocabulary.ts';

/** What all functions of a program share. */
export interface Sketch {
  program: Program;
  names: Names;
  comments: CodeComments;
  helpers: Set<HelperName>;
  /**
   * Whether scripts can be ended from outside (messages start them anew, "stop"). Each run is then handed to everything that can
   * wait, and looked at after waiting.
   */
  stoppable: boolean;
}

/** Commands that always take time: a loop with one of them gives way by itself. */
const TAKES_TIME = new Set(
  'mb_shownumber mb_showstring mb_showleds mb_showicon mb_showarrow mb_playtone mb_rest mb_playmelody mb_playsound'.split(
    ' ',
  ),
);

const COUNTERS = ['i', 'j', 'k', 'l', 'm'];
const SECONDS = 1000;

/** Writes the statements of a script (`owner` a script) or of a my-block. */
export function writeBody(
  sketch: Sketch,
  writer: SketchWriter,
  owner: Script | Procedure,
  body: readonly Statement[],
): void {
  const { names, helpers, stoppable } = sketch;
  const procedure = 'code' in owner ? owner : null;
  const atOnce = procedure?.warp ?? false;
  let loops = 0;

  const context: ValueContext = {
    variable: (variable) => names.variable(variable),
    list: (list) => names.list(list),
    parameter: (parameter) => names.parameter(procedure!, parameter),
    call: (called, args) => `${names.procedure(called)}(${[...(stoppable ? ['run'] : []), ...args].join(', ')})`,
    use: (helper) => void helpers.add(helper),
  };
  const value = (expression: Expression, binds = 0): string => valueText(context, expression, binds);
  const put = (text: string, block: string): void => {
    for (const line of text.split('\n')) writer.put(line, block);
  };

  /** How the function is left; with a value where the my-block has one. */
  const leave = (): string =>
    procedure !== null && givesValue(procedure) ? `return ${emptyOf(procedure)};` : 'return;';
  /** After anything that may have let others run. */
  const look = (block: string): void => {
    if (stoppable) put(`if (run.ended) ${leave()}`, block);
  };

  /** A number of seconds as milliseconds. */
  function milliseconds(seconds: Expression): string {
    if (seconds.kind === 'number') return String(Math.max(0, Math.round(seconds.value * SECONDS) || 0));
    return `${value(seconds, 7)} * ${SECONDS}`;
  }

  const run = (statements: readonly Statement[]): void => statements.forEach(write);

  function loop(head: string, s: Extract<Statement, { body: Statement[] }>, first?: () => void): void {
    loops++;
    writer.braces(head, s.block, () => {
      first?.();
      run(s.body);
      if (atOnce || s.body.some(takesTime)) return;
      helpers.add('giveWay');
      put('giveWay();', s.block);
      look(s.block);
    });
    loops--;
  }

  const counter = (): string => COUNTERS[loops] ?? `i${loops}`;

  function write(s: Statement): void {
    switch (s.kind) {
      case 'set':
        return put(`${names.variable(s.variable)} = ${value(s.value)};`, s.block);
      case 'change':
        return put(`${names.variable(s.variable)} += ${value(s.value)};`, s.block);
      case 'append':
        return put(`${names.list(s.list)}.push(${value(s.value)});`, s.block);
      case 'replace':
        return edit('changeItem', [names.list(s.list), value(s.index), value(s.value)], s.block);
      case 'insert':
        return edit('insertItem', [names.list(s.list), value(s.index), value(s.value)], s.block);
      case 'delete':
        return edit('deleteItem', [names.list(s.list), value(s.index)], s.block);
      case 'clear':
        return put(`${names.list(s.list)} = [];`, s.block);
      case 'if':
        return writeIf(s);
      case 'repeat': {
        const i = counter();
        const { times } = s;
        if (times.kind === 'number')
          return loop(`for (let ${i} = 0; ${i} < ${Math.round(times.value) || 0}; ${i}++)`, s);
        // The count is made once.
        put(`const ${i}Times = Math.round(${value(times)});`, s.block);
        return loop(`for (let ${i} = 0; ${i} < ${i}Times; ${i}++)`, s);
      }
      case 'forever':
        return loop('while (true)', s);
      case 'while':
        return loop(`while (${value(s.condition)})`, s);
      case 'for-each': {
        const i = counter();
        return loop(`for (let ${i} = 1; ${i} <= ${value(s.limit, 6)}; ${i}++)`, s, () =>
          put(`${names.variable(s.variable)} = ${i};`, s.block),
        );
      }
      case 'wait':
        put(`basic.pause(${milliseconds(s.seconds)});`, s.block);
        return look(s.block);
      case 'wait-until':
        return writer.braces(`while (!${value(s.condition, 8)})`, s.block, () => {
          put('basic.pause(10);', s.block);
          look(s.block);
        });
      case 'broadcast':
        return writeBroadcast(s);
      case 'operation':
        return writeOperation(s);
      case 'call':
        put(
          `${context.call(
            s.procedure,
            s.args.map((arg) => value(arg)),
          )};`,
          s.block,
        );
        return look(s.block);
      case 'return':
        return put(s.value === null ? leave() : `return ${value(s.value)};`, s.block);
      case 'stop-all':
        helpers.add('stopAll');
        put('stopAll();', s.block);
        return put(leave(), s.block);
      case 'stop-others':
        helpers.add('stopOthers');
        return put('stopOthers(run);', s.block);
    }
  }

  function edit(helper: HelperName, args: readonly string[], block: string): void {
    helpers.add(helper);
    put(`${helper}(${args.join(', ')});`, block);
  }

  function writeIf(s: Extract<Statement, { kind: 'if' }>): void {
    put(`if (${value(s.condition)}) {`, s.block);
    writer.depth++;
    run(s.then);
    writer.depth--;
    if (s.else.length > 0) {
      put('} else {', s.block);
      writer.depth++;
      run(s.else);
      writer.depth--;
    }
    put('}', s.block);
  }

  function writeBroadcast(s: Extract<Statement, { kind: 'broadcast' }>): void {
    const receivers = sketch.program.scripts.filter(({ hat }) => hat.kind === 'message' && hat.message === s.message);
    put(`${names.message(s.message)}();`, s.block);
    look(s.block);
    if (!s.wait || receivers.length === 0) return;
    const running = receivers.map((script) => `${names.script(script)}.isRunning()`).join(' || ');
    writer.braces(`while (${running})`, s.block, () => {
      put('basic.pause(10);', s.block);
      look(s.block);
    });
  }

  function writeOperation(s: Extract<Statement, { kind: 'operation' }>): void {
    if (s.operation === 'resetTimer') {
      helpers.add('timer');
      return put('timerStart = input.runningTime();', s.block);
    }
    const block = MICROBIT_COMMANDS[s.operation];
    if (!block) throw new Error(`${s.operation} is no operation of the micro:bit`);
    const inputs = Object.keys(block.inputs ?? {}).map((name, at) => {
      const inSeconds = block.text.includes(`$${name}!`);
      const isOperand = block.text.includes(`$${name} ?`);
      return [name, inSeconds ? milliseconds(s.args[at]!) : value(s.args[at]!, isOperand ? 2 : 0)];
    });
    const text = fillIn(block.text.replaceAll('!', ''), { ...fieldTexts(s.settings), ...Object.fromEntries(inputs) });
    put(`${text};`, s.block);
    if (TAKES_TIME.has(s.operation)) look(s.block);
  }

  run(body);
}

const takesTime = (s: Statement): boolean =>
  s.kind === 'wait' || (s.kind === 'operation' && TAKES_TIME.has(s.operation)) || s.kind === 'forever';

/** Whether a my-block gives a value anywhere, so that every way out of it must. */
export function givesValue(procedure: Procedure): boolean {
  return returnsIn(procedure.body) || procedure.returns !== 'number';
}

const returnsIn = (body: readonly Statement[]): boolean =>
  body.some(
    (s) =>
      (s.kind === 'return' && s.value !== null) ||
      (s.kind === 'if' && (returnsIn(s.then) || returnsIn(s.else))) ||
      ('body' in s && returnsIn(s.body)),
  );

/** What a my-block gives where it gives nothing. */
export const emptyOf = ({ returns }: Procedure): string =>
  returns === 'number' ? '0' : returns === 'boolean' ? 'false' : '""';
