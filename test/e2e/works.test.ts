import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import type { Visitor } from './support/visitor.ts';
import { Editor, expectQuiet } from './support/visitor.ts';

const SAMPLE = fileURLToPath(new URL('../fixtures/greeting.sb3', import.meta.url));

describe('my works', () => {
  const app = useApp();

  it('opens a file, renames it, bins it and takes it out, all on the device; and it comes along to an account', async () => {
    const visitor = await app.arrive();
    const { page } = visitor;
    const editor = new Editor(visitor);
    await visitor.open('/works');
    await page.getByText('还没有作品').waitFor();
    await page.locator('main input[type=file]').setInputFiles(SAMPLE);
    await page.waitForURL(/\/editor\/[0-9a-f-]{36}/);
    await editor.ready();
    const id = editor.projectId();

    await visitor.open('/works');
    await page.getByText('在本机').waitFor();
    await rename(visitor, '我的问候');
    await page.getByRole('link', { name: '我的问候' }).click();
    await editor.ready();
    expect(await page.getByLabel('作品名称').inputValue()).toBe('我的问候');

    await visitor.open('/works');
    await choose(visitor, '放进回收站');
    await page.getByText('回收站（1）').waitFor();
    await visitor.button('撤销').click();
    await page.getByRole('link', { name: '我的问候' }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

    await visitor.open('/sign-up');
    await page.getByLabel('称呼').fill('赵老师');
    await page.getByLabel('邮箱').fill('zhao@example.com');
    await page.getByLabel('密码').fill('kite-flies-high');
    await page.locator('main button[type=submit]').click();
    await page.waitForURL(/\/classes$/);
    await page.getByText('跟着你过来了').waitFor();

    const elsewhere = await app.arrive();
    await elsewhere.page.context().addCookies(await page.context().cookies());
    await elsewhere.open('/works');
    await elsewhere.page.getByText('已保存').waitFor();
    await rename(elsewhere, '云上的问候');
    await elsewhere.page.getByRole('link', { name: '云上的问候' }).click();
    const there = new Editor(elsewhere);
    await there.ready();
    expect(there.projectId()).toBe(id);
    expect(await elsewhere.page.getByLabel('作品名称').inputValue()).toBe('云上的问候');

    await elsewhere.open('/works');
    await choose(elsewhere, '放进回收站');
    await elsewhere.button('回收站（1）').click();
    await elsewhere.button('拿回来').click();
    await elsewhere.page.getByRole('link', { name: '云上的问候' }).waitFor();
    expectQuiet(visitor);
    expectQuiet(elsewhere);
    await visitor.leave();
    await elsewhere.leave();
  });
});

/** Chooses from the menu of the only work. */
async function choose({ page }: Visitor, deed: string): Promise<void> {
  await page.getByRole('button', { name: /的更多操作/ }).click();
  await page.getByRole('menuitem', { name: deed }).click();
}

async function rename(visitor: Visitor, title: string): Promise<void> {
  await choose(visitor, '改名');
  await visitor.page.getByRole('dialog').getByLabel('作品名称').fill(title);
  await visitor.button('保存').click();
  await visitor.page.getByRole('dialog').waitFor({ state: 'detached' });
  await visitor.page.getByRole('link', { name: title }).waitFor();
}
