import { commentsIn, hatComment, helperIn, type BoardTextOptions } from '../comments/code-comments.ts';
import type { Program, Script, Statement } from '../ir/nodes.ts';
import { writeTop } from './declarations.ts';
import { reaches, writeForm, writeForms } from './forms.ts';
import { copy, joined, writeTemporaries } from './function-text.ts';
import { writeFunction, type Sketch, type SketchFunction } from './functions.ts';
import { helperText } from './helpers.ts';
import { namesOf } from './names.ts';
import { planOf } from './plan.ts';
import { pinsReadToo, settingsOf, usesSerial } from './program-facts.ts';
import { SketchWriter } from './sketch-writer.ts';
import { pinText } from './values.ts';
import { writeTurns } from './turns.ts';

/** A program as text, with the blocks that its lines come from. */
export interface BoardText {
  text: string;
  /** 1-based lines that come from a block, ascending. */
  lines: { line: number; block: string }[];
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

function scriptComment({ hat }: Script, { program, comments }: Sketch): string {
  if (hat.kind === 'event') return hat.opcode;
  if (hat.kind === 'pin') return comments.whenPin(pinText(hat.pin), hat.rising);
  return hatComment(hat, program, comments);
}
