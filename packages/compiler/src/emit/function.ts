import { isStable, yieldsInWarp, type EffectsOf } from '../analysis/effects.ts';
import { mayFallThrough } from '../analysis/infer-types.ts';
import { summaryOf } from '../analysis/summary.ts';
import type { Expression, Procedure, Script, Statement } from '../ir/nodes.ts';
import { commandMode } from './call.ts';
import type { FunctionContext, Mode, ProgramContext } from './context.ts';
import { expressionText } from './expression.ts';
import { LOOP_FUEL } from './fuel.ts';
import { withOftenUsed } from './promotion.ts';
import { writeBody } from './statement.ts';
import { Writer } from './writer.ts';

/** A function while it is written, and what to declare at its top. */
export interface Made {
  f: FunctionContext;
  /** Declarations that the body turned out to need. */
  declarations(): string[];
}

/** Begins a function; its lines go to `f.writer`. */
export function makeFunction(
  program: ProgramContext,
  owner: number,
  procedure: Procedure | null,
  mode: Mode,
  generator: boolean,
  leave: string,
): Made {
  const temporaries: string[] = [];
  let counter = false;
  let labels = 0;
  const hoisted = new Set<'numbers' | 'values' | 'lists'>();
  const local = (kind: 'numbers' | 'values' | 'lists'): string => {
    hoisted.add(kind);
    return kind;
  };
  const f: FunctionContext = {
    program,
    owner,
    mode,
    generator,
    procedure,
    leave,
    writer: new Writer(),
    warpLoops: 0,
    temporary: () => {
      const name = `x${temporaries.length}`;
      temporaries.push(name);
      return name;
    },
    fuel: () => {
      counter = true;
      return 'n';
    },
    tail: null,
    nan: 'now',
    usesFuel: false,
    sites: null,
    loopExit: null,
    label: () => `loops${labels++}`,
    resumes: false,
    text: (expression) => expressionText(f, expression),
    body: (statements) => writeBody(f, statements),
    promoted: new Map(),
    variable: (variable) => f.promoted.get(variable)?.local ?? f.memory(variable),
    memory: (variable) => {
      const kind = variable.storage === 'number' ? 'numbers' : 'values';
      return `${variable.owner === 0 ? (kind === 'numbers' ? 'N' : 'V') : local(kind)}[${variable.slot}]`;
    },
    list: (list) => (list.owner === 0 ? `L${list.slot}` : `${local('lists')}[${list.slot}]`),
  };
  return {
    f,
    declarations: () => [
      ...[...hoisted].map((kind) => `const ${kind} = t.${kind};`),
      ...(temporaries.length > 0 ? [`let ${temporaries.join(', ')};`] : []),
      ...(counter && mode !== 'long' ? [`let n = ${LOOP_FUEL};`] : []),
    ],
  };
}

/** A function's text. */
export function finish(made: Made, head: string, tail: readonly string[] = []): Writer {
  const out = new Writer();
  out.line(head);
  out.indent();
  for (const declaration of made.declarations()) out.line(declaration);
  out.append(made.f.writer);
  for (const line of tail) out.line(line);
  out.outdent();
  out.line('}');
  return out;
}

/** Writes one variant of a procedure. */
export function writeProcedure(program: ProgramContext, procedure: Procedure, mode: Mode, name: string): Writer {
  const generator = program.isGenerator(procedure, mode);
  const reports = program.reports.has(procedure);
  const made = makeFunction(program, procedure.owner, procedure, mode, generator, reports ? 'return "";' : 'return;');
  const { body } = procedure;
  if (mode === 'fast' && !summaryOf(body).loops) withOftenUsed(made.f, body, () => writeBody(made.f, body));
  else writeBody(made.f, body);
  const parameters = ['t', ...procedure.parameters.map((parameter) => `a${parameter.index}`)];
  const tail = reports && mayFallThrough(procedure.body) ? ['return "";'] : [];
  return finish(made, `function${generator ? '*' : ''} ${name}(${parameters.join(', ')}) {`, tail);
}

/** Whether a body with screen refresh may give way. */
export function yieldsInSlow(body: readonly Statement[], effects: EffectsOf): boolean {
  const { loops, waits, callees } = summaryOf(body);
  if (loops || waits) return true;
  return [...callees].some((callee) => {
    const theirs = effects(callee);
    return callee.warp ? yieldsInWarp(theirs) : theirs.yields;
  });
}

export type ScriptForm = 'plain' | 'loop' | 'generator';

/** Writes the function of a script in the cheapest form that it allows. */
export function writeScript(
  program: ProgramContext,
  script: Script,
  name: string,
): { form: ScriptForm; writer: Writer } {
  const { body } = script;
  if (script.report !== null) return writeReport(program, script, script.report, name);
  const last = body.at(-1);
  const before = body.slice(0, -1);
  const effects = program.effects;
  if (!yieldsInSlow(body, effects)) {
    const made = makeFunction(program, script.owner, null, 'slow', false, 'return;');
    writeBody(made.f, body);
    return { form: 'plain', writer: finish(made, `function ${name}(t) {`) };
  }
  if (last?.kind === 'forever' && !yieldsInSlow(before, effects) && !yieldsInSlow(last.body, effects)) {
    return { form: 'loop', writer: writeLoopScript(program, script, before, last, name) };
  }
  const tail = last?.kind === 'call' && !yieldsInSlow(before, effects) ? last : null;
  if (tail !== null && program.finishes) {
    const made = makeFunction(program, script.owner, null, 'slow', false, 'return;');
    if (commandMode(made.f, tail.procedure) === 'long') {
      made.f.tail = tail;
      writeBody(made.f, body);
      return { form: 'generator', writer: finish(made, `function ${name}(t) {`) };
    }
  }
  const made = makeFunction(program, script.owner, null, 'slow', true, 'return;');
  writeBody(made.f, body);
  return { form: 'generator', writer: finish(made, `function* ${name}(t) {`) };
}

/** A script that ends in `forever` and yields nowhere else: a function that makes the function of one pass. */
function writeLoopScript(
  program: ProgramContext,
  script: Script,
  before: readonly Statement[],
  loop: Extract<Statement, { kind: 'forever' }>,
  name: string,
): Writer {
  const made = makeFunction(program, script.owner, null, 'slow', false, 'return;');
  writeBody(made.f, before);
  const pass = makeFunction(program, script.owner, null, 'slow', false, 'return -1;');
  writeBody(pass.f, loop.body);
  const quiet = loop.body.every((statement) => statement.kind === 'if' && isStable(statement.condition));
  const inner = finish(pass, 'return () => {', [quiet && loop.body.length === 0 ? 'return 1;' : 'return 0;']);
  inner.lines[inner.lines.length - 1] = '};';
  made.f.writer.append(inner);
  return finish(made, `function ${name}(t) {`);
}

/** A loose reporter: a generator (it may call procedures that wait) that hands its value to the runtime. */
function writeReport(
  program: ProgramContext,
  script: Script,
  report: Expression,
  name: string,
): { form: ScriptForm; writer: Writer } {
  const made = makeFunction(program, script.owner, null, 'slow', true, 'return;');
  made.f.writer.line(`report(t, ${expressionText(made.f, report)});`, program.block(script.owner, script.topBlock));
  return { form: 'generator', writer: finish(made, `function* ${name}(t) {`) };
}

/** The condition of an edge-activated hat. */
export function writeEdge(program: ProgramContext, script: Script, edge: Expression, name: string): Writer {
  const made = makeFunction(program, script.owner, null, 'fast', false, 'return;');
  made.f.writer.line(`return ${expressionText(made.f, edge)};`, program.block(script.owner, script.topBlock));
  return finish(made, `function ${name}(t) {`);
}
