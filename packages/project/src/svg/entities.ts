/** Entities of the XML kind: five predefined, characters by number, and what a DOCTYPE declares. */

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(#[0-9]+|#x[0-9a-f]+|[A-Za-z_][\w.-]*);/gi;

/** Characters that a declared entity may stand for. */
export const MAX_ENTITY_TEXT = 200;

/** Declarations of plain texts (drawing programs name their namespaces so). Anything that could expand further is left out. */
export function declaredEntities(doctype: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single] of doctype.matchAll(
    /<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>/g,
  )) {
    const text = double ?? single ?? '';
    if (found.size < 100 && text.length <= MAX_ENTITY_TEXT && !/[<&%"']/.test(text)) found.set(name!, text);
  }
  return found;
}

/**
 * Replaces declared entities by their text and ampersands that begin no reference by `&amp;`, so that the picture needs
 * no DOCTYPE. Unknown entities vanish.
 */
export function resolveDeclared(text: string, declared: ReadonlyMap<string, string>): string {
  return text
    .replace(REFERENCE, (reference, name: string) =>
      name.startsWith('#') || Object.hasOwn(PREDEFINED, name) ? reference : (declared.get(name) ?? ''),
    )
    .replace(/&(?!(?:#[0-9]+|#x[0-9a-f]+|amp|lt|gt|quot|apos);)/gi, '&amp;');
}

/** What a parser would make of a text whose only entities are predefined ones and characters by number. */
export const decodeEntities = (text: string): string =>
  text.replace(REFERENCE, (reference, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name]! : reference;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
