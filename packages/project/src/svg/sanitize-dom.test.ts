// @vitest-environment jsdom
import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATIENCE, runs } from '../../test/arbitrary-project.ts';
import { sanitizeSvg } from './sanitize.ts';

const NS = 'xmlns="http://www.w3.org/2000/svg"';
const strToU8 = (text: string) => new TextEncoder().encode(text);
const strFromU8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('pictures made of hostile pieces', () => {
  /** Well-formed on their own, so that whole pictures get past the tokenizer often. */
  const { tree } = fc.letrec<{ tree: string; leaf: string; element: string }>((tie) => ({
    tree: fc
      .array(fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('element')), { maxLength: 4 })
      .map((all) => all.join('')),
    element: fc
      .tuple(
        fc.constantFrom(
          'g',
          'style',
          'title',
          'desc',
          'a',
          'text',
          'foreignObject',
          'script',
          'p',
          'svg',
          'font',
          'set',
        ),
        fc.constantFrom(
          '',
          ' onload="1"',
          " OnClick='1'",
          ' href="javascript:1"',
          ' xlink:href="http://x"',
          ` ${NS}`,
          ' color="red"',
        ),
        tie('tree'),
      )
      .map(([name, attribute, inner]) => `<${name}${attribute}>${inner}</${name}>`),
    leaf: fc.constantFrom(
      '<!--><img src=x onerror=1>-->',
      '<!-- plain -->',
      '<!--<p>-->',
      '<![CDATA[<img src=x onerror=1>]]>',
      '<![CDATA[@import "http://x";]]>',
      '<?x <img src=x onerror=1>?>',
      '<?x ><img src=x onerror=1>?>',
      '@import "http://x";',
      '.a{fill:url(http://x)}',
      '.a{fill:\\75rl(http://x)}',
      '/*',
      '*/',
      '&lt;img src=x onerror=1&gt;',
      '&#60;script&#62;',
      '<image href="http://x/"/>',
      '<g title="&lt;/g&gt;&lt;img src=x onerror=1&gt;"/>',
      '<g id="--&gt;&lt;script&gt;"/>',
    ),
  }));
  const fragment = fc.constantFrom(
    '<g>',
    '</g>',
    '</style>',
    '</title>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '?>',
    '"',
    "'",
    '<',
    '/>',
    '\\',
  );
  const picture = fc
    .array(fc.oneof({ weight: 9, arbitrary: tree }, { weight: 1, arbitrary: fragment }), { maxLength: 4 })
    .map((pieces) => `<svg ${NS}>${pieces.join('')}</svg>`);

  const dangers = (root: ParentNode): string[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(/^(script|foreignobject|img|iframe|object|embed|p|set|animate)$/i.test(element.localName)
        ? [element.localName]
        : []),
      ...[...element.attributes].flatMap(({ name, value }) =>
        /^on/i.test(name) || (/href$/i.test(name) && /^\s*(javascript|https?):/i.test(value)) ? [name] : [],
      ),
      ...(/url\(\s*["']?http|@import/i.test(element.localName === 'style' ? element.textContent : '') ? ['style'] : []),
    ]);

  it(
    'are harmless afterwards for an XML parser and for an HTML parser, and stay as they are when cleaned again',
    () => {
      let [tried, accepted] = [0, 0];
      fc.assert(
        fc.property(picture, (text) => {
          const safe = sanitizeSvg(strToU8(text));
          tried++;
          if (!safe.ok) return;
          accepted++;
          const xml = new DOMParser().parseFromString(strFromU8(safe.value), 'image/svg+xml');
          expect(dangers(xml)).toEqual([]);
          const html = new DOMParser().parseFromString(strFromU8(safe.value), 'text/html');
          expect(dangers(html)).toEqual([]);
          expect(unwrap(sanitizeSvg(safe.value))).toBe(safe.value);
        }),
        runs(10_000, 500),
      );
      expect(accepted).toBeGreaterThan(tried / 3);
    },
    PATIENCE,
  );
});
