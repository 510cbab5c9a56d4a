import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import { open, serveStage, svg, type StageSite, type TestWindow } from './stage-site.ts';

declare const window: Window & TestWindow;

let browser: Browser;
let site: StageSite;
let page: Page;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveStage()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page.close());

const red = { svg: svg(40, 40, '<rect width="40" height="40" fill="#f00"/>'), width: 40, height: 40 };

/** Waits until the page has an event like this; gives all events so far. */
const events = (type: string) => page.waitForFunction((type) => window.events.some((e) => e.type === type), type);

describe('a project in its frame', () => {
  it('shows sprites where they are before and after the green flag', async () => {
    await open(page, site, {
      sprites: { red: { ...red, x: -100, y: 60 } },
      flag: { red: 'rt.motion.goToXY(t, 120, -40)' },
    });
    const points: [number, number][] = [
      [-100, 60],
      [120, -40],
      [0, 170],
    ];
    expect(await page.evaluate((points) => window.pixels(points), points)).toEqual([
      [255, 0, 0],
      [238, 238, 255],
      [238, 238, 255],
    ]);
    await page.evaluate(() => window.stage.greenFlag());
    await expect
      .poll(() => page.evaluate((points) => window.pixels(points), points))
      .toEqual([
        [238, 238, 255],
        [255, 0, 0],
        [238, 238, 255],
      ]);
  });

  it('tells what sprites say', async () => {
    await open(page, site, { sprites: { red }, flag: { red: "rt.looks.say(t, '你好')" } });
    await page.evaluate(() => window.stage.greenFlag());
    await events('said');
    expect(await page.evaluate(() => window.events.find((e) => e.type === 'said'))).toMatchObject({
      target: 'red',
      text: '你好',
    });
  });
});
