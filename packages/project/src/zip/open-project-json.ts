import { err, ok, type Result } from '@paperkite/kernel';
import type { Json } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { parseJson } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import type { ZipArchive } from './read-zip.ts';

/**
 * Finds and parses the archive's project.json. Files that were unpacked and zipped again by hand often hold one folder
 * around everything: `folder` is that, ending in `/`, or empty. Errors: `project-json-missing`, `json-too-large`,
 * `json-too-deep`, `json-damaged`, `zip-damaged`.
 */
export function openProjectJson(
  archive: ZipArchive,
  depthLimit?: number,
): Result<{ json: Json; folder: string }, ProjectError> {
  const folder = projectFolder(archive);
  const name = `${folder ?? ''}project.json`;
  if ((archive.sizeOf(name) ?? 0) > PROJECT_LIMITS.jsonBytes) {
    return err(new ProjectError('json-too-large', { limit: PROJECT_LIMITS.jsonBytes }));
  }
  const text = folder === undefined ? undefined : archive.read(name);
  if (!text || folder === undefined) return err(new ProjectError('project-json-missing'));
  if (!text.ok) return text;
  const json = parseJson(text.value, depthLimit);
  return json.ok ? ok({ json: json.value, folder }) : json;
}

function projectFolder(archive: ZipArchive): string | undefined {
  if (archive.names.has('project.json')) return '';
  const inner = [...archive.names].filter((name) => /^[^/]+\/project\.json$/.test(name));
  return inner.length === 1 ? inner[0]!.slice(0, -'project.json'.length) : undefined;
}
