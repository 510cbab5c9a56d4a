// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The custom properties of the first rule that starts with this selector. */
function tokens(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--pk-([\w-]+):\s*([^;]+);/g)].map((m) => [m[1], m[2]]));
}

/** Relative luminance, 0..1. @see WCAG 2.2, "relative luminance" */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const light = tokens(':root');
const dark = { ...light, ...tokens(":root[data-theme='dark']") };
const surfaces = ['paper', 'raised', 'sunken'];
const words = ['ink', 'ink-soft', 'sky', 'vermilion', 'leaf', 'amber', 'plum'];
const tinted = ['sky', 'vermilion', 'leaf', 'amber', 'plum'];
const textPairs = [
  ...words.flatMap((word) => surfaces.map((surface) => [word, surface])),
  ...tinted.flatMap((name) => [
    [name, `${name}-soft`],
    ['ink', `${name}-soft`],
  ]),
  ['on-sky', 'sky'],
  ['on-sky', 'sky-strong'],
  ['on-vermilion', 'vermilion'],
  ['on-vermilion', 'vermilion-strong'],
] as [string, string][];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, theme) => {
  it.each(textPairs)('reads %s on %s at 4.5:1 or better', (text, surface) => {
    expect(ratio(theme[text] ?? '', theme[surface] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(surfaces)('bounds controls on %s at 3:1 or better', (surface) => {
    expect(ratio(theme['edge'] ?? '', theme[surface] ?? '')).toBeGreaterThanOrEqual(3);
  });
});

describe('the dark theme', () => {
  it('is the same whether the device or the person asks for it', () => {
    expect(tokens(":root:not([data-theme='light'])")).toEqual(tokens(":root[data-theme='dark']"));
  });
});
