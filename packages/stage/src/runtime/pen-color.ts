import { clamp, wrap } from './cast.ts';
import type { PenState } from './target.ts';

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** HSV with parts in per cent to RGB in 0..1. */
export function hsvToRgb(hue: number, saturation: number, value: number): [number, number, number] {
  const h = wrapHue(hue) * 0.06;
  const s = clamp(saturation, 0, 100) / 100;
  const v = clamp(value, 0, 100) / 100;
  const sector = Math.floor(h);
  const f = h - sector;
  const p = v * (1 - s);
  const q = v * (1 - s * f);
  const u = v * (1 - s * (1 - f));
  const parts: [number, number, number][] = [
    [v, u, p],
    [q, v, p],
    [p, v, u],
    [p, q, v],
    [u, p, v],
    [v, p, q],
  ];
  return parts[sector % 6]!;
}

/** RGB in 0..255 to HSV in per cent. */
export function rgbToHsv(color: number): { hue: number; saturation: number; brightness: number } {
  const [r, g, b] = [(color >> 16) & 255, (color >> 8) & 255, color & 255].map((part) => part / 255) as [
    number,
    number,
    number,
  ];
  const low = Math.min(r, g, b);
  const high = Math.max(r, g, b);
  if (low === high) return { hue: 0, saturation: 0, brightness: high * 100 };
  const [offset, part] = r === low ? [3, g - b] : g === low ? [5, b - r] : [1, r - g];
  const degrees = ((offset - part / (high - low)) * 60) % 360;
  return { hue: (degrees / 360) * 100, saturation: ((high - low) / high) * 100, brightness: high * 100 };
}

const wrapHue = (hue: number): number => ((hue % 100) + 100) % 100;

/** The colour a pen draws with; alpha in 0..1. */
export function penRgba(pen: PenState): Rgba {
  const [r, g, b] = hsvToRgb(pen.hue, pen.saturation, pen.brightness);
  return [r, g, b, 1 - pen.transparency / 100];
}

/** Scratch 2's pen: hue and shade make saturation and brightness. Shade 50 is the pure colour. */
export function applyShade(pen: PenState): void {
  const [r, g, b] = hsvToRgb(pen.hue, 100, 100);
  const shade = pen.shade > 100 ? 200 - pen.shade : pen.shade;
  const mix = (from: number, to: number, part: number): number => from * (1 - part) + to * part;
  const mixed = [r, g, b].map((part) =>
    shade < 50 ? mix(0, part, (10 + shade) / 60) : mix(part, 1, (shade - 50) / 60),
  );
  const color = mixed.reduce((whole, part) => (whole << 8) | Math.round(part * 255), 0);
  const { saturation, brightness } = rgbToHsv(color);
  pen.saturation = saturation;
  pen.brightness = brightness;
}

/** Into 0..100 for colours: hue goes around (100 is 0), the others stop at the ends. */
export const limitParameter = (name: string, value: number): number =>
  name === 'color' ? wrap(value, 0, 100) : clamp(value, 0, 100);
