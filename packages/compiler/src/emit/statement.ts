import { isStable } from '../analysis/effects.ts';
import { typeOf } from '../analysis/infer-types.ts';
import { isSimple } from '../ir/literal.ts';
import type { Expression, List, Statement, Variable } from '../ir/nodes.ts';
import { writeCall } from './call.ts';
import type { FunctionContext } from './context.ts';
import { expressionText } from './expression.ts';
import { writeLoop } from './loop.ts';
import { storeText } from './promotion.ts';
import { isNumberOrEmpty, isWithin, OTHER_TEXT, TEXT } from '../ir/types.ts';
import { encodedText, indexText, isLast, isNumericIndex, placeText } from './value-text.ts';

/** Writes the statements of a body. */
export function writeBody(f: FunctionContext, body: readonly Statement[]): void {
  for (const statement of body) {
    writeStatement(f, statement);
    // What follows would be unreachable.
    if (statement.kind === 'return') break;
  }
}

/** Writes a body within braces that the caller opened, one level deeper. */
export function writeIndented(f: FunctionContext, body: readonly Statement[]): void {
  f.writer.indent();
  writeBody(f, body);
  f.writer.outdent();
}

function writeStatement(f: FunctionContext, statement: Statement): void {
  const block = f.program.block(f.owner, statement.block);
  const line = (text: string): void => f.writer.line(text, block);
  const text = (expression: Expression): string => expressionText(f, expression);
  switch (statement.kind) {
    case 'set':
      return line(setText(f, statement.variable, statement.value));
    case 'append':
      return line(appendText(f, statement.list, statement.value));
    case 'replace':
      return line(replaceText(f, statement.list, statement.index, statement.value));
    case 'insert':
      return line(insertText(f, statement.list, statement.index, statement.value));
    case 'delete':
      return line(deleteText(f, statement.list, statement.index));
    case 'clear':
      return line(`${f.list(statement.list)}.length = 0;${forget(f, statement.list)}`);
    case 'if':
      line(`if (${text(statement.condition)}) {`);
      writeIndented(f, statement.then);
      if (statement.else.length > 0) {
        line('} else {');
        writeIndented(f, statement.else);
      }
      return line('}');
    case 'repeat':
    case 'forever':
    case 'while':
    case 'for-each':
      return writeLoop(f, statement, block);
    case 'wait-until':
      return writeWaitUntil(f, statement.condition, line);
    case 'operation': {
      const call = statement.operation.js(statement.args.map(text), statement.args.map(typeOf), f.temporary);
      if (!statement.operation.yields) return line(`${call};`);
      return line(f.mode === 'slow' ? `yield* ${call};` : `yield* withoutRefresh(${call});`);
    }
    case 'call':
      return writeCall(f, statement, f.sites?.numbers.get(statement)?.first ?? 0, line);
    case 'return':
      return writeReturn(f, statement.value, line);
    case 'end-script-if': {
      const call = statement.operation.js(statement.args.map(text), statement.args.map(typeOf), f.temporary);
      return line(`if (${call}) { ${storeText(f)}${f.procedure === null ? f.leave : 'throw END;'} }`);
    }
  }
}

function setText(f: FunctionContext, variable: Variable, value: Expression): string {
  const encoded = f.promoted.get(variable)?.encoded === true;
  return `${f.variable(variable)} = ${encoded ? encodedText(f, value) : expressionText(f, value)};`;
}

/**
 * Polling gives way. When the condition can only change by somebody's doing, it says so (idle), but not the first time: what
 * came before was something done.
 */
function writeWaitUntil(f: FunctionContext, condition: Expression, line: (text: string) => void): void {
  if (f.mode !== 'slow') return line(`while (!${f.text(condition)}) if (stuck()) yield 0;`);
  if (!isStable(condition)) return line(`while (!${f.text(condition)}) yield 0;`);
  const idle = f.temporary();
  line(`for (${idle} = 0; !${f.text(condition)}; ${idle} = 1) yield ${idle};`);
}

function writeReturn(f: FunctionContext, value: Expression, line: (text: string) => void): void {
  const used = f.procedure !== null && f.mode !== 'long' && f.program.reports.has(f.procedure);
  const store = storeText(f);
  if (used) line(store === '' ? `return ${f.text(value)};` : `{ ${store}return ${f.text(value)}; }`);
  else if (value.kind === 'constant') line(store === '' ? f.leave : `{ ${store}${f.leave} }`);
  // Nobody takes the value, but working it out may do something.
  else line(`{ ${f.text(value)}; ${store}${f.leave} }`);
}

/** Lists stop growing here. */
const LIST_LIMIT = 200_000;

function appendText(f: FunctionContext, list: List, value: Expression): string {
  const array = f.list(list);
  const { first, store } = stored(f, value);
  return `${first}if (${array}.length < ${LIST_LIMIT}) ${store((item) => `${array}.push(${item});`)}`;
}

function replaceText(f: FunctionContext, list: List, index: Expression, value: Expression): string {
  const array = f.list(list);
  if (!isNumericIndex(index)) {
    return `replace(${array}, ${f.text(index)}, ${f.text(value)});${forget(f, list)}`;
  }
  const { text: at, type } = indexText(f, index, array);
  // Both are worked out before the test, as Scratch does: the value may be a call that changes the list.
  const name = isSimple(at) ? at : f.temporary();
  const first = name === at ? '' : `${name} = ${at}; `;
  const place = placeText(name, array, type);
  const { first: second, store } = stored(f, value);
  const before = isLast(index) ? `${second}${first}` : `${first}${second}`;
  return `${before}if (${place.inside}) ${store((item) => `${array}[${place.at}] = ${item};`)}${forget(f, list)}`;
}

function insertText(f: FunctionContext, list: List, index: Expression, value: Expression): string {
  // "last" is the place behind the last item here, as in Scratch.
  const insert = isNumericIndex(index) && !isLast(index) ? 'insertAt' : 'insert';
  return `${insert}(${f.list(list)}, ${f.text(index)}, ${f.text(value)});${forget(f, list)}`;
}

function deleteText(f: FunctionContext, list: List, index: Expression): string {
  const array = f.list(list);
  const remove = isNumericIndex(index) ? 'removeAt' : 'remove';
  return `${isLast(index) ? `${array}.pop()` : `${remove}(${array}, ${f.text(index)})`};${forget(f, list)}`;
}

/** A value that goes into a list: the text that works it out first, and what stores it. */
function stored(
  f: FunctionContext,
  value: Expression,
): { first: string; store: (put: (item: string) => string) => string } {
  const encoded = isNumberOrEmpty(typeOf(value));
  const text = encoded ? encodedText(f, value) : expressionText(f, value);
  const name = isSimple(text) ? text : f.temporary();
  const first = `${name === text ? '' : `${name} = ${text}; `}${keptText(value, name)}`;
  if (!encoded) return { first, store: (put) => put(name) };
  // Lists of numbers stay such, which one statement for both would not let engines see.
  return { first, store: (put) => `{ if (${name} === ${name}) ${put(name)} else ${put('""')} }` };
}

/** Texts in lists that are longer than this are told to the runtime. */
const LONG_ITEM = 1000;

/** What tells the runtime that a list keeps a long text. */
function keptText(value: Expression, name: string): string {
  const type = typeOf(value);
  if (value.kind === 'constant' || (type & OTHER_TEXT) === 0) return '';
  return `if (${isWithin(type, TEXT) ? '' : `typeof ${name} === "string" && `}${name}.length > ${LONG_ITEM}) kept(${name}); `;
}

/** What tells the runtime that an index of the list no longer holds. */
function forget(f: FunctionContext, list: List): string {
  return list.searched ? ` forget(${f.list(list)});` : '';
}
