import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { readKite } from '@paperkite/project';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from './support/app.ts';
import { Editor, expectQuiet, joinClass } from './support/visitor.ts';

const SAMPLE = fileURLToPath(new URL('../fixtures/greeting.sb3', import.meta.url));

describe('the editor', () => {
  const app = useApp();
  let demo: { pupils: { classCode: string; nickname: string; pin: string }[] };

  beforeAll(async () => {
    demo = JSON.parse(readFileSync(`${app.server.dataDir}/demo-accounts.json`, 'utf8'));
  });

  it('opens without an account, keeps the work on the device, and takes it along into the class', async () => {
    const visitor = await app.arrive();
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

    const elsewhere = await app.arrive();
    await joinClass(elsewhere, { code: demo.pupils[0]!.classCode, nickname: '小雨', pin: '5928', back: true });
    const there = new Editor(elsewhere);
    await there.open(id);
    expect(await there.page.getByLabel('作品名称').inputValue()).toBe('我的第一个作品');
    expectQuiet(visitor);
    expectQuiet(elsewhere);
    await visitor.leave();
    await elsewhere.leave();
  });

  it('opens nobody else’s work on a shared computer', async () => {
    const shared = await app.arrive();
    const editor = new Editor(shared);
    await joinClass(shared, { code: demo.pupils[0]!.classCode, nickname: '先来的', pin: '5928' });
    const id = await editor.begin();
    await editor.saved();
    await shared.open('/class');
    await shared.button('退出').click();
    await shared.page.waitForURL(`${app.server.origin}/`);
    await joinClass(shared, { code: demo.pupils[0]!.classCode, nickname: '后到的', pin: '7361' });
    for (const address of [`/editor/${id}`, `/editor/${id}?new`]) {
      await shared.open(address);
      await shared.page.getByText('找不到这个作品').waitFor();
    }
    await shared.open('/works');
    expect(await shared.page.getByText('未命名作品').count()).toBe(0);
    await shared.leave();
  });

  it('runs an imported Scratch project on the stage', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.importFile(SAMPLE);
    const before = await editor.stagePixels();
    await editor.run();
    await editor.says('hello');
    expect(await editor.stagePixels()).not.toEqual(before);

    // A second file would take the place of what is here: that is asked first, and the work stays.
    const title = await visitor.page.getByLabel('作品名称').inputValue();
    await visitor.button('文件').click();
    const chooser = visitor.page.waitForEvent('filechooser');
    await visitor.page.getByRole('menuitem', { name: /打开文件/ }).click();
    await (await chooser).setFiles({ name: 'other.sb3', mimeType: 'application/zip', buffer: readFileSync(SAMPLE) });
    const question = visitor.page.getByRole('dialog', { name: '换掉现在的作品吗？' });
    await question.getByRole('button', { name: '取消' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await visitor.page.getByLabel('作品名称').inputValue()).toBe(title);
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('tells what is wrong with a file that is no project, and keeps the work', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.rename('别丢了');
    await editor.page
      .locator('input[type=file][accept=".kite,.sb3,.sb2"]')
      .setInputFiles({ name: 'broken.sb3', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04 not really') });
    await editor.page.getByText('这个文件打不开').first().waitFor();
    expect(await editor.page.getByLabel('作品名称').inputValue()).toBe('别丢了');
    await visitor.leave();
  });

  it('changes its language while blocks are on the workspace', async () => {
    const visitor = await app.arrive();
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
    const first = await app.arrive();
    await joinClass(first, { code: demo.pupils[0]!.classCode, nickname: '阿明', pin: '5928' });
    const here = new Editor(first);
    const id = await here.begin();
    await here.saved();
    const second = await app.arrive();
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

  it('makes a program by dragging, runs it, takes it back', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    const before = await editor.stageRests();
    await editor.openCategory('事件');
    await editor.dragBlock('被点击', { x: 560, y: 180 });
    await editor.openCategory('运动');
    await editor.appendBlock('移动');
    await expect.poll(() => editor.stacks.count()).toBe(1);
    await editor.changeField('10', '100');
    await editor.run();
    await editor.stageChanges(before);
    // A click on the script runs it alone, once more.
    const after = await editor.stageRests();
    const script = (await editor.stacks.first().boundingBox())!;
    await editor.page.mouse.click(script.x + 8, script.y + script.height - 16);
    await editor.stageChanges(after);

    const undo = visitor.button('撤销');
    while (await undo.isEnabled()) await undo.click();
    expect(await editor.stacks.count()).toBe(0);
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('makes and runs a program with the keyboard alone', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    const { page } = editor;
    const before = await editor.stageRests();
    const inWorkspace = () => page.evaluate(() => document.activeElement?.closest('.injectionDiv') !== null);
    for (let presses = 0; presses < 30 && !(await inWorkspace()); presses++) await page.keyboard.press('Tab');
    expect(await inWorkspace()).toBe(true);
    // From the search field down to the first category, over to its first block, which Enter takes and puts down.
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter', 'Enter']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(300);
    }
    await expect.poll(() => editor.stacks.count()).toBe(1);
    for (let runs = 0; runs < 4; runs++) {
      await page.keyboard.press('r');
      await page.waitForTimeout(300);
    }
    await editor.stageChanges(before);
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('shows blocks to the other person by themselves, and carries edits made offline later', async () => {
    const first = await app.arrive();
    const network = await first.canGoOffline();
    await joinClass(first, { code: demo.pupils[0]!.classCode, nickname: '小云', pin: '5928' });
    const here = new Editor(first);
    const id = await here.begin();
    await here.saved();
    const second = await app.arrive();
    await joinClass(second, { code: demo.pupils[0]!.classCode, nickname: '小云', pin: '5928', back: true });
    const there = new Editor(second);
    await there.open(id);
    await there.page.getByRole('list', { name: '谁在这里' }).first().getByRole('img').first().waitFor();

    await here.dragBlock('移动', { x: 600, y: 200 });
    // How soon is measured by bench/class, apart from what else the machine does.
    await there.stacks.first().waitFor({ state: 'attached' });

    await here.saved();
    await network.cut();
    await here.dragBlock('右转', { x: 600, y: 320 });
    await here.page.getByText('已存在本机').waitFor();
    expect(await there.stacks.count()).toBe(1);
    await network.mend();
    await here.saved();
    await expect.poll(() => there.stacks.count()).toBe(2);

    await first.leave();
    await there.page.reload();
    await there.ready();
    await expect.poll(() => there.stacks.count()).toBe(2);
    expectQuiet(second);
    await second.leave();
  });

  it('shows a new variable on the stage, where it can be moved, and says what a reporter is worth', async () => {
    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.stageRests();
    await editor.openCategory('变量');
    await editor.page.locator('.blocklyFlyoutButton').first().click();
    await editor.page.getByRole('dialog').getByRole('textbox').fill('分数');
    await editor.page.keyboard.press('Enter');
    const monitor = editor.page.getByRole('group', { name: /^分数/ });
    await monitor.waitFor();
    const from = (await monitor.boundingBox())!;
    await monitor.press('ArrowRight');
    await expect.poll(async () => (await monitor.boundingBox())!.x).toBeCloseTo(from.x + 5, 0);

    await editor.openCategory('运算');
    await editor.dragBlock('+', { x: 600, y: 300 });
    const block = (await editor.stacks.first().boundingBox())!;
    await editor.page.mouse.click(block.x + block.width / 2, block.y + block.height / 2);
    await expect.poll(() => editor.page.locator('output').innerText()).toBe('0');
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('keeps blocks that it does not know', async () => {
    const files = unzipSync(new Uint8Array(readFileSync(SAMPLE)));
    const project = JSON.parse(strFromU8(files['project.json']!)) as {
      targets: { blocks: Record<string, object> }[];
    };
    project.targets.at(-1)!.blocks.stranger = {
      opcode: 'faceSensing_goToPart',
      next: null,
      parent: null,
      inputs: { PART: [1, [10, '2']] },
      fields: { SIDE: ['left', null] },
      shadow: false,
      topLevel: true,
      x: 20,
      y: 300,
    };
    const bytes = zipSync({ ...files, 'project.json': strToU8(JSON.stringify(project)) });

    const visitor = await app.arrive();
    const editor = new Editor(visitor);
    await editor.begin();
    await editor.importFile({ name: 'stranger.sb3', mimeType: 'application/zip', buffer: Buffer.from(bytes) });
    const kite = await readKite(await editor.download(/下载到这台电脑/));
    if (!kite.ok) throw kite.error;
    const opcodes = kite.value.project.targets.flatMap(({ blocks }) => Object.values(blocks).map((one) => one.opcode));
    expect(opcodes).toContain('faceSensing_goToPart');
    const sb3 = unzipSync(await editor.download(/Scratch/));
    expect(strFromU8(sb3['project.json']!)).toContain('"faceSensing_goToPart"');
    expectQuiet(visitor);
    await visitor.leave();
  });

  it('has nothing that keeps people out, light or dark, as axe sees it', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const visitor = await app.arrive();
      await visitor.page.emulateMedia({ colorScheme });
      const editor = new Editor(visitor);
      await editor.begin();
      await editor.stageRests();
      // Reporters, conditions and menus are all on this shelf.
      await editor.openCategory('侦测');
      // The stage's frame is a picture, made by the project.
      const { violations } = await new AxeBuilder({ page: editor.page }).setLegacyMode().exclude('iframe').analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n')}`)).toEqual(
        [],
      );
      await visitor.leave();
    }
  });
});
