import type { EffectsOf } from '../../analysis/effects.ts';
import type { Expression, Program, Script } from '../../ir/nodes.ts';
import { someExpression } from '../../ir/walk.ts';
import type { LoweredReporter } from '../../lower/lower-project.ts';
import type { ProgramContext } from '../context.ts';
import { makeFunction, writeEdge, yieldsInSlow } from '../function.ts';
import { openProgram } from '../open-program.ts';
import type { EmittedProgram } from '../program.ts';
import { Writer } from '../writer.ts';
import { writeSteppedBody } from './body.ts';
import { MachineWriter, type MachineSource, type SteppedContext } from './machine.ts';
import type { SteppedFunction } from './tables.ts';

/** The text of a stepped program with its tables. */
export interface EmittedSteppedProgram extends EmittedProgram {
  functions: SteppedFunction[];
  reporters: { target: number; block: string; procedure: string | null }[];
}

/**
 * Writes a program whose scripts can be stopped anywhere, looked at, and taken over by another version. Without `debug` only what
 * may give way is written as state machines, and everything else as ever.
 */
export function emitStepped(
  program: Program,
  effects: EffectsOf,
  debug: boolean,
  reporters: readonly LoweredReporter[],
): EmittedSteppedProgram {
  const { context, out, blocks, writeVariants, close } = openProgram(program, effects, !debug, [
    'const { begin, call, at, watch } = rt.stepped;',
  ]);
  const machines: MachineSource[] = [];
  const machineOf = new Map<string, number>();
  const addMachine = (source: Omit<MachineSource, 'name'>): number =>
    machines.push({ ...source, name: `m${machines.length}` }) - 1;
  const stepped: SteppedContext = {
    program: context,
    debug,
    machine: (procedure, mode) => {
      const key = `${mode} ${procedure.index}`;
      let index = machineOf.get(key);
      if (index === undefined) {
        index = addMachine({ owner: procedure.owner, script: null, procedure, mode });
        machineOf.set(key, index);
      }
      return index;
    },
  };

  const entries: string[] = [];
  const forms: EmittedProgram['forms'] = [];
  for (const script of program.scripts) {
    const isPlain = !debug && script.report === null && !yieldsInSlow(script.body, effects);
    forms.push(isPlain ? 'plain' : 'loop');
    if (isPlain) {
      out.append(writePlainScript(context, script));
      entries.push(`s${script.index}`);
    } else
      entries.push(`(t) => begin(t, ${addMachine({ owner: script.owner, script, procedure: null, mode: 'slow' })})`);
    if (script.edge !== null) out.append(writeEdge(context, script, script.edge, `e${script.index}`));
  }
  const functions: SteppedFunction[] = [];
  // The list grows while it is walked.
  for (let i = 0; i < machines.length; i++) {
    const { writer, table } = writeMachine(stepped, machines[i]!);
    functions.push(table);
    out.append(writer);
  }
  writeVariants();
  const asked = reporters.filter(({ expression }) => canBeAsked(expression));
  asked.forEach((reporter, index) => out.append(writeReporter(context, reporter, `q${index}`)));
  const edges = program.scripts.map((script) => (script.edge === null ? 'undefined' : `e${script.index}`));
  const names = (prefix: string, list: readonly unknown[]): string => list.map((_, i) => `${prefix}${i}`).join(', ');
  return {
    ...close(
      `{ scripts: [${entries.join(', ')}], edges: [${edges.join(', ')}], ` +
        `functions: [${names('m', functions)}], reporters: [${names('q', asked)}] }`,
    ),
    blocks,
    forms,
    functions,
    reporters: asked.map(({ owner, block, enclosing }) => ({
      target: owner,
      block,
      procedure: enclosing?.code ?? null,
    })),
  };
}

function writePlainScript(program: ProgramContext, script: Script): Writer {
  const made = makeFunction(program, script.owner, null, 'slow', false, 'return;');
  made.f.body(script.body);
  const out = new Writer();
  out.line(`function s${script.index}(t) {`);
  for (const declaration of made.declarations()) out.line(declaration);
  out.append(made.f.writer);
  out.line('}');
  return out;
}

function writeMachine(c: SteppedContext, source: MachineSource): { writer: Writer; table: SteppedFunction } {
  const w = new MachineWriter(c, source);
  const { script, procedure } = source;
  const top = procedure?.definition ?? script!.topBlock;
  w.enter(top);
  const hasHat = procedure !== null || script?.hat !== null;
  if (c.debug && hasHat) w.halt('enter');
  if (script !== null && script.report !== null) {
    const [value] = w.hoist(script.report);
    w.line(`report(t, ${w.text(value!)});`);
  }
  writeSteppedBody(w, procedure?.body ?? script!.body);
  return w.finish();
}

/** A value that is asked for while the program stands must not change anything: no calls, and no luck is used up. */
const canBeAsked = (expression: Expression): boolean =>
  expression.kind !== 'constant' &&
  !someExpression(
    expression,
    (inner) => inner.kind === 'call' || (inner.kind === 'operation' && inner.operation.name === 'operator.random'),
  );

/** A function of target and frame values that answers what a reporter block would. */
function writeReporter(program: ProgramContext, reporter: LoweredReporter, name: string): Writer {
  const { owner, expression, enclosing, block } = reporter;
  const made = makeFunction(program, owner, enclosing, 'fast', false, 'return;');
  made.f.writer.line(`return ${made.f.text(expression)};`, program.block(owner, block));
  const out = new Writer();
  out.line(`function ${name}(t, v) {`);
  const parameters = enclosing?.parameters ?? [];
  if (parameters.length > 0) out.line(`const ${parameters.map(({ index }) => `a${index} = v[${index}]`).join(', ')};`);
  for (const declaration of made.declarations()) out.line(declaration);
  out.append(made.f.writer);
  out.line('}');
  return out;
}
