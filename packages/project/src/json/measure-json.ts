import { err, ok, type Result } from '@paperkite/kernel';
import { ProjectError } from '../errors.ts';
import { PROJECT_LIMITS } from '../limits.ts';

const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\,:[]{}'].map(
  (char) => char.charCodeAt(0),
);

/**
 * Counts what a JSON text would become, before anything is built from it: 32 MB of brackets are gigabytes once parsed.
 * Says nothing about whether the text is sound. Errors: `json-too-deep`, `json-too-large`.
 */
export function measureJson(bytes: Uint8Array, depthLimit: number = PROJECT_LIMITS.depth): Result<void, ProjectError> {
  let depth = 0;
  let containers = 0;
  let separators = 0;
  let members = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at + 1);
    } else if (byte === COMMA) {
      separators++;
    } else if (byte === COLON) {
      members++;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      containers++;
      // The top is at depth 0.
      if (++depth > depthLimit + 1) return err(new ProjectError('json-too-deep', { limit: depthLimit }));
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth--;
    }
  }
  if (containers > PROJECT_LIMITS.containers) return tooLarge(PROJECT_LIMITS.containers);
  if (members > PROJECT_LIMITS.members) return tooLarge(PROJECT_LIMITS.members);
  return separators + containers > PROJECT_LIMITS.values ? tooLarge(PROJECT_LIMITS.values) : ok(undefined);
}

const tooLarge = (limit: number) => err(new ProjectError('json-too-large', { limit }));

/** Where the quote stands that closes a text. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
