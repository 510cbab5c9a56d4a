import { describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import { Editor, expectQuiet } from './support/visitor.ts';

describe('what stands around the blocks', () => {
  const app = useApp({ env: { PAPERKITE_DEMO: '0' } });

  it('shows where a sprite stands after a run, goes on from there, and puts it back', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.stageRests();
    await editor.openCategory('事件');
    await editor.dragBlock('被点击', { x: 560, y: 180 });
    await editor.openCategory('运动');
    await editor.appendBlock('移动');
    const x = editor.page.getByLabel('x', { exact: true });
    const y = editor.page.getByLabel('y', { exact: true });
    await editor.run();
    await expect.poll(() => x.inputValue()).toBe('10');
    // A hand moves the sprite from where it stands; the next run begins there, too.
    await y.fill('５0');
    await y.press('Enter');
    await expect.poll(() => y.inputValue()).toBe('50');
    expect(await x.inputValue()).toBe('10');
    await editor.run();
    await expect.poll(() => x.inputValue()).toBe('20');

    await visitor.button('“风筝”的更多操作').click();
    // By the keyboard: a menu that still finds its place must not have another item under the mouse.
    await editor.page.getByRole('menuitem', { name: '放回原来的位置' }).press('Enter');
    await expect.poll(() => x.inputValue()).toBe('0');
    expect(await y.inputValue()).toBe('50');
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('opens menus by keyboard and by pointer, and gives the focus back', async () => {
    const visitor = await app.arrive();
    const { page } = visitor;
    await new Editor(visitor).begin();
    const button = visitor.button('“风筝”的更多操作');
    const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    const isClosed = async () => (await page.getByRole('menu').count()) === 0;

    await button.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe('复制一份');
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('删除');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe('复制一份');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe('复制一份');
    await page.keyboard.press('Escape');
    await expect.poll(isClosed).toBe(true);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

    // What cannot be done now can be read, and is not done.
    await page.keyboard.press('ArrowUp');
    await item('放回原来的位置').press('Enter');
    expect(await isClosed()).toBe(false);
    await page.keyboard.press('Tab');
    await expect.poll(isClosed).toBe(true);

    await button.click();
    await item('复制一份').waitFor();
    await button.click();
    await expect.poll(isClosed).toBe(true);
    await button.click();
    await item('复制一份').waitFor();
    await page.mouse.click(600, 400);
    await expect.poll(isClosed).toBe(true);
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('calls things of the stage by their names', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await visitor.button('舞台').click();
    await editor.page.getByRole('tab', { name: /背景/ }).click();
    expect(await editor.page.getByLabel('背景名称').inputValue()).toBe('背景1');
    await visitor.leave();
  });

  it('says that a broken file is broken, once, however often it is tried', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    const file = (name: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('half a file') });
    const projects = editor.page.locator('input[type=file][accept*=".sb3"]');
    for (let times = 0; times < 3; times++) await projects.setInputFiles(file('half.sb3'));
    const toasts = editor.page.getByText('文件不完整');
    await toasts.waitFor();
    expect(await toasts.count()).toBe(1);
    const chooser = editor.page.waitForEvent('filechooser');
    await visitor.button('上传文件').click();
    await (await chooser).setFiles(file('cat.png'));
    await editor.page.getByText('图片或声音文件已损坏').waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('lets a costume be copied, turned around, moved in the list, deleted and brought back', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.page.getByRole('tab', { name: /造型/ }).click();
    const list = editor.page.getByRole('list', { name: '造型', exact: true });
    const names = async () => (await list.locator('.name').allInnerTexts()).map((name) => name.trim());
    await list.getByRole('button').first().waitFor();
    const first = await names();
    await list.getByRole('button').first().focus();
    await editor.page.keyboard.press('Alt+ArrowDown');
    await expect.poll(names).toEqual([first[1], first[0], ...first.slice(2)]);
    const before = await list.locator('img').nth(1).getAttribute('src');
    await visitor.button('左右翻转').click();
    await expect.poll(() => list.locator('img').nth(1).getAttribute('src')).not.toBe(before);
    await editor.page.getByRole('button', { name: /^中心点/ }).press('ArrowRight');
    await list.getByRole('button').nth(1).focus();
    await editor.page.keyboard.press('Delete');
    await expect.poll(async () => (await names()).length).toBe(first.length - 1);
    await editor.page.getByRole('region', { name: '通知' }).getByRole('button', { name: '撤销' }).click();
    await expect.poll(names).toEqual([first[1], first[0], ...first.slice(2)]);
    expectQuiet(visitor);
    await visitor.leave();
  });
});
