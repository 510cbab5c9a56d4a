import type { EffectsOf } from '../analysis/effects.ts';
import type { BlockReference } from '../compiled-project.ts';
import type { Program } from '../ir/nodes.ts';
import { writeEdge, writeScript, type ScriptForm } from './function.ts';
import { openProgram } from './open-program.ts';

/** The text of a program with its source map. */
export interface EmittedProgram {
  code: string;
  lines: number[];
  blocks: BlockReference[];
  forms: ScriptForm[];
}

/** Writes the whole program: scripts, and of each procedure the variants that somebody calls. */
export function emitProgram(program: Program, effects: EffectsOf): EmittedProgram {
  const { context, out, blocks, writeVariants, close } = openProgram(program, effects, true);
  const forms: ScriptForm[] = [];
  for (const script of program.scripts) {
    const { form, writer } = writeScript(context, script, `s${script.index}`);
    forms.push(form);
    out.append(writer);
    if (script.edge !== null) out.append(writeEdge(context, script, script.edge, `e${script.index}`));
  }
  writeVariants();
  const scripts = program.scripts.map((script) => `s${script.index}`);
  const edges = program.scripts.map((script) => (script.edge === null ? 'undefined' : `e${script.index}`));
  return { ...close(`{ scripts: [${scripts.join(', ')}], edges: [${edges.join(', ')}] }`), blocks, forms };
}
