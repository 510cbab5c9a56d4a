import { commentsIn, hatComment, helperIn, type BoardTextOptions } from '../comments/code-comments.ts';
import type { Procedure, Program, Script, Statement } from '../ir/nodes.ts';
import { eachExpression, eachExpressionOf, eachStatement, eachStatementOf, valuesOf } from '../ir/walk.ts';
import { emptyText, writeFunction, type Sketch, type SketchFunction } from './functions.ts';
import { helperText, LIST_TYPE, TURNS } from './helpers.ts';
import { commentText, numberLiteral, textLiteral } from './literal.ts';
import { namesOf, type ProcedureForm } from './names.ts';
import { planOf } from './plan.ts';
import { SketchWriter } from './sketch-writer.ts';
import { cppType, pinText } from './values.ts';

/** A program as text, with the blocks that its lines come from. */
export interface BoardText {
  text: string;
  /** 1-based lines that come from a block, ascending. */
  lines: { line: number; block: string }[];
}

interface Form {
  procedure: Procedure;
  form: ProcedureForm;
  written: SketchFunction;
}

/**
 * A program as a sketch that the Arduino IDE compiles. One script becomes `setup` and `loop` as one would write them by hand;
 * several take turns. A list that is full takes nothing more (the machine of the firmware ends the script instead).
 */
export function emitArduinoCpp(program: Program, { language }: BoardTextOptions = {}): BoardText {
  const plan = planOf(program);
  const names = namesOf(program);
  const sketch: Sketch = {
    program,
    plan,
    names,
    comments: commentsIn(language),
    helpers: new Set(),
    lateOutputs: pinsReadToo(program),
    isRecursive: (from, to) => from !== null && reaches(to, from),
  };
  const scripts = program.scripts.map((script) => ({
    script,
    written: plan.simple ? null : writeFunction(sketch, script, script.body, 'script', false),
  }));
  const simple = plan.simple ? splitSimple(sketch, program.scripts[0]!) : null;
  const forms = writeForms(sketch, [
    ...scripts.flatMap(({ written }) => (written ? [written] : [])),
    ...(simple ? [simple.setup, simple.loop] : []),
  ]);

  if (program.scripts.some(({ hat }) => hat.kind === 'line') || sketch.helpers.has('serialNumber')) {
    sketch.helpers.add('readLine');
  }
  const w = new SketchWriter();
  writeTop(w, sketch, forms);
  writeSetup(w, sketch, simple?.setup ?? null);
  w.put('');
  w.braces('void loop()', '', () => {
    if (simple) copy(w, simple.loop);
    else {
      for (const { script } of scripts) {
        w.put(`takeTurn(${names.script(script)}, ${names.runScript(script)});`, script.block);
      }
      w.put('lookAtInputs();');
    }
  });
  for (const { script, written } of scripts) {
    if (written === null) continue;
    w.put('');
    w.put(`// ${scriptComment(script, sketch)}`, script.block);
    w.braces(`bool ${names.runScript(script)}(Script &my)`, script.block, () => {
      for (const [name, type] of written.kept) w.put(`static ${joined(type, name)};`);
      writeTemporaries(w, written);
      w.put('BEGIN;');
      copy(w, written);
      w.put('END;');
    });
  }
  for (const form of forms) writeForm(w, sketch, form);
  if (!plan.simple) writeTurns(w, sketch);
  for (const definition of helperText(sketch.helpers).definitions) {
    w.put('');
    w.putAll(helperIn(sketch.comments, definition));
  }
  return {
    text: `${w.lines.map(({ text }) => text).join('\n')}\n`,
    lines: w.lines.flatMap(({ block }, i) => (block === '' ? [] : [{ line: i + 1, block }])),
  };
}

const joined = (type: string, name: string): string => (type.endsWith('*') ? `${type}${name}` : `${type} ${name}`);

function copy(w: SketchWriter, { writer }: SketchFunction): void {
  for (const { text, block } of writer.lines) w.put(text, block);
}

function writeTemporaries(w: SketchWriter, { temporaries }: SketchFunction): void {
  for (const [name, type] of temporaries) w.put(`${joined(type, name)};`);
}

/** What happens once goes into `setup`, a last "forever" becomes `loop`. */
function splitSimple(sketch: Sketch, script: Script): { setup: SketchFunction; loop: SketchFunction } {
  const at = script.body.findIndex(({ kind }) => kind === 'forever');
  const before: Statement[] = at < 0 ? script.body : script.body.slice(0, at);
  const forever = at < 0 ? undefined : script.body[at];
  const again = forever?.kind === 'forever' ? forever.body : [];
  return {
    setup: writeFunction(sketch, script, before, 'plain', true),
    loop: writeFunction(sketch, script, again, 'plain', true),
  };
}

/** My-blocks in every form that something asks for, callees before callers. */
function writeForms(sketch: Sketch, roots: readonly SketchFunction[]): Form[] {
  const forms: Form[] = [];
  const seen = new Set<string>();
  const add = (procedure: Procedure, form: ProcedureForm): void => {
    const key = `${procedure.index} ${form}`;
    if (seen.has(key)) return;
    seen.add(key);
    const mode = form === 'plain' ? 'plain' : 'call';
    const written = writeFunction(sketch, procedure, procedure.body, mode, form !== 'steps');
    addCallees(written);
    forms.push({ procedure, form, written });
  };
  const addCallees = ({ callees }: SketchFunction): void => {
    for (const { procedure, atomic } of callees) add(procedure, atomic ? 'atomic' : 'steps');
  };
  roots.forEach(addCallees);
  for (const { procedure } of calledAtOnce(sketch)) add(procedure, 'plain');
  return forms;
}

/** My-blocks that somebody calls as a plain function. */
function calledAtOnce({ program, plan }: Sketch): { procedure: Procedure }[] {
  const found = new Set<Procedure>(plan.values);
  const visit = (body: readonly Statement[], atomic: boolean, plain: boolean): void =>
    eachStatement(body, (statement) => {
      if (statement.kind !== 'call') return;
      const { procedure } = statement;
      if (plain || plan.simple || !plan.steps(procedure, atomic || procedure.warp)) found.add(procedure);
    });
  for (const { body } of program.scripts) visit(body, false, false);
  for (const procedure of program.procedures) {
    visit(procedure.body, false, false);
    visit(procedure.body, true, false);
  }
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const procedure of found) visit(procedure.body, true, true);
  }
  return [...found].map((procedure) => ({ procedure }));
}

function reaches(from: Procedure, to: Procedure, seen = new Set<Procedure>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  let found = false;
  eachStatement(from.body, (statement) => {
    if (statement.kind === 'call' && reaches(statement.procedure, to, seen)) found = true;
    for (const value of valuesOf(statement)) {
      eachExpression(value, (e) => {
        if (e.kind === 'call' && reaches(e.procedure, to, seen)) found = true;
      });
    }
  });
  return found;
}

/** Pins that the program also reads or changes the mode of: they must not be outputs before they are written. */
function pinsReadToo(program: Program): Set<number> {
  const pins = new Set<number>();
  eachExpressionOf(program, (e) => {
    if (e.kind === 'operation')
      for (const name of ['pin', 'echo']) if (name in e.settings) pins.add(Number(e.settings[name]));
  });
  eachStatementOf(program, (s) => {
    if (s.kind === 'operation' && s.operation === 'pinMode') pins.add(Number(s.settings.pin));
  });
  for (const { hat } of program.scripts) if (hat.kind === 'pin') pins.add(hat.pin);
  return pins;
}

/** Settings of one kind of command wherever it stands, each value once. */
function settingsOf(program: Program, operation: string, name: string): number[] {
  const found = new Set<number>();
  eachStatementOf(program, (s) => {
    if (s.kind === 'operation' && s.operation === operation) found.add(Number(s.settings[name]));
  });
  return [...found].sort((a, b) => a - b);
}

function writeTop(w: SketchWriter, sketch: Sketch, forms: readonly Form[]): void {
  const { program, names, helpers, plan, comments } = sketch;
  w.put(`// ${commentText(program.name)}`);
  w.put(`// ${comments.madeForUno}`);
  const includes = [...(helpers.has('turnServo') ? ['Servo'] : []), ...(helpers.has('lcd') ? ['Wire'] : [])];
  if (includes.length > 0) w.put('');
  for (const include of includes) w.put(`#include <${include}.h>`);
  if (program.lists.length > 0) {
    w.put('');
    w.putAll(helperIn(comments, LIST_TYPE));
  }
  if (!plan.simple) {
    w.put('');
    w.putAll(helperIn(comments, TURNS));
  }
  w.put('');
  for (const variable of program.variables) {
    const { initial } = variable;
    const name = names.variable(variable);
    const value =
      typeof initial === 'string'
        ? textLiteral(initial)
        : typeof initial === 'number'
          ? numberLiteral(initial)
          : String(initial);
    const comment = name === variable.name ? '' : `  // ${commentText(variable.name)}`;
    w.put(`${joined(cppType(variable.type), name)} = ${value};${comment}`);
  }
  for (const list of program.lists) {
    const items = list.initial.map((item) => numberLiteral(item)).join(', ');
    const name = names.list(list);
    const comment = name === list.name ? '' : `  // ${commentText(list.name)}`;
    w.put(`NumberList<${list.capacity}> ${name} = {{${items}}, ${list.initial.length}};${comment}`);
  }
  for (const pin of settingsOf(program, 'servoWrite', 'pin')) w.put(`Servo ${names.servo(pin)};`);
  if (helpers.has('strip')) {
    w.put(`const int stripPin = ${pinText(settingsOf(program, 'stripBegin', 'pin')[0] ?? 6)};`);
    w.put(`const int stripCount = ${Math.max(1, ...settingsOf(program, 'stripBegin', 'count'))};`);
    w.put('uint8_t strip[3 * stripCount];');
    w.put('bool stripBegun = false;');
  }
  writeDeclarations(w, sketch, forms);
}

function writeDeclarations(w: SketchWriter, sketch: Sketch, forms: readonly Form[]): void {
  const { program, names, helpers, plan, comments } = sketch;
  if (!plan.simple) {
    if (program.scripts.length > 0)
      w.put(`Script ${program.scripts.map((script) => names.script(script)).join(', ')};`);
    w.put(`Script *current;       // ${comments.current}`);
    w.put(`bool startedAnew;      // ${comments.startedAnew}`);
    for (const script of program.scripts) {
      if (script.hat.kind === 'pin') w.put(`int ${names.level(script)} = -1;`);
      w.put(`bool ${names.runScript(script)}(Script &my);`);
    }
    w.putAll('void start(Script &script);\nvoid stopAll();\nvoid stopOthers();');
    w.put('void takeTurn(Script &script, bool (*run)(Script &my));');
    w.put('void lookAtInputs();');
    for (const message of usedMessages(program)) w.put(`void ${names.message(message)}();`);
  }
  const stepped = forms.filter(({ form }) => form !== 'plain');
  for (const { procedure, form } of stepped) w.put(`struct ${names.callType(procedure, form)};`);
  for (const { procedure, form, written } of stepped) {
    const type = names.callType(procedure, form);
    w.braces(`struct ${type} : Turn`, procedure.definition, () => {
      for (const parameter of procedure.parameters) {
        w.put(`${joined(cppType(parameter.type), names.parameter(procedure, parameter))};`);
      }
      for (const [name, kind] of written.kept) w.put(`${joined(kind, name)};`);
    });
    w.lines.at(-1)!.text += ';';
    w.put(`bool ${names.procedure(procedure, form)}(${type} &my);`);
    if (recursiveMembers(written).length > 0) w.put(`void drop(${type} *call);`);
  }
  for (const { procedure, form } of forms) if (form === 'plain') w.put(`${plainHead(sketch, procedure)};`);
  for (const declaration of helperText(helpers).declarations) w.put(declaration);
  if (w.lines.at(-1)!.text !== '') w.put('');
}

/** Calls that a call keeps by pointer, since they may be calls of the same my-block. */
const recursiveMembers = ({ kept }: SketchFunction): string[] =>
  [...kept].flatMap(([name, type]) => (type.endsWith('*') && type !== 'const char *' ? [name] : []));

function plainHead({ names, plan }: Sketch, procedure: Procedure): string {
  const parameters = procedure.parameters.map((p) => joined(cppType(p.type), names.parameter(procedure, p)));
  const type = plan.values.has(procedure) ? cppType(procedure.returns) : 'void';
  return `${joined(type, names.procedure(procedure, 'plain'))}(${parameters.join(', ')})`;
}

function writeForm(w: SketchWriter, sketch: Sketch, { procedure, form, written }: Form): void {
  const { names, plan } = sketch;
  w.put('');
  w.put(`// ${commentText(procedure.code.replace(/%[sbn]/g, '()'))}`, procedure.definition);
  if (form === 'plain') {
    w.braces(plainHead(sketch, procedure), procedure.definition, () => {
      writeTemporaries(w, written);
      copy(w, written);
      if (plan.values.has(procedure) && !endsWithReturn(procedure)) w.put(`return ${emptyText(procedure)};`);
    });
    return;
  }
  const type = names.callType(procedure, form);
  w.braces(`bool ${names.procedure(procedure, form)}(${type} &my)`, procedure.definition, () => {
    writeTemporaries(w, written);
    w.put('BEGIN;');
    copy(w, written);
    w.put('END;');
  });
  const members = recursiveMembers(written);
  if (members.length === 0) return;
  w.put('');
  w.braces(`void drop(${type} *call)`, '', () => {
    w.put('if (!call) return;');
    for (const member of members) w.put(`drop(call->${member});`);
    w.put('free(call);');
  });
}

const endsWithReturn = ({ body }: Procedure): boolean => body.at(-1)?.kind === 'return';

function writeSetup(w: SketchWriter, sketch: Sketch, setup: SketchFunction | null): void {
  const { program, names, helpers, lateOutputs } = sketch;
  w.braces('void setup()', '', () => {
    if (setup) writeTemporaries(w, setup);
    if (usesSerial(program)) w.put('Serial.begin(115200);');
    for (const pin of settingsOf(program, 'digitalWrite', 'pin')) {
      if (!lateOutputs.has(pin)) w.put(`pinMode(${pinText(pin)}, OUTPUT);`);
    }
    if (helpers.has('lcd')) w.put('lcdBegin();');
    if (helpers.has('pickRandom')) w.put('randomSeed(analogRead(A5));');
    if (setup) copy(w, setup);
    else {
      for (const script of program.scripts) {
        if (script.hat.kind === 'start') w.put(`start(${names.script(script)});`, script.block);
      }
    }
  });
}

function usesSerial(program: Program): boolean {
  let used = program.scripts.some(({ hat }) => hat.kind === 'line');
  eachStatementOf(program, (s) => {
    if (s.kind === 'operation' && s.operation.startsWith('serialPrint')) used = true;
  });
  eachExpressionOf(program, (e) => {
    if (e.kind === 'operation' && /^serial(Line|Number)$/.test(e.operation)) used = true;
  });
  return used;
}

/** Messages that are sent and that somebody waits for. */
function usedMessages(program: Program): number[] {
  const sent = new Set<number>();
  eachStatementOf(program, (s) => {
    if (s.kind === 'broadcast') sent.add(s.message);
  });
  return [...sent].filter((message) => receiversOf(program, message).length > 0);
}

const receiversOf = (program: Program, message: number): Script[] =>
  program.scripts.filter(({ hat }) => hat.kind === 'message' && hat.message === message);

function scriptComment({ hat }: Script, { program, comments }: Sketch): string {
  if (hat.kind === 'event') return hat.opcode;
  if (hat.kind === 'pin') return comments.whenPin(pinText(hat.pin), hat.rising);
  return hatComment(hat, program, comments);
}

/** The part of the sketch that lets scripts take turns. */
function writeTurns(w: SketchWriter, sketch: Sketch): void {
  const { program, names, comments } = sketch;
  const lines = program.scripts.filter(({ hat }) => hat.kind === 'line');
  w.put('');
  w.putAll(`void start(Script &script) {
  script.running = true;
  script.step = 0;
  if (&script == current) startedAnew = true;
}

void takeTurn(Script &script, bool (*run)(Script &my)) {
  if (!script.running) return;
  current = &script;
  startedAnew = false;
  if (run(script) && !startedAnew) script.running = false;
}
`);
  w.braces('void stopAll()', '', () => {
    for (const script of program.scripts) w.put(`${names.script(script)}.running = false;`);
  });
  w.put('');
  w.braces('void stopOthers()', '', () => {
    for (const script of program.scripts) {
      const name = names.script(script);
      w.put(`if (current != &${name}) ${name}.running = false;`);
    }
  });
  for (const message of usedMessages(program)) {
    w.put('');
    w.put(`// ${comments.broadcasts(commentText(program.messages[message]!))}`);
    w.braces(`void ${names.message(message)}()`, '', () => {
      for (const script of receiversOf(program, message)) w.put(`start(${names.script(script)});`);
    });
  }
  const pins = program.scripts.filter(({ hat }) => hat.kind === 'pin');
  if (pins.length > 0) {
    w.put('');
    w.putAll(
      helperIn(
        comments,
        `// Whether a pin has changed to this level since the last look.
bool becomes(int level, int pin, int &before) {
  int now = digitalRead(pin);
  bool changed = before >= 0 && now != before && now == level;
  before = now;
  return changed;
}`,
      ),
    );
  }
  w.put('');
  w.put(`// ${comments.lookAtInputs}`);
  w.braces('void lookAtInputs()', '', () => {
    for (const script of pins) {
      const { hat } = script;
      if (hat.kind !== 'pin') continue;
      const level = hat.rising ? 'HIGH' : 'LOW';
      const name = names.script(script);
      w.put(`if (becomes(${level}, ${pinText(hat.pin)}, ${names.level(script)}) && !${name}.running) start(${name});`);
    }
    if (sketch.helpers.has('readLine')) {
      w.braces('if (readLine())', '', () => {
        for (const script of lines) w.put(`if (!${names.script(script)}.running) start(${names.script(script)});`);
      });
    }
  });
}
