import { readFile } from 'node:fs/promises';
import { compileProject } from '@paperkite/compiler';
import { readProjectFile } from '@paperkite/project';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveStage, type StageSite, type TestWindow } from '../../packages/stage/test/stage-site.ts';
import { launchChromium } from '../support/chromium.ts';
import { expectAllPassed, SELF_CHECKING, selfCheckingFiles } from './support/self-check.ts';

declare const window: Window & TestWindow;

/** Every eleventh, another each day, unless all are asked for. */
const files = process.env.PAPERKITE_DEEP
  ? selfCheckingFiles
  : selfCheckingFiles.filter((_, i) => i % 11 === new Date().getDate() % 11);
/** Of the project's own time; some wait for seconds. */
const PATIENCE = 40_000;

async function saidBy(page: Page, file: string): Promise<string[]> {
  const read = await readProjectFile(new Uint8Array(await readFile(`${SELF_CHECKING}/${file}`)));
  if (!read.ok) throw read.error;
  const { project, assets } = read.value;
  const program = compileProject(project);
  const files = Object.fromEntries(
    [...assets].map(([hash, { bytes }]) => [hash, Buffer.from(bytes).toString('base64')]),
  );
  await page.evaluate(([program, files]) => window.load(program, files), [program, files] as const);
  return page.evaluate(async (patience) => {
    const said = () =>
      window.events.flatMap((event) => (event.type === 'said' && event.text !== '' ? [event.text.trim()] : []));
    window.stage.greenFlag();
    const end = performance.now() + patience;
    while (!said().includes('end') && performance.now() < end) await new Promise((go) => setTimeout(go, 50));
    return said();
  }, PATIENCE);
}

describe.skipIf(files.length === 0)('self-checking Scratch projects in the frame, with a picture', () => {
  let browser: Browser;
  let site: StageSite;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), serveStage()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each(files)(
    '%s passes',
    async (file) => {
      const page = await browser.newPage();
      await page.goto(site.url);
      const said = await saidBy(page, file);
      expect(await page.evaluate(() => window.events.filter(({ type }) => type === 'error'))).toEqual([]);
      expectAllPassed(said);
      await page.close();
    },
    PATIENCE * 2,
  );
});
