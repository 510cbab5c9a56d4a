import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  BLANK_BACKDROP,
  emptyProject,
  newBoard,
  writeKite,
  type Block,
  type BlockLocation,
  type BoardTarget,
} from '@paperkite/project';
import { useApp } from './support/app.ts';
import { Editor } from './support/visitor.ts';

const block = (id: string, opcode: string, at: BlockLocation, fields: Record<string, string> = {}): Block => ({
  id,
  opcode,
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
  shadow: false,
  at,
});
const keyed = (...blocks: Block[]): Record<string, Block> => Object.fromEntries(blocks.map((each) => [each.id, each]));

/** A work with an Uno that lights D13 and writes to a pin that cannot do it, and a micro:bit that shows a duck. */
function boardsFile(): { name: string; mimeType: string; buffer: Buffer } {
  const project = emptyProject('两块板子');
  const uno: BoardTarget = {
    ...newBoard('Uno', 'arduino-uno'),
    id: 'uno',
    blocks: keyed(
      block('start', 'board_whenstarted', { x: 20, y: 20 }),
      block('on', 'arduino_digitalwrite', { parent: 'start', slot: 'next' }, { PIN: 'D13', LEVEL: 'HIGH' }),
      block('dim', 'arduino_pwmwrite', { parent: 'on', slot: 'next' }, { PIN: 'D2' }),
    ),
  };
  const bit: BoardTarget = {
    ...newBoard('micro:bit', 'microbit'),
    id: 'bit',
    blocks: keyed(
      block('start', 'board_whenstarted', { x: 20, y: 20 }),
      block('duck', 'mb_showicon', { parent: 'start', slot: 'next' }, { ICON: 'Duck' }),
    ),
  };
  const targets = [...project.targets, uno, bit];
  const file = writeKite({ ...project, targets }, new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]]));
  if (!file.ok) throw file.error;
  return { name: 'boards.kite', mimeType: 'application/zip', buffer: Buffer.from(file.value) };
}

describe('the text of a board’s program', () => {
  const app = useApp();

  it('stands beside the blocks; a line and its block point at each other; it can be taken along', async () => {
    const editor = new Editor(await app.arrive());
    const { page, visitor } = editor;
    await editor.begin();
    await page.setInputFiles('input[accept*=".kite"]', boardsFile());
    await page.locator('[data-target="uno"] button').first().click();
    const drawn = (id: string) => page.locator(`.blocklyBlockCanvas [data-id="${id}"]`).last();
    await drawn('dim').waitFor();
    // What is wrong stands at its block before anybody runs it.
    await page.locator('.pkDiagnosedError').waitFor();

    await visitor.button('显示代码').click();
    const line = page.locator('.view-line').filter({ hasText: 'digitalWrite(13' });
    await line.waitFor();
    await line.click();
    await page.locator('.pkPointed').waitFor();
    expect(await drawn('on').getAttribute('class')).toContain('pkPointed');
    await editor.shoot('text-beside-blocks');
    // The other way about.
    await drawn('dim')
      .locator('.blocklyPath')
      .first()
      .click({ position: { x: 8, y: 12 } });
    await page.locator('.pk-line-mark').waitFor();
    // Tab goes through a text that cannot be changed.
    await line.click();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') === null)).toBe(true);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载 .ino' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('Uno.ino');
    expect(readFileSync((await file.path())!, 'utf8')).toContain('void setup()');
    expect(visitor.problems).toEqual([]);
    expect(visitor.strangers).toEqual([]);
    await visitor.leave();
  });

  it('becomes a micro:bit’s program when a pupil goes on in it, says what is wrong, and gives way to the blocks again', async () => {
    const editor = new Editor(await app.arrive());
    const { page, visitor } = editor;
    await editor.begin();
    await page.setInputFiles('input[accept*=".kite"]', boardsFile());
    await page.locator('[data-target="bit"] button').first().click();
    await visitor.button('显示代码').click();
    await page.locator('.view-line').filter({ hasText: 'IconNames.Duck' }).waitFor();
    await visitor.button('用代码继续').click();
    await page.getByRole('dialog').getByRole('button', { name: '用代码继续' }).click();
    await page.getByText('没有错误').waitFor();
    // The tab says what it shows.
    await page.getByRole('tab', { name: '代码', exact: true }).waitFor();

    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('basic.showNumbr(3)');
    const problem = page.getByRole('button', { name: /是不是“showNumber”/ });
    await problem.waitFor();
    await editor.shoot('text-with-an-error');
    await page.keyboard.press('Control+z');
    await problem.waitFor({ state: 'detached' });
    // Escape, then Tab leaves the text.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') === null)).toBe(true);

    await visitor.button('回到积木').click();
    await page.getByRole('dialog').getByRole('button', { name: '回到积木' }).click();
    await visitor.button('用代码继续').waitFor();
    await page.getByRole('tab', { name: '积木', exact: true }).waitFor();
    expect(visitor.problems).toEqual([]);
    expect(visitor.strangers).toEqual([]);
    await visitor.leave();
  });
});
