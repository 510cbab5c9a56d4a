import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import { Editor, expectQuiet } from './support/visitor.ts';

const SCRIPTS = '.blocklySvg:not(.blocklyFlyout) ';

/** Where to hold a block, once it rests: a shelf is drawn anew when a variable comes. Fields take clicks for themselves. */
async function rim(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const block = page.locator(selector).first();
  await block.waitFor();
  let seen = '';
  let box = { x: 0, y: 0, height: 0 };
  for (let rested = 0; rested < 3;) {
    const [id, now] = [await block.getAttribute('id'), (await block.boundingBox())!];
    const looks = JSON.stringify([id, now]);
    rested = looks === seen ? rested + 1 : 0;
    [seen, box] = [looks, now];
    await page.waitForTimeout(100);
  }
  return { x: box.x + 5, y: box.y + box.height / 2 };
}

async function click(page: Page, selector: string, button: 'left' | 'right' = 'left'): Promise<void> {
  const { x, y } = await rim(page, selector);
  await page.mouse.click(x, y, { button });
}

async function drag(page: Page, selector: string, to: { x: number; y: number }): Promise<void> {
  const from = await rim(page, selector);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
}

async function newVariable(editor: Editor, name: string, own = false): Promise<void> {
  await editor.openCategory('变量');
  await editor.page.locator('.blocklyFlyoutButton').first().click();
  const dialog = editor.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  if (own) await dialog.getByText('只给当前角色用').click();
  await editor.page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

describe('the block workspace', () => {
  const app = useApp();

  it('has a palette of one width, whose blocks run and tell their value at a click', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    const { page } = editor;
    await editor.begin();
    const before = await editor.stageRests();
    const widths = new Set<string | null>();
    for (const name of ['外观', '声音', '运算', '变量', '侦测', '运动', '运动']) {
      await editor.openCategory(name);
      widths.add(await page.locator('.blocklyFlyout').first().getAttribute('width'));
    }
    expect(widths.size).toBe(1);
    // A category that is open stays open.
    await click(page, '.blocklyFlyout .motion_movesteps');
    await editor.stageChanges(before);
    expect(await editor.stacks.count()).toBe(0);

    await newVariable(editor, '分数');
    await click(page, '.blocklyFlyout .data_variable');
    await page.locator('output').filter({ hasText: /^0$/ }).waitFor();
    expect(await page.locator('.blocklyMenu').count()).toBe(0);
    await click(page, '.blocklyFlyout .data_variable', 'right');
    await page.locator('.blocklyMenu').getByText('给变量改名').waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('folds the palette away on a small screen, by touch and by keyboard, and remembers it', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    const { page } = editor;
    await page.setViewportSize({ width: 1024, height: 768 });
    await editor.begin();
    const palette = page.locator('.blocklyFlyout').first();
    const button = page.getByRole('button', { name: '积木区' });
    expect(await palette.isVisible()).toBe(false);
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await editor.openCategory('运动');
    await drag(page, '.blocklyFlyout .motion_turnright', { x: 400, y: 300 });
    await expect.poll(() => editor.stacks.count()).toBe(1);
    expect(await palette.isVisible()).toBe(false);

    await editor.openCategory('运动');
    await click(page, '.blocklyFlyout .motion_turnright');
    await page.locator('.pkSearch').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter', 'Enter']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(300);
    }
    await expect.poll(() => page.locator(`${SCRIPTS}.looks_sayforsecs`).count()).toBe(1);
    expect(await palette.isVisible()).toBe(false);

    await button.focus();
    await page.keyboard.press('Enter');
    expect(await palette.isVisible()).toBe(true);
    await page.reload();
    await editor.ready();
    expect(await palette.isVisible()).toBe(true);
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('copies a script to another target by dragging it onto its card and by copying and pasting', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    const { page } = editor;
    await editor.begin();
    await newVariable(editor, '分数', true);
    await drag(page, '.blocklyFlyout .data_setvariableto', { x: 600, y: 220 });
    await expect.poll(() => editor.stacks.count()).toBe(1);
    const there = await editor.stacks.first().boundingBox();
    const stage = page.locator('[data-target]').last();
    const card = (await stage.boundingBox())!;
    const script = `${SCRIPTS}.data_setvariableto`;
    await drag(page, script, { x: card.x + 30, y: card.y + 30 });
    await page.getByText('已复制到').first().waitFor();
    expect((await editor.stacks.first().boundingBox())!.x).toBeCloseTo(there!.x, 0);
    expect(await page.evaluate(() => getSelection()!.toString())).toBe('');

    await click(page, script);
    await page.keyboard.press('Control+c');
    await stage.getByRole('button').first().click();
    await expect.poll(() => editor.stacks.count()).toBe(1);
    expect(await page.locator(`${script} .blocklyDropdownText`).first().textContent()).toContain('分数');
    await page.mouse.click(760, 600);
    await page.keyboard.press('Control+v');
    await expect.poll(() => editor.stacks.count()).toBe(2);
    await page.keyboard.press('Control+z');
    await expect.poll(() => editor.stacks.count()).toBe(1);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => editor.stacks.count()).toBe(2);

    // The scripts of the sprite are where they were.
    await page.locator('[data-target]').first().getByRole('button').first().click();
    await expect.poll(() => editor.stacks.count()).toBe(1);
    expect((await editor.stacks.first().boundingBox())!.x).toBeCloseTo(there!.x, 0);
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('duplicates, deletes and tidies blocks by key and by menu', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    const { page } = editor;
    await editor.begin();
    await drag(page, '.blocklyFlyout .motion_turnright', { x: 600, y: 220 });
    const script = `${SCRIPTS}.motion_turnright`;
    await click(page, script);
    await page.keyboard.press('d');
    await expect.poll(() => editor.stacks.count()).toBe(2);
    await click(page, script, 'right');
    await page.locator('.blocklyMenu').getByText('复制').click();
    await expect.poll(() => editor.stacks.count()).toBe(3);
    await page.mouse.click(760, 640, { button: 'right' });
    await page.locator('.blocklyMenu').getByText('整理积木').click();
    const spread = async () => {
      const lefts = await Promise.all((await editor.stacks.all()).map(async (each) => (await each.boundingBox())!.x));
      return Math.round(Math.max(...lefts) - Math.min(...lefts));
    };
    await expect.poll(spread).toBe(0);
    await click(page, script);
    await page.keyboard.press('Delete');
    await expect.poll(() => editor.stacks.count()).toBe(2);
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('lets people make a block that gives a value, and has a first message ready', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    const { page } = editor;
    await editor.begin();
    await editor.stageRests();
    await editor.openCategory('自制积木');
    await page.locator('.blocklyFlyoutButton').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('答案');
    await dialog.getByText('给出一个值').click();
    await dialog.getByRole('button', { name: '好', exact: true }).click();
    const answer = (await page.locator(`${SCRIPTS}.procedures_return .blocklyShadow`).first().boundingBox())!;
    await page.mouse.click(answer.x + answer.width / 2, answer.y + answer.height / 2);
    await page.locator('.blocklyHtmlInput').fill('42');
    await page.keyboard.press('Enter');
    await click(page, '.blocklyFlyout .procedures_call');
    await page.locator('output').filter({ hasText: /^42$/ }).waitFor();

    await editor.openCategory('事件');
    await drag(page, '.blocklyFlyout .event_broadcast', { x: 600, y: 620 });
    await page.locator(`${SCRIPTS}.event_broadcast`).getByText('消息1').waitFor();
    expectQuiet(visitor);
    await visitor.leave();
  });
});
