import type { Target } from '../document.ts';

/**
 * What an import had to change. Not errors: the project opens, and the person is told.
 * - `asset-missing`, `asset-unreadable`: a stand-in was put in place of a costume or sound;
 * - `picture-cleaned`: scripts or references to other places were taken out of a picture;
 * - `links-cut`: blocks pointed to blocks that do not exist, or two held the same one, or blocks stood
 *   below one that ends its stack; `count` links were cut;
 * - `blocks-dropped`: `count` blocks hung from nothing and were on no workspace, so nobody could see or run them;
 * - `monitor-dropped`: a monitor belonged to a sprite that does not exist;
 * - `text-dropped`: text that Scratch 2 kept as a layer of its own could not be put on its picture;
 * - `cloud-variables`: `count` cloud variables became ordinary ones, which nobody else sees.
 */
export const IMPORT_NOTE_CODES = [
  'asset-missing',
  'asset-unreadable',
  'picture-cleaned',
  'links-cut',
  'blocks-dropped',
  'monitor-dropped',
  'text-dropped',
  'cloud-variables',
] as const;

export type ImportNoteCode = (typeof IMPORT_NOTE_CODES)[number];

export interface ImportNote {
  code: ImportNoteCode;
  /** Name of the sprite or stage concerned. */
  target?: string;
  /** Name of the costume, sound or variable concerned. */
  name?: string;
  count?: number;
}

/** Notes the cloud variables of each target. They keep their mark, so that Scratch shares them again. */
export function noteCloudVariables(targets: readonly Target[], notes: ImportNote[]): void {
  for (const { name, variables } of targets) {
    const count = Object.values(variables).filter((variable) => variable.cloud === true).length;
    if (count > 0) notes.push({ code: 'cloud-variables', target: name, count });
  }
}
