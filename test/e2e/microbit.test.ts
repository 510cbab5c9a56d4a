import { describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import { Editor, expectQuiet } from './support/visitor.ts';

/** MakeCode's heart, row by row, as the lights are read out. */
const HEART = '○●○●○\n●●●●●\n●●●●●\n○●●●○\n○○●○○';

describe('a micro:bit', () => {
  const app = useApp();

  it('is added, programmed by blocks, run on the screen, and read by a sprite', async () => {
    const visitor = await app.arrive();
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
    // What the board is made of does not come at first.
    await page.route('**/makecode/simulator.*', (route) => route.abort());
    await pane.getByRole('button', { name: '运行' }).click();
    await pane.getByText('板子没有下载完').waitFor();
    await page.unroute('**/makecode/simulator.*');
    // It comes, and does not work.
    await page.route('**/makecode/simulator.*', (route) => route.fulfill({ body: 'throw new Error("no screen")' }));
    await pane.getByRole('button', { name: '再试一次' }).click();
    await pane.getByText('屏幕上的板子出了故障').waitFor();
    await page.unroute('**/makecode/simulator.*');
    await pane.getByRole('button', { name: '再试一次' }).click();
    await expect.poll(shown).toBe(HEART);
    visitor.problems.length = 0;

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
