import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import { bundleScript } from '../build-frame.mjs';
import { Picture, type Painter } from '../src/render/index.ts';
import type * as Page from './oracle-page.ts';
import { addResult, checkScene, noResult, type Look, type SceneResult } from './oracle/check.ts';
import { randomScene } from './oracle/scene.ts';

declare const oracle: typeof Page;

const SCENES = Number(process.env.PAPERKITE_SCENES ?? (process.env.PAPERKITE_DEEP ? 1000 : 12));
const SEED = Number(process.env.PAPERKITE_SEED ?? Date.now() % 1e9);
/** A page is left in between, so that no call lasts for minutes. */
const BATCH = 10;
const PATIENCE = 60_000 + SCENES * 5_000;

/** Nothing is wrong, most questions have an answer, and the answers are of both kinds. */
function expectAgreement({ wrong, questions, open, yes }: SceneResult): void {
  if (process.env.PAPERKITE_DEEP) console.log(`${questions} questions, ${yes} answered yes, ${open} left open`);
  expect(wrong).toEqual([]);
  expect(open).toBeLessThan(questions / 6);
  expect(yes).toBeGreaterThan(questions / 50);
}

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

describe(`touching and colours agree with a brute-force pixel oracle on ${SCENES} random scenes (seed ${SEED})`, () => {
  it(
    'of bitmaps, by the processor alone',
    () => {
      const all = noResult();
      for (let seed = SEED; seed < SEED + SCENES; seed++) {
        const scene = randomScene(seed, { vectors: false, pen: false });
        const looks = scene.costumes.map((costume): Look => {
          if (costume.kind !== 'bitmap') throw new Error('vectors need a browser');
          const { pixels: grid } = costume;
          // The source only has to be there: nothing is painted.
          return { grid, picture: new Picture({} as OffscreenCanvas, 1, false, () => grid) };
        });
        addResult(all, checkScene(scene, looks, blindPainter));
      }
      expectAgreement(all);
    },
    PATIENCE,
  );

  describe('in a browser, and what is shown does, too', () => {
    let browser: Browser;
    let code: string;

    beforeAll(async () => {
      const entry = fileURLToPath(new URL('./oracle-page.ts', import.meta.url));
      code = await bundleScript({ entry, name: 'oracle', minify: false });
      browser = await launchChromium();
    }, 120_000);
    afterAll(() => browser?.close());

    it.each(['webgl2', 'canvas2d'] as const)(
      'with vectors, bitmaps and the pen on the %s painter',
      async (painter) => {
        const page = await browser.newPage();
        await page.setContent('<!doctype html>');
        await page.addScriptTag({ content: code });
        const sensed = noResult();
        const shown = noResult();
        for (let from = SEED; from < SEED + SCENES; from += BATCH) {
          const count = Math.min(BATCH, SEED + SCENES - from);
          // Scenes of their own for each painter.
          const first = painter === 'webgl2' ? from : from + 1_000_000;
          const results = await page.evaluate(([painter, first, count]) => oracle.checkScenes(painter, first, count), [
            painter,
            first,
            count,
          ] as const);
          addResult(sensed, results.sensed);
          addResult(shown, results.shown);
        }
        await page.close();
        expectAgreement(sensed);
        expect(shown.wrong).toEqual([]);
        // Enough of the stage lies away from edges, or the comparison would be an empty one.
        expect(shown.open).toBeLessThan(shown.questions * 0.95);
      },
      PATIENCE,
    );
  });
});
