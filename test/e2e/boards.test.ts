import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import { boardProject } from './support/board-project.ts';
import type { DeskBoard } from './support/serial-page.ts';
import { serialScript } from './support/serial-script.ts';
import type { Visitor } from './support/visitor.ts';
import { Editor, expectQuiet } from './support/visitor.ts';

declare const deskBoard: DeskBoard;

describe('boards', () => {
  const app = useApp();
  let withSerial: string;

  beforeAll(async () => {
    withSerial = await serialScript();
  });

  /** Somebody with the project of `boardProject` open, at its Uno. */
  async function atTheBoard(prepare?: (visitor: Visitor) => Promise<void>): Promise<{
    visitor: Visitor;
    editor: Editor;
    pane: Locator;
  }> {
    const visitor = await app.arrive();
    await prepare?.(visitor);
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.importFile(boardProject());
    await visitor.button('我的 Uno').click();
    const pane = visitor.page.getByRole('region', { name: '板子', exact: true });
    await pane.waitFor();
    return { visitor, editor, pane };
  }

  async function addUno(visitor: Visitor): Promise<void> {
    await visitor.button('添加板子').click();
    await visitor.page
      .getByRole('dialog')
      .getByRole('button', { name: /Arduino Uno/ })
      .click();
  }

  /** Until the panel says `text`, for as long as what it writes to the board gets on: a busy machine simulates that slowly. */
  async function written(panel: Locator, text: string | RegExp): Promise<void> {
    const bar = panel.getByRole('progressbar');
    for (let before = ''; ;) {
      try {
        await panel.getByText(text).waitFor();
        return;
      } catch (error) {
        const now = (await bar.count()) > 0 ? ((await bar.getAttribute('aria-valuenow')) ?? '') : '';
        if (now === before) throw error;
        before = now;
      }
    }
  }

  const seriousViolations = async (visitor: Visitor): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page: visitor.page }).exclude('.blocklySvg').analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  };

  it('are added, wired, renamed, deleted and taken back', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    const { page } = visitor;
    await editor.begin();
    await addUno(visitor);
    const pane = page.getByRole('region', { name: '板子', exact: true });
    await pane.getByRole('button', { name: 'LED 灯，接 13' }).waitFor();

    await pane.getByRole('button', { name: '加零件' }).click();
    await pane.getByRole('list', { name: '加零件' }).getByRole('button', { name: '舵机' }).click();
    const servo = pane.getByRole('button', { name: /^舵机，接/ });
    await pane.getByRole('form', { name: '舵机' }).getByLabel('接到').selectOption('D5');
    expect(await servo.getAttribute('aria-label')).toBe('舵机，接 5');
    const before = await servo.boundingBox();
    await servo.focus();
    for (let times = 0; times < 6; times++) await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await servo.boundingBox())!.y).toBeLessThan(before!.y - 20);
    expect(await seriousViolations(visitor)).toEqual([]);

    await page.keyboard.press('Delete');
    await servo.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).last().click();
    await servo.waitFor();

    const name = page.getByLabel('板子', { exact: true }).and(page.locator('input'));
    await name.fill('浇水机');
    await name.press('Enter');
    const tile = page.getByRole('list', { name: '板子' }).getByRole('button', { name: '浇水机', exact: true });
    await tile.waitFor();
    await tile.press('Delete');
    await tile.waitFor({ state: 'detached' });
    await editor.page.getByRole('button', { name: '撤销' }).last().click();
    await tile.waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('run on the screen with parts, say what they measure, and are driven by sprites', async () => {
    const { visitor, editor, pane } = await atTheBoard();
    const { page } = visitor;
    const angle = (): Promise<number> =>
      page.locator('wokwi-servo').evaluate((servo) => (servo as HTMLElement & { angle: number }).angle);
    await pane.getByRole('button', { name: '串口' }).click();
    const drawer = page.getByRole('region', { name: '串口' });
    await pane.getByRole('button', { name: '运行' }).click();
    await drawer.getByText('knob:512').first().waitFor();
    await expect.poll(angle).toBeGreaterThan(60);
    const knob = pane.getByRole('slider', { name: '旋钮' });
    await knob.focus();
    await page.keyboard.press('Home');
    await expect.poll(angle).toBeLessThan(2);
    await drawer.getByText('knob:0').first().waitFor();
    await drawer.getByRole('button', { name: '曲线' }).click();
    await drawer.getByRole('list', { name: '曲线' }).getByText('knob').waitFor();
    expect(await seriousViolations(visitor)).toEqual([]);
    const saved = page.waitForEvent('download');
    await drawer.getByRole('button', { name: '存成表格' }).click();
    expect((await saved).suggestedFilename()).toBe('我的 Uno.csv');

    await pane.getByRole('button', { name: '停止' }).click();
    await visitor.button('舞台').first().click();
    await page.getByRole('region', { name: '舞台' }).getByRole('button', { name: '运行' }).click();
    await editor.says('turned');
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('on the screen are switched on by each click on a script, which is done once they are there', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    const { page } = visitor;
    await editor.begin();
    await editor.importFile(boardProject({ endless: false }));
    await visitor.button('方块').first().click();
    await visitor.button('板子').first().click();
    const pane = page.getByRole('region', { name: '板子', exact: true });
    const servo = page.locator('wokwi-servo');
    const angle = (): Promise<number> => servo.evaluate((part) => (part as HTMLElement & { angle: number }).angle);
    const block = page.locator('.blocklyBlockCanvas .blocklyText', { hasText: '舵机转到' }).last();
    for (let times = 0; times < 2; times++) {
      await block.click({ force: true });
      await expect.poll(angle).toBeCloseTo(45, 0);
      await pane.getByRole('button', { name: '停止' }).click();
      await expect.poll(angle).toBe(0);
    }
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('are connected, given their firmware, driven live and flashed, also when the cable is pulled meanwhile', async () => {
    const { visitor, editor, pane } = await atTheBoard(async ({ page }) => {
      await page.context().addInitScript(withSerial);
    });
    const { page } = visitor;
    const panel = page.getByRole('region', { name: '真的板子' });
    await pane.getByRole('button', { name: '连接' }).click();
    await panel.getByRole('button', { name: '选择板子' }).click();
    await panel.getByText('这块板子还没有装上桥接固件').waitFor();

    // The cable is pulled while the firmware goes onto the board.
    await panel.getByRole('button', { name: '装上' }).click();
    const bar = panel.getByRole('progressbar');
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { interval: 20 }).toBeGreaterThan(5);
    await page.evaluate(() => deskBoard.unplug());
    await panel.getByText('程序传到一半，板子不见了').waitFor();
    await page.evaluate(() => deskBoard.plug());
    await panel.getByRole('button', { name: '装上' }).click();
    await written(panel, /已连接 Arduino Uno/);

    // A sprite turns the servo live.
    await visitor.button('舞台').first().click();
    await page.getByRole('region', { name: '舞台' }).getByRole('button', { name: '运行' }).click();
    await editor.says('turned');
    await expect.poll(() => page.evaluate(() => deskBoard.angle())).toBeCloseTo(45, -1);

    // The board's own program, which runs there and is heard here.
    await visitor.button('板子').first().click();
    await panel.getByRole('button', { name: '上传', exact: true }).click();
    await written(panel, '程序已经在板子上运行了');
    const before = await page.evaluate(() => deskBoard.blinks());
    await expect.poll(() => page.evaluate(() => deskBoard.blinks())).toBeGreaterThan(before + 4);
    await pane.getByRole('button', { name: '串口' }).click();
    await page
      .getByRole('region', { name: '串口' })
      .getByText(/knob:\d/)
      .first()
      .waitFor();
    expect(await seriousViolations(visitor)).toEqual([]);

    // Pulled out and put back, it is found again by itself.
    await page.evaluate(() => deskBoard.unplug());
    await panel.getByText('板子不见了：线松了，或者板子断电了').waitFor();
    await page.evaluate(() => deskBoard.plug());
    await panel.getByText(/已连接 Arduino Uno/).waitFor();
    await panel.getByRole('button', { name: '断开' }).click();

    await page.evaluate(() => deskBoard.setBusy(true));
    await panel.getByRole('button', { name: '选择板子' }).click();
    await panel.getByText(/别的程序正在用/).waitFor();
    await page.evaluate(() => deskBoard.setBusy(false));
    await panel.getByRole('button', { name: '再试一次' }).click();
    await panel.getByText(/已连接 Arduino Uno/).waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('do not take each other’s port, nor that of another tab, and say who has it', async () => {
    const { visitor, pane } = await atTheBoard(async ({ page }) => {
      await page.context().addInitScript(withSerial);
    });
    const { page } = visitor;
    const panel = page.getByRole('region', { name: '真的板子' });
    await pane.getByRole('button', { name: '连接' }).click();
    await panel.getByRole('button', { name: '选择板子' }).click();
    await panel.getByText('这块板子还没有装上桥接固件').waitFor();

    // A second Uno in the project, for which the person chooses the same port.
    await addUno(visitor);
    await pane.getByRole('button', { name: 'LED 灯，接 13' }).waitFor();
    await pane.getByRole('button', { name: '连接' }).click();
    await panel.getByRole('button', { name: '选择板子' }).click();
    await panel.getByText('这个作品里的另一块板子正在用这个端口。').waitFor();
    expect(await seriousViolations(visitor)).toEqual([]);

    // The same project in another tab.
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await tab.getByRole('button', { name: '我的 Uno', exact: true }).click();
    const otherPane = tab.getByRole('region', { name: '板子', exact: true });
    await tab.evaluate(() => deskBoard.setBusy(true));
    await otherPane.getByRole('button', { name: '连接' }).click();
    const otherPanel = tab.getByRole('region', { name: '真的板子' });
    await otherPanel.getByRole('button', { name: '选择板子' }).click();
    await otherPanel.getByText('另一个标签页正在用这块板子。').waitFor();
    await tab.close();

    // The first one gives it back.
    await visitor.button('我的 Uno').click();
    await panel.getByRole('button', { name: '断开' }).click();
    await page.getByRole('list', { name: '板子' }).getByRole('button', { name: /Uno/ }).last().click();
    await panel.getByRole('button', { name: '再试一次' }).click();
    await panel.getByText('这块板子还没有装上桥接固件').waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('say what to do when the one on the screen does not come', async () => {
    const { visitor, pane } = await atTheBoard();
    const { page } = visitor;
    await page.route('**/_app/immutable/workers/**', (route) => route.abort());
    await pane.getByRole('button', { name: '运行' }).click();
    await pane.getByText('板子没有下载完。请检查网络，再试一次。').waitFor();
    await page.unroute('**/_app/immutable/workers/**');
    await pane.getByRole('button', { name: '再试一次' }).click();
    await pane.getByRole('button', { name: '串口' }).click();
    await page.getByRole('region', { name: '串口' }).getByText('knob:512').first().waitFor();
    await visitor.leave();
  });

  it('say what to do where the browser has no way to them, and give the program as a file', async () => {
    const { visitor, pane } = await atTheBoard(async ({ page }) => {
      await page.context().addInitScript(() => {
        for (const name of ['serial', 'usb'])
          Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => undefined });
      });
    });
    await pane.getByRole('button', { name: '连接' }).click();
    const panel = visitor.page.getByRole('region', { name: '真的板子' });
    await panel.getByText('这个浏览器还不会和板子说话').waitFor();
    for (const [button, name] of [
      ['下载 .ino', '我的 Uno.ino'],
      ['下载 .hex', '我的 Uno.hex'],
    ] as const) {
      const saved = visitor.page.waitForEvent('download');
      await panel.getByRole('button', { name: button }).click();
      expect((await saved).suggestedFilename()).toBe(name);
    }
    expect(await seriousViolations(visitor)).toEqual([]);
    expectQuiet(visitor);
    await visitor.leave();
  });
});
