import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BLANK_BACKDROP, exportSb3, sceneOf } from '@paperkite/project';
import { buildProject, type TargetSpec } from '../../../test/stage/support/build-project.ts';
import type { Subject } from '../job.ts';
import { projects } from './projects.ts';

/** Our own projects, written into a temporary folder for every engine to read; it goes when the process ends. */
export function writeProjects(): Subject[] {
  const folder = mkdtempSync(join(tmpdir(), 'paperkite-bench-stage-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const handWritten = fileURLToPath(new URL('hand-written.ts', import.meta.url));
  return Object.entries(projects).map(([name, targets]) => {
    const project = join(folder, `${name}.sb3`);
    writeFileSync(project, sb3Of(targets));
    return { name, project, handWritten, frames: 0 };
  });
}

function sb3Of(targets: Record<string, TargetSpec>): Uint8Array {
  const project = buildProject(targets);
  for (const costume of sceneOf(project).targets.flatMap((target) => target.costumes))
    costume.asset = BLANK_BACKDROP.hash;
  const file = exportSb3(project, new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]]));
  if (!file.ok) throw file.error;
  return file.value;
}
