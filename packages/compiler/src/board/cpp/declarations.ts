import { helperIn } from '../comments/code-comments.ts';
import { plainHead, recursiveMembers, type Form } from './forms.ts';
import { joined } from './function-text.ts';
import type { Sketch } from './functions.ts';
import { helperText, LIST_TYPE, TURNS } from './helpers.ts';
import { commentText, numberLiteral, textLiteral } from './literal.ts';
import { settingsOf, usedMessages } from './program-facts.ts';
import type { SketchWriter } from './sketch-writer.ts';
import { cppType, pinText } from './values.ts';

/** Writes what stands before `setup`: libraries, types, variables, and everything that is used before it is defined. */
export function writeTop(w: SketchWriter, sketch: Sketch, forms: readonly Form[]): void {
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
