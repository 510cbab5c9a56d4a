import { sceneOf, type Project } from '@paperkite/project';
import { analyseEffects } from './analysis/effects.ts';
import { assemble, buildProgram } from './compile.ts';
import { emitStepped } from './emit/stepped/program.ts';
import type { SteppedProject } from './emit/stepped/tables.ts';
import type { LoweredReporter } from './lower/lower-project.ts';

export interface SteppedOptions {
  /** Every block can be halted at, and every reporter asked; several times slower. */
  debug: boolean;
  /**
   * Kinds of value that live in a running program although nothing in this one puts them there: by variable id, list id or key
   * of a frame's value. What the stage answers when it refuses to take over.
   */
  widen?: Readonly<Record<string, number>>;
}

/**
 * Compiles a project to JavaScript that can be changed, and with `debug` watched, while it runs. Code that never gives way
 * is the same as `compileProject` makes it; what may give way keeps its state in frames instead of generators.
 */
export function compileStepped(original: Project, { debug, widen }: SteppedOptions): SteppedProject {
  const project = sceneOf(original);
  const reporters: LoweredReporter[] = [];
  const { program, diagnostics } = buildProgram(project, { widen, reporters: debug ? reporters : undefined });
  const emitted = emitStepped(program, analyseEffects(program), debug, reporters);
  const lists = program.targets.flatMap((target) => target.lists.map(({ id, items }) => [id, items.type] as const));
  return {
    ...assemble(project, program, emitted, diagnostics),
    stepped: { debug, functions: emitted.functions, lists: Object.fromEntries(lists), reporters: emitted.reporters },
  };
}
