import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { serveMicrobit, type MicrobitSite, type MicrobitWindow } from './site.ts';

declare const window: Window & MicrobitWindow;

let browser: Browser;
let site: MicrobitSite;
let page: Page;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium({ webgl: false }), serveMicrobit()]);
  page = await browser.newPage();
  await page.goto(site.url);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 20_000, interval: 50 });
const place = (text: string) => page.evaluate((text) => window.place(text), text);
const said = (board: number) => page.evaluate((board) => window.placed[board]?.serial, board);
const press = (board: number) =>
  page.evaluate((board) => {
    const { simulator } = window.placed[board]!;
    simulator.button('A', true);
    simulator.button('A', false);
  }, board);

/** Sends its next number at each press, with its serial number, and tells what it hears. */
const board = (group: number) => `radio.setGroup(${group})
  radio.setTransmitSerialNumber(true)
  let count = ${group} * 100
  input.onButtonPressed(Button.A, () => { count += 1; radio.sendNumber(count) })
  radio.onReceivedNumber((n) => {
    const isOther = radio.receivedPacket(RadioPacketProperty.SerialNumber) != control.deviceSerialNumber()
    serial.writeString(n + (isOther ? " " : "! "))
  })
  serial.writeString("?")`;

describe('simulated micro:bits within reach of each other', () => {
  it('hear those of their group, not those of others and not themselves', async () => {
    const [one, two, other] = [await place(board(7)), await place(board(7)), await place(board(8))];
    for (const each of [one, two, other]) await eventually(() => said(each)).toBe('?');
    await press(one);
    await eventually(() => said(two)).toBe('?701 ');
    await press(two);
    await eventually(() => said(one)).toBe('?701 ');
    await press(one);
    await eventually(() => said(two)).toBe('?701 702 ');
    expect(await said(one)).toBe('?701 ');
    expect(await said(other)).toBe('?');
    await page.evaluate((two) => window.placed[two]?.leave(), two);
    const third = await place(board(7));
    await eventually(() => said(third)).toBe('?');
    await press(one);
    await eventually(() => said(third)).toBe('?703 ');
    expect(await said(two)).toBe('?701 702 ');
  });
});
