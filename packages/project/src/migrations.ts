import { err, ok, type Result } from '@paperkite/kernel';
import { DOCUMENT_FORMAT, type Json } from './document.ts';
import { ProjectError } from './errors.ts';
import { asObject, type JsonObject } from './json/read-json.ts';

/** Step n turns a document of format n into one of format n + 1. A step, once released, never changes. */
const STEPS: Record<number, (document: JsonObject) => JsonObject> = {
  // Boards came: a document without them says the same in both formats.
  1: (document) => ({ ...document, format: 2 }),
};

/**
 * Brings a document of any format up to the current one. Its structure is not checked here.
 * Errors: `format-too-new`, `structure-invalid` when it names no format.
 */
export function migrateDocument(json: Json): Result<JsonObject, ProjectError> {
  let document = asObject(json);
  const format = document?.['format'];
  if (!document || typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    return err(new ProjectError('structure-invalid', { path: 'format' }));
  }
  if (format > DOCUMENT_FORMAT) return err(new ProjectError('format-too-new', { limit: DOCUMENT_FORMAT }));
  for (let step = format; step < DOCUMENT_FORMAT; step++) document = STEPS[step]!(document);
  return ok(document);
}
