import { seededRandom } from '@paperkite/kernel';
import type { Costume } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import type { DrawableId, DrawableState } from '../ports.ts';
import type { Painter } from './painter.ts';
import { Picture, type Pixels } from './picture.ts';
import { Skins } from './skins.ts';
import { StageRenderer } from './stage-renderer.ts';

/** Touching needs no surface; the pen is empty here. */
const blindPainter: Painter = {
  kind: 'canvas2d',
  isReady: () => true,
  resize: () => {},
  paint: () => {},
  penClear: () => {},
  penLine: () => {},
  penStamp: () => {},
  penPixels: () => new Uint8Array(960 * 720 * 4),
  forget: () => {},
};

const SCENES = process.env.PAPERKITE_DEEP ? 1000 : 40;
const SEED = Number(process.env.PAPERKITE_SEED ?? Date.now() % 1e9);
const STILL = { color: 0, fisheye: 0, whirl: 0, pixelate: 0, mosaic: 0, brightness: 0, ghost: 0 };
const COLORS = [0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0x336699];

interface Actor {
  id: DrawableId;
  state: DrawableState;
  pixels: Pixels;
  width: number;
  height: number;
}

/** A blotchy picture: some pixels clear, the others of a few colours. */
function blotches(random: () => number): Pixels {
  const width = 1 + Math.floor(random() * 60);
  const height = 1 + Math.floor(random() * 60);
  const data = new Uint8ClampedArray(width * height * 4);
  const hole = random() * 0.9;
  for (let i = 0; i < data.length; i += 4) {
    if (random() < hole) continue;
    const color = COLORS[Math.floor(random() * COLORS.length)]!;
    data.set([color >> 16, (color >> 8) & 255, color & 255, random() < 0.3 ? 128 : 255], i);
  }
  return { width, height, data };
}

function scene(seed: number): { stage: StageRenderer; actors: Actor[] } {
  const { next: random } = seededRandom(seed);
  const pictures = Array.from({ length: 4 }, () => blotches(random));
  const assets = new Map(
    pictures.map((pixels, i) => {
      // The source only has to be there: nothing is painted.
      const picture = new Picture({} as OffscreenCanvas, 1, false, () => pixels);
      return [`p${i}`, { picture, width: pixels.width, height: pixels.height, originX: 0, originY: 0 }] as const;
    }),
  );
  const stage = new StageRenderer({ painter: blindPainter, skins: new Skins(assets) });
  const actors = pictures.map((pixels, i) => {
    const resolution = 1 + Math.floor(random() * 2);
    const costume: Costume = {
      id: '',
      name: '',
      asset: `p${i}`,
      format: 'png',
      rotationCenterX: pixels.width / 2,
      rotationCenterY: pixels.height / 2,
      bitmapResolution: resolution,
    };
    const state: DrawableState = {
      skin: stage.loadCostume(costume),
      x: random() * 160 - 80 + (random() < 0.1 ? 200 : 0),
      y: random() * 120 - 60,
      size: 20 + random() * 300,
      direction: random() < 0.3 ? 90 : random() * 360 - 180,
      rotationStyle: (['all around', 'left-right', "don't rotate"] as const)[Math.floor(random() * 3)]!,
      visible: random() < 0.8,
      effects: { ...STILL, ghost: random() < 0.3 ? random() * 100 : 0 },
    };
    const id = stage.createDrawable(i === 0 ? 'backdrop' : 'sprite');
    stage.update(id, state);
    return { id, state, pixels, width: pixels.width / resolution, height: pixels.height / resolution };
  });
  return { stage, actors };
}

/** What touches what is compared with a pixel oracle in `test/oracle.test.ts`. */
describe('drawables', () => {
  it(`gives bounds that hold every visible pixel, and touch it on all four sides (seed ${SEED})`, () => {
    for (let n = 0; n < SCENES; n++) {
      const { stage, actors } = scene(SEED + n);
      for (const actor of actors) {
        const { left, right, top, bottom } = stage.bounds(actor.id);
        const { data, width, height } = actor.pixels;
        const corners: [number, number][] = [];
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++) {
            if (data[(row * width + column) * 4 + 3] === 0) continue;
            for (const [u, v] of [
              [column, row],
              [column + 1, row],
              [column, row + 1],
              [column + 1, row + 1],
            ] as const) {
              // prettier-ignore
              corners.push(onStage(actor, u / width, v / height));
            }
          }
        }
        if (corners.length === 0) continue;
        expect(left).toBeCloseTo(Math.min(...corners.map(([x]) => x)), 6);
        expect(right).toBeCloseTo(Math.max(...corners.map(([x]) => x)), 6);
        expect(bottom).toBeCloseTo(Math.min(...corners.map(([, y]) => y)), 6);
        expect(top).toBeCloseTo(Math.max(...corners.map(([, y]) => y)), 6);
      }
    }
  });

  it('does not count what is off the stage, hidden, or itself', () => {
    const full: Pixels = { width: 10, height: 10, data: new Uint8ClampedArray(400).fill(255) };
    const picture = new Picture({} as OffscreenCanvas, 1, false, () => full);
    const asset = { picture, width: 10, height: 10, originX: 0, originY: 0 };
    const stage = new StageRenderer({ painter: blindPainter, skins: new Skins(new Map([['p', asset]])) });
    const add = (x: number, visible: boolean): DrawableId => {
      const costume = { id: '', name: '', asset: 'p', format: 'png', rotationCenterX: 5, rotationCenterY: 5, bitmapResolution: 1 } as const; // prettier-ignore
      const id = stage.createDrawable('sprite');
      const style = "don't rotate";
      stage.update(id, { skin: stage.loadCostume(costume), x, y: 0, size: 100, direction: 90, rotationStyle: style, visible, effects: STILL }); // prettier-ignore
      return id;
    };
    const [a, b, hidden, c, d] = [add(300, true), add(302, true), add(0, false), add(1, true), add(8, true)];
    expect(stage.touchingSprites(a, [b])).toBe(false);
    expect(stage.touchingSprites(c, [hidden])).toBe(false);
    expect(stage.touchingSprites(c, [c])).toBe(false);
    // Who is hidden itself still feels.
    expect(stage.touchingSprites(hidden, [c])).toBe(true);
    expect(stage.touchingSprites(c, [d])).toBe(true);
  });
});

/** Where a point of an actor's picture is on the stage, forwards and the slow way. */
function onStage({ state, width, height }: Actor, u: number, v: number): [number, number] {
  let [dx, dy] = [((u - 0.5) * width * state.size) / 100, ((0.5 - v) * height * state.size) / 100];
  if (state.rotationStyle === 'left-right' && state.direction < 0) dx = -dx;
  if (state.rotationStyle === 'all around') {
    const angle = ((90 - state.direction) * Math.PI) / 180;
    [dx, dy] = [dx * Math.cos(angle) - dy * Math.sin(angle), dx * Math.sin(angle) + dy * Math.cos(angle)];
  }
  return [state.x + dx, state.y + dy];
}
