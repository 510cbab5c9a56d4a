import { compileProject } from '@paperkite/compiler';
import { unwrap } from '@paperkite/kernel';
import { importSb2 } from '@paperkite/project';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf } from '../../packages/project/test/png.ts';
import { sb2File } from '../../packages/project/test/sb2-file.ts';
import { serveStage, type StageSite, type TestWindow } from '../../packages/stage/test/stage-site.ts';
import { launchChromium } from '../support/chromium.ts';

declare const window: Window & TestWindow;

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];
const WHITE = [255, 255, 255];

/** A red bitmap with its middle a little to the right of its left edge, and a text: blue in its left half, nothing in its right. */
const file = (resolution: number): Uint8Array =>
  sb2File({
    sprite: {
      scale: 1,
      costumes: [
        {
          costumeName: 'poster',
          baseLayerID: 1,
          baseLayerMD5: 'b.png',
          textLayerID: 2,
          textLayerMD5: 't.png',
          rotationCenterX: 10 * resolution,
          rotationCenterY: 20 * resolution,
          bitmapResolution: resolution,
        },
      ],
    },
    files: {
      '1.png': pngOf(80 * resolution, 40 * resolution, () => [...RED, 255]),
      // Wider than the bitmap: what reaches beyond it is cut off.
      '2.png': pngOf(100 * resolution, 20 * resolution, (x) => [
        ...BLUE,
        x % (80 * resolution) < 40 * resolution ? 255 : 0,
      ]),
    },
  });

describe('a costume of Scratch 2 with a text layer', () => {
  let browser: Browser;
  let site: StageSite;
  let page: Page;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), serveStage()]);
    page = await browser.newPage();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each([1, 2])('is drawn with its text, at its place, at resolution %d', async (resolution) => {
    const { project, assets } = unwrap(await importSb2(file(resolution)));
    const files = [...assets].map(([hash, { bytes }]) => [hash, Buffer.from(bytes).toString('base64')]);
    await page.goto(site.url);
    await page.evaluate(([program, files]) => window.load(program, files), [
      compileProject(project),
      Object.fromEntries(files) as Record<string, string>,
    ] as const);
    // Left and right in the upper half, then in the lower half, then beside the bitmap, left, right, above and below.
    const points: [number, number][] = [
      [-8, 10],
      [28, 10],
      [32, 10],
      [68, 10],
      [-8, -10],
      [68, -10],
      [-13, 10],
      [73, 10],
      [28, 23],
      [28, -23],
    ];
    await expect
      .poll(() => page.evaluate((points) => window.pixels(points), points), { timeout: 20_000, interval: 100 })
      .toEqual([BLUE, BLUE, RED, RED, RED, RED, WHITE, WHITE, WHITE, WHITE]);
  });
});
