import type { Comment, Json, SceneTarget } from '../document.ts';
import { asText, type JsonObject } from '../json/read-json.ts';
import type { SceneProject } from '../scene.ts';

/** Scratch refuses a whole file for one longer comment. */
const COMMENT_LENGTH = 8_000;
/** Where a comment's text goes on for us; Scratch shows its beginning. */
const REST = 'textGoesOn';
/** What blocks call the stage. Scratch refuses a file with a sprite of that name. */
const STAGE_NAME = '_stage_';

/** A comment's text as Scratch takes it. */
export function writeCommentText({ text }: Comment): { text: Json; [REST]?: Json } {
  if (text.length <= COMMENT_LENGTH) return { text };
  // Not between the halves of a character.
  const cut = COMMENT_LENGTH - (text.slice(0, COMMENT_LENGTH).isWellFormed() ? 0 : 1);
  return { text: text.slice(0, cut), [REST]: text.slice(cut) };
}

/** The same, back. */
export const readCommentText = (comment: JsonObject): string =>
  (asText(comment['text']) ?? '') + (asText(comment[REST]) ?? '');

/** The project with other names for sprites that are called as blocks call the stage; no block can mean such a sprite. */
export function withScratchNames(project: SceneProject): SceneProject {
  const taken = new Set(project.targets.map(({ name }) => name));
  if (!taken.has(STAGE_NAME)) return project;
  return { ...project, targets: project.targets.map((target) => withScratchName(target, taken)) };
}

/** The same for one target. */
export function withScratchName<T extends SceneTarget>(target: T, taken: Set<string> = new Set()): T {
  if (target.kind === 'stage' || target.name !== STAGE_NAME) return target;
  let number = 1;
  while (taken.has(STAGE_NAME + number)) number++;
  taken.add(STAGE_NAME + number);
  return { ...target, name: STAGE_NAME + number };
}
