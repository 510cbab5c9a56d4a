import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchChromium, type LaunchChromiumOptions } from '../../../test/support/chromium.ts';
import { serveStage, type StageSite } from './stage-site.ts';

/** A browser and a site with a stage while the tests of a file run; `given` gets a fresh page before each test. */
export function useStagePage(given: (page: Page, site: StageSite) => void, launch?: LaunchChromiumOptions): void {
  let browser: Browser | undefined;
  let site: StageSite | undefined;
  let page: Page | undefined;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(launch), serveStage()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    page = await browser!.newPage();
    given(page, site!);
  });
  afterEach(() => page?.close());
}
