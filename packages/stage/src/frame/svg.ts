/**
 * Vector costumes: read, measured and drawn in the frame's document, because workers have no images. As an image an SVG
 * runs no scripts and loads nothing; its address is a `data:` one, since foreign objects taint pictures from `blob:`.
 */

import { guardSvg, isTooMuch } from './svg-guard.ts';

export interface Vector {
  image: HTMLImageElement;
  /** Stage units. */
  width: number;
  height: number;
  originX: number;
  originY: number;
  /** Whether it has filters: those cost with every pixel. */
  filtered: boolean;
}

/** Larger files are refused: drawing them would hold up the frame. */
const MAX_BYTES = 8 * 1024 * 1024;
/** About the pixels of a backdrop: enough for touching, little enough to keep hundreds. */
const FIRST_TEXELS = 200_000;
const MAX_TEXELS = 16_000_000;
const MAX_FILTERED_TEXELS = 1_000_000;
const MAX_SIDE = 4096;

/** Scratch's font names, by what every system has. */
const FONTS: Readonly<Record<string, string>> = {
  'Sans Serif': 'system-ui, sans-serif',
  Serif: 'serif',
  Handwriting: 'cursive',
  Marker: 'fantasy',
  Curly: 'cursive',
  Pixel: 'monospace',
  Scratch: 'fantasy',
};

/** Reads an SVG file; null when there is nothing in it, else why it is refused. */
export async function readVector(bytes: ArrayBuffer): Promise<Vector | null | 'too_large' | 'broken'> {
  if (bytes.byteLength > MAX_BYTES) return 'too_large';
  const text = new TextDecoder().decode(bytes);
  if (isTooMuch(text)) return 'too_large';
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg' || root.querySelector('parsererror')) return 'broken';
  const svg = root as unknown as SVGSVGElement;
  if (!guardSvg(svg)) return 'too_large';
  const box = viewBox(svg) ?? measure(svg);
  if (!box || !(box.width > 0 && box.height > 0)) return null;
  if (!(box.width < MAX_SIDE * 4 && box.height < MAX_SIDE * 4)) return 'too_large';
  svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
  svg.setAttribute('width', String(box.width));
  svg.setAttribute('height', String(box.height));
  useSystemFonts(svg);

  const image = new Image();
  image.src = `data:image/svg+xml;base64,${base64(new TextEncoder().encode(new XMLSerializer().serializeToString(svg)))}`;
  try {
    await image.decode();
  } catch {
    return 'broken';
  }
  const filtered = svg.querySelector('filter, [style*="filter"]') !== null || /filter/.test(styles(svg));
  return { image, width: box.width, height: box.height, originX: box.x, originY: box.y, filtered };
}

/** Pixels for each unit of the raster that touching looks at. */
export const firstScale = ({ width, height }: Vector): number =>
  Math.min(2, Math.sqrt(FIRST_TEXELS / (width * height)));

/** Draws a vector at `scale` pixels for each unit, or less where that would be too large; null when it cannot be drawn. */
export function drawVector(vector: Vector, scale: number): { image: ImageBitmap; scale: number } | null {
  const { width, height, filtered } = vector;
  const most = filtered ? MAX_FILTERED_TEXELS : MAX_TEXELS;
  const fitting = Math.min(scale, Math.sqrt(most / (width * height)), MAX_SIDE / width, MAX_SIDE / height);
  const canvas = new OffscreenCanvas(Math.max(1, Math.ceil(width * fitting)), Math.max(1, Math.ceil(height * fitting)));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(vector.image, 0, 0, canvas.width, canvas.height);
  return { image: canvas.transferToImageBitmap(), scale: fitting };
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function viewBox(svg: SVGSVGElement): Box | null {
  const parts = (svg.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x, y, width, height] = parts;
  if (parts.length !== 4 || !parts.every(Number.isFinite) || !(width! > 0 && height! > 0)) return null;
  return { x: x!, y: y!, width: width!, height: height! };
}

/** Without a view box the drawing itself says how large it is, as in Scratch: its outline and half of the widest stroke. */
function measure(svg: SVGSVGElement): Box | null {
  const copy = document.importNode(svg, true);
  // Inside the frame's own document a style sheet would reach beyond the drawing.
  for (const style of copy.querySelectorAll('style')) style.remove();
  const place = document.createElement('div');
  place.style.cssText = 'position:absolute;visibility:hidden;width:0;height:0;overflow:hidden';
  place.append(copy);
  document.body.append(place);
  try {
    const { x, y, width, height } = copy.getBBox();
    const strokes = [...copy.querySelectorAll('*')].map((element) => {
      const { stroke, strokeWidth } = getComputedStyle(element);
      return stroke && stroke !== 'none' ? parseFloat(strokeWidth) || 0 : 0;
    });
    const half = Math.max(0, ...strokes) / 2;
    return width > 0 || height > 0
      ? { x: x - half, y: y - half, width: width + 2 * half, height: height + 2 * half }
      : null;
  } catch {
    return null;
  } finally {
    place.remove();
  }
}

const styles = (svg: SVGSVGElement): string =>
  [...svg.querySelectorAll('style')].map((style) => style.textContent).join(' ');

function useSystemFonts(svg: SVGSVGElement): void {
  for (const element of svg.querySelectorAll('[font-family]')) {
    const family = FONTS[(element.getAttribute('font-family') ?? '').replace(/^['"]|['"]$/g, '')];
    if (family) element.setAttribute('font-family', family);
  }
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}
