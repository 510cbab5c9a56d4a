import { err, type Result } from '@paperkite/kernel';
import { ProjectError } from './errors.ts';
import { asObject } from './json/read-json.ts';
import { readKiteJson } from './kite/read-kite.ts';
import { readSb2, SB2_DEPTH } from './sb2/import-sb2.ts';
import { withFiles } from './sb3/file-assets.ts';
import { readSb3, type ImportedProject, type ImportOptions } from './sb3/import-sb3.ts';
import { openProjectJson } from './zip/open-project-json.ts';
import { readZip } from './zip/read-zip.ts';

/**
 * Opens a project file of any kind: `.kite`, `.sb3` or `.sb2`, told apart by what is inside. `title` is for Scratch files,
 * which hold none; a `.kite` file keeps its own. Errors: any code but `asset-unsupported` and `asset-damaged` for Scratch files.
 */
export async function readProjectFile(
  bytes: Uint8Array,
  options: ImportOptions = {},
): Promise<Result<ImportedProject, ProjectError>> {
  const archive = readZip(bytes);
  if (!archive.ok) return archive;
  const opened = await openProjectJson(archive.value, SB2_DEPTH);
  if (!opened.ok) return opened;
  const { folder, json } = opened.value;
  const raw = asObject(json);
  const title = options.title ?? '';
  if (raw?.['format'] !== undefined) return readKiteJson(json, archive.value, folder);
  if (raw?.['targets'] !== undefined) {
    return withFiles(archive.value, folder, (files, notes) => readSb3(raw, files, notes, title));
  }
  if (raw?.['objName'] !== undefined) {
    return withFiles(archive.value, folder, (files, notes) => readSb2(raw, files, notes, title));
  }
  return err(new ProjectError('structure-invalid', { path: 'project.json' }));
}
