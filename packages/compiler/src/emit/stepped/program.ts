import { yieldsInWarp, type EffectsOf } from '../../analysis/effects.ts';
import { analyseTouches } from '../../analysis/touches.ts';
import type { BlockReference } from '../../compiled-project.ts';
import type { Expression, Procedure, Program, Script } from '../../ir/nodes.ts';
import { someExpression } from '../../ir/walk.ts';
import type { LoweredReporter } from '../../lower/lower-project.ts';
import type { Mode, ProgramContext } from '../context.ts';
import { makeFunction, writeEdge, writeProcedure, yieldsInSlow } from '../function.ts';
import { writeLong } from '../long.ts';
import { FROM_RUNTIME, reportingProcedures, type EmittedProgram } from '../program.ts';
import { FINISH } from '../site.ts';
import { Writer } from '../writer.ts';
import { writeSteppedBody } from './body.ts';
import { MachineWriter, type MachineSource, type SteppedContext } from './machine.ts';
import type { SteppedFunction } from './tables.ts';

/** The text of a stepped program with its tables. */
export interface EmittedSteppedProgram extends EmittedProgram {
  functions: SteppedFunction[];
  reporters: { target: number; block: string; procedure: string | null }[];
}

const PREFIX: Record<Mode, string> = { slow: 'p', warp: 'w', long: 'l', fast: 'f' };

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
  const blocks: BlockReference[] = [];
  const blockIndex = new Map<string, number>();
  const plain: { procedure: Procedure; mode: Mode; name: string }[] = [];
  const known = new Set<string>();
  const machines: MachineSource[] = [];
  const machineOf = new Map<string, number>();

  const context: ProgramContext = {
    effects,
    touches: analyseTouches(program.procedures),
    reports: reportingProcedures(program),
    finishes: !debug,
    variant: (procedure, mode) => {
      if (mode === 'long') known.add('finish');
      const name = `${PREFIX[mode]}${procedure.index}`;
      if (!known.has(name)) {
        known.add(name);
        plain.push({ procedure, mode, name });
      }
      return name;
    },
    isGenerator: (procedure, mode) => {
      const theirs = effects(procedure);
      if (mode === 'slow') return theirs.yields;
      return mode === 'warp' && (theirs.waits || yieldsInWarp(theirs));
    },
    block: (owner, id) => {
      const key = `${owner}\n${id}`;
      let index = blockIndex.get(key);
      if (index === undefined) {
        blockIndex.set(key, (index = blocks.length));
        blocks.push({ target: owner, block: id });
      }
      return index;
    },
  };
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

  const out = new Writer();
  out.line('(function (rt) {');
  out.line('"use strict"; rt.origin(new Error());');
  for (const [source, names] of Object.entries(FROM_RUNTIME)) out.line(`const { ${names} } = ${source};`);
  out.line('const { begin, call, at, watch } = rt.stepped;');
  out.line('const N = rt.stage.numbers, V = rt.stage.values;');
  out.line('let fuel = 0, left = null;');
  program.targets[0]?.lists.forEach((list) => out.line(`const L${list.slot} = rt.stage.lists[${list.slot}];`));

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
  const writePlain = (): void => {
    for (let next = plain.pop(); next !== undefined; next = plain.pop()) {
      const { procedure, mode, name } = next;
      out.append(
        mode === 'long' ? writeLong(context, procedure, name) : writeProcedure(context, procedure, mode, name),
      );
    }
  };
  // The list grows while it is walked.
  for (let i = 0; i < machines.length; i++) {
    const { writer, table } = writeMachine(stepped, machines[i]!);
    functions.push(table);
    out.append(writer);
  }
  writePlain();
  if (known.has('finish')) FINISH.split('\n').forEach((line) => out.line(line));
  const asked = reporters.filter(({ expression }) => canBeAsked(expression));
  asked.forEach((reporter, index) => out.append(writeReporter(context, reporter, `q${index}`)));
  const edges = program.scripts.map((script) => (script.edge === null ? 'undefined' : `e${script.index}`));
  const names = (prefix: string, list: readonly unknown[]): string => list.map((_, i) => `${prefix}${i}`).join(', ');
  out.line(
    `return { scripts: [${entries.join(', ')}], edges: [${edges.join(', ')}], ` +
      `functions: [${names('m', functions)}], reporters: [${names('q', asked)}] };`,
  );
  out.line('})');
  return {
    code: out.lines.join('\n'),
    lines: out.blocks,
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
