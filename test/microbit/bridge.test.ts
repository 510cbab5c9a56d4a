import type { BoardLink } from '@paperkite/boards';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bridgeProgram } from '../../firmware-bridges/microbit/bridge.mjs';
import { launchChromium } from '../support/chromium.ts';
import { serveMicrobit, type MicrobitSite, type MicrobitWindow } from './site.ts';

declare const window: Window & MicrobitWindow;

let browser: Browser;
let site: MicrobitSite;
let page: Page;
let bridge = '';

beforeAll(async () => {
  [bridge] = await Promise.all([
    bridgeProgram(),
    launchChromium({ webgl: false }).then((launched) => (browser = launched)),
    serveMicrobit().then((served) => (site = served)),
  ]);
  page = await browser.newPage();
  await page.goto(site.url);
  await page.evaluate(async (text) => void (await window.start(text)), bridge);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** CRC-24 of OpenPGP bit by bit (the bridge has a table), see docs/guides/board-link.md. */
function checksum(text: string): string {
  let crc = 0xb704ce;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x800000 ? ((crc << 1) ^ 0x864cfb) & 0xffffff : (crc << 1) & 0xffffff;
  }
  return crc.toString(16).padStart(6, '0');
}
const line = (fields: string) => `~${fields}*${checksum(`~${fields}`)}\n`;
const say = (...lines: string[]) =>
  page.evaluate((text) => window.simulator.sendSerial(text), lines.map(line).join(''));

/** What the bridge has said, without checksums; damaged lines fail. */
async function heard(): Promise<string[]> {
  const lines = (await page.evaluate(() => window.serial())).split('\n').slice(0, -1);
  return lines.map((text) => {
    const [, said = '', sum] = /^(~.*)\*([0-9a-f]{6})$/.exec(text) ?? [];
    expect(sum).toBe(checksum(said));
    return said.slice(1);
  });
}
const forget = () => page.evaluate(() => void (window.events.length = 0));
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 15_000, interval: 50 });
const answers = async () => (await heard()).filter((said) => /^[AVEg] /.test(said));
const state = () =>
  page.evaluate(() => {
    const last = window.events.findLast((event) => event.type === 'state');
    return last?.type === 'state' ? last.state : null;
  });

/** A new session: numbers begin at 1 again. The page keeps it alive. */
async function hello(session = 7): Promise<void> {
  await forget();
  await say(`h ${session} 1`);
  await eventually(async () => (await heard()).some((said) => said.startsWith(`H ${session} `))).toBe(true);
  await page.evaluate((keep) => {
    const timer = setInterval(() => window.simulator.sendSerial(keep), 200);
    Object.assign(window, { keepAlive: timer });
  }, line('k 0'));
}
const fallSilent = () => page.evaluate(() => clearInterval((window as unknown as { keepAlive: number }).keepAlive));

describe('the bridge on a micro:bit', () => {
  afterEach(async () => {
    await fallSilent();
    await page.evaluate(() => window.simulator.button('A', false));
  });

  it('says nothing until it is greeted, and then who it is', async () => {
    await page.waitForTimeout(500);
    expect(await heard()).toEqual([]);
    await hello(4711);
    expect((await heard())[0]).toMatch(/^H 4711 1 1\.0\.0 microbit-v[12] 100 \d+$/);
  });

  it('does each command once and in order, and says what it cannot do', async () => {
    await hello();
    await say('w 1 P8 1', 'p 2 P1 512', 's 3 P2 45', 't 4 440 0', 'w 5 P99 1', 's 6 P2 270', 'y 7');
    await eventually(answers).toEqual(['A 1', 'A 2', 'A 3', 'A 4', 'E 5 2', 'E 6 3', 'E 7 1']);
    await eventually(state).toMatchObject({
      tone: 440,
      pins: expect.arrayContaining([
        { pin: 'P8', use: 'digital out', value: 1023 },
        { pin: 'P2', use: 'servo', value: 45 },
      ]) as unknown,
    });
    await forget();
    // One again, one too early.
    await say('w 4 P8 0', 'w 9 P8 0', 'n 8', 'w 9 P8 0');
    await eventually(answers).toEqual(['A 4', 'g 8', 'A 8', 'A 9']);
    await eventually(async () => (await state())?.pins.find(({ pin }) => pin === 'P8')?.value).toBe(0);
  });

  it('drops what is damaged', async () => {
    await hello();
    await forget();
    await page.evaluate(
      (text) => window.simulator.sendSerial(text),
      line('w 1 P0 1').replace('P0', 'P1') + 'hello\n~w\n*\n',
    );
    await say('w 1 P0 1');
    await eventually(answers).toEqual(['A 1']);
  });

  it('reads sensors, buttons and pins', async () => {
    await page.evaluate(() => {
      window.simulator.setAcceleration({ x: -321, y: 100, z: -900 });
      window.simulator.setSensor('temperature', 33);
      window.simulator.setPin('P1', 700);
      window.simulator.button('A', true);
    });
    await hello();
    await say('a 1 temp', 'a 2 P1', 'r 3 a', 'r 4 b', 'a 5 wings', 'a 6 P5');
    await eventually(answers).toEqual(['V 1 33', 'V 2 700', 'V 3 1', 'V 4 0', 'E 5 2', 'E 6 2']);
    // The sensor is switched on by the first reading, which is as true as the later ones.
    await say('a 7 ax', 'a 8 ay');
    await eventually(async () => (await answers()).slice(6)).toEqual(['V 7 -321', 'V 8 100']);
    await page.evaluate(() => window.simulator.button('A', false));
  });

  it('samples 50 times a second with numbers that miss none, and tells of changes', async () => {
    await hello();
    await say('u 1 20 ax ay az', 'c 2 a gesture');
    await eventually(answers).toEqual(['A 1', 'A 2']);
    await page.waitForTimeout(500);
    await forget();
    const turns = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const began = performance.now();
          let count = 0;
          const timer = setInterval(() => {
            count++;
            const seconds = (performance.now() - began) / 1000;
            if (seconds < 3) return;
            clearInterval(timer);
            resolve(count / seconds);
          }, 20);
        }),
    );
    const samples = (await heard()).map((said) => /^S (\d+) (\d+)(.*)$/.exec(said)).filter((match) => match !== null);
    const numbers = samples.map((match) => Number(match[1]));
    numbers.slice(1).forEach((number, at) => expect((number - (numbers[at] ?? 0)) & 255).toBe(1));
    const [first, last] = [samples[0], samples.at(-1)].map((match) => Number(match?.[2]));
    const rate = (1000 * (samples.length - 1)) / ((last ?? 0) - (first ?? 0));
    console.log(
      `      samples of three axes a second: ${rate.toFixed(1)}; turns of a timer of the page: ${turns.toFixed(1)}`,
    );
    expect(samples.at(-1)?.[3]).toBe(' ax=-321 ay=100 az=-900');
    // 50 where the machine is not busy; where it is, timers of the page come late as well.
    expect(rate).toBeGreaterThan(0.6 * turns);
    await forget();
    await page.evaluate(() => window.simulator.button('A', true));
    await eventually(async () => (await heard()).some((said) => said.includes(' a=1'))).toBe(true);
    await page.evaluate(() => {
      window.simulator.button('A', false);
      window.simulator.gesture('Shake');
    });
    await eventually(async () => (await heard()).some((said) => said.includes(' gesture=1'))).toBe(true);
    await eventually(async () => (await heard()).some((said) => said.includes(' gesture=0'))).toBe(true);
  });

  it('shows lights and text', async () => {
    await hello();
    await say('l 1 1000001000001000001000001');
    await eventually(() => page.evaluate(() => window.lamps())).toEqual(['#....', '.#...', '..#..', '...#.', '....#']);
    await say('d 2 I');
    await eventually(() => page.evaluate(() => window.lamps())).not.toEqual([
      '#....',
      '.#...',
      '..#..',
      '...#.',
      '....#',
    ]);
  });

  it('lets go of everything after a second of silence', async () => {
    await hello();
    await say('w 1 P8 1', 'u 2 20 light', 't 3 300 0');
    await eventually(state).toMatchObject({ tone: 300 });
    await fallSilent();
    await eventually(async () => (await state())?.pins.find(({ pin }) => pin === 'P8')).toMatchObject({
      use: 'digital in',
    });
    await eventually(async () => (await state())?.tone).toBe(0);
    await forget();
    await page.waitForTimeout(500);
    expect(await heard()).toEqual([]);
  });
});

describe('the client of the live link', () => {
  it('speaks with the bridge as with any board', async () => {
    await page.evaluate(() => {
      window.simulator.setAcceleration({ x: 40, y: -50, z: -1000 });
      window.simulator.setSensor('light', 200);
    });
    const said = await page.evaluate(async (text) => {
      const link = await window.link(text);
      Object.assign(window, { boardLink: link });
      await link.showLights(Array.from({ length: 25 }, (_, at) => at < 5));
      await link.servoWrite('P1', 120);
      await link.digitalWrite('P8', true);
      const began = performance.now();
      for (let turn = 0; turn < 20; turn++) await link.analogRead('light');
      const roundTrip = (performance.now() - began) / 20;
      const values = [await link.analogRead('light'), await link.digitalRead('a')];
      await link.subscribeAnalog(['ax', 'ay', 'az'], { periodMs: 20 });
      const samples: Record<string, number>[] = [];
      await new Promise<void>((resolve) =>
        link.onSample((sample) => samples.push({ ...sample.values }) > 60 && resolve()),
      );
      const refused = await link.analogRead('sound2').catch((error: { code: string }) => error.code);
      return {
        board: link.hello.board,
        values,
        last: samples.at(-1),
        refused,
        roundTrip,
        lost: link.statistics.lostSamples,
        damaged: link.statistics.damaged,
      };
    }, bridge);
    console.log(`      round trip of a read: ${said.roundTrip.toFixed(1)} ms`);
    expect(said).toMatchObject({
      board: expect.stringMatching(/^microbit-v[12]$/) as unknown,
      values: [200, false],
      last: { ax: 40, ay: -50, az: -1000 },
      refused: 'refused',
      lost: 0,
      damaged: 0,
    });
    expect(await page.evaluate(() => window.lamps())).toEqual(['#####', '.....', '.....', '.....', '.....']);
    expect(await state()).toMatchObject({
      pins: expect.arrayContaining([
        { pin: 'P1', use: 'servo', value: 120 },
        { pin: 'P8', use: 'digital out', value: 1023 },
      ]) as unknown,
    });
  });

  it('finds it again after a restart, and lets go of it in the end', async () => {
    const firmware = await page.evaluate(async () => {
      const { boardLink: link } = window as unknown as { boardLink: BoardLink };
      const again = new Promise<string>((resolve) => link.onRestarted((hello) => resolve(hello.firmware)));
      await window.simulator.run(window.code);
      const firmware = await again;
      await link.close();
      return firmware;
    });
    expect(firmware).toBe('1.0.0');
    await forget();
    await page.waitForTimeout(500);
    expect(await heard()).toEqual([]);
  });
});
