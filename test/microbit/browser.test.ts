import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { serveMicrobit, type MicrobitSite, type MicrobitWindow } from './site.ts';

declare const window: Window & MicrobitWindow;

let browser: Browser;
let site: MicrobitSite;
let page: Page;
const complaints: string[] = [];
/** Addresses that are not this site's. */
const foreign: string[] = [];

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium({ webgl: false }), serveMicrobit()]);
  page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const address = request.url();
    if (/^(https?|wss?):/.test(address) && !address.startsWith(site.url)) foreign.push(address);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(site.url);
}, 120_000);
afterAll(async () => {
  expect(foreign).toEqual([]);
  await browser?.close();
  await site?.close();
});

/** Patient: the machine may be busy with other tests. */
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 20_000, interval: 50 });
const start = (text: string) => page.evaluate(async (text) => void (await window.start(text)), text);
const lamps = () => page.evaluate(() => window.lamps());
const serial = () => page.evaluate(() => window.serial());
const state = () =>
  page.evaluate(() => {
    const last = window.events.findLast((event) => event.type === 'state');
    return last?.type === 'state' ? last.state : null;
  });

describe('the compiler in a worker', () => {
  it('makes a .hex for both boards, from files of our own server alone', async () => {
    const [code, warm] = await page.evaluate(async () => {
      const request = { text: 'basic.showIcon(IconNames.Heart)', dependencies: 'blocks', output: 'universal' } as const;
      const { code } = await window.compile(request);
      return [code, (await window.compile(request)).milliseconds] as const;
    });
    expect(code).toMatch(/^:0400000A9900C0DE/m);
    expect(code).toMatch(/^:0400000A9903C0DE/m);
    expect(warm).toBeGreaterThan(0);
    console.log(`      warm compile for both boards: ${Math.round(warm)} ms`);
    // Everything that was asked for has been there, and nobody else was asked.
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it('does not wait for a worker that never answers, and makes another one for the next program', async () => {
    expect(await page.evaluate(() => window.compileWithin(1))).toBe('makecode_failed,makecode_failed');
  });

  it('says where a program is wrong', async () => {
    const { code, diagnostics } = await page.evaluate(() =>
      window.compile({ text: '\nbasic.showNumber(two)', dependencies: 'blocks', output: 'universal' }),
    );
    expect(code).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 2304, line: 2, column: 18 }]);
  });
});

describe('the simulated board', () => {
  it('shows what a program shows', async () => {
    await start('basic.showLeds(`\n# . . . .\n. # . . .\n. . # . .\n. . . # .\n# . . . #\n`)');
    await eventually(lamps).toEqual(['#....', '.#...', '..#..', '...#.', '#...#']);
  });

  it('has buttons, and both at once', async () => {
    await start(`
      input.onButtonPressed(Button.A, () => serial.writeString("A"))
      input.onButtonPressed(Button.B, () => serial.writeString("B"))
      input.onButtonPressed(Button.AB, () => serial.writeString("AB"))
      input.onLogoEvent(TouchButtonEvent.Pressed, () => serial.writeString("L"))
      input.onPinPressed(TouchPin.P1, () => serial.writeString("P"))
      serial.writeString("?")`);
    await eventually(serial).toBe('?');
    const heard = async (text: string, press: () => void) => {
      await page.evaluate(press);
      await eventually(serial).toBe(text);
    };
    await heard('?A', () => (window.simulator.button('A', true), window.simulator.button('A', false)));
    await heard('?AAB', () => (window.simulator.button('AB', true), window.simulator.button('AB', false)));
    await heard('?AABL', () => (window.simulator.logo(true), window.simulator.logo(false)));
    await heard('?AABLP', () => (window.simulator.touch('P1', true), window.simulator.touch('P1', false)));
    expect(await state()).toMatchObject({
      needsV2: true,
      parts: expect.arrayContaining(['buttonAB', 'logo']) as unknown,
    });
  });

  it('reads the world as it is set, before the program starts and after', async () => {
    await page.evaluate(() => {
      window.simulator.setAcceleration({ x: -500, y: 250, z: -1000 });
      window.simulator.setSensor('light', 7);
      window.simulator.setSensor('temperature', 31);
      window.simulator.setSensor('compass', 270);
      window.simulator.setSensor('sound', 99);
      window.simulator.setPin('P2', 321);
    });
    await start(`basic.forever(() => {
      serial.writeLine([input.acceleration(Dimension.X), input.acceleration(Dimension.Y), input.acceleration(Dimension.Z),
        input.lightLevel(), input.temperature(), input.compassHeading(), input.soundLevel(), pins.analogReadPin(AnalogReadWritePin.P2)].join())
      basic.pause(20)
    })`);
    const lastLine = async () => (await serial()).split('\n').at(-2)?.trim();
    await eventually(lastLine).toBe('-500,250,-1000,7,31,270,99,321');
    await page.evaluate(() => {
      window.simulator.setAcceleration({ x: 1000, y: 0, z: 0 });
      window.simulator.setPin('P2', 1000);
    });
    await eventually(lastLine).toBe('1000,0,0,7,31,270,99,1000');
    expect((await state())?.parts).toEqual(['acceleration', 'light', 'temperature', 'compass', 'sound']);
  });

  it('tells gestures from the acceleration, and a shake when it is told', async () => {
    await start(`
      input.onGesture(Gesture.TiltRight, () => serial.writeString("right "))
      input.onGesture(Gesture.Shake, () => serial.writeString("shake "))
      basic.showNumber(1)`);
    await eventually(lamps).not.toEqual(['.....', '.....', '.....', '.....', '.....']);
    await page.evaluate(() => window.simulator.setAcceleration({ x: 0, y: 0, z: -1023 }));
    await page.waitForTimeout(300);
    await page.evaluate(() => window.simulator.setAcceleration({ x: 1000, y: 0, z: 0 }));
    await eventually(serial).toContain('right ');
    await page.evaluate(() => window.simulator.gesture('Shake'));
    await eventually(serial).toContain('shake ');
  });

  it('drives pins, a servo and a tone', async () => {
    await start(`
      pins.digitalWritePin(DigitalPin.P0, 1)
      pins.analogWritePin(AnalogPin.P1, 600)
      pins.servoWritePin(AnalogPin.P2, 200)
      pins.setAudioPin(AnalogPin.P8)
      music.ringTone(440)`);
    await eventually(state).toMatchObject({
      tone: 440,
      pins: expect.arrayContaining([
        { pin: 'P0', use: 'digital out', value: 1023 },
        { pin: 'P1', use: 'analog out', value: 600 },
        { pin: 'P2', use: 'servo', value: 180 },
      ]) as unknown,
    });
    await start('music.playTone(523, 50)\nbasic.showNumber(2)');
    await eventually(async () => (await state())?.tone).toBe(0);
  });

  it('answers lines over the serial cable at once', async () => {
    await start(`serial.setWriteLinePadding(0)
      serial.onDataReceived(serial.delimiters(Delimiters.NewLine), () => {
        serial.writeLine("you said " + serial.readUntil(serial.delimiters(Delimiters.NewLine)))
      })
      serial.writeLine("ready")`);
    await eventually(serial).toContain('ready');
    await page.evaluate(() => window.simulator.sendSerial('hello\nyou\n'));
    await eventually(serial).toBe('ready\r\nyou said hello\r\nyou said you\r\n');
  });

  it('speaks by radio with others of its group', async () => {
    await start(`radio.setGroup(7)
      radio.onReceivedNumber((n) => { radio.sendString("got " + n) })
      radio.onReceivedString((s) => { serial.writeString(s + " " + radio.receivedPacket(RadioPacketProperty.SignalStrength)) })
      basic.pause(20)
      radio.sendNumber(5)`);
    const packets = () =>
      page.evaluate(() => window.events.flatMap((event) => (event.type === 'radio' ? [event.packet] : [])));
    await eventually(async () => (await packets()).length).toBe(1);
    // Its own packet comes back as if another board had sent it.
    await page.evaluate(() => {
      const event = window.events.find((event) => event.type === 'radio');
      if (event?.type === 'radio') {
        window.simulator.sendRadio({ ...event.packet, group: 8 });
        window.simulator.sendRadio(event.packet);
      }
    });
    await eventually(async () => (await packets()).length).toBe(2);
    await page.evaluate(() => {
      const event = window.events.findLast((event) => event.type === 'radio');
      if (event?.type === 'radio') window.simulator.sendRadio({ ...event.packet, signal: -60 });
    });
    await eventually(serial).toBe('got 5 -60');
  });

  it('keeps 50 turns a second in a frame that shows nothing', async () => {
    await start(
      'let n = 0\ncontrol.inBackground(() => { while (true) { n += 1; serial.writeLine("" + n); basic.pause(20) } })',
    );
    await page.waitForTimeout(3000);
    const turns = (await serial()).split('\n').length - 1;
    console.log(`      turns of a loop with a pause of 20 ms in 3 s: ${turns}`);
    expect(turns).toBeGreaterThan(20);
  });

  it('goes on after a program that never rests, and tells of one that breaks off', async () => {
    await start('let n = 0\nwhile (true) { n += 1 }');
    await start('let list: number[] = null\nbasic.pause(10)\nlist.push(1)');
    await eventually(() => page.evaluate(() => window.events.some((event) => event.type === 'broken'))).toBe(true);
    await start('led.plot(2, 2)');
    await eventually(lamps).toEqual(['.....', '.....', '..#..', '.....', '.....']);
  });

  it('prints no faster than a cable carries it, however fast a program is', async () => {
    const began = Date.now();
    await start('serial.writeString("first"); while (true) { serial.writeString("0123456789") }');
    await eventually(async () => (await serial()).length).toBeGreaterThan(70_000);
    const { length } = await serial();
    expect(length).toBeLessThan(65_536 + 11.52 * (Date.now() - began));
    expect((await serial()).slice(0, 15)).toBe('first0123456789');
    await start('serial.writeString("next")');
    await eventually(serial).toBe('next');
  });

  it('refuses what is no program', async () => {
    const failure = await page.evaluate(() =>
      window.simulator.run('(((').then(
        () => null,
        (error: { code: string }) => error.code,
      ),
    );
    expect(failure).toBe('simulator_failed');
    await start('led.plot(0, 0)');
    await eventually(lamps).toEqual(['#....', '.....', '.....', '.....', '.....']);
  });

  it.each([
    ['breaks off', 'throw new Error("no screen")', /no screen/],
    ['does not parse', '(((', /SyntaxError/],
  ])('says at once when the script of its own frame %s', async (_, script, why) => {
    const failure = await page.evaluate(async (script) => {
      const simulator = window.makeSimulator(() => Promise.resolve(script));
      const failure = await simulator.run('').then(
        () => null,
        (error: { code: string; details: { message: string } }) => [error.code, error.details.message],
      );
      simulator.destroy();
      return failure;
    }, script);
    expect(failure).toEqual(['simulator_failed', expect.stringMatching(why)]);
  });
});
