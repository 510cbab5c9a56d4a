import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { AppServer } from './support/app-server.ts';
import { debugProject } from './support/debug-project.ts';
import { Editor, Visitor } from './support/visitor.ts';

/** What a stage is made of, by the addresses that it comes from. */
const FRAME = '**/stage/stage-frame*';

/** Holds requests back until they are let through, or for good. */
class Gate {
  readonly #held: Route[] = [];
  #open = false;

  static async before(page: Page, addresses: string): Promise<Gate> {
    const gate = new Gate();
    await page.route(addresses, async (route) => {
      if (gate.#open) return route.continue();
      gate.#held.push(route);
    });
    return gate;
  }

  get held(): number {
    return this.#held.length;
  }

  /** Those that are held, and all that come. */
  async letThrough(): Promise<void> {
    this.#open = true;
    await Promise.all(this.#held.splice(0).map((route) => route.continue()));
  }

  /** Those that are held stay so for ever; those that come pass. */
  forget(): void {
    this.#open = true;
    this.#held.length = 0;
  }
}

describe('a stage that is slow to come, or does not', () => {
  let server: AppServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await AppServer.start();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** The editor with a project that runs without end, whose stage has not been asked for but through `before`. */
  async function opened(
    before: (page: Page) => Promise<Gate>,
  ): Promise<{ visitor: Visitor; editor: Editor; page: Page; gate: Gate }> {
    const visitor = await Visitor.arrive(browser, server.origin);
    const editor = new Editor(visitor);
    const gate = await before(visitor.page);
    await editor.begin();
    await editor.importFile(debugProject());
    return { visitor, editor, page: editor.page, gate };
  }

  const again = (page: Page) => page.getByRole('button', { name: '再试一次' });
  const runs = (page: Page) => page.locator('button[aria-pressed="true"]', { hasText: '运行' }).waitFor();

  it('starts what was asked to run when it comes late, and says meanwhile that it is late', async () => {
    const { visitor, editor, gate } = await opened((page) => Gate.before(page, FRAME));
    const { page } = editor;
    await visitor.button('运行').click();
    await page.getByRole('status').filter({ hasText: '舞台还在准备' }).waitFor();
    expect(gate.held).toBeGreaterThan(0);
    await gate.letThrough();
    await runs(page);
    await again(page).waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('is asked for again by a button where it stands still, and then runs', async () => {
    const { visitor, editor, gate } = await opened((page) => Gate.before(page, FRAME));
    const { page } = editor;
    await visitor.button('运行').click();
    await again(page).waitFor();
    gate.forget();
    await again(page).click();
    await runs(page);
    await visitor.leave();
  });

  it('says that it did not come, and runs once the connection is back', async () => {
    const { visitor, editor } = await opened(async (page) => {
      await page.route(FRAME, (route) => route.abort());
      return new Gate();
    });
    const { page } = editor;
    await visitor.button('运行').click();
    await page.getByRole('alert').filter({ hasText: '舞台没有准备好' }).waitFor();
    await page.unroute(FRAME);
    await again(page).click();
    await runs(page);
    await visitor.leave();
  });

  it('is ended where it hangs, and what was asked to run meanwhile runs', async () => {
    const { visitor, page } = await opened(async () => new Gate());
    await visitor.button('运行').click();
    await runs(page);
    // As if a script never let go of it.
    const hung = page.workers().map((worker) => worker.evaluate('for (;;);').catch(() => undefined));
    expect(hung.length).toBeGreaterThan(0);
    const end = visitor.button('结束它');
    await end.waitFor();
    // Both at once: the new stage takes a while to come.
    await page.evaluate(
      ([first, second]) => {
        const button = (name: string) =>
          [...document.querySelectorAll('button')].find((each) => each.innerText.trim() === name);
        button(first!)!.click();
        button(second!)!.click();
      },
      ['结束它', '运行'],
    );
    await end.waitFor({ state: 'detached' });
    await runs(page);
    await Promise.all(hung);
    await visitor.leave();
  });
});
