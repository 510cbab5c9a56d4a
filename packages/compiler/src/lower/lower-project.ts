import type { Project } from '@paperkite/project';
import type { Diagnostic } from '../compiled-project.ts';
import { signatureOf } from '../extensions/procedures/signature.ts';
import type { Expression, Procedure, Program, Script } from '../ir/nodes.ts';
import { NEVER } from '../ir/types.ts';
import { blockTree, type BlockTree } from './block-tree.ts';
import { lowerTarget } from './lower-target.ts';
import { scopeOf, type Scope } from './scope.ts';

/** The procedures of one target by signature; the first definition wins. */
function proceduresOf(tree: BlockTree, owner: number, firstIndex: number): Map<string, Procedure> {
  const procedures = new Map<string, Procedure>();
  for (const block of tree.roots) {
    if (block.opcode !== 'procedures_definition') continue;
    const prototype = tree.input(block.id, 'custom_block');
    if (prototype === undefined) continue;
    const signature = signatureOf(prototype);
    if (procedures.has(signature.code)) continue;
    procedures.set(signature.code, {
      ...signature,
      index: firstIndex + procedures.size,
      owner,
      definition: block.id,
      body: [],
      returns: { type: NEVER, observed: false },
    });
  }
  return procedures;
}

/** A reporter block, what it became and the procedure it stands in. */
export interface LoweredReporter {
  owner: number;
  block: string;
  expression: Expression;
  enclosing: Procedure | null;
}

/** Blocks to IR, for the whole project. `reporters` collects every reporter block, for debuggers. Types are still empty; `inferTypes` fills them. */
export function lowerProject(
  project: Project,
  note: (diagnostic: Diagnostic) => void,
  reporters?: LoweredReporter[],
): Program {
  const program: Program = { targets: [], procedures: [], scripts: [] };
  let stageScope: Scope | null = null;
  project.targets.forEach((target, owner) => {
    const tree = blockTree(project, target);
    const scope = scopeOf(target, owner, stageScope);
    stageScope ??= scope;
    const procedures = proceduresOf(tree, owner, program.procedures.length);
    const lowering = lowerTarget(
      target.id,
      tree,
      scope,
      procedures,
      note,
      reporters && ((block, expression, enclosing) => reporters.push({ owner, block, expression, enclosing })),
    );
    program.procedures.push(...procedures.values());
    program.targets.push({
      id: target.id,
      name: target.name,
      isStage: target.kind === 'stage',
      variables: scope.variables,
      lists: scope.lists,
    });
    for (const procedure of procedures.values()) procedure.body = lowering.procedureBody(procedure);
    for (const root of tree.roots) {
      const script = lowering.script(root);
      if (script !== undefined) program.scripts.push(indexed(script, program.scripts.length, owner));
    }
  });
  return program;
}

const indexed = (script: Omit<Script, 'index' | 'owner'>, index: number, owner: number): Script => ({
  ...script,
  index,
  owner,
});
