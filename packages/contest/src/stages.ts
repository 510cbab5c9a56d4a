import { err, ok, type Result } from '@paperkite/kernel';
import type { Definition, Stage } from './definition.ts';
import { ContestError } from './errors.ts';

/** A node of the tree of units. `level` is the tree's own word: nation, province, city, county, school, venue. */
export interface UnitNode {
  readonly id: string;
  readonly level: string;
}

/** Words of notices for levels that the tree of units calls otherwise. A definition's `scope.tree` comes first. */
const LEVEL_IN_TREE: ReadonlyMap<string, string> = new Map([
  ['region', 'province'], // 自治区
  ['district', 'county'], // 区（市）县
]);

/** The stages that an entry of a track goes through, in order. @see S1-R29 */
export const stagesOf = (definition: Definition, track: string): Stage[] =>
  definition.stages.filter(({ tracks }) => tracks.length === 0 || tracks.includes(track));

/** The stage after this one for a track; the first one after null; null after the last. */
export function stageAfter(definition: Definition, track: string, stage: string | null): Stage | null {
  const stages = stagesOf(definition, track);
  const index = stage === null ? -1 : stages.findIndex(({ id }) => id === stage);
  return stages[index + 1] ?? null;
}

/**
 * The unit whose staff carry out a stage for an entry: the ancestor, at the stage's level, of the unit that the entry comes
 * from. `path` goes from that unit up to the nation. Fails with `unit_not_found` when there is none at that level.
 * @see S1-R30
 */
export function responsibleUnit(
  definition: Definition,
  stage: Stage,
  path: readonly UnitNode[],
): Result<string, ContestError> {
  const tree = definition.scope.tree;
  const named = Object.hasOwn(tree, stage.at) ? tree[stage.at] : undefined;
  const level = named ?? LEVEL_IN_TREE.get(stage.at) ?? stage.at;
  const unit = path.find((node) => node.level === level);
  return unit ? ok(unit.id) : err(new ContestError('unit_not_found', { level: stage.at }));
}
