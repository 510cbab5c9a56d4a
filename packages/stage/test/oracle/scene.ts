import { seededRandom } from '@paperkite/kernel';
import type { DrawableState, EffectName } from '../../src/ports.ts';

/** A picture as anybody can look at it: not premultiplied RGBA, rows from the top. */
export interface Grid {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** A costume of a random scene: pixels, or a vector drawing that somebody has yet to turn into pixels. */
export type CostumeSpec = { centerX: number; centerY: number } & (
  { kind: 'bitmap'; pixels: Grid; resolution: 1 | 2 } | { kind: 'vector'; svg: string; width: number; height: number }
);

export interface ActorSpec {
  costume: number;
  kind: 'backdrop' | 'sprite';
  state: Omit<DrawableState, 'skin'>;
}

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Stage units; colours 0..255, alpha 0..1. A stamp is of an actor as it stands. */
export type PenOp =
  | { kind: 'line'; x0: number; y0: number; x1: number; y1: number; width: number; color: Rgba }
  | { kind: 'stamp'; actor: number };

/** A stage, and what sprites on it are asked. */
export interface Scene {
  seed: number;
  costumes: CostumeSpec[];
  /** The backdrop first; several actors may wear one costume, as clones do. */
  actors: ActorSpec[];
  /** Actors but the backdrop, back to front. */
  order: number[];
  pen: PenOp[];
  /** 0xRRGGBB */
  colors: number[];
  points: [x: number, y: number][];
}

export const COLORS = [0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0x336699, 0x101010] as const;
const STILL: Record<EffectName, number> = {
  color: 0,
  fisheye: 0,
  whirl: 0,
  pixelate: 0,
  mosaic: 0,
  brightness: 0,
  ghost: 0,
};

/** A scene for a number; the same number gives the same scene. */
export function randomScene(seed: number, kinds: { vectors: boolean; pen: boolean }): Scene {
  const { next } = seededRandom(seed);
  const between = (low: number, high: number): number => low + next() * (high - low);
  const whole = (low: number, high: number): number => Math.floor(between(low, high + 1));
  const pick = <T>(items: readonly T[]): T => items[whole(0, items.length - 1)]!;
  const chance = (probability: number): boolean => next() < probability;

  const costumes = Array.from({ length: whole(2, 4) }, (): CostumeSpec => {
    const costume = kinds.vectors && chance(0.5) ? randomVector() : randomBitmap();
    const { width, height } = costumeSize(costume);
    const middle = chance(0.6);
    return {
      ...costume,
      centerX: middle ? width / 2 : between(-0.3, 1.3) * width,
      centerY: middle ? height / 2 : between(-0.3, 1.3) * height,
    };
  });

  function randomBitmap(): Omit<Extract<CostumeSpec, { kind: 'bitmap' }>, 'centerX' | 'centerY'> {
    const [width, height] = [whole(1, 70), whole(1, 70)];
    const data = new Uint8ClampedArray(width * height * 4);
    // Blotches of several pixels, and now and then single ones.
    const block = pick([1, 4, 7, 12]);
    const hole = next() * 0.8;
    const columns = Math.ceil(width / block);
    const blotches = Array.from({ length: columns * Math.ceil(height / block) }, () => {
      if (chance(hole)) return null;
      const color = pick(COLORS);
      return [color >> 16, (color >> 8) & 255, color & 255, chance(0.2) ? pick([1, 60, 128, 254]) : 255] as const;
    });
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const blotch = blotches[Math.floor(y / block) * columns + Math.floor(x / block)];
        if (blotch) data.set(blotch, (y * width + x) * 4);
      }
    }
    return { kind: 'bitmap', pixels: { width, height, data }, resolution: pick([1, 2]) };
  }

  function randomVector(): Omit<Extract<CostumeSpec, { kind: 'vector' }>, 'centerX' | 'centerY'> {
    const [width, height] = [whole(8, 90), whole(8, 90)];
    const shapes = Array.from({ length: whole(1, 5) }, () => {
      const paint = `fill="#${pick(COLORS).toString(16).padStart(6, '0')}"${chance(0.2) ? ' fill-opacity="0.5"' : ''}`;
      const [x, y, w, h] = [next() * width, next() * height, (0.2 + next()) * width, (0.2 + next()) * height];
      if (chance(0.4)) return `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" ${paint}/>`;
      if (chance(0.5)) return `<rect x="${x}" y="${y}" width="${w}" height="${h}" ${paint}/>`;
      return `<path d="M${x} ${y}l${w} ${h / 2}l${-w} ${h / 2}z" ${paint}/>`;
    });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${shapes.join('')}</svg>`;
    return { kind: 'vector', svg, width, height };
  }

  function randomEffects(): Record<EffectName, number> {
    const effects = { ...STILL };
    if (chance(0.5)) return effects;
    if (chance(0.3)) effects.color = between(-250, 250);
    if (chance(0.3)) effects.brightness = between(-120, 120);
    if (chance(0.3)) effects.ghost = pick([between(0, 100), 100, 50]);
    if (chance(0.3)) effects.whirl = between(-400, 400);
    if (chance(0.3)) effects.fisheye = between(-110, 250);
    if (chance(0.3)) effects.pixelate = between(-120, 120);
    if (chance(0.3)) effects.mosaic = between(-60, 60);
    return effects;
  }

  const actor = (kind: ActorSpec['kind']): ActorSpec => ({
    kind,
    costume: whole(0, costumes.length - 1),
    state: {
      x: between(-90, 90) + (chance(0.08) ? pick([-200, 200]) : 0),
      y: between(-70, 70) + (chance(0.08) ? pick([-150, 150]) : 0),
      size: kind === 'backdrop' ? between(200, 900) : pick([100, between(15, 60), between(60, 320)]),
      direction: pick([90, -90, 0, 180, between(-180, 180), between(-180, 180)]),
      rotationStyle: pick(['all around', 'all around', 'left-right', "don't rotate"]),
      visible: kind === 'backdrop' || chance(0.85),
      effects: randomEffects(),
    },
  });
  const actors = [actor('backdrop'), ...Array.from({ length: whole(2, 6) }, () => actor('sprite'))];
  const order = actors.slice(1).map((_, i) => i + 1);
  for (let i = order.length - 1; i > 0; i--) {
    const j = whole(0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }

  const pen = Array.from({ length: kinds.pen && chance(0.7) ? whole(1, 5) : 0 }, (): PenOp => {
    if (chance(0.25)) return { kind: 'stamp', actor: whole(1, actors.length - 1) };
    const color = pick(COLORS);
    const [x0, y0] = [between(-150, 150), between(-110, 110)];
    const [x1, y1] = chance(0.2) ? [x0, y0] : [between(-150, 150), between(-110, 110)];
    const rgba = [color >> 16, (color >> 8) & 255, color & 255, chance(0.2) ? 0.5 : 1] as const;
    return { kind: 'line', x0, y0, x1, y1, width: pick([1, between(1, 60), between(5, 30)]), color: rgba };
  });

  const points = Array.from({ length: 25 }, (): [number, number] => [between(-130, 130), between(-100, 100)]);
  return { seed, costumes, actors, order, pen, colors: [0xffffff, ...COLORS], points };
}

/** Stage units at 100 %. */
export const costumeSize = (
  costume:
    | Pick<Extract<CostumeSpec, { kind: 'bitmap' }>, 'kind' | 'pixels' | 'resolution'>
    | Pick<Extract<CostumeSpec, { kind: 'vector' }>, 'kind' | 'width' | 'height'>,
): { width: number; height: number } =>
  costume.kind === 'vector'
    ? costume
    : { width: costume.pixels.width / costume.resolution, height: costume.pixels.height / costume.resolution };
