import { describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import { debugProject } from './support/debug-project.ts';
import type { Visitor } from './support/visitor.ts';
import { Editor, expectQuiet } from './support/visitor.ts';

describe('the debugger', () => {
  const app = useApp();

  /** A visitor with the project of the debugger open. */
  async function opened(): Promise<{
    visitor: Visitor;
    editor: Editor;
    blocks: (text: string) => ReturnType<Editor['page']['locator']>;
  }> {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.importFile(debugProject());
    await editor.page.locator('[data-target]').filter({ hasText: '方块' }).getByRole('button').first().click();
    const canvas = editor.page.locator('.blocklySvg:not(.blocklyFlyout) > .blocklyWorkspace > .blocklyBlockCanvas');
    await canvas.getByText('步').first().waitFor();
    return { visitor, editor, blocks: (text) => canvas.getByText(text, { exact: true }).first() };
  }

  const panelOf = (editor: Editor) => editor.page.getByRole('region', { name: '调试', exact: true });

  it('halts at a breakpoint, tells values, steps, goes on, and takes changes while it runs', async () => {
    const { visitor, editor, blocks } = await opened();
    const { page } = editor;

    await blocks('说').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '在这里暂停' }).click();
    await page.locator('.pkBreakpointDot').waitFor({ state: 'attached' });
    await editor.run();
    const panel = panelOf(editor);
    await panel.getByText('停在断点').waitFor({ timeout: 30_000 });
    await page.locator('.pkHere').filter({ hasText: '说' }).waitFor({ state: 'attached' });
    await panel.getByText('停在这里').waitFor();

    // The pointer over a reporter asks for its value.
    await page.locator('.pkHere .blocklyDraggable').getByText('+').first().hover();
    await page
      .getByRole('status')
      .locator('.value')
      .filter({ hasText: /^10\d\d$/ })
      .waitFor();

    await panel.getByRole('button', { name: '下一步' }).click();
    await page.locator('.pkHere').filter({ hasText: '重复执行' }).first().waitFor({ state: 'attached' });
    await panel.getByRole('button', { name: '下一步' }).click();
    await panel.getByText('停在下一块').waitFor();

    await panel.getByRole('button', { name: /去掉所有断点/ }).click();
    await page.locator('.pkBreakpointDot').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: '继续' }).click();
    await panel.getByText('正在运行', { exact: true }).waitFor();
    const value = async (): Promise<number> => Number(await panel.locator('dt:has-text("n") + dd').first().innerText());
    const before = await value();
    expect(before).toBeGreaterThan(0);

    // A changed number holds at once, and the variable goes on from where it is.
    await editor.changeField('1000', '50000');
    await panel.getByRole('tab', { name: '记录' }).click();
    await panel
      .getByText(/^50\d\d\d$/)
      .first()
      .waitFor({ timeout: 20_000 });
    await panel.getByRole('tab', { name: '脚本和变量' }).click();
    await expect.poll(value).toBeGreaterThan(before);
    await visitor.button('停止').click();
    await panel.getByText('没有脚本在运行').waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('is worked by keys alone', async () => {
    const { visitor, editor } = await opened();
    const { page } = editor;
    await page.keyboard.press('Control+Shift+D');
    const panel = panelOf(editor);
    await panel.waitFor();
    await page.keyboard.press('Control+Enter');
    await panel.getByText('正在运行', { exact: true }).waitFor({ timeout: 30_000 });
    // The stage has the keyboard now, and passes these keys on.
    await page.keyboard.press('F8');
    await panel.getByText('已暂停').waitFor();
    await page.keyboard.press('F10');
    await panel.getByText('停在下一块').waitFor();
    await page.locator('.pkHere').first().waitFor({ state: 'attached' });
    await page.keyboard.press('F8');
    await panel.getByText('正在运行', { exact: true }).waitFor();
    await visitor.button('停止').click();
    await panel.getByText('没有脚本在运行').waitFor();

    // From the top of the page to the loop: into the workspace by Tab, down the stack by arrows.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    /** Text of the block that has the keyboard, its own behind what it holds; `workspace` between blocks, else nothing. */
    const place = (): Promise<string> =>
      page.evaluate(() => {
        const own = document.activeElement?.closest('.blocklySvg:not(.blocklyFlyout)');
        if (!own) return '';
        return document.activeElement!.closest('.blocklyDraggable')?.textContent?.trim() ?? 'workspace';
      });
    for (let i = 0; i < 60 && (await place()) === ''; i++) await page.keyboard.press('Tab');
    const visited = [await place()];
    for (let i = 0; i < 8 && !visited.at(-1)!.endsWith('重复执行'); i++) {
      await page.keyboard.press('ArrowDown');
      visited.push(await place());
    }
    expect(visited.at(-1), visited.join(' > ')).toMatch(/重复执行$/);
    await page.keyboard.press('F9');
    const dot = page.locator('.pkBreakpointDot');
    await dot.waitFor({ state: 'attached' });
    const marked = await dot.evaluate((element) => element.closest('.blocklyDraggable')?.textContent?.trim());
    // Its own text, and what the dot is called.
    expect(marked).toMatch(/重复执行断点$/);
    await page.keyboard.press('F9');
    await dot.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+D');
    await panel.waitFor({ state: 'detached' });
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('measures blocks, and shows an error at its block', async () => {
    const { visitor, editor, blocks } = await opened();
    const { page } = editor;
    await visitor.button('调试').click();
    const panel = panelOf(editor);
    await panel.getByRole('tab', { name: '用时' }).click();
    await panel.getByRole('button', { name: '开始计时' }).click();
    await editor.run();
    await panel.getByRole('row').filter({ hasText: '移动' }).waitFor({ timeout: 30_000 });
    await page.locator('.pkHeat').first().waitFor({ state: 'attached' });
    await visitor.button('停止').click();

    await blocks('当角色被点击').click();
    await page.getByText('自制积木一直在调用自己，停不下来。').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: '看这块积木' }).first().click();
    await page.locator('.pkFailed').waitFor({ state: 'attached' });
    expectQuiet(visitor);
    await visitor.leave();
  });
});
