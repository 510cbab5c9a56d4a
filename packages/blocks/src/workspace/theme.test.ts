import { describe, expect, test } from 'vitest';
import { CATEGORY_COLOURS } from './theme.ts';

/** @see WCAG 2.2, relative luminance and contrast ratio */
function contrastWithWhite(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05);
}

describe('the colours of categories', () => {
  test.each(Object.entries(CATEGORY_COLOURS))('%s carries white words readably', (_name, colour) => {
    expect(contrastWithWhite(colour)).toBeGreaterThanOrEqual(4.5);
  });

  test('no two categories look the same', () => {
    const colours = Object.values(CATEGORY_COLOURS);
    expect(new Set(colours).size).toBe(colours.length);
  });
});
