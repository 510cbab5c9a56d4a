import { err, ok, type Result } from '@paperkite/kernel';
import * as v from 'valibot';
import { isChild, type Block, type Project, type Target } from './document.ts';
import { ProjectError } from './errors.ts';
import { cyclicBlocks, secondInSlot } from './forest.ts';
import { readJson } from './json/read-json.ts';
import { PROJECT_LIMITS } from './limits.ts';
import { migrateDocument } from './migrations.ts';
import { boardsOf, documentFormat, isSceneTarget } from './scene.ts';
import { projectSchema } from './schema.ts';

/**
 * Reads a project document of this or an older format. The result is a copy that shares nothing with the input and holds
 * only members that the format knows: its blocks are a forest, its stage comes first, its references lead somewhere.
 * Errors: `format-too-new`, `structure-invalid`, `stage-missing`, `blocks-cyclic`, `too-many-targets`, `too-many-blocks`,
 * `too-many-boards`, `list-too-long`, `json-too-deep`, `json-too-large`.
 */
export function parseProject(json: unknown): Result<Project, ProjectError> {
  const bounded = readJson(json);
  if (!bounded.ok) return bounded;
  const current = migrateDocument(bounded.value);
  return current.ok ? checkDocument(current.value) : current;
}

/**
 * The same for a document of the current format that was just made from bounded JSON, as importers do: it is not copied a
 * second time. Free JSON in it is shared with the result.
 */
export function checkDocument(document: unknown): Result<Project, ProjectError> {
  const parsed = v.safeParse(projectSchema, document, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return err(structureError(parsed.issues[0]));
  const project = { ...parsed.output, format: documentFormat(parsed.output.targets) };
  // Nothing kept is said in one way only, or equal works would have different hashes.
  if (project.unknown && Object.keys(project.unknown).length === 0) delete project.unknown;
  const fault = faultOf(project);
  return fault ? err(fault) : ok(project);
}

function structureError(issue: v.BaseIssue<unknown>): ProjectError {
  if (issue.message === 'too-many-targets')
    return new ProjectError('too-many-targets', { limit: PROJECT_LIMITS.targets });
  if (issue.message === 'list-too-long') return new ProjectError('list-too-long', { limit: PROJECT_LIMITS.listItems });
  const path = v.getDotPath(issue) ?? '';
  // Inside of blocks the message says where.
  return invalid(issue.type === 'raw_transform' ? `${path}.${issue.message}` : path);
}

/** What the structure alone cannot say: counts over all targets and references between parts. */
function faultOf(project: Project): ProjectError | undefined {
  const { targets } = project;
  if (targets[0]?.kind !== 'stage') return new ProjectError('stage-missing');
  if (targets.slice(1).some((target) => target.kind === 'stage')) return invalid('targets: a second stage');
  if (targets.some((target, i) => isSceneTarget(target) && i > 0 && !isSceneTarget(targets[i - 1]!)))
    return invalid('targets: a sprite after a board');
  if (boardsOf(project).length > PROJECT_LIMITS.boards)
    return new ProjectError('too-many-boards', { limit: PROJECT_LIMITS.boards });
  const ids = new Set(targets.map(({ id }) => id));
  const onStage = new Set(targets.filter(isSceneTarget).map(({ id }) => id));
  if (ids.size < targets.length) return invalid('targets: one id twice');
  // Listing the members of a record of 100,000 takes longer than looking at each: once is enough.
  const blocks = targets.map((target) => Object.values(target.blocks));
  if (blocks.reduce((sum, { length }) => sum + length, 0) > PROJECT_LIMITS.blocks)
    return new ProjectError('too-many-blocks', { limit: PROJECT_LIMITS.blocks });
  const twice = firstRepeated(project.monitors.map(({ id }) => id)) ?? firstRepeated(project.extensions);
  if (twice !== undefined) return invalid(`monitors, extensions: ${twice} twice`);
  for (const monitor of project.monitors) {
    if (monitor.target !== null && !onStage.has(monitor.target)) return invalid(`monitors.${monitor.id}.target`);
  }
  for (const [i, target] of targets.entries()) {
    const fault = targetFault(target, blocks[i]!);
    if (fault) return fault;
  }
  return undefined;
}

function targetFault(target: Target, blocks: readonly Block[]): ProjectError | undefined {
  if (isSceneTarget(target) && target.currentCostume >= target.costumes.length)
    return invalid(`${target.id}.currentCostume`);
  if (target.kind === 'board' && target.mode === 'text' && target.board !== 'microbit')
    return invalid(`${target.id}.mode`);
  const things = isSceneTarget(target) ? [target.costumes, target.sounds] : [target.parts];
  const twice = things.map((media) => firstRepeated(media.map(({ id }) => id)));
  for (const id of twice) if (id !== undefined) return invalid(`${target.id}: ${id} twice`);
  const commented = new Set<string>();
  for (const block of blocks) {
    const path = (member: string) => `${target.id}.blocks.${block.id}.${member}`;
    if (block.comment !== undefined) {
      if (!Object.hasOwn(target.comments, block.comment) || commented.has(block.comment)) {
        return invalid(path('comment'));
      }
      commented.add(block.comment);
    }
    if (!isChild(block.at)) continue;
    if (!Object.hasOwn(target.blocks, block.at.parent)) return invalid(path('at.parent'));
  }
  const second = secondInSlot(blocks);
  if (second) return invalid(`${target.id}.blocks.${second.id}.at.slot`);
  return cyclicBlocks(target.blocks).length > 0 ? new ProjectError('blocks-cyclic') : undefined;
}

/** A value that stands in a list more than once. Shared documents could hold it only once. */
function firstRepeated(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
}

const invalid = (path: string) => new ProjectError('structure-invalid', { path: path.slice(0, 200) });
