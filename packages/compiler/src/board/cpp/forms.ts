import type { Procedure, Statement } from '../ir/nodes.ts';
import { eachExpression, eachStatement, valuesOf } from '../ir/walk.ts';
import { copy, joined, writeTemporaries } from './function-text.ts';
import { emptyText, writeFunction, type Sketch, type SketchFunction } from './functions.ts';
import { commentText } from './literal.ts';
import type { ProcedureForm } from './names.ts';
import type { SketchWriter } from './sketch-writer.ts';
import { cppType } from './values.ts';

/** A my-block in one of the forms that it is written in. */
export interface Form {
  procedure: Procedure;
  form: ProcedureForm;
  written: SketchFunction;
}

/** My-blocks in every form that something asks for, callees before callers. */
export function writeForms(sketch: Sketch, roots: readonly SketchFunction[]): Form[] {
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

/** Whether running one my-block may come to another, or back to itself. */
export function reaches(from: Procedure, to: Procedure, seen = new Set<Procedure>()): boolean {
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

/** Calls that a call keeps by pointer, since they may be calls of the same my-block. */
export const recursiveMembers = ({ kept }: SketchFunction): string[] =>
  [...kept].flatMap(([name, type]) => (type.endsWith('*') && type !== 'const char *' ? [name] : []));

/** The head of a my-block as a plain function. */
export function plainHead({ names, plan }: Sketch, procedure: Procedure): string {
  const parameters = procedure.parameters.map((p) => joined(cppType(p.type), names.parameter(procedure, p)));
  const type = plan.values.has(procedure) ? cppType(procedure.returns) : 'void';
  return `${joined(type, names.procedure(procedure, 'plain'))}(${parameters.join(', ')})`;
}

/** Writes a my-block. */
export function writeForm(w: SketchWriter, sketch: Sketch, { procedure, form, written }: Form): void {
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
