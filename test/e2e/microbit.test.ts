import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { AppServer } from './support/app-server.ts';
import { Editor, Visitor, expectQuiet } from './support/visitor.ts';

/** MakeCode's heart, row by row, as the lights are read out. */
const HEART = '○●○●○\n●●●●●\n●●●●●\n○●●●○\n○○●○○';

describe('a micro:bit', () => {
  let server: AppServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await AppServer.start();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('is added, programmed by blocks, run on the screen, and read by a sprite', async () => {
    const visitor = await Visitor.arrive(browser, server.origin);
    const editor = new Editor(visitor);
    const { page } = visitor;
    await editor.begin();
    await visitor.button('添加板子').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /micro:bit/ })
      .click();
    const pane = page.getByRole('region', { name: '板子', exact: true });
    const lights = pane.getByRole('img', { name: /点阵/ });
    const shown = async (): Promise<string> => (await lights.getAttribute('aria-label'))!.split('：\n')[1]!;
    const dark = await shown();
    await editor.openCategory('事件');
    await editor.dragBlock('当板子启动', { x: 460, y: 200 });
    await editor.openCategory('显示');
    await editor.appendBlock('显示图标');
    await pane.getByRole('button', { name: '运行' }).click();
    await expect.poll(shown).toBe(HEART);

    // A sprite that says something when a button of the board is pressed.
    await page.getByRole('list', { name: '角色' }).getByRole('button', { name: '风筝', exact: true }).click();
    await visitor.button(/添加扩展/).click();
    await page.locator('[data-choice="microbit"]').click();
    await editor.openCategory('micro:bit');
    await editor.dragBlock('当按下', { x: 460, y: 200 });
    await editor.openCategory('外观');
    await editor.appendBlock('说');
    const stage = page.getByRole('region', { name: '舞台', exact: true });
    const run = stage.getByRole('button', { name: '运行' });
    // The board is busy with its own program, and that is said.
    await run.click();
    await page.getByText('micro:bit 正在运行自己的程序').waitFor();
    await visitor.button('板子').first().click();
    await pane.getByRole('button', { name: '停止' }).click();
    await expect.poll(shown).toBe(dark);
    await visitor.button('舞台').first().click();
    await run.click();
    await visitor.button('板子').first().click();
    // Something shines again: the bridge is on the board.
    await expect.poll(shown).not.toBe(dark);
    await pane.getByRole('button', { name: '按钮 A', exact: true }).focus();
    await page.keyboard.down('Space');
    await visitor.button('舞台').first().click();
    await editor.says('你好');
    expectQuiet(visitor);
    await visitor.leave();
  });
});
