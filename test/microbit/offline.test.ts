import { DEPENDENCY_SETS, type DependencySet } from '@paperkite/makecode';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bridgeProgram } from '../../firmware-bridges/microbit/bridge.mjs';
import { launchChromium } from '../support/chromium.ts';
import { serveMicrobit, type MicrobitSite, type MicrobitWindow } from './site.ts';

declare const window: Window & MicrobitWindow;

let browser: Browser;
let site: MicrobitSite;
let page: Page;
/** What was asked for after the network was gone. */
const requests: string[] = [];

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium({ webgl: false }), serveMicrobit()]);
  page = await browser.newPage();
  await page.goto(site.url);
  // The page has what it needs once it has compiled and run anything.
  await page.evaluate(async () => void (await window.start('led.plot(0, 0)')));
  await page.evaluate(() => window.compile({ text: '', dependencies: 'blocks', output: 'universal' }));
  site.cut();
  await page.context().setOffline(true);
  page.on('request', (request) => requests.push(request.url()));
  const reached = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    `${site.url}page.js?again`,
  );
  expect(reached).toBe(false);
  requests.length = 0;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe('with the network cut off', () => {
  it.each(Object.keys(DEPENDENCY_SETS) as DependencySet[])(
    'programs of the set %s compile for both boards, for each of them, and for the simulator',
    async (dependencies) => {
      const servo = dependencies === 'text' ? 'servos.P1.setAngle(90)' : '';
      const text = `radio.sendNumber(input.soundLevel())\n${servo}`;
      const compile = async (output: 'universal' | 'v1' | 'v2' | 'simulator') => {
        const { code, diagnostics } = await page.evaluate((request) => window.compile(request), {
          text,
          dependencies,
          output,
        });
        expect(diagnostics).toEqual([]);
        return code;
      };
      const universal = await compile('universal');
      expect(universal).toMatch(/^:0400000A9900C0DE/m);
      expect(universal).toMatch(/^:0400000A9903C0DE/m);
      expect(universal).toMatch(/:00000001FF\s*$/);
      for (const output of ['v1', 'v2'] as const) expect(await compile(output)).toMatch(/:00000001FF\s*$/);
      expect(await compile('simulator')).toContain('pxsim');
    },
  );

  it('the bridge compiles, runs on the simulated board and answers hello', async () => {
    const hello = await page.evaluate(
      async (text) => {
        const link = await window.link(text);
        const { board, firmware } = link.hello;
        const light = await link.analogRead('light');
        await link.close();
        return { board, firmware, light };
      },
      await bridgeProgram(),
    );
    expect(hello).toEqual({
      board: expect.stringMatching(/^microbit-v[12]$/) as string,
      firmware: '1.0.0',
      light: 128,
    });
  });

  it('nobody was asked for anything', () => {
    expect(requests.filter((address) => /^(https?|wss?):/.test(address))).toEqual([]);
  });
});
