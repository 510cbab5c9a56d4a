import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { useApp } from './support/app.ts';
import type { Visitor } from './support/visitor.ts';
import { Editor, expectQuiet, joinClass } from './support/visitor.ts';

/**
 * By itself, without a reload. That it takes less than two seconds is measured where nothing else wants the machine: by the
 * server's own test and by the bench of a class.
 */
const LIVE = { timeout: 60_000 };

describe('a class', () => {
  const app = useApp();
  let teacher: Visitor;
  let code: string;

  it('is opened by a teacher who has just signed up, in a school that nobody knew', async () => {
    teacher = await app.arrive();
    const { page } = teacher;
    await teacher.open('/sign-up');
    await page.getByLabel('称呼').fill('王老师');
    await page.getByLabel('邮箱').fill('wang@example.com');
    await page.getByLabel('密码').fill('kite-flies-high');
    await page.locator('main button[type=submit]').click();
    await page.waitForURL(/\/classes$/);
    await teacher.button('开一个班级').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('班级名称').fill('三年级二班');
    await dialog.getByLabel('省份').selectOption({ label: '浙江省' });
    await dialog.getByLabel('学校').fill('西湖实验小学');
    await dialog.getByText('会新添一所').waitFor();
    await teacher.button('开班').click();
    await page.waitForURL(/\/classes\/[0-9a-f-]{36}/);
    code = (await page.getByRole('dialog').locator('.code').innerText()).replaceAll(/\s/g, '');
    expect(code).toMatch(/^[2-9A-Z]{8}$/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  it('shows within two seconds who comes, works and hands in; and the work opens with one click', async () => {
    const { page: wall } = teacher;
    const pupil = await app.arrive();
    const editor = new Editor(pupil);
    const id = await editor.begin();
    await editor.rename('会跑的风筝');
    await pupil.page.getByText('已存在本机').waitFor();

    await joinClass(pupil, { code, nickname: '小鹰', pin: '5928' });
    await wall.getByRole('button', { name: '小鹰' }).waitFor(LIVE);
    await pupil.page.getByText('跟着你过来了').waitFor();
    await pupil.page.getByRole('link', { name: '会跑的风筝' }).click();
    await editor.ready();
    expect(editor.projectId()).toBe(id);
    await editor.saved();
    await editor.rename('会飞的风筝');
    await stateOf(wall, '小鹰', '在做').waitFor(LIVE);
    await editor.saved();
    await pupil.button('交给老师').click();
    await stateOf(wall, '小鹰', '已交').waitFor(LIVE);
    await expectAccessible(wall);

    await wall.getByRole('button', { name: '小鹰' }).click();
    await wall.waitForURL(new RegExp(`/editor/${id}\\?look`));
    await wall.getByText('只能看，不能改').waitFor();
    expect(await wall.getByLabel('作品名称').inputValue()).toBe('会飞的风筝');
    await wall.getByRole('link', { name: '回到我的作品' }).click();
    await wall.waitForURL(/\/classes\/[0-9a-f-]{36}$/);
    expectQuiet(pupil);
    await pupil.leave();
  });

  it('is joined on a shared computer: of the works that lie there a child takes along its own', async () => {
    const guest = await app.arrive();
    const editor = new Editor(guest);
    await editor.begin();
    await editor.rename('昨天的风筝');
    await guest.page.getByText('已存在本机').waitFor();
    // Another tab, another day: nobody knows any more who made it.
    const child = await guest.inNewTab();
    await joinClass(child, { code, nickname: '云雀', pin: '5928' });
    const dialog = child.page.getByRole('dialog', { name: '这些作品里有你的吗？' });
    await dialog.getByRole('checkbox', { name: /昨天的风筝/ }).check();
    await expectAccessible(child.page);
    await child.button('带走选中的作品').click();
    await dialog.waitFor({ state: 'detached' });
    await child.page.getByRole('link', { name: '昨天的风筝' }).waitFor();
    expectQuiet(child);
    await child.leave();
    await teacher.page.getByRole('button', { name: '云雀' }).waitFor(LIVE);
  });

  it('is frozen and thawed: works that are open close to changes and open again, and nobody comes in', async () => {
    const { page } = teacher;
    const pupil = await app.arrive();
    await joinClass(pupil, { code, nickname: '小鹰', pin: '5928', back: true });
    await pupil.page.getByRole('link', { name: '会飞的风筝' }).click();
    const editor = new Editor(pupil);
    await editor.ready();
    await editor.saved();
    const title = pupil.page.getByLabel('作品名称');
    await teacher.button('冻结').click();
    await pupil.page.getByText('只能看，不能改').waitFor(LIVE);
    expect(await title.isEnabled()).toBe(false);
    await teacher.button('解冻').click();
    await vi.waitFor(async () => expect(await title.isEnabled()).toBe(true), LIVE);
    await page.getByRole('button', { name: '解冻' }).waitFor({ state: 'detached' });
    await pupil.leave();
  });

  it('is taught by two once a colleague has come by the link, which works once', async () => {
    const { page } = teacher;
    await page.getByRole('tab', { name: /设置/ }).click();
    await teacher.button('邀请老师').click();
    const link = await page.getByLabel('邀请链接').inputValue();
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).first().click();
    const colleague = await app.arrive();
    await colleague.open('/sign-up');
    await colleague.page.getByLabel('称呼').fill('赵老师');
    await colleague.page.getByLabel('邮箱').fill('zhao@example.com');
    await colleague.page.getByLabel('密码').fill('kite-flies-high');
    await colleague.page.locator('main button[type=submit]').click();
    await colleague.page.waitForURL(/\/classes$/);
    await colleague.open(link.replace(/^https?:\/\/[^/]+/, ''));
    await expectAccessible(colleague.page);
    await colleague.button('加入').click();
    await colleague.page.getByRole('heading', { name: '三年级二班' }).waitFor();
    await colleague.open(link.replace(/^https?:\/\/[^/]+/, ''));
    await colleague.page.getByText('已经用过或过期').waitFor();

    await page.reload();
    await teacher.hydrated();
    await page.getByRole('tab', { name: /设置/ }).click();
    await teacher.button('把赵老师移出这个班级').click();
    await page.getByRole('dialog').getByRole('button', { name: '移出' }).click();
    await teacher.button('把赵老师移出这个班级').waitFor({ state: 'detached' });
    await colleague.open('/classes');
    await colleague.page.getByText('还没有班级').waitFor();

    // Who leaves the platform takes the account along.
    await colleague.open('/account');
    await colleague.button('删除我的账号').click();
    await expectAccessible(colleague.page);
    await colleague.page.getByRole('dialog').getByLabel('密码').fill('kite-flies-high');
    await colleague.page.getByRole('dialog').getByRole('button', { name: '删除我的账号' }).click();
    await colleague.page.waitForURL((url) => url.pathname === '/');
    await colleague.link('登录').first().waitFor();
    await colleague.leave();
    await page.getByRole('tab', { name: '班级墙' }).click();
  });

  it('sees raised hands, and the teacher’s look lowers them', async () => {
    const pupil = await app.arrive();
    await joinClass(pupil, { code, nickname: '燕子', pin: '5928' });
    await pupil.button('举手').click();
    await stateOf(teacher.page, '燕子', '举手').waitFor(LIVE);
    await teacher.button('看到了').click();
    await pupil.button('举手').waitFor(LIVE);
    await expectAccessible(pupil.page);
    await pupil.leave();
  });

  it('is handed a starter project; each pupil begins a copy and hands it in', async () => {
    const { page } = teacher;
    const address = page.url();
    const own = new Editor(teacher);
    await own.begin();
    await own.rename('迷宫的开头');
    await own.saved();
    // The card takes its title from the server's row.
    await page.goto(address);
    await teacher.button('发作品').click();
    await page.getByRole('dialog').locator('button.main').first().click();
    await page.getByLabel('同学们看到的名称').fill('迷宫');
    await page.getByLabel(/最晚哪天交/).fill('2099-12-01');
    await teacher.button('发给全班').click();
    await page.getByText('“迷宫”发给全班了。').waitFor();

    const pupil = await app.arrive();
    await joinClass(pupil, { code, nickname: '小鹰', pin: '5928', back: true });
    await pupil.page.getByText('2099年12月1日 23:59 前交').waitFor();
    await pupil.page.getByRole('listitem').filter({ hasText: '迷宫' }).getByRole('button', { name: '开始' }).click();
    await pupil.page.waitForURL(/\/editor\//);
    const editor = new Editor(pupil);
    await editor.ready();
    expect(await pupil.page.getByLabel('作品名称').inputValue()).toBe('迷宫的开头');
    await editor.saved();
    await pupil.button('交给老师').click();
    await page.getByRole('tab', { name: /收发/ }).click();
    await page.getByText('已交 1 / 3').waitFor(LIVE);
    await expectAccessible(page);
    expectQuiet(pupil);
    await pupil.leave();
  });

  it('lets the teacher give a new PIN, take a pupil out of the class and put the pupil back', async () => {
    const { page } = teacher;
    await page.getByRole('tab', { name: /名单/ }).click();
    await page.getByLabel('“燕子”的年级').selectOption({ label: '三年级' });
    await teacher.button('“燕子”的更多操作').click();
    await page.getByRole('menuitem', { name: '重设 PIN' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '重设 PIN' }).click();
    const pin = await page.getByRole('dialog').locator('.pin').innerText();
    await teacher.button('记下了').click();
    await expectAccessible(page);

    const pupil = await app.arrive();
    await joinClass(pupil, { code, nickname: '燕子', pin, back: true });
    await pupil.page.getByText('三年级').first().waitFor();
    await teacher.button('“燕子”的更多操作').click();
    await page.getByRole('menuitem', { name: '移出班级' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '移出班级' }).click();
    await page.getByText('“燕子”已移出班级。').waitFor();
    await pupil.page.getByText('你现在不在任何班级里').waitFor();

    // The way back that stays once the message with its “undo” has gone.
    await page.reload();
    await teacher.hydrated();
    await page.getByText('已移出的同学（1）').click();
    await expectAccessible(page);
    const rename = async (from: string, to: string): Promise<void> => {
      await teacher.button(`“${from}”的更多操作`).click();
      await page.getByRole('menuitem', { name: '改昵称' }).click();
      await page.getByRole('dialog').getByLabel('昵称').fill(to);
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
      await teacher.button(`“${to}”的更多操作`).waitFor();
    };
    await rename('云雀', '燕子');
    await teacher.button('把“燕子”放回班级').click();
    await page.getByText('班里现在另有一位同学叫“燕子”').waitFor();
    await rename('燕子', '云雀');
    await teacher.button('把“燕子”放回班级').click();
    await teacher.button('“燕子”的更多操作').waitFor();
    await page.getByText(/已移出的同学/).waitFor({ state: 'detached' });
    await pupil.page.reload();
    await pupil.page.getByText('三年级').first().waitFor();
    await pupil.leave();
  });

  it('is deleted with everything in it, once the teacher has typed its name', async () => {
    const { page } = teacher;
    await page.getByRole('tab', { name: /设置/ }).click();
    await teacher.button('删除班级').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('作品：3 个').waitFor();
    const remove = dialog.getByRole('button', { name: '删除班级' });
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByLabel(/输入班级名称/).fill('三年级二班');
    await remove.click();
    await page.waitForURL(/\/classes$/);
    await page.getByText('还没有班级').waitFor();
    expectQuiet(teacher);

    const pupil = await app.arrive();
    await pupil.open(`/join?code=${code}`);
    await pupil.page.getByLabel('班级码').waitFor();
    await pupil.leave();
  });
});

/** The word for a pupil's state on the pupil's tile. */
const stateOf = (wall: Page, nickname: string, word: string) =>
  wall.getByRole('listitem').filter({ hasText: nickname }).getByText(word, { exact: true });

async function expectAccessible(page: Page): Promise<void> {
  // Colours that are on their way from one state to the next are neither's.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}
