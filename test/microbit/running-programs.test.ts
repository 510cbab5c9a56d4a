import { emitMakeCode, lowerBoard } from '@paperkite/compiler/board';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { block, boardTarget } from '../boards/support/board-program.ts';
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
const serial = () => page.evaluate(() => window.serial());

/** Lowers, writes, compiles and runs blocks on the simulated board. */
async function run(scripts: Parameters<typeof boardTarget>[0]['scripts']): Promise<void> {
  const program = lowerBoard(boardTarget({ scripts, board: 'microbit' }));
  expect(program.diagnostics).toEqual([]);
  const { text } = emitMakeCode(program);
  await page.evaluate(async (text) => void (await window.start(text)), text);
}

const start = block('board_whenstarted');
const say = (text: string) => block('mb_serialwrite', { TEXT: text });
const wait = (seconds: number) => block('control_wait', { DURATION: seconds });
const send = (message: string) => block('event_broadcast', { BROADCAST_INPUT: message });
const sendAndWait = (message: string) => block('event_broadcastandwait', { BROADCAST_INPUT: message });
const receive = (message: string) => block('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: message });
const stop = (what: string) => block('control_stop', {}, { STOP_OPTION: what });

describe('programs from blocks on the simulated micro:bit', () => {
  it('a loop without an end lets other scripts and buttons have their turn', async () => {
    await run([
      { hat: start, body: [block('control_forever', { SUBSTACK: [block('mb_plot', { X: 0, Y: 0 })] })] },
      { hat: start, body: [wait(0.05), say('second ')] },
      { hat: block('mb_whenbutton', {}, { BUTTON: 'B' }), body: [say('B ')] },
    ]);
    await eventually(serial).toContain('second ');
    await page.evaluate(() => (window.simulator.button('B', true), window.simulator.button('B', false)));
    await eventually(serial).toContain('B ');
  });

  it('messages start their receivers anew, and are waited for', async () => {
    await run([
      { hat: start, body: [sendAndWait('go'), say('waited '), send('again'), wait(0.1), send('again')] },
      { hat: receive('go'), body: [wait(0.1), say('went ')] },
      { hat: receive('again'), body: [say('began '), wait(1.5), say('ended ')] },
    ]);
    await eventually(serial).toBe('went waited began began ended ');
  });

  it('stops this script, the others, and all', async () => {
    await run([
      { hat: start, body: [say('a'), stop('this script'), say('never')] },
      {
        hat: start,
        body: [wait(0.2), stop('other scripts in sprite'), say('b'), wait(0.3), stop('all'), say('never')],
      },
      { hat: start, body: [wait(0.4), say('never')] },
    ]);
    await eventually(serial).toBe('ab');
    await page.waitForTimeout(800);
    expect(await serial()).toBe('ab');
  });

  it('counts, compares and reads lists as Scratch does', async () => {
    const number = (opcode: string, one: unknown, other: unknown) =>
      block(opcode, { NUM1: one as number, NUM2: other as number });
    const item = (index: number) => block('data_itemoflist', { INDEX: index }, { LIST: 'list' });
    const add = (value: number) => block('data_addtolist', { ITEM: value }, { LIST: 'list' });
    const tell = (value: unknown) => block('mb_serialwriteln', { TEXT: value as string });
    await run([
      {
        hat: start,
        body: [
          tell(number('operator_mod', -7, 3)),
          tell(number('operator_subtract', 10, number('operator_subtract', 5, 2))),
          tell(
            block('operator_equals', {
              OPERAND1: 'Cat',
              OPERAND2: block('operator_join', { STRING1: 'c', STRING2: 'AT' }),
            }),
          ),
          ...[add(4), add(5), tell(item(2)), tell(item(9)), tell(item(0))],
          block('control_repeat', {
            TIMES: 3,
            SUBSTACK: [block('data_changevariableby', { VALUE: 2 }, { VARIABLE: 'n' })],
          }),
          tell(block('data_variable', {}, { VARIABLE: 'n' })),
          tell(block('operator_letter_of', { LETTER: 2, STRING: 'kite' })),
        ],
      },
    ]);
    await eventually(serial).toBe('2\r\n7\r\ntrue\r\n5\r\n0\r\n0\r\n6\r\ni\r\n');
  });
});
