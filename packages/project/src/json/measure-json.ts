import { err, ok, type Result } from '@paperkite/kernel';
import { ProjectError } from '../errors.ts';
import { PROJECT_LIMITS } from '../limits.ts';

const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\,:[]{}'].map(
  (char) => char.charCodeAt(0),
);

/**
 * Counts what a JSON text would become, before anything is built from it: 32 MB of brackets are gigabytes once parsed.
 * Says nothing about whether the text is sound. Errors: `json-too-deep`, `json-too-large`,
 * `too-many-blocks`.
 */
export function measureJson(bytes: Uint8Array, depthLimit: number = PROJECT_LIMITS.depth): Result<void, ProjectError> {
  let depth = 0;
  let containers = 0;
  let separators = 0;
  let members = 0;
  let blocks = 0;
  /** The depth inside of a record of blocks, or -1. */
  let blocksDepth = -1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at + 1);
    } else if (byte === COMMA) {
      separators++;
    } else if (byte === COLON) {
      members++;
      if (depth === blocksDepth) blocks++;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      containers++;
      // The top is at depth 0.
      if (++depth > depthLimit + 1) return err(new ProjectError('json-too-deep', { limit: depthLimit }));
      if (BLOCKS_DEPTHS.has(depth) && byte === OPEN_OBJECT && isBlocks(bytes, at)) blocksDepth = depth;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      if (depth-- === blocksDepth) blocksDepth = -1;
    }
  }
  if (blocks > PROJECT_LIMITS.blocks) return err(new ProjectError('too-many-blocks', { limit: PROJECT_LIMITS.blocks }));
  if (containers > PROJECT_LIMITS.containers) return tooLarge(PROJECT_LIMITS.containers);
  if (members > PROJECT_LIMITS.members) return tooLarge(PROJECT_LIMITS.members);
  return separators + containers > PROJECT_LIMITS.values ? tooLarge(PROJECT_LIMITS.values) : ok(undefined);
}

const tooLarge = (limit: number) => err(new ProjectError('json-too-large', { limit }));

/** Depths inside of the `blocks` of a project's targets and of a sprite file. */
const BLOCKS_DEPTHS: ReadonlySet<number> = new Set([4, 2]);
const BLOCKS = [...'"blocks"'].map((char) => char.charCodeAt(0));
const SPACE = 32;

/** Whether the bracket at a place opens the value of a member called `blocks`. */
function isBlocks(bytes: Uint8Array, bracket: number): boolean {
  let at = bracket - 1;
  const skipSpace = () => {
    while (bytes[at]! <= SPACE) at--;
  };
  skipSpace();
  if (bytes[at--] !== COLON) return false;
  skipSpace();
  return BLOCKS.every((char, i) => bytes[at - BLOCKS.length + 1 + i] === char);
}

/** Where the quote stands that closes a text. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
