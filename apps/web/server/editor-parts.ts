import { readFile } from 'node:fs/promises';
import type { Locale } from '@paperkite/i18n';

/** Files of a build that the editor needs, as `bundling/editor-parts.ts` writes them down; names from the root of the site. */
export interface EditorParts {
  scripts: readonly string[];
  styles: readonly string[];
  /** Blockly's own words. */
  words: Readonly<Record<Locale, string>>;
}

/** @param build The folder of the built application; rejects where its list is missing or broken. */
export async function readEditorParts(build: URL): Promise<EditorParts> {
  return JSON.parse(await readFile(new URL('client/_app/editor-parts.json', build), 'utf8')) as EditorParts;
}
