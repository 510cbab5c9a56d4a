import type { Procedure, Statement } from '../ir/nodes.ts';
import { isLoop } from '../ir/walk.ts';
import { summaryOf } from '../analysis/summary.ts';
import { commandMode } from './call.ts';
import type { FunctionContext, ProgramContext } from './context.ts';
import { finish, makeFunction, type Made } from './function.ts';
import { writeResumed } from './nest.ts';
import { countersOf, numberSites } from './site.ts';
import { writeBody } from './statement.ts';
import type { Writer } from './writer.ts';

/**
 * Writes a procedure without screen refresh that may take long: the function that begins it, and the one that goes on where
 * it was left. The first is what programs run that end in time; the second pays for its way back into the loops.
 */
export function writeLong(program: ProgramContext, procedure: Procedure, name: string): Writer {
  const { index, body } = procedure;
  const parameters = procedure.parameters.map((parameter) => `a${parameter.index}`);

  const begins = makeLong(program, procedure);
  const counters = countersOf(begins.f.sites!);
  const fuel = begins.f.usesFuel ? ['let n = fuel;'] : [];
  if (fuel.length > 0) declare(begins.f, [`let ${['again = 0', ...counters].join(', ')};`, ...fuel]);
  writeBody(begins.f, body);
  const out = finish(begins, `function ${name}(${['t', ...parameters].join(', ')}) {`, tail(begins.f));

  const goesOn = makeLong(program, procedure);
  goesOn.f.resumes = true;
  const state = ['again', ...counters].map((local, at) => `${local} = s[${at === 0 ? 1 : at + 2 + parameters.length}]`);
  declare(goesOn.f, [`let ${state.join(', ')};`, ...fuel]);
  writeResumed(goesOn.f, body);
  const values = ['t', ...parameters].map((local, at) => `${local} = s[${at + 2}]`);
  const resumed = finish(goesOn, `function r${index}(s, rest) {`, tail(goesOn.f));
  resumed.insert(1, `  const ${values.join(', ')};`);
  out.append(resumed);
  return out;
}

const tail = (f: FunctionContext): string[] => (f.usesFuel ? ['fuel = n;'] : []);

const declare = (f: FunctionContext, lines: readonly string[]): void => lines.forEach((line) => f.writer.line(line));

function makeLong(program: ProgramContext, procedure: Procedure): Made {
  const usesFuel = summaryOf(procedure.body).loops;
  const leave = usesFuel ? 'fuel = n; return;' : 'return;';
  const made = makeFunction(program, procedure.owner, procedure, 'long', false, leave);
  const isSite = (statement: Statement): boolean =>
    isLoop(statement) || (statement.kind === 'call' && commandMode(made.f, statement.procedure) === 'long');
  made.f.sites = numberSites(procedure.body, isSite);
  made.f.usesFuel = usesFuel;
  return made;
}
