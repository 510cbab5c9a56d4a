import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import type { Visitor } from './support/visitor.ts';
import { Editor, expectQuiet, joinClass } from './support/visitor.ts';

const OWN_SAMPLE = fileURLToPath(new URL('../fixtures/greeting.sb3', import.meta.url));
/** A real Scratch project where the shared fixtures are at hand; else one of our own. */
const SHARED = fileURLToPath(
  new URL('../../../shared/fixtures/scratch-execute/tw-simple-string-operations.sb3', import.meta.url),
);
const isThere = (path: string): boolean => {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
};
const sample = isThere(SHARED) ? { file: SHARED, says: 'end' } : { file: OWN_SAMPLE, says: 'hello' };

const TITLE = '会飞的节日';
const BETTER_TITLE = '会飞的节日（改好了）';

/**
 * From an empty database to an accepted entry, through nothing but what people see. On the way the server and its database
 * are killed twice, as by a power cut.
 */
describe('the main job', () => {
  const app = useApp();
  let teacher: Visitor;
  let pupil: Visitor;
  let staff: Visitor;
  let editor: Editor;
  let code: string;
  let projectId: string;

  beforeAll(async () => {
    teacher = await app.arrive();
    pupil = await app.arrive();
    staff = await app.arrive();
    editor = new Editor(pupil);
  });

  it('a teacher signs up and opens a class', async () => {
    const { page } = teacher;
    await teacher.open('/');
    await teacher.link('注册教师账号').click();
    await page.waitForURL(/sign-up/);
    await teacher.hydrated();
    await page.getByLabel('称呼').fill('王老师');
    await page.getByLabel('邮箱').fill('wang@school.example');
    await page.getByLabel('密码').fill('风筝 飞过 操场 2026');
    await teacher.button('注册教师账号').click();
    await page.waitForURL(/\/classes$/);
    await teacher.hydrated();

    await teacher.button('开一个班级').first().click();
    await page.getByLabel('班级名称').fill('四年级二班');
    await page.getByLabel('省份').selectOption({ label: '北京市' });
    await page.getByLabel('学校').fill('纸鸢实验小学');
    await teacher.button('开班').click();
    await page.waitForURL(/\/classes\/[0-9a-f-]{36}/);
    const spelled = await page
      .getByLabel(/^班级码：/)
      .first()
      .textContent();
    code = spelled!.replace(/\s/g, '');
    expect(code).toMatch(/^[2-9A-Z]{8}$/);
  });

  it('a pupil joins by the code, imports a Scratch project, changes it and runs it', async () => {
    await joinClass(pupil, { code, nickname: '小燕子', pin: '5928' });
    projectId = await editor.begin();
    await editor.importFile(sample.file);
    await editor.rename(TITLE);
    await editor.page.getByLabel('x', { exact: true }).fill('60');
    await editor.page.getByLabel('x', { exact: true }).press('Enter');
    await editor.run();
    await editor.says(sample.says);
    await editor.saved();
  });

  it('nothing acknowledged is lost when the server is killed', async () => {
    await app.server.killAndRestart();
    await editor.open(projectId);
    expect(await editor.page.getByLabel('作品名称').inputValue()).toBe(TITLE);
    await editor.saved();
    // On another computer nothing but the server can have kept it.
    const elsewhere = await app.arrive();
    await joinClass(elsewhere, { code, nickname: '小燕子', pin: '5928', back: true });
    const there = new Editor(elsewhere);
    await there.open(projectId);
    expect(await there.page.getByLabel('作品名称').inputValue()).toBe(TITLE);
    expect(await there.page.getByLabel('x', { exact: true }).inputValue()).toBe('60');
    await there.run();
    await there.says(sample.says);
    await elsewhere.leave();
  });

  it('the teacher sees the pupil on the wall and sets the grade', async () => {
    const { page } = teacher;
    await page.reload();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '小燕子' }).first().waitFor();
    await page.getByRole('tab', { name: '名单' }).click();
    await page.getByLabel('“小燕子”的年级').selectOption({ label: '四年级' });
  });

  it('the pupil submits with one click from the editor, and gets a receipt', async () => {
    const { page } = pupil;
    await editor.open(projectId);
    await editor.saved();
    await pupil.button('提交参赛').click();
    await page.waitForURL(/\/(enter|entries)\//);
    if (page.url().includes('/enter/')) {
      await pupil.hydrated();
      const track = page.getByRole('heading', { name: 'AI交互设计' }).locator('xpath=ancestor::*[.//button][1]');
      await track.getByRole('button', { name: '选这个' }).click();
      await page.waitForURL(/\/entries\//);
    }
    await pupil.hydrated();
    // The rules speak as one types.
    await page.getByText(/还有 \d+ 处要补/).waitFor();
    await page.getByLabel('作品描述').fill('按下绿旗，节日的灯笼会跟着音乐飞起来。');
    if ((await page.getByLabel('组别').inputValue()) === '')
      await page.getByLabel('组别').selectOption({ label: '小学组' });
    await page.getByText('都填好了，可以提交').waitFor();
    await pupil.button('提交作品').click();
    const glance = page.getByRole('dialog');
    await glance.getByText('AI交互设计').waitFor();
    await glance.getByText('小燕子').waitFor();
    await glance.getByText(TITLE, { exact: true }).waitFor();
    await pupil.button('确认提交').click();
    await page.getByText('提交回执').first().waitFor();
    expect(
      await page
        .getByText(/[0-9a-f]{64}/)
        .first()
        .textContent(),
    ).toMatch(/[0-9a-f]{64}/);
  });

  it('staff return it with a reason and a date', async () => {
    await app.server.killAndRestart();
    const demo = JSON.parse(readFileSync(`${app.server.dataDir}/demo-accounts.json`, 'utf8')) as {
      adults: { role: string; email: string; password: string }[];
    };
    const organiser = demo.adults.find(({ role }) => role === 'organiser')!;
    const { page } = staff;
    await staff.open('/sign-in');
    // A second try finds them signed in.
    if (page.url().endsWith('/sign-in')) {
      await page.getByLabel('邮箱').fill(organiser.email);
      await page.getByLabel('密码').fill(organiser.password);
      await staff.button('登录').click();
      await page.waitForURL(/\/staff/);
    } else await staff.open('/staff');
    await staff.hydrated();
    await staff
      .link(/进入审查|待审查/)
      .first()
      .click();
    await page.waitForURL(/\/staff\/contests\//);
    await staff.hydrated();
    await page.getByRole('link', { name: TITLE }).click();
    await page.waitForURL(/\/staff\/entries\//);
    await staff.hydrated();
    // The frozen work plays.
    await staff.button('运行').click();
    await page.getByRole('log').getByText(sample.says).last().waitFor({ state: 'attached', timeout: 60_000 });
    // So do its blocks, wherever the child put them.
    await staff.button('看积木').click();
    const blocks = page.getByRole('region', { name: '积木', exact: true });
    await blocks
      .locator('.blocklySvg:not(.blocklyFlyout) > .blocklyWorkspace .blocklyBlockCanvas .blocklyPath')
      .first()
      .waitFor({ timeout: 60_000 });
    await staff.button(/^退回/).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/作品名称/).fill('名称里请写出节日的名字。');
    await dialog.getByRole('button', { name: '退回', exact: true }).click();
    await page.getByText('已退回', { exact: true }).waitFor();
  });

  it('the pupil sees what to mend, mends it and submits version 2', async () => {
    const { page } = pupil;
    await pupil.open('/class');
    await page.getByRole('link', { name: '我的参赛，1 件等你处理' }).waitFor();
    await page.getByRole('link', { name: '去修改' }).click();
    await page.waitForURL(/\/entries\/[0-9a-f-]{36}/);
    await pupil.hydrated();
    await page.getByText('名称里请写出节日的名字。').first().waitFor();
    await pupil.button('改好了，再次提交').click();
    await page.getByRole('dialog').getByText('和第 1 版相比，什么都没有变。').waitFor();
    await pupil.button('再改改').click();
    await page.getByLabel('作品名称').fill(BETTER_TITLE);
    await pupil.button('改好了，再次提交').click();
    await pupil.button('确认提交').click();
    await page.getByText('提交回执').first().waitFor();
    await page.getByText('第 2 版').first().waitFor();
  });

  it('staff accept it and play the frozen version, whose hash is that of the document served', async () => {
    const { page } = staff;
    await staff.open('/staff');
    await staff
      .link(/进入审查|待审查/)
      .first()
      .click();
    await page.waitForURL(/\/staff\/contests\//);
    await staff.hydrated();
    await page.getByRole('link', { name: BETTER_TITLE }).click();
    await page.waitForURL(/\/staff\/entries\//);
    await staff.hydrated();
    await staff.button('运行').click();
    await page.getByRole('log').getByText(sample.says).last().waitFor({ state: 'attached', timeout: 60_000 });
    const hash = /[0-9a-f]{64}/.exec((await page.locator('main').textContent())!)![0];
    const served = await page.request.get(`${app.server.origin}/api/snapshots/${hash}`);
    expect(
      createHash('sha256')
        .update(await served.body())
        .digest('hex'),
    ).toBe(hash);

    await staff
      .button(/^通过|^审查通过|^接受/)
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: /通过/ }).click();
    // The address alone says nothing: this page's own already looks like that.
    await page.getByText('已通过', { exact: true }).waitFor();

    await pupil.open('/entries');
    await pupil.page
      .getByText(/审查通过/)
      .first()
      .waitFor();
    for (const visitor of [teacher, pupil, staff]) expectQuiet(visitor);
  });
});
