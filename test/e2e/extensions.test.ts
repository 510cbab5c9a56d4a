import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { BLANK_BACKDROP, exportSb3, sceneOf, type Project } from '@paperkite/project';
import { b, buildProject, flag, forever, say } from '../stage/support/build-project.ts';
import { useApp } from './support/app.ts';
import { Editor } from './support/visitor.ts';

/** A file for Scratch, whose sprites are small and white. */
function sb3(project: Project): { name: string; mimeType: string; buffer: Buffer } {
  const sheet = { asset: BLANK_BACKDROP.hash, format: 'svg' as const, rotationCenterX: 240, rotationCenterY: 180 };
  for (const target of sceneOf(project).targets) {
    target.costumes = target.costumes.map((costume) => ({ ...costume, ...sheet, bitmapResolution: 1 }));
    if (target.kind === 'sprite') target.size = 5;
  }
  const file = exportSb3(project, new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]]));
  if (!file.ok) throw file.error;
  return { name: 'extensions.sb3', mimeType: 'application/zip', buffer: Buffer.from(file.value) };
}

describe('extensions', () => {
  const app = useApp({
    launch: {
      args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    },
  });

  it('are added from cards; notes are chosen on a piano; the file names what the project has', async () => {
    const editor = new Editor(await app.arrive());
    const { page } = editor;
    await editor.begin();
    const music = page.locator('.blocklyToolboxCategory').filter({ hasText: '音乐' });
    expect(await music.count()).toBe(0);
    await page.getByRole('button', { name: '添加扩展' }).click();
    await editor.shoot('cards');
    await page.locator('[data-choice="music"]').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await music.waitFor();
    await editor.shoot('music');

    await editor.dragBlock('演奏音符', { x: 760, y: 300 });
    await editor.changeField('60', '62');
    const field = page.locator('.blocklyBlockCanvas').last().locator('text.blocklyText', { hasText: /^62$/ });
    await field.first().click();
    await page.locator('.pkPiano').waitFor();
    await editor.shoot('piano');
    await page.getByRole('button', { name: 'G4（67）' }).click();
    await page.keyboard.press('Escape');
    await page.locator('.pkPiano').waitFor({ state: 'hidden' });
    const changed = page.locator('.blocklyBlockCanvas').last().locator('text.blocklyText', { hasText: /^67$/ });
    await changed.first().waitFor();

    const file = unzipSync(await editor.download(/Scratch/));
    const project = JSON.parse(strFromU8(file['project.json']!)) as { extensions: string[] };
    expect(project.extensions).toContain('music');
    await page.getByRole('button', { name: '添加扩展' }).click();
    expect(await page.locator('[data-choice="music"]').isDisabled()).toBe(true);
  });

  it('film only after a question, show that they do, and stop when told or when the project ends', async () => {
    const editor = new Editor(await app.arrive());
    const { page } = editor;
    await editor.begin();
    const project = buildProject({
      S: {
        scripts: [
          [
            flag,
            b('videoSensing_setVideoTransparency', { TRANSPARENCY: 0 }),
            b('videoSensing_videoToggle', { VIDEO_STATE: 'on' }),
            forever(say(b('videoSensing_videoOn', { ATTRIBUTE: 'motion', SUBJECT: 'Stage' }))),
          ],
        ],
      },
    });
    await editor.importFile(sb3(project));
    const before = await editor.stagePixels();
    await editor.run();
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    expect(await question.textContent()).toContain('不会录下来');
    await question.locator('button:focus').waitFor();
    await editor.shoot('video-question');
    await editor.says('-1');
    await page.getByRole('button', { name: '打开摄像头' }).click();
    await page.getByText('摄像头已打开').waitFor();
    await editor.stageChanges(before);
    // However much moves between two pictures: a busy computer takes few.
    await page
      .getByRole('log')
      .getByText(/(?<![-\d])\d+$/)
      .last()
      .waitFor({ state: 'attached' });
    await editor.shoot('video-on');
    const shown = await editor.stagePixels();
    expect(new Set(shown).size).toBeGreaterThan(3);

    await page.getByRole('button', { name: '关闭摄像头' }).click();
    await page.getByText('摄像头没有打开').waitFor();
    await editor.stageChanges(shown);
    await editor.shoot('video-off');
    await page.getByRole('button', { name: '打开摄像头' }).click();
    await page.getByText('摄像头已打开').waitFor();
    await editor.visitor.button('停止').click();
    await page.getByText('摄像头已打开').waitFor({ state: 'detached' });
  });

  it('speak, or go on after a while where there is no voice, and say so', async () => {
    const editor = new Editor(await app.arrive());
    await editor.begin();
    const speak = b('text2speech_speakAndWaitBlock', { WORDS: '你好' });
    await editor.importFile(sb3(buildProject({ S: { scripts: [[flag, speak, say('end')]] } })));
    await editor.run();
    await editor.says('end');
    const voices = await editor.page.evaluate(() => speechSynthesis.getVoices().filter((v) => v.localService).length);
    if (voices === 0) await editor.page.getByText('没有可用的朗读声音').waitFor();
    await editor.shoot('speech');
    expect(editor.visitor.strangers).toEqual([]);
  });
});
