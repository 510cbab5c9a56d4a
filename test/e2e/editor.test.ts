import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { AppServer } from './support/app-server.ts';
import { Editor, Visitor, expectQuiet, joinClass } from './support/visitor.ts';

const SAMPLE = fileURLToPath(new URL('../fixtures/greeting.sb3', import.meta.url));

describe('the editor', () => {
  let server: AppServer;
  let browser: Browser;
  let demo: { pupils: { classCode: string; nickname: string; pin: string }[] };

  beforeAll(async () => {
    server = await AppServer.start();
    browser = await launchChromium();
    demo = JSON.parse(readFileSync(`${server.dataDir}/demo-accounts.json`, 'utf8'));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('opens without an account, keeps the work on the device, and takes it along into the class', async () => {
    const visitor = await Visitor.arrive(browser, server.origin);
    const editor = new Editor(visitor);
    const id = await editor.begin();
    await editor.rename('我的第一个作品');
    await editor.page.getByText('已存在本机').waitFor();
    await editor.page.reload();
    await editor.ready();
    expect(await editor.page.getByLabel('作品名称').inputValue()).toBe('我的第一个作品');

    await joinClass(visitor, { code: demo.pupils[0]!.classCode, nickname: '小雨', pin: '5928' });
    await editor.open(id);
    await editor.saved();

    const elsewhere = await Visitor.arrive(browser, server.origin);
    await joinClass(elsewhere, { code: demo.pupils[0]!.classCode, nickname: '小雨', pin: '5928', back: true });
    const there = new Editor(elsewhere);
    await there.open(id);
    expect(await there.page.getByLabel('作品名称').inputValue()).toBe('我的第一个作品');
    expectQuiet(visitor);
    expectQuiet(elsewhere);
    await visitor.leave();
    await elsewhere.leave();
  });

  it('runs an imported Scratch project on the stage', async () => {
    const visitor = await Visitor.arrive(browser, server.origin);
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.importFile(SAMPLE);
    const before = await editor.stagePixels();
    await editor.run();
    await editor.says('hello');
    expect(await editor.stagePixels()).not.toEqual(before);
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('tells what is wrong with a file that is no project, and keeps the work', async () => {
    const visitor = await Visitor.arrive(browser, server.origin);
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.rename('别丢了');
    await editor.page
      .locator('input[type=file][accept=".kite,.sb3"]')
      .setInputFiles({ name: 'broken.sb3', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04 not really') });
    await editor.page.getByText('这个文件打不开').first().waitFor();
    expect(await editor.page.getByLabel('作品名称').inputValue()).toBe('别丢了');
    await visitor.leave();
  });

  it('changes its language while blocks are on the workspace', async () => {
    const visitor = await Visitor.arrive(browser, server.origin);
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.page.getByText('移动').first().waitFor();
    await visitor.button('English').click();
    await editor.page.locator('.blocklyFlyout').getByText('move').first().waitFor();
    await visitor.button('Run').waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('shows what one person does to another on the same project at once, and undoes only one’s own', async () => {
    const first = await Visitor.arrive(browser, server.origin);
    await joinClass(first, { code: demo.pupils[0]!.classCode, nickname: '阿明', pin: '5928' });
    const here = new Editor(first);
    const id = await here.begin();
    await here.saved();
    const second = await Visitor.arrive(browser, server.origin);
    await joinClass(second, { code: demo.pupils[0]!.classCode, nickname: '阿明', pin: '5928', back: true });
    const there = new Editor(second);
    await there.open(id);

    await here.rename('从这里');
    await there.page.waitForFunction(
      () => (document.querySelector('input.title') as HTMLInputElement).value === '从这里',
    );
    await there.page.getByLabel('角色', { exact: true }).first().waitFor();
    const undo = there.page.getByRole('button', { name: '撤销' });
    expect(await undo.isDisabled()).toBe(true);
    await first.leave();
    await second.leave();
  });
});
