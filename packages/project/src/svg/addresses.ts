/** Addresses inside pictures: only places in the same picture and embedded bitmaps stay. */

const EMBEDDED_BITMAP = /^data:image\/(?:png|jpe?g|gif|webp|bmp)[;,]/i;

/** Whether following the address (entities already resolved) reaches nothing outside the picture. */
export function isInnerAddress(address: string): boolean {
  // Browsers ignore tabs, line ends and surrounding control characters in addresses.
  // eslint-disable-next-line no-control-regex
  const plain = address.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+/, '');
  return plain === '' || plain.startsWith('#') || EMBEDDED_BITMAP.test(plain);
}

/** Names of CSS functions that load what their argument names, and statements that do. */
const LOADS = /@import|expression\s*\(|-moz-binding|behavior\s*:|javascript:|(?:image-set|image|src|cross-fade)\s*\(/i;
const URL_CALL = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi;

/**
 * A style sheet, a `style` attribute or a presentation attribute without references to other places: such `url(...)`
 * become `none`, `@import` rules vanish. Where the writing is too devious to take apart, everything does.
 */
export function innerCss(css: string): string {
  if (isInnerCss(css)) return css;
  const cleaned = css
    .replace(/@import[^;]*(?:;|$)/gi, '')
    .replace(URL_CALL, (call: string, double?: string, single?: string, bare?: string) =>
      isInnerAddress(double ?? single ?? bare ?? '') ? call : 'none',
    );
  return isInnerCss(cleaned) ? cleaned : '';
}

function isInnerCss(css: string): boolean {
  const plain = unescapeCss(css.replace(/\/\*[^]*?\*\//g, ''));
  if (LOADS.test(plain)) return false;
  let calls = 0;
  for (const [, double, single, bare] of plain.matchAll(URL_CALL)) {
    if (!isInnerAddress(double ?? single ?? bare ?? '')) return false;
    calls++;
  }
  // Every mention must have been understood.
  return calls === [...plain.matchAll(/url\s*\(/gi)].length;
}

/** @see https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point */
const unescapeCss = (css: string): string =>
  css.replace(/\\(?:([0-9a-f]{1,6})\s?|\r\n|([^]))/gi, (_, hex?: string, char?: string) => {
    if (hex === undefined) return char === '\n' ? '' : (char ?? '');
    const code = parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
