import { yieldsInWarp, type EffectsOf } from '../analysis/effects.ts';
import { analyseTouches } from '../analysis/touches.ts';
import type { BlockReference } from '../compiled-project.ts';
import type { Procedure, Program } from '../ir/nodes.ts';
import { eachExpression, eachExpressionIn } from '../ir/walk.ts';
import type { Mode, ProgramContext } from './context.ts';
import { writeProcedure } from './function.ts';
import { writeLong } from './long.ts';
import { FINISH } from './site.ts';
import { Writer } from './writer.ts';

/** Names that generated code takes from the runtime, by the object they come from. */
const FROM_RUNTIME = {
  'rt.cast':
    'toNumber, toBoolean, equals, equalsInteger, sameWord, less, greater, lessNumbers, mod, sin, cos, tan, letter, digit, code, contains',
  'rt.lists': 'item, find, forget, contents, replace, insert, insertAt, remove, removeAt',
  'rt.memory': 'kept, joined',
  rt:
    'random, stuck, later, withoutRefresh, report, END, motion, looks, sound, events, control, sensing, data, pen, ' +
    'music, speech, video, board, microbit',
} as const;

const PREFIX: Record<Mode, string> = { slow: 'p', warp: 'w', long: 'l', fast: 'f' };

/** A program that is being written. */
export interface OpenedProgram {
  context: ProgramContext;
  /** What stands between its head and its end. */
  out: Writer;
  /** The blocks of the source map so far. */
  blocks: BlockReference[];
  /** Writes the variants of procedures that were asked for and what they go on with, to be called once all else is written. */
  writeVariants(): void;
  /** Puts a head before it and an end, which returns this. */
  close(returned: string): { code: string; lines: number[] };
}

/**
 * Begins a program of either kind.
 * @param finishes whether it has `finish`, which goes on with functions that were left
 * @param more names from the runtime that this kind of program takes, as statements
 */
export function openProgram(
  program: Program,
  effects: EffectsOf,
  finishes: boolean,
  more: readonly string[] = [],
): OpenedProgram {
  const blocks: BlockReference[] = [];
  const blockIndex = new Map<string, number>();
  const wanted: { procedure: Procedure; mode: Mode; name: string }[] = [];
  const known = new Set<string>();

  const context: ProgramContext = {
    effects,
    touches: analyseTouches(program.procedures),
    reports: reportingProcedures(program),
    finishes,
    variant: (procedure, mode) => {
      if (mode === 'long') known.add('finish');
      const name = `${PREFIX[mode]}${procedure.index}`;
      if (!known.has(name)) {
        known.add(name);
        wanted.push({ procedure, mode, name });
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

  const out = new Writer();
  const writeVariants = (): void => {
    for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
      const { procedure, mode, name } = next;
      out.append(
        mode === 'long' ? writeLong(context, procedure, name) : writeProcedure(context, procedure, mode, name),
      );
    }
    if (known.has('finish')) FINISH.split('\n').forEach((line) => out.line(line));
  };
  const close = (returned: string): { code: string; lines: number[] } => {
    out.line(`return ${returned};`);
    out.line('})');
    const body = out.lines.join('\n');
    const head = headOf(program, body, more);
    return { code: `${head.join('\n')}\n${body}`, lines: [...head.map(() => -1), ...out.blocks] };
  };
  return { context, out, blocks, writeVariants, close };
}

/** With what a program begins: of what the runtime offers it takes what its text names. */
function headOf(program: Program, body: string, more: readonly string[]): string[] {
  const head = ['(function (rt) {', '"use strict"; rt.origin(new Error());'];
  for (const [source, names] of Object.entries(FROM_RUNTIME)) {
    const used = names.split(', ').filter((name) => body.includes(name));
    if (used.length > 0) head.push(`const { ${used.join(', ')} } = ${source};`);
  }
  head.push(...more, 'const N = rt.stage.numbers, V = rt.stage.values;', 'let fuel = 0, left = null;');
  program.targets[0]?.lists.forEach((list) => head.push(`const L${list.slot} = rt.stage.lists[${list.slot}];`));
  return head;
}

/** Procedures that some place calls for their value. */
function reportingProcedures(program: Program): Set<Procedure> {
  const found = new Set<Procedure>();
  const visit = (expression: Parameters<typeof eachExpression>[0]): void => {
    if (expression.kind === 'call') found.add(expression.procedure);
  };
  for (const { body } of [...program.procedures, ...program.scripts]) eachExpressionIn(body, visit);
  for (const { report, edge } of program.scripts) {
    if (report !== null) eachExpression(report, visit);
    if (edge !== null) eachExpression(edge, visit);
  }
  return found;
}
