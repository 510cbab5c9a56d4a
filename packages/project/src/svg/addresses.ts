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
/**
 * A style sheet, a `style` attribute or a presentation attribute without references to other places: such `url(...)`
 * become `none`, `@import` rules vanish. Where the writing is too devious to take apart, everything does.
 */
export function innerCss(css: string): string {
  if (isInnerCss(css)) return css;
  const sheet = css.replace(/@import[^;]*(?:;|$)/gi, '');
  let cleaned = '';
  let at = 0;
  for (const { from, to, address } of urlCalls(sheet) ?? []) {
    cleaned += sheet.slice(at, from) + (isInnerAddress(address) ? sheet.slice(from, to) : 'none');
    at = to;
  }
  cleaned += sheet.slice(at);
  return isInnerCss(cleaned) ? cleaned : '';
}

function isInnerCss(css: string): boolean {
  const plain = unescapeCss(withoutComments(css));
  return !LOADS.test(plain) && urlCalls(plain)?.every(({ address }) => isInnerAddress(address)) === true;
}

interface UrlCall {
  from: number;
  /** Behind the closing bracket. */
  to: number;
  address: string;
}

/** Every `url(...)`; undefined when one of them is not plainly written. Passes each character once, however they stand. */
function urlCalls(css: string): UrlCall[] | undefined {
  const calls: UrlCall[] = [];
  const start = /url\s*\(\s*/gi;
  for (let match = start.exec(css); match; match = start.exec(css)) {
    const open = start.lastIndex;
    const quote = css[open] === '"' || css[open] === "'" ? css[open] : undefined;
    const end = quote === undefined ? css.indexOf(')', open) : css.indexOf(quote, open + 1);
    const address = css.slice(quote === undefined ? open : open + 1, end);
    if (end < 0 || (quote === undefined && /["']/.test(address))) return undefined;
    const close = quote === undefined ? end : skipSpace(css, end + 1);
    if (css[close] !== ')') return undefined;
    calls.push({ from: match.index, to: close + 1, address });
    start.lastIndex = close + 1;
  }
  return calls;
}

function skipSpace(text: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  return from + space.exec(text)![0].length;
}

/** Without comments that are closed. */
function withoutComments(css: string): string {
  let plain = '';
  let at = 0;
  for (;;) {
    const from = css.indexOf('/*', at);
    const to = from < 0 ? -1 : css.indexOf('*/', from + 2);
    if (to < 0) return plain + css.slice(at);
    plain += css.slice(at, from);
    at = to + 2;
  }
}

/** @see https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point */
const unescapeCss = (css: string): string =>
  css.replace(/\\(?:([0-9a-f]{1,6})\s?|\r\n|([^]))/gi, (_, hex?: string, char?: string) => {
    if (hex === undefined) return char === '\n' ? '' : (char ?? '');
    const code = parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
