import { commentsIn, hatComment, helperIn, type BoardTextOptions } from '../comments/code-comments.ts';
import type { BoardText } from '../cpp/emit-arduino-cpp.ts';
import { SketchWriter } from '../cpp/sketch-writer.ts';
import type { Hat, Procedure, Program, Script, ValueType } from '../ir/nodes.ts';
import { callsInValues, eachStatementOf } from '../ir/walk.ts';
import { emptyOf, givesValue, writeBody, type Sketch } from './functions.ts';
import { DECLARED_FIRST, HELPERS, type HelperName } from './helpers.ts';
import { numberText, textLiteral } from './literal.ts';
import { namesOf } from './names.ts';
import { fieldTexts, fillIn } from './values.ts';
import { MICROBIT_HATS } from './vocabulary.ts';

const TYPES: Record<ValueType, string> = { number: 'number', boolean: 'boolean', text: 'string' };

/** The serial line with what the terminal adds. */
const READ_LINE = `serialLine = serial.readUntil(serial.delimiters(Delimiters.NewLine));
if (serialLine.charAt(serialLine.length - 1) == "\\r") serialLine = serialLine.substr(0, serialLine.length - 1);`;

/**
 * A program as MakeCode TypeScript for the packages of the set "blocks". Scripts are MakeCode's fibers: they switch in waits and, every
 * 20 ms, at the end of loops. A my-block without refresh does not give way in its own loops. Lists grow as far as memory goes.
 */
export function emitMakeCode(program: Program, { language }: BoardTextOptions = {}): BoardText {
  const comments = commentsIn(language);
  const sketch: Sketch = {
    program,
    names: namesOf(program),
    comments,
    helpers: new Set(),
    stoppable: isStoppable(program),
  };
  if (sketch.stoppable) sketch.helpers.add('scripts');
  const w = new SketchWriter();
  const functions = new SketchWriter();
  for (const procedure of program.procedures) writeProcedure(functions, sketch, procedure);
  const body = new SketchWriter();
  if (sketch.stoppable) writeScripts(body, sketch);
  for (const group of eventGroups(program)) writeEvent(body, sketch, group);
  writeStarts(body, sketch);

  const needsPadding = usesSerial(program);
  if (program.scripts.some(({ hat }) => hat.kind === 'line')) sketch.helpers.add('serialLine');
  const first = DECLARED_FIRST.filter((helper) => sketch.helpers.has(helper));
  for (const helper of first) w.putAll(helperIn(comments, HELPERS[helper]));
  for (const variable of program.variables) {
    w.put(`let ${sketch.names.variable(variable)} = ${initialText(variable.initial)};`);
  }
  for (const list of program.lists) {
    w.put(`let ${sketch.names.list(list)}: number[] = [${list.initial.map(numberText).join(', ')}];`);
  }
  if (needsPadding) w.put('serial.setWriteLinePadding(0);');
  copy(w, body);
  copy(w, functions);
  for (const helper of Object.keys(HELPERS) as HelperName[]) {
    if (!sketch.helpers.has(helper) || first.includes(helper)) continue;
    w.put('');
    w.putAll(helperIn(comments, HELPERS[helper]));
  }
  while (w.lines[0]?.text === '') w.lines.shift();
  return {
    text: `${w.lines.map(({ text }) => text).join('\n')}\n`,
    lines: w.lines.flatMap(({ block }, i) => (block === '' ? [] : [{ line: i + 1, block }])),
  };
}

function copy(to: SketchWriter, from: SketchWriter): void {
  for (const { text, block } of from.lines) to.put(text, block);
}

const initialText = (value: number | boolean | string): string =>
  typeof value === 'number' ? numberText(value) : typeof value === 'string' ? textLiteral(value) : String(value);

/** Messages start scripts anew, and "stop" ends them: then scripts are objects that know whether they run. */
function isStoppable(program: Program): boolean {
  let found = program.scripts.some(({ hat }) => hat.kind === 'message');
  eachStatementOf(program, ({ kind }) => {
    if (kind === 'stop-all' || kind === 'stop-others' || kind === 'broadcast') found = true;
  });
  return found;
}

function usesSerial(program: Program): boolean {
  let found = false;
  eachStatementOf(program, (s) => {
    if (s.kind === 'operation' && s.operation === 'mb_serialwriteln') found = true;
  });
  return found;
}

function writeProcedure(w: SketchWriter, sketch: Sketch, procedure: Procedure): void {
  const { names, stoppable, program } = sketch;
  const parameters = procedure.parameters.map(
    (parameter) => `${names.parameter(procedure, parameter)}: ${TYPES[parameter.type]}`,
  );
  const gives = givesValue(procedure) || callsInValues(program).some((call) => call.procedure === procedure);
  const all = [...(stoppable ? ['run: Run'] : []), ...parameters].join(', ');
  w.put('');
  w.braces(
    `function ${names.procedure(procedure)}(${all})${gives ? `: ${TYPES[procedure.returns]}` : ''}`,
    procedure.definition,
    () => {
      writeBody(sketch, w, procedure, procedure.body);
      if (gives) w.put(`return ${emptyOf(procedure)};`, procedure.definition);
    },
  );
}

/** The scripts as objects, and a function for each message. */
function writeScripts(w: SketchWriter, sketch: Sketch): void {
  const { program, names } = sketch;
  for (const script of program.scripts) {
    w.put('');
    w.put(`// ${scriptComment(script, sketch)}`, script.block);
    w.put(`const ${names.script(script)} = new Script(function (run: Run) {`, script.block);
    w.depth++;
    writeBody(sketch, w, script, script.body);
    w.depth--;
    w.put('});', script.block);
  }
  w.put('');
  w.put(`const scripts: Script[] = [${program.scripts.map((script) => names.script(script)).join(', ')}];`);
  program.messages.forEach((_, message) => {
    const receivers = program.scripts.filter(({ hat }) => hat.kind === 'message' && hat.message === message);
    w.put('');
    w.braces(`function ${names.message(message)}()`, '', () => {
      for (const script of receivers) w.put(`${names.script(script)}.start();`);
    });
  });
}

/** Scripts that begin at the same event have one handler: a second one would take the place of the first. */
function eventGroups(program: Program): Script[][] {
  const groups = new Map<string, Script[]>();
  for (const script of program.scripts) {
    const { hat } = script;
    if (hat.kind !== 'event' && hat.kind !== 'line') continue;
    const key = hat.kind === 'line' ? 'line' : `${hat.opcode} ${JSON.stringify(hat.settings)}`;
    groups.set(key, [...(groups.get(key) ?? []), script]);
  }
  return [...groups.values()];
}

function writeEvent(w: SketchWriter, sketch: Sketch, scripts: Script[]): void {
  const [first] = scripts;
  if (!first) return;
  const { head, before } = registration(first.hat, sketch);
  w.put('');
  w.put(`${head} {`, first.block);
  w.depth++;
  if (before) w.putAll(before);
  if (!sketch.stoppable && scripts.length === 1) writeBody(sketch, w, first, first.body);
  else for (const script of scripts) writeStart(w, sketch, script);
  w.depth--;
  w.put('});', first.block);
}

/** An event that comes while its script runs does not start it again. */
function writeStart(w: SketchWriter, sketch: Sketch, script: Script): void {
  if (sketch.stoppable) {
    const name = sketch.names.script(script);
    return w.put(`if (!${name}.isRunning()) ${name}.start();`, script.block);
  }
  w.put('control.inBackground(function () {', script.block);
  w.depth++;
  writeBody(sketch, w, script, script.body);
  w.depth--;
  w.put('});', script.block);
}

function registration(hat: Hat, { helpers }: Sketch): { head: string; before?: string } {
  if (hat.kind === 'line') {
    helpers.add('serialLine');
    return { head: 'serial.onDataReceived(serial.delimiters(Delimiters.NewLine), function ()', before: READ_LINE };
  }
  if (hat.kind !== 'event') throw new Error(`${hat.kind} is no event`);
  const text = fillIn(MICROBIT_HATS[hat.opcode]!.text, fieldTexts(hat.settings));
  const receives = { mb_whenradionumber: 'receivedNumber', mb_whenradiostring: 'receivedString' } as const;
  const variable = receives[hat.opcode as keyof typeof receives];
  if (!variable) return { head: `${text}function ()` };
  helpers.add(variable);
  return {
    head: `${text}function (received: ${variable === 'receivedNumber' ? 'number' : 'string'})`,
    before: `${variable} = received;`,
  };
}

/** Scripts that begin with the board, behind everything that must be there before: the last of one goes on in the main program. */
function writeStarts(w: SketchWriter, sketch: Sketch): void {
  const starts = sketch.program.scripts.filter(({ hat }) => hat.kind === 'start');
  const [only] = starts;
  if (starts.length > 0) w.put('');
  if (sketch.stoppable) for (const script of starts) w.put(`${sketch.names.script(script)}.start();`, script.block);
  else if (starts.length === 1 && only && !returns(only)) writeBody(sketch, w, only, only.body);
  else for (const script of starts) writeStart(w, sketch, script);
}

/** The main program cannot be left by "stop this script". */
function returns(script: Script): boolean {
  let found = false;
  eachStatementOf({ scripts: [script], procedures: [] } as unknown as Program, ({ kind }) => {
    if (kind === 'return') found = true;
  });
  return found;
}

function scriptComment({ hat }: Script, { program, comments }: Sketch): string {
  if (hat.kind === 'pin') return '';
  if (hat.kind === 'event')
    return fillIn(MICROBIT_HATS[hat.opcode]!.text, fieldTexts(hat.settings)).replace(/, $|\($/, '');
  return hatComment(hat, program, comments);
}
