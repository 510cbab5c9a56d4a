import { sha256Hex } from './assets/hashes.ts';
import type { Project } from './document.ts';
import { canonicalJson } from './json/canonical-json.ts';
import { documentFormat } from './scene.ts';

/**
 * The name of a frozen project: SHA-256 (64 hex digits) of its canonical JSON, which names every asset by its hash. Equal
 * for equal documents, whatever the order of their keys.
 */
export const snapshotHash = (project: Project): Promise<string> =>
  sha256Hex(new TextEncoder().encode(canonicalJson({ ...project, format: documentFormat(project.targets) })));
