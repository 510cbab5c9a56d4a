import type { Dice } from './dice.ts';

const PIECES: readonly string[] = [
  '<script>fetch("http://evil.example/")</script>',
  '<script href="http://evil.example/x.js"/>',
  '<g onload="alert(1)"/>',
  '<image href="http://evil.example/a.png"/>',
  '<image xlink:href="//evil.example/a.png"/>',
  '<use href="data:image/svg+xml,&lt;svg/&gt;#a"/>',
  '<use xlink:href="#a"/>',
  '<a href="java&#115;cript:alert(1)">x</a>',
  '<foreignObject><iframe src="http://evil.example/"/></foreignObject>',
  '<animate attributeName="href" values="http://evil.example/"/>',
  '<set attributeName="onclick" to="x"/>',
  '<style>@import url(http://evil.example/a.css);</style>',
  '<style>a{fill:url(//evil.example/a)}</style>',
  '<style>@font-face{src:url("http://evil.example/f")}</style>',
  '<style>a{fill:u\\72l(http://evil.example/)}</style>',
  '<g style="fill:url(http://evil.example/)"/>',
  '<path fill="url(#a)"/>',
  '<path fill="url( http://evil.example/ )"/>',
  '<?xml-stylesheet href="http://evil.example/a.css"?>',
  '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>',
  '&c;',
  '&x;',
  '&#0;',
  '&#x110000;',
  '&',
  '<![CDATA[<script>]]>',
  '<!-- -- > -->',
  '<g',
  '</g>',
  '"',
  '>',
  '<',
  ']]>',
  '\u0000',
  '\ufeff',
  '<svg:svg>',
  '</svg>',
  '<svg>',
  'xmlns="http://www.w3.org/1999/xhtml"',
  '<title><b>x</b></title>',
  '/* ',
  '*/',
  'url(',
  '@import ',
  ' ',
  '\\',
  '<text>',
  '<g/>',
];

/** A vector picture put together from what pictures must not have; some are very long. */
export function hostileSvg(dice: Dice): string {
  const head = dice.oneIn(4) ? dice.pick(PIECES) : '';
  const inside = dice.some(6, () => dice.pick(PIECES)).join(dice.oneIn(3) ? ' ' : '');
  const repeated = dice.oneIn(60)
    ? dice
        .some(2, () => dice.pick(PIECES))
        .join('')
        .repeat(5_000 + dice.below(30_000))
    : '';
  const inStyle = dice.oneIn(3) ? `<style>${repeated}</style>` : repeated;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${inside}${inStyle}<path d="M0 0h10v10z"/></svg>`;
  return head + picture;
}

/** What an admitted picture must never hold, however it is read. Looks at tags and style only, not at text. */
export function dangersOf(svg: string): string[] {
  const markup = svg.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, '');
  const tags = (markup.match(/<[^>]*>/g) ?? []).join('\n').toLowerCase();
  const found: string[] = [];
  for (const [what, pattern] of Object.entries({
    script: /<(?:[\w-]+:)?(script|foreignobject|iframe|animate|set|handler|object|embed)\b/,
    handler: /[\s"']on\w+\s*=/,
    link: /href\s*=\s*["']?\s*(?!["']|#|data:image\/(?:png|jpe?g|gif|webp|bmp)|\s)/,
    url: /url\(\s*["']?\s*(?:https?:|\/\/|file:|javascript:)/,
    declaration: /<!doctype|<!entity|<\?xml-stylesheet/,
  })) {
    if (pattern.test(tags)) found.push(what);
  }
  for (const [, css = ''] of markup.matchAll(/<(?:[\w-]+:)?style\b[^>]*>([^]*?)<\/(?:[\w-]+:)?style>/gi)) {
    if (/@import|url\(\s*["']?\s*(?:https?:|\/\/|file:)/i.test(css.replace(/\/\*[^]*?\*\//g, ''))) found.push('style');
  }
  return found;
}
