import type { Locale } from '@paperkite/i18n';
import { LIBRARY_INDEX } from '#lib/library/library.ts';
import type { EditorParts } from '#server/editor-parts.ts';

/**
 * The Link header that names with the editor's page the files that it needs, so that a slow line is busy from the first moment.
 * @param page What is sent: it brings some styles itself.
 * @param isNew A new work begins with something from the library.
 */
export function editorLinks(parts: EditorParts, page: string, locale: Locale, isNew: boolean): string {
  // As it will be asked for, or it comes twice: Vite asks for styles, and fetch for files, in the mode `cors`.
  const styles = parts.styles.filter((file) => !page.includes(file));
  return [
    ...styles.map((file) => `</${file}>; rel=preload; as=style; crossorigin`),
    ...(isNew ? [`<${LIBRARY_INDEX}>; rel=preload; as=fetch; crossorigin`] : []),
    ...[...parts.scripts, parts.words[locale]].map((file) => `</${file}>; rel=modulepreload`),
  ].join(', ');
}
