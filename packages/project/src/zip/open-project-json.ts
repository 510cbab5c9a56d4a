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
export async function openProjectJson(
  archive: ZipArchive,
  depthLimit?: number,
): Promise<Result<{ json: Json; folder: string }, ProjectError>> {
  const opened = await openJson(archive, 'project.json', depthLimit);
  if (!opened.ok) return opened;
  return opened.value ? ok(opened.value) : err(new ProjectError('project-json-missing'));
}

/** The same for a JSON file of any name; undefined when there is none. */
export async function openJson(
  archive: ZipArchive,
  file: string,
  depthLimit?: number,
): Promise<Result<{ json: Json; folder: string } | undefined, ProjectError>> {
  const folder = folderOf(archive, file);
  if (folder === undefined) return ok(undefined);
  const name = folder + file;
  if ((archive.sizeOf(name) ?? 0) > PROJECT_LIMITS.jsonBytes) {
    return err(new ProjectError('json-too-large', { limit: PROJECT_LIMITS.jsonBytes }));
  }
  const text = await archive.read(name);
  if (!text) return ok(undefined);
  if (!text.ok) return text;
  const json = parseJson(text.value, depthLimit);
  return json.ok ? ok({ json: json.value, folder }) : json;
}

function folderOf(archive: ZipArchive, file: string): string | undefined {
  if (archive.names.has(file)) return '';
  const inner = [...archive.names].filter(
    (name) => name.indexOf('/') === name.length - file.length - 1 && name.endsWith(file),
  );
  return inner.length === 1 ? inner[0]!.slice(0, -file.length) : undefined;
}
