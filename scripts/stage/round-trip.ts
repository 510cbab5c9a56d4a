import { createProjectDoc } from '@paperkite/collab';
import {
  exportSb3,
  importSb3,
  readProjectFile,
  type Assets,
  type Project,
  type ProjectError,
} from '@paperkite/project';
import type { Result } from '@paperkite/kernel';
import { strFromU8, unzipSync } from 'fflate';
import { differences } from './differences.ts';
import { meaningOf } from './sb3-meaning.ts';

export interface RoundTrip {
  /** What was counted, for people. */
  summary: string;
  /** What the first import had to change and says so to the person, as `code (count) target`. */
  notes: string[];
  /** Everything that is not as it was, as readable lines. */
  differences: string[];
}

/**
 * Imports a project file, exports it as .sb3 and imports that: the document and the bytes of every asset must be the same,
 * also after a stay in the shared document. What a .sb3 file itself says must be what the exported one says. Throws
 * what importing refuses.
 */
export async function roundTrip(bytes: Uint8Array): Promise<RoundTrip> {
  const first = unwrap(await readProjectFile(bytes, { title: 'round trip' }));
  const exported = unwrap(exportSb3(first.project, first.assets));
  const second = unwrap(await importSb3(exported, { title: first.project.title }));
  const doc = createProjectDoc();
  doc.fillFromProject(first.project);
  const shared = doc.toProject();
  doc.destroy();
  const blocks = first.project.targets.reduce((sum, target) => sum + Object.keys(target.blocks).length, 0);
  const found = [
    ...differences(plain(second.project), plain(first.project), 'project'),
    ...differences(plain(shared), plain(first.project), 'shared document'),
    ...assetDifferences(second.assets, first.assets),
    ...(first.notes.length === 0 ? fileDifferences(exported, bytes) : []),
  ];
  return {
    summary: `${first.project.targets.length} targets, ${blocks} blocks, ${first.assets.size} assets`,
    notes: first.notes.map(({ code, target, count }) =>
      [code, count, target].filter((part) => part !== undefined).join(' '),
    ),
    differences: found,
  };
}

/** As JSON: records of the shared document have no prototype, which is no difference. */
const plain = (project: Project): unknown => JSON.parse(JSON.stringify(project));

function unwrap<T>(result: Result<T, ProjectError>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.details)}`);
  return result.value;
}

function assetDifferences(actual: Assets, expected: Assets): string[] {
  const missing = [...expected.keys()]
    .filter((hash) => !actual.has(hash))
    .map((hash) => `assets.${hash}: nothing instead of a file`);
  const added = [...actual.keys()]
    .filter((hash) => !expected.has(hash))
    .map((hash) => `assets.${hash}: a file instead of nothing`);
  const changed = [...expected].flatMap(([hash, { bytes }]) => {
    const other = actual.get(hash)?.bytes;
    return other && (other.length !== bytes.length || other.some((byte, i) => byte !== bytes[i]))
      ? [`assets.${hash}: other bytes`]
      : [];
  });
  return [...missing, ...added, ...changed];
}

/** Between two .sb3 files; none when the original is of another kind. */
function fileDifferences(exported: Uint8Array, original: Uint8Array): string[] {
  const [after, before] = [exported, original].map((bytes) => unzipSync(bytes));
  const json = (files: Record<string, Uint8Array> | undefined) => {
    const name = Object.keys(files ?? {}).find((one) => /^([^/]+\/)?project\.json$/.test(one));
    return name === undefined
      ? undefined
      : (JSON.parse(strFromU8(files![name]!)) as { targets?: unknown; format?: unknown });
  };
  const source = json(before);
  if (!source || source.targets === undefined || source.format !== undefined) return [];
  type Meaning = Parameters<typeof meaningOf>[0];
  const contents = (files: Record<string, Uint8Array> | undefined) =>
    Object.entries(files ?? {})
      .filter(([name]) => !name.endsWith('.json'))
      .map(([, bytes]) => Buffer.from(bytes).toString('base64').slice(0, 1_000) + bytes.length);
  const kept = new Set(contents(after));
  const used = JSON.stringify(source.targets);
  const lost = Object.entries(before ?? {})
    .filter(
      ([name, bytes]) =>
        used.includes(name) && !kept.has(Buffer.from(bytes).toString('base64').slice(0, 1_000) + bytes.length),
    )
    .map(([name]) => `file.${name}: other bytes`);
  return [...differences(meaningOf(json(after) as Meaning), meaningOf(source as Meaning), 'file'), ...lost];
}
