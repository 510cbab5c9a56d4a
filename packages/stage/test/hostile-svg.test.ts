import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import { bundleScript } from '../build-frame.mjs';
import type * as Svg from './svg-page.ts';

declare const svg: typeof Svg;

let browser: Browser;
let page: Page;
const requests: string[] = [];

/** Where nothing must ever be asked for. */
const LEAK = 'http://leak.invalid/';
const HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const drawing = (inside: string, size = 'viewBox="0 0 40 40"'): string => `${HEAD} ${size}>${inside}</svg>`;
const green = '<rect width="40" height="40" fill="#0f0"/>';
/** Each group shows the one before ten times. */
const copies = Array.from({ length: 12 }, (_, i) => `<g id="g${i + 1}">${`<use href="#g${i}"/>`.repeat(10)}</g>`);
const chain = (tag: string, attribute: string, level: number): string =>
  `<${tag} id="m${level + 1}"><rect width="40" height="40" ${attribute}="url(#m${level})"/><rect width="9" height="9" ${attribute}="url(#m${level})"/></${tag}>`;
const levels = Array.from({ length: 40 }, (_, i) => i);

/** What is drawn of each: the colour in its middle, or null when it is refused. */
const HOSTILE: readonly [name: string, text: string, middle: number[] | null][] = [
  ['a link to a picture', drawing(`${green}<image href="${LEAK}" width="9" height="9"/>`), [0, 255, 0]],
  ['an old link', drawing(`${green}<image xlink:href="${LEAK}" width="9" height="9"/>`), [0, 255, 0]],
  ['a foreign copy', drawing(`${green}<use href="${LEAK}#a"/>`), [0, 255, 0]],
  ['an imported style', drawing(`<style>@import url('${LEAK}');</style>${green}`), [0, 255, 0]],
  [
    'a font',
    drawing(`<style>@font-face{font-family:x;src:url(${LEAK})}</style>${green}<text font-family="x">a</text>`),
    [0, 255, 0],
  ],
  ['a style that loads', drawing(`<g style="fill:url(${LEAK}#a)">${green}</g>`), [0, 255, 0]],
  [
    'another document',
    drawing(
      `${green}<foreignObject width="40" height="40"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${LEAK}"/></foreignObject>`,
    ),
    [0, 255, 0],
  ],
  ['a script', drawing(`<script>fetch('${LEAK}')</script><g onload="fetch('${LEAK}')">${green}</g>`), [0, 255, 0]],
  ['a style sheet before it', `<?xml-stylesheet href="${LEAK}"?>${drawing(green)}`, [0, 255, 0]],
  ['a document type', `<!DOCTYPE svg SYSTEM "${LEAK}">${drawing(green)}`, [0, 255, 0]],
  [
    'an entity of elsewhere',
    `<!DOCTYPE svg [<!ENTITY x SYSTEM "${LEAK}">]>${drawing(`${green}<text>&x;</text>`)}`,
    [0, 255, 0],
  ],
  [
    'a drawing in a drawing',
    drawing(
      `${green}<image width="9" height="9" href="data:image/svg+xml;base64,${btoa(drawing(`<image href="${LEAK}" width="9" height="9"/>`))}"/>`,
    ),
    [0, 255, 0],
  ],
  ['a picture filter', drawing(`<filter id="f"><feImage href="${LEAK}"/></filter>${green}`), [0, 255, 0]],
  ['a thousand million laughs', laughs(), null],
  [
    'one long entity, often',
    `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(50_000)}">]>${drawing(`<text>${'&a;'.repeat(50_000)}</text>`)}`,
    null,
  ],
  [
    'a million million copies',
    drawing(`<defs><g id="g0">${green}</g>${copies.join('')}</defs><use href="#g12"/>`),
    null,
  ],
  ['a copy of itself', drawing(`<g id="a">${green}<use href="#a"/></g>`), null],
  [
    'masks in masks',
    drawing(
      `<mask id="m0">${green}</mask>${levels.map((i) => chain('mask', 'mask', i)).join('')}<g mask="url(#m40)">${green}</g>`,
    ),
    null,
  ],
  [
    'patterns in patterns',
    drawing(
      `<pattern id="m0" width=".1" height=".1">${green}</pattern>${levels.map((i) => chain('pattern', 'fill', i)).join('')}<rect width="40" height="40" fill="url(#m40)"/>`,
    ),
    null,
  ],
  ['a hundred thousand elements', drawing('<rect width="1" height="1"/>'.repeat(100_000)), null],
  ['four thousand levels', drawing('<g>'.repeat(4000) + green + '</g>'.repeat(4000)), null],
  ['a size beyond all', drawing(green, 'viewBox="0 0 1e9 1e9"'), null],
  ['no size that is a number', drawing(green, 'viewBox="0 0 NaN -1" width="1e99"'), [0, 255, 0]],
  ['a drawing far larger than its costume', drawing('<rect width="1e30" height="1e30" fill="#0f0"/>'), [0, 255, 0]],
  [
    'a blur without end',
    drawing(
      `<filter id="f" x="-1e6" y="-1e6" width="2e6" height="2e6"><feGaussianBlur stdDeviation="1e9"/></filter>${green}<g filter="url(#f)">${green}</g>`,
    ),
    [0, 255, 0],
  ],
  [
    'noise without end',
    drawing(
      `${green}<filter id="f"><feTurbulence numOctaves="100000" baseFrequency="9"/><feComposite operator="out" in2="SourceGraphic"/></filter><g filter="url(#f)">${green}</g>`,
    ),
    [0, 255, 0],
  ],
  [
    'a filter of filters',
    drawing(`<filter id="f">${'<feMorphology operator="dilate" radius="900"/>'.repeat(500)}</filter>${green}`),
    [0, 255, 0],
  ],
  [
    'dashes without number',
    drawing(`${green}<path d="M-1e6 0L1e6 0" stroke="#00f" stroke-dasharray="1e-6"/>`),
    [0, 255, 0],
  ],
  [
    'a tiny pattern',
    drawing(
      `<pattern id="p" width="1e-9" height="1e-9">${green}</pattern>${green}<rect width="9" height="9" fill="url(#p)"/>`,
    ),
    [0, 255, 0],
  ],
  ['a million corners', drawing(`${green}<path fill="none" d="M0 0${'l1 1l-1 1'.repeat(250_000)}"/>`), [0, 255, 0]],
];

function laughs(): string {
  const lines = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<!DOCTYPE svg [<!ENTITY l0 "ha">${lines.join('')}]>${drawing('<text>&l10;</text>')}`;
}

beforeAll(async () => {
  const entry = fileURLToPath(new URL('./svg-page.ts', import.meta.url));
  const code = await bundleScript({ entry, name: 'svg', minify: false });
  browser = await launchChromium({ webgl: false });
  page = await browser.newPage();
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent('<!doctype html>');
  await page.addScriptTag({ content: code });
}, 120_000);
afterAll(() => browser?.close());

/** Reads and draws a file, at its first size and far enlarged; the colour in the middle, or null. */
const look = (text: string) =>
  page.evaluate(async (text) => {
    const vector = await svg.readVector(new TextEncoder().encode(text).buffer as ArrayBuffer);
    if (!vector || typeof vector === 'string') return null;
    const colors = [svg.firstScale(vector), 64].map((scale) => {
      const { image } = svg.drawVector(vector, scale)!;
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.drawImage(image, -image.width / 2, -image.height / 2);
      return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
    });
    return colors[0]!.every((c, i) => c === colors[1]![i]) ? colors[0]! : [];
  }, text);

describe('a hostile drawing', () => {
  it.each(HOSTILE)('with %s is drawn or refused, neither hangs nor asks for anything', async (name, text, middle) => {
    const before = performance.now();
    expect(await look(text)).toEqual(middle);
    if (process.env.PAPERKITE_DEEP) console.log(`${name}: ${Math.round(performance.now() - before)} ms`);
    // Without a view box the frame's own document has to measure it.
    const measured = text.replace('viewBox="0 0 40 40"', '');
    if (middle && measured !== text) await look(measured);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
  });

  it('does not take what harmless ones need', async () => {
    const gradient = '<linearGradient id="a"><stop stop-color="#0f0"/></linearGradient>';
    const styled = drawing(
      `<style>.a{fill:url(#a)}</style><defs>${gradient}</defs><rect class="a" width="40" height="40"/>`,
    );
    expect(await look(styled)).toEqual([0, 255, 0]);
    const copied = drawing(`<defs><g id="g">${green}</g></defs><use xlink:href="#g"/>`);
    expect(await look(copied)).toEqual([0, 255, 0]);
    const png = await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 4;
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#0f0';
      context.fillRect(0, 0, 4, 4);
      return canvas.toDataURL();
    });
    expect(await look(drawing(`<image href="${png}" width="40" height="40"/>`))).toEqual([0, 255, 0]);
    const entity = `<!DOCTYPE svg [<!ENTITY c "#0f0">]>${drawing('<rect width="40" height="40" fill="&c;"/>')}`;
    expect(await look(entity)).toEqual([0, 255, 0]);
  });
});
