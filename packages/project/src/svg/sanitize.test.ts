import { readdirSync, existsSync, readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sanitizeSvg } from './sanitize.ts';

const NS = 'xmlns="http://www.w3.org/2000/svg"';
const clean = (inner: string, attributes = NS) => {
  const text = strFromU8(unwrap(sanitizeSvg(strToU8(`<svg ${attributes}>${inner}</svg>`))));
  return text.replace(`<svg ${attributes}>`, '').replace(/<\/svg>$/, '');
};
const isDamaged = (text: string) => {
  const result = sanitizeSvg(strToU8(text));
  return !result.ok && result.error.code === 'asset-damaged';
};

describe('making pictures harmless', () => {
  it.each([
    `<svg ${NS} width="10"><path d="M0 0h9" style="fill:url(#a);stroke:red"/></svg>`,
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<svg ${NS}><text>1 &lt; 2 &amp; 猫</text></svg>\n`,
    `<svg ${NS} xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="data:image/png;base64,AA=="/><use xlink:href="#a"/></svg>`,
    `<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:g/></svg:svg>`,
    `<svg ${NS}><style>.a>.b{fill:url('#g')}/* x */</style><defs><linearGradient id='g'/></defs></svg>`,
  ])('gives safe ones back byte for byte: %s', (text) => {
    const bytes = strToU8(text);
    expect(unwrap(sanitizeSvg(bytes))).toBe(bytes);
  });

  it.each<[what: string, before: string, after: string]>([
    ['scripts', '<script>alert(1)</script><g/>', '<g/>'],
    ['empty scripts', '<script href="x.js"/><g/>', '<g/>'],
    ['scripts by another prefix', `<s:script xmlns:s="http://www.w3.org/2000/svg">1</s:script><g/>`, '<g/>'],
    ['scripts in capitals', '<SCRIPT>1</SCRIPT><g/>', '<g/>'],
    ['event handlers', '<g onload="x()" ONCLICK="y()" id="a"/>', '<g id="a"/>'],
    [
      'foreign content',
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><p>x</p></body></foreignObject>',
      '',
    ],
    ['elements of another namespace', '<g xmlns="http://www.w3.org/1999/xhtml"><path/></g><g/>', '<g/>'],
    ['animations', '<a><animate attributeName="href" to="javascript:1"/><set/></a>', '<a></a>'],
    ['scripting links', '<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['scripting links in disguise', '<a href=" java&#x0A;script:1">x</a>', '<a>x</a>'],
    ['outside links', '<use href="http://x/y.svg#a"/><image href="//x/y.png"/>', '<use/><image/>'],
    ['embedded pages', '<image href="data:text/html,x"/><use href="data:image/svg+xml,x"/>', '<image/><use/>'],
    ['outside paint', '<g fill="url(http://x/y)" stroke="url(#a)"/>', '<g fill="none" stroke="url(#a)"/>'],
    [
      'outside paint in disguise',
      '<g fill="\\75rl(http://x/y)"/><g fill="url(&quot;//x&quot;)"/>',
      '<g/><g fill="none"/>',
    ],
    ['outside style sheets', '<style>@import "http://x";.a{fill:red}</style>', '<style>.a{fill:red}</style>'],
    ['style sheets in disguise', '<style>@\\69mport "http://x";</style>', '<style></style>'],
    ['style sheets in CDATA', '<style><![CDATA[.a{fill:url(//x)}]]></style>', '<style>.a{fill:none}</style>'],
    ['processing instructions', '<?xml-stylesheet href="x"?><g/>', '<g/>'],
    ['comments that HTML would end early', '<!--><img src=x onerror=1>--><g/>', '<g/>'],
    ['elements inside titles', '<title><style>x</style>t</title>', '<title>t</title>'],
    ['other bases', '<g xml:base="http://x/"/>', '<g/>'],
    ['private notes of drawing programs', '<n:view xmlns:n="n:"/><g n:label="x"/>', '<g/>'],
  ])('takes out %s', (_, before, after) => {
    expect(clean(before)).toBe(after);
  });

  it('resolves the entities that drawing programs declare, and nothing that grows', () => {
    const text = `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd" [
      <!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY a "&ns_svg;&ns_svg;"> <!ENTITY x SYSTEM "file:///etc/passwd">
    ]><svg xmlns="&ns_svg;"><text>&a;&x;&amp; R&D</text></svg>`;
    expect(strFromU8(unwrap(sanitizeSvg(strToU8(text))))).toBe(
      `<?xml version="1.0"?><svg ${NS}><text>&amp; R&amp;D</text></svg>`,
    );
  });

  it('declares the namespaces that a picture cut out of a page lacks', () => {
    expect(clean('<use xlink:href="#a"/>', 'width="1"')).toBe(
      '<svg width="1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/>',
    );
  });

  it('knows links by their namespace, whatever its prefix', () => {
    const attributes = `${NS} xmlns:x="http://www.w3.org/1999/xlink"`;
    expect(clean('<use x:href="#a"/><use x:href="//b"/><use y:href="#c"/>', attributes)).toBe(
      '<use x:href="#a"/><use/><use/>',
    );
  });

  it('turns other encodings into UTF-8', () => {
    const latin = Uint8Array.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?><svg ${NS}><text>\xe9</text></svg>`,
      (char) => char.charCodeAt(0),
    );
    expect(strFromU8(unwrap(sanitizeSvg(latin)))).toBe(`<svg ${NS}><text>é</text></svg>`);
  });

  it.each([
    '',
    '<svg',
    `<svg ${NS}>`,
    `<svg ${NS}><g></svg>`,
    `<svg ${NS} a=b/>`,
    '<html/>',
    `<svg ${NS}/><svg ${NS}/>`,
    `${'<g>'.repeat(600)}`,
  ])('refuses what no browser would show: %s', (text) => expect(isDamaged(text)).toBe(true));

  it('leaves the pictures of real projects alone, but for their DOCTYPE', () => {
    const folder = new URL('../../../../../shared/fixtures/scratch-execute/', import.meta.url);
    for (const name of existsSync(folder) ? readdirSync(folder).filter((one) => /\.sb[23]$/.test(one)) : []) {
      for (const [file, bytes] of Object.entries(unzipSync(readFileSync(new URL(name, folder))))) {
        if (!file.endsWith('.svg') || bytes.length === 0) continue;
        const safe = sanitizeSvg(bytes);
        if (strFromU8(bytes).includes('<!DOCTYPE')) expect(safe.ok).toBe(true);
        else expect(unwrap(safe)).toBe(bytes);
      }
    }
  });
});
