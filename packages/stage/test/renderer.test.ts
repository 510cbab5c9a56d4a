import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import { bundleScript } from '../build-frame.mjs';
import type * as Renderer from './renderer-page.ts';

declare const renderer: typeof Renderer;

/** Set up inside the page by `beforeAll`. */
declare const make: (
  painter: 'webgl2' | 'canvas2d',
  pictures: Record<string, { width: number; height: number; paint: string }>,
  scale?: number,
) => {
  stage: Renderer.StageRenderer;
  surface: OffscreenCanvas;
  add: (picture: string, state?: object, kind?: 'backdrop' | 'sprite') => number;
  pixel: (x: number, y: number) => number[];
  shot: () => (x: number, y: number) => number[];
  kind: string;
};

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const code = await bundleScript({
    entry: fileURLToPath(new URL('./renderer-page.ts', import.meta.url)),
    name: 'renderer',
    minify: false,
  });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.setContent('<!doctype html>');
  await page.addScriptTag({ content: code });
  await page.addScriptTag({
    content: `
    const STILL = {color:0, fisheye:0, whirl:0, pixelate:0, mosaic:0, brightness:0, ghost:0};
    function make(kind, pictures, scale = 1) {
      const assets = new Map();
      for (const [name, {width, height, paint}] of Object.entries(pictures)) {
        const canvas = new OffscreenCanvas(width, height);
        new Function('c', 'w', 'h', paint)(canvas.getContext('2d'), width, height);
        const picture = new renderer.Picture(canvas, 1, false, () => renderer.readPixels(canvas));
        assets.set(name, {picture, width, height, originX: 0, originY: 0});
      }
      const surface = new OffscreenCanvas(480, 360);
      const painter = kind === 'webgl2' ? renderer.WebglPainter.create(surface, () => {}) : renderer.CanvasPainter.create(surface);
      const stage = new renderer.StageRenderer({painter, skins: new renderer.Skins(assets)});
      stage.resize(scale);
      const stand = {
        stage, surface, kind: painter.kind,
        add(name, state = {}, drawableKind = 'sprite') {
          const {width, height} = assets.get(name);
          const skin = stage.loadCostume({id: name, name, asset: name, format: 'png', rotationCenterX: width / 2, rotationCenterY: height / 2, bitmapResolution: 1});
          const id = stage.createDrawable(drawableKind);
          stage.update(id, {skin, x: 0, y: 0, size: 100, direction: 90, rotationStyle: 'all around', visible: true, ...state, effects: {...STILL, ...state.effects}});
          return id;
        },
        /** Draws, and gives a reader of that picture. */
        shot() {
          stage.drawNow();
          const copy = new OffscreenCanvas(surface.width, surface.height).getContext('2d', {willReadFrequently: true});
          copy.drawImage(surface, 0, 0);
          const {data, width} = copy.getImageData(0, 0, surface.width, surface.height);
          return (x, y) => [...data.subarray((Math.floor((180 - y) * scale) * width + Math.floor((x + 240) * scale)) * 4).slice(0, 3)];
        },
        pixel: (x, y) => stand.shot()(x, y),
      };
      return stand;
    }`,
  });
}, 120_000);

afterAll(() => browser?.close());

const red = { width: 40, height: 20, paint: `c.fillStyle='#f00'; c.fillRect(0,0,w,h)` };
/** Red left, green right, blue stripe at the top: shows every turn and mirror. */
const flag = {
  width: 40,
  height: 20,
  paint: `c.fillStyle='#f00'; c.fillRect(0,0,20,h); c.fillStyle='#0f0'; c.fillRect(20,0,20,h); c.fillStyle='#00f'; c.fillRect(0,0,w,4)`,
};

for (const painter of ['webgl2', 'canvas2d'] as const) {
  describe(`the ${painter} renderer`, () => {
    it('draws a sprite where it is, and nothing beside it', async () => {
      const pixels = await page.evaluate(
        ([painter, red]) => {
          const { add, shot, kind } = make(painter, { red });
          add('red', { x: 100, y: 50 });
          const pixel = shot();
          return [
            kind,
            pixel(100.5, 50.5),
            pixel(81, 59),
            pixel(119, 41),
            pixel(79.5, 50.5),
            pixel(100.5, 60.5),
            pixel(0, 0),
          ];
        },
        [painter, red] as const,
      );
      const [r, w] = [
        [255, 0, 0],
        [255, 255, 255],
      ];
      expect(pixels).toEqual([painter, r, r, r, w, w, w]);
    });

    it('turns, mirrors and sizes as Scratch does', async () => {
      const pixels = await page.evaluate(
        ([painter, flag]) => {
          const at = (state: object, x: number, y: number): number[] => {
            const { add, shot } = make(painter, { flag });
            add('flag', state);
            return shot()(x, y);
          };
          return {
            stripeUp: at({}, -10.5, 8.5),
            leftRed: at({}, -10.5, -5.5),
            rightGreen: at({}, 10.5, -5.5),
            // Direction 0 points up: what was right is now at the top, the stripe on the left.
            turnedTop: at({ direction: 0 }, 5.5, 10.5),
            turnedStripe: at({ direction: 0 }, -8.5, 0.5),
            turnedBottom: at({ direction: 180 }, -5.5, 10.5),
            mirrored: at({ direction: -90, rotationStyle: 'left-right' }, -10.5, -5.5),
            mirroredStripe: at({ direction: -90, rotationStyle: 'left-right' }, -10.5, 8.5),
            straight: at({ direction: 0, rotationStyle: "don't rotate" }, -10.5, -5.5),
            large: at({ size: 400 }, 70.5, -30.5),
          };
        },
        [painter, flag] as const,
      );
      const [r, g, b] = [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
      ];
      expect(pixels).toEqual({
        stripeUp: b,
        leftRed: r,
        rightGreen: g,
        turnedTop: g,
        turnedStripe: b,
        turnedBottom: r,
        mirrored: g,
        mirroredStripe: b,
        straight: r,
        large: g,
      });
    });

    it('keeps layers: backdrop, pen, sprites in their order; hidden ones not at all', async () => {
      const pixels = await page.evaluate(
        ([painter]) => {
          const fill = (color: string) => ({
            width: 60,
            height: 60,
            paint: `c.fillStyle='${color}'; c.fillRect(0,0,w,h)`,
          });
          const { stage, add, pixel } = make(painter, { a: fill('#a00'), b: fill('#0b0'), back: fill('#00c') });
          const a = add('a');
          const b = add('b', { x: 30 });
          add('back', { size: 800 }, 'backdrop');
          stage.penLine(-200, 100, 200, 100, [1, 1, 0, 1], 10);
          stage.penLine(-200, 0, 200, 0, [1, 1, 0, 1], 10);
          const before = [pixel(10.5, 0.5), pixel(-100.5, 0.5), pixel(-100.5, 50.5), pixel(0.5, 100.5)];
          stage.setOrder([b, a]);
          const swapped = pixel(10.5, 0.5);
          stage.destroyDrawable(a);
          const gone = pixel(-20.5, 20.5);
          stage.penClear();
          return [...before, swapped, gone, pixel(-100.5, 0.5)];
        },
        [painter] as const,
      );
      const [yellow, blue] = [
        [255, 255, 0],
        [0, 0, 204],
      ];
      expect(pixels).toEqual([[0, 187, 0], yellow, blue, yellow, [170, 0, 0], blue, blue]);
    });

    it.each([
      ['color', 30],
      ['color', 100],
      ['color', -70],
      ['brightness', 40],
      ['brightness', -60],
      ['ghost', 30],
      ['fisheye', 80],
      ['fisheye', -50],
      ['whirl', 120],
      ['whirl', -300],
      ['pixelate', 100],
      ['mosaic', 20],
    ] as const)('shows effect %s %d by its formula', async (effect, value) => {
      const { worst, mean } = await page.evaluate(
        ([painter, effect, value]) => {
          const size = 100;
          // Smooth, so that filtering between pixels cannot hide or feign a difference; colours of every kind.
          const paint = `const i=c.createImageData(w,h);for(let y=0;y<h;y++)for(let x=0;x<w;x++){const o=(y*w+x)*4;i.data[o]=40+2*x;i.data[o+1]=230-2*y;i.data[o+2]=60+x/2+y;i.data[o+3]=255}c.putImageData(i,0,0)`;
          const { add, shot } = make(painter, { sample: { width: size, height: size, paint } });
          const effects = {
            color: 0,
            fisheye: 0,
            whirl: 0,
            pixelate: 0,
            mosaic: 0,
            brightness: 0,
            ghost: 0,
            [effect]: value,
          };
          add('sample', { effects });
          const pixel = shot();
          const fx = renderer.effectValues(effects);
          const point = new Float64Array(2);
          const rgb = new Float64Array(3);
          let worst = 0;
          let sum = 0;
          let count = 0;
          for (let y = 3; y < size - 3; y += 5) {
            for (let x = 3; x < size - 3; x += 5) {
              const [u, v] = [(x + 0.5) / size, (y + 0.5) / size];
              renderer.distort(fx, size, size, u, v, point);
              const [sx, sy] = [point[0]! * size - 0.5, point[1]! * size - 0.5];
              rgb.set([40 + 2 * sx, 230 - 2 * sy, 60 + sx / 2 + sy]);
              renderer.tint(fx, rgb);
              const expected = [...rgb].map((c) => c * fx.opacity + 255 * (1 - fx.opacity));
              const seen = pixel(x - size / 2 + 0.5, size / 2 - y - 0.5);
              for (let c = 0; c < 3; c++) {
                // At a jump of the effect neighbours mix; the mean catches what that could hide.
                const difference = Math.abs(seen[c]! - expected[c]!);
                worst = Math.max(worst, difference);
                sum += difference;
                count++;
              }
            }
          }
          return { worst, mean: sum / count };
        },
        [painter, effect, value] as const,
      );
      expect(mean).toBeLessThan(1.5);
      expect(worst).toBeLessThan(effect === 'mosaic' || effect === 'pixelate' ? 40 : 8);
    });

    it('senses exactly the colours that it shows', async () => {
      const wrong = await page.evaluate(
        ([painter, flag]) => {
          const { stage, add, pixel } = make(painter, {
            flag,
            dot: { width: 2, height: 2, paint: `c.fillRect(0,0,2,2)` },
          });
          add('flag', { size: 900 }, 'backdrop');
          add('flag', { x: -60, y: 40, size: 200, direction: 0 });
          stage.penLine(-150, -100, 150, -100, [1, 0, 1, 1], 12);
          const dot = add('dot', { visible: false });
          const wrong: string[] = [];
          for (const [x, y] of [
            [-60, 60],
            [-60, 20],
            [-75, 40],
            [-100, -100],
            [-100, 0],
            [100, 0],
            [0, 80],
            [0, -100],
          ] as const) {
            const [r, g, b] = pixel(x, y) as [number, number, number];
            const color = (r << 16) | (g << 8) | b;
            const skin = stage.loadCostume({
              id: '',
              name: '',
              asset: 'dot',
              format: 'png',
              rotationCenterX: 1,
              rotationCenterY: 1,
              bitmapResolution: 1,
            });
            const effects = { color: 0, fisheye: 0, whirl: 0, pixelate: 0, mosaic: 0, brightness: 0, ghost: 0 };
            stage.update(dot, {
              skin,
              x,
              y,
              size: 100,
              direction: 90,
              rotationStyle: 'all around',
              visible: false,
              effects,
            });
            if (!stage.touchingColor(dot, color)) wrong.push(`${x},${y} is ${color.toString(16)}`);
            if (stage.touchingColor(dot, color ^ 0x404040))
              wrong.push(`${x},${y} is also ${(color ^ 0x404040).toString(16)}`);
          }
          return wrong;
        },
        [painter, flag] as const,
      );
      expect(wrong).toEqual([]);
    });

    it('shows what sprites say, beside them and inside the stage', async () => {
      const seen = await page.evaluate(
        ([painter, red]) => {
          const { stage, add, shot } = make(painter, { red });
          const id = add('red', { x: 0, y: 0 });
          const far = add('red', { x: 230, y: 170 });
          const ink = (left: number, bottom: number): boolean => {
            const pixel = shot();
            for (let y = bottom; y < bottom + 20; y++) {
              for (let x = left; x < left + 40; x++) if (pixel(x + 0.5, y + 0.5)[0]! < 120) return true;
            }
            return false;
          };
          const before = ink(25, 30);
          stage.showBubble(id, 'say', '你好');
          const shown = ink(25, 30);
          stage.hideBubble(id);
          const after = ink(25, 30);
          stage.showBubble(far, 'think', 'Hmm');
          // No room on the right: it moves to the left of the sprite.
          const left = ink(155, 150);
          return { before, shown, after, left };
        },
        [painter, red] as const,
      );
      expect(seen).toEqual({ before: false, shown: true, after: false, left: true });
    });

    it('puts bubbles beside a head, not beside the arms below it, in Scratch’s size', async () => {
      const [left, right, bottom, top] = await page.evaluate(
        ([painter]) => {
          const paint = `c.fillStyle='#c00'; c.fillRect(45,0,10,60); c.fillRect(0,40,100,8)`;
          const { stage, add, shot } = make(painter, { man: { width: 100, height: 60, paint } });
          stage.showBubble(add('man'), 'say', '好');
          const pixel = shot();
          const found = [Infinity, -Infinity, Infinity, -Infinity] as [number, number, number, number];
          for (let x = -100; x < 150; x++) {
            for (let y = 0; y < 150; y++) {
              const [r, , b] = pixel(x + 0.5, y + 0.5);
              if (r! > 240 || b! < 120) continue;
              found.splice(
                0,
                4,
                Math.min(found[0], x),
                Math.max(found[1], x),
                Math.min(found[2], y),
                Math.max(found[3], y),
              );
            }
          }
          return found;
        },
        [painter] as const,
      );
      // The head ends at 5 and 30; a short text takes 50 + 2 x 12, its line 16 + 2 x 12 and a tail of 12.
      for (const [seen, meant] of [[left, 5], [right, 79], [bottom, 30], [top, 82]] as const) expect(Math.abs(seen - meant)).toBeLessThan(5); // prettier-ignore
    });
  });
}

describe('a lost graphics context', () => {
  it('comes back with every picture; only what the pen drew is gone', async () => {
    const seen = await page.evaluate(async (red) => {
      const { stage, add, pixel, surface } = make('webgl2', { red });
      add('red');
      stage.penLine(-100, 100, 100, 100, [0, 1, 0, 1], 20);
      const before = [pixel(0.5, 0.5), pixel(0.5, 100.5)];
      const { promise, resolve } = Promise.withResolvers<void>();
      surface.addEventListener('webglcontextrestored', () => resolve());
      const losing = surface.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
      losing.loseContext();
      await new Promise((wait) => setTimeout(wait, 50));
      stage.drawNow();
      losing.restoreContext();
      await promise;
      const after = [pixel(0.5, 0.5), pixel(0.5, 100.5)];
      stage.penLine(-100, 100, 100, 100, [0, 0, 1, 1], 20);
      return [...before, ...after, pixel(0.5, 100.5)];
    }, red);
    const r = [255, 0, 0];
    expect(seen).toEqual([r, [0, 255, 0], r, [255, 255, 255], [0, 0, 255]]);
  });
});

describe('the two painters', () => {
  it('stamp and draw pen lines alike', async () => {
    const difference = await page.evaluate((flag) => {
      const scenes = (['webgl2', 'canvas2d'] as const).map((painter) => {
        const { stage, add, shot } = make(painter, { flag });
        const id = add('flag', { x: 60, y: 30, size: 200, direction: 45, effects: { ghost: 50 } });
        stage.penStamp(id);
        stage.destroyDrawable(id);
        stage.penLine(-100, -100, 0, 50, [0, 0.5, 1, 0.5], 9);
        stage.penLine(20, -60, 20, -60, [0, 0, 0, 1], 20);
        return shot();
      });
      let worst = 0;
      for (const [x, y] of [
        [60, 30],
        [70, 40],
        [50, 20],
        [-50, -25],
        [-52, -24],
        [20, -60],
        [26, -60],
        [100, 100],
      ] as const) {
        const [a, b] = scenes.map((pixel) => pixel(x + 0.5, y + 0.5));
        for (let c = 0; c < 3; c++) worst = Math.max(worst, Math.abs(a![c]! - b![c]!));
      }
      return worst;
    }, flag);
    expect(difference).toBeLessThan(6);
  });
});
