/**
 * Scratch's seven graphic effects, written down once more and in other words than the renderer's (angles and radii, hue in
 * degrees): what the renderer does is compared with this. `value` is always what a pupil puts into "set effect to".
 * @see scratch-render, src/shaders/sprite.frag and src/ShaderManager.js (facts; compared on 2026-11-22)
 */

const TURN = 2 * Math.PI;

/** A point of the unit square, seen from its middle: radius 1 reaches the sides. */
const toPolar = (u: number, v: number): { radius: number; angle: number } => {
  const [x, y] = [2 * u - 1, 2 * v - 1];
  return { radius: Math.sqrt(x * x + y * y), angle: Math.atan2(y, x) };
};
const fromPolar = (radius: number, angle: number): [number, number] => [
  (1 + radius * Math.cos(angle)) / 2,
  (1 + radius * Math.sin(angle)) / 2,
];

/** The square is tiled: 10 more is one more copy on each side. */
export function mosaic(value: number, u: number, v: number): [number, number] {
  const copies = Math.min(512, Math.max(1, Math.round(1 + Math.abs(value) / 10)));
  return [(u * copies) % 1, (v * copies) % 1];
}

/** Everything shows the middle of its cell; 10 makes cells of one unit of the costume. */
export function pixelate(value: number, u: number, v: number, width: number, height: number): [number, number] {
  const side = Math.abs(value) / 10;
  const middle = (at: number, length: number): number => {
    const units = at * length;
    return (units - (units % side) + side / 2) / length;
  };
  return [middle(u, width), middle(v, height)];
}

/** The middle turns by `value` degrees, less and less (with the square of the way) towards a circle that fits inside. */
export function whirl(value: number, u: number, v: number): [number, number] {
  const { radius, angle } = toPolar(u, v);
  if (radius >= 1) return [u, v];
  return fromPolar(radius, angle + (value / 360) * TURN * (1 - radius) ** 2);
}

/** Inside of the circle that fits, radii are raised to a power; 0 is none, 100 the square. */
export function fisheye(value: number, u: number, v: number): [number, number] {
  const { radius, angle } = toPolar(u, v);
  if (radius >= 1 || radius === 0) return [u, v];
  return fromPolar(radius ** Math.max(0, 1 + value / 100), angle);
}

/** The hue goes around once in 200, after greys were given a little colour and black a little light. 0..255. */
export function color(value: number, rgb: readonly number[]): number[] {
  const [r, g, b] = rgb.map((c) => c / 255) as [number, number, number];
  const highest = Math.max(r, g, b);
  const lowest = Math.min(r, g, b);
  let degrees = 0;
  if (highest > lowest) {
    const sixth = 60 / (highest - lowest);
    if (highest === r) degrees = sixth * (g - b);
    else if (highest === g) degrees = 120 + sixth * (b - r);
    else degrees = 240 + sixth * (r - g);
  }
  let light = highest;
  let saturation = highest > 0 ? 1 - lowest / highest : 0;
  if (light < 0.055) [degrees, saturation, light] = [0, 1, 0.055];
  else if (saturation < 0.09) [degrees, saturation] = [0, 0.09];

  const turned = (((degrees + value * 1.8) % 360) + 360) % 360;
  const weakest = light * (1 - saturation);
  const within = (turned % 60) / 60;
  const rising = weakest + (light - weakest) * within;
  const falling = light - (light - weakest) * within;
  const sextants = [
    [light, rising, weakest],
    [falling, light, weakest],
    [weakest, light, rising],
    [weakest, falling, light],
    [rising, weakest, light],
    [light, weakest, falling],
  ];
  return sextants[Math.floor(turned / 60)]!.map((c) => c * 255);
}

/** 0..255 */
export const brightness = (value: number, rgb: readonly number[]): number[] =>
  rgb.map((c) => Math.min(255, Math.max(0, c + 2.55 * Math.min(100, Math.max(-100, value)))));

/** What is left of the opacity, 0..1. */
export const ghost = (value: number): number => 1 - Math.min(100, Math.max(0, value)) / 100;
