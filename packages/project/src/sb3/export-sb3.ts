import { ok, type Result } from '@paperkite/kernel';
import type { Assets } from '../assets/asset.ts';
import type { Json, Monitor, Project } from '../document.ts';
import type { ProjectError } from '../errors.ts';
import type { JsonObject } from '../json/read-json.ts';
import { sceneOf } from '../scene.ts';
import { writeZip } from '../zip/write-zip.ts';
import { extensionsInUse } from './extensions-in-use.ts';
import { writeMeta } from './meta.ts';
import { packAssets } from './pack-assets.ts';
import { withScratchNames } from './scratch-limits.ts';
import { isHolding, unknownMembers, type UnknownMembers } from './unknown-members.ts';
import { writeTarget } from './write-target.ts';

/**
 * Packs a project into a Scratch 3 file, without its boards, which such files cannot hold. Reading it back with `importSb3` gives the same document again, but for ids that
 * such files cannot hold (targets, costumes, sounds, values inside inputs). Error: `asset-missing` with the hash as `name`.
 * @see https://en.scratch-wiki.info/wiki/Scratch_File_Format
 */
export function exportSb3(original: Project, assets: Assets): Result<Uint8Array, ProjectError> {
  const project = withScratchNames(sceneOf(original));
  const packed = packAssets(project.targets, assets);
  if (!packed.ok) return packed;
  const unknown = unknownMembers(project);
  const context = { project, packed: packed.value, unknown };
  const json: JsonObject = {
    ...unknown.ofFile,
    targets: project.targets.map((target) => writeTarget(target, context)),
    monitors: project.monitors.map((monitor) => writeMonitor(monitor, project, unknown)),
    extensions: extensionsInUse(project, project.extensions),
    meta: writeMeta(project.unknown?.['meta']),
  };
  return ok(writeZip(packed.value.files.set('project.json', jsonBytes(json))));
}

/** What a Scratch file's JSON is in bytes. */
export const jsonBytes = (json: JsonObject): Uint8Array => new TextEncoder().encode(JSON.stringify(json, finite));

/** JSON has no words for these numbers; Scratch reads them from text. */
const finite = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function writeMonitor(monitor: Monitor, project: Project, unknown: UnknownMembers): Json {
  const owner = project.targets.find((target) => target.id === monitor.target);
  const home = owner ?? project.targets[0];
  const list = home?.lists[monitor.id];
  const { target: _, ...common } = monitor;
  const members = unknown.of('monitors', monitor.id);
  const shown = isHolding(monitor) ? undefined : members['value'];
  return {
    ...members,
    ...common,
    spriteName: owner?.kind === 'sprite' ? owner.name : null,
    value: list ? list.items : (home?.variables[monitor.id]?.value ?? shown ?? (monitor.mode === 'list' ? [] : 0)),
  };
}
