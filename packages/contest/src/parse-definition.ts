import { err, ok, type Result } from '@paperkite/kernel';
import * as v from 'valibot';
import { parseDocument } from 'yaml';
import type { Definition } from './definition.ts';
import type { DefinitionIssue } from './definition-issues.ts';
import { ContestError } from './errors.ts';
import { normalise } from './normalise.ts';
import { definitionSchema, ID_PATTERN } from './schema.ts';
import { verifyDefinition } from './verify-definition.ts';

/** Definitions are a few kilobytes; more is a mistake or an attack. In characters. */
const MAX_TEXT = 256 * 1024;

/**
 * A shape error of valibot as something an author can look up: the dotted path and one of our codes. Of a union, the branch
 * that got deepest into the value is the one that was meant.
 */
function toIssue(issue: v.BaseIssue<unknown>, parent = ''): DefinitionIssue {
  const path = [parent, v.getDotPath(issue) ?? ''].filter(Boolean).join('.');
  const meant = issue.type === 'union' ? issue.issues?.find((branch) => branch.path !== undefined) : undefined;
  if (meant) return toIssue(meant, path);
  const received = issue.received.slice(0, 80).replace(/^"|"$/g, '');
  if (issue.type === 'strict_object' && issue.expected === 'never') return { path, code: 'unknown_key', details: {} };
  if (received === 'undefined') return { path, code: 'missing_key', details: {} };
  if (/(^|\.)(open|close)$/.test(path)) return { path, code: 'bad_date', details: { received } };
  if (/\.grades$/.test(path)) return { path, code: 'bad_grades', details: { received } };
  if (issue.type === 'regex' && String(issue.requirement) === String(ID_PATTERN)) {
    return { path, code: 'bad_id', details: { received } };
  }
  return { path, code: 'wrong_value', details: { expected: (issue.expected ?? '').slice(0, 200), received } };
}

function readYaml(text: string): Result<unknown, ContestError> {
  if (text.length > MAX_TEXT) return err(new ContestError('definition_too_large', { limit: MAX_TEXT }));
  try {
    const document = parseDocument(text, { prettyErrors: true, logLevel: 'error' });
    const fault = document.errors[0];
    if (!fault) return ok(document.toJS({ maxAliasCount: 100 }));
    const { line, col } = fault.linePos?.[0] ?? { line: 0, col: 0 };
    return err(new ContestError('definition_syntax', { line, column: col }, { cause: fault }));
  } catch (cause) {
    return err(new ContestError('definition_syntax', { line: 0, column: 0 }, { cause }));
  }
}

/**
 * Reads a definition from YAML (or JSON) text, or from an object of the same shape. Never throws.
 *
 * Fails with `definition_too_large`, `definition_syntax` (with line and column) or `definition_invalid`, whose `issues`
 * name every fault with its path: unknown and missing keys, wrong values, dates that do not exist, references to groups,
 * stages, quotas or levels that are not there, weights that do not sum to one.
 */
export function parseDefinition(source: unknown): Result<Definition, ContestError> {
  const read = typeof source === 'string' ? readYaml(source) : ok(source);
  if (!read.ok) return read;
  const shape = v.safeParse(definitionSchema, read.value);
  if (!shape.success) return invalid(shape.issues.map((issue) => toIssue(issue)));
  const definition = normalise(shape.output);
  const issues = verifyDefinition(definition);
  return issues.length > 0 ? invalid(issues) : ok(definition);
}

const invalid = (issues: readonly DefinitionIssue[]) =>
  err(new ContestError('definition_invalid', { path: issues[0]?.path ?? '', count: issues.length }, { issues }));
