import type { Block, BlockId, SceneProject, TargetId } from '@paperkite/project';

/** A script that is run but stands in no document. */
export interface TriedScript {
  top: BlockId;
  blocks: Readonly<Record<BlockId, Block>>;
}

/** The project with one script more. */
export const withScript = (project: SceneProject, target: TargetId, { blocks }: TriedScript): SceneProject => ({
  ...project,
  targets: project.targets.map((each) =>
    each.id === target ? { ...each, blocks: { ...each.blocks, ...blocks } } : each,
  ),
});

/** Whether two scripts do the same under the same ids. */
export const sameBlocks = (a: TriedScript, b: TriedScript): boolean =>
  JSON.stringify(a.blocks) === JSON.stringify(b.blocks);
