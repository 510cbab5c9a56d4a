import { mkdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Browser, Page, WebSocketRoute } from 'playwright-core';

/** How long anything may take on a machine that is busy with other things. */
const PATIENCE_MS = 60_000;
/** Where pictures go for people to look at; none are taken where nothing is said. */
const SHOTS = process.env.PAPERKITE_SHOTS;

/** A person at a computer: a fresh browser profile, with what the page complained about. */
export class Visitor {
  readonly page: Page;
  readonly origin: string;
  /** Errors of scripts on the page. */
  readonly problems: string[] = [];
  /** Requests to any host but ours. */
  readonly strangers: string[] = [];

  private constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host)
        this.strangers.push(request.url());
    });
  }

  static async arrive(browser: Browser, origin: string, locale = 'zh-CN'): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Visitor(await context.newPage(), origin);
  }

  /** The same computer later: the tab is closed, and another one opened. */
  async inNewTab(): Promise<Visitor> {
    const page = await this.page.context().newPage();
    await this.page.close();
    return new Visitor(page, this.origin);
  }

  /**
   * From now on the network of this computer can be cut. Before any page is opened: the browser's own offline mode leaves
   * sockets open.
   */
  async canGoOffline(): Promise<{ cut(): Promise<void>; mend(): Promise<void> }> {
    let isCut = false;
    const open = new Set<WebSocketRoute>();
    await this.page.routeWebSocket(/.*/, (socket) => {
      if (isCut) return void socket.close();
      const server = socket.connectToServer();
      open.add(socket);
      server.onClose((code, reason) => {
        open.delete(socket);
        void socket.close({ code, reason });
      });
    });
    const set = async (cut: boolean): Promise<void> => {
      isCut = cut;
      await this.page.context().setOffline(cut);
      if (cut) for (const socket of open) await socket.close();
      open.clear();
    };
    return { cut: () => set(true), mend: () => set(false) };
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.hydrated();
  }

  /** Until the page's scripts have taken over: what is typed before would be lost on a slow machine. */
  async hydrated(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    // Everything may have arrived and still wait for a busy processor: SvelteKit says to screen readers that it has begun.
    await this.page.locator('#svelte-announcer').waitFor({ state: 'attached' });
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  link(name: string | RegExp) {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' });
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}

/** Joins a class from the home page, as a new pupil or as one who has been there. */
export async function joinClass(
  visitor: Visitor,
  { code, nickname, pin, back = false }: { code: string; nickname: string; pin: string; back?: boolean },
): Promise<void> {
  const { page } = visitor;
  await visitor.open('/');
  await page.getByLabel('输入老师给的八位班级码').fill(code);
  await visitor.button('进入').click();
  await page.waitForURL(/\/join\?code=/);
  await visitor.hydrated();
  if (back) await page.getByLabel('我来过').check();
  await page.getByLabel('昵称').fill(nickname);
  await page.getByLabel('PIN（4 位数字）').fill(pin);
  await visitor.button('进入班级').click();
  await page.waitForURL(/\/class$/);
}

/** The editor as somebody sees it. */
export class Editor {
  readonly visitor: Visitor;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
  }

  get page(): Page {
    return this.visitor.page;
  }

  /** Takes a picture of the page, where pictures are asked for. */
  async shoot(name: string): Promise<void> {
    if (!SHOTS) return;
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: `${SHOTS}/${name}.png` });
  }

  /** From the home page with one click; returns the project's id. */
  async begin(): Promise<string> {
    await this.visitor.open('/');
    await this.visitor.link('开始创作').click();
    await this.page.waitForURL(/\/editor\/[0-9a-f-]{36}/);
    await this.ready();
    return this.projectId();
  }

  async open(projectId: string): Promise<void> {
    await this.visitor.open(`/editor/${projectId}`);
    await this.ready();
  }

  projectId(): string {
    return /\/editor\/([0-9a-f-]{36})/.exec(this.page.url())![1]!;
  }

  async ready(): Promise<void> {
    // The other workspace is the palette, which may be folded away.
    await this.page.locator('.blocklySvg:not(.blocklyFlyout) > .blocklyWorkspace').waitFor({ timeout: 60_000 });
  }

  async importFile(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.visitor.button('文件').click();
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('menuitem', { name: /打开文件/ }).click();
    await (await chooser).setFiles(file);
    await this.page.getByText('已导入').first().waitFor();
  }

  async rename(title: string): Promise<void> {
    const field = this.page.getByLabel('作品名称');
    await field.fill(title);
    await field.press('Enter');
  }

  /** Edits and assets are durable on the server. */
  async saved(): Promise<void> {
    await this.page.getByText('已保存', { exact: true }).waitFor({ timeout: 30_000 });
  }

  async run(): Promise<void> {
    await this.visitor.button('运行').click();
  }

  /** Waits until a sprite has said this. */
  async says(text: string): Promise<void> {
    await this.page.getByRole('log').getByText(text).last().waitFor({ state: 'attached', timeout: 30_000 });
  }

  /** Types a new text into a text field of a block in the workspace, as a person does. */
  async changeField(from: string, to: string): Promise<void> {
    const field = this.page
      .locator('.blocklyBlockCanvas')
      .last()
      .locator('text.blocklyText', { hasText: new RegExp(`^${from}$`) });
    await field.first().click();
    const input = this.page.locator('.blocklyHtmlInput');
    await input.fill(to);
    await input.press('Enter');
  }

  /** Blocks and stacks that lie on the workspace; what hangs below another is not counted. */
  get stacks() {
    return this.page.locator(
      '.blocklySvg:not(.blocklyFlyout) > .blocklyWorkspace > .blocklyBlockCanvas > .blocklyDraggable',
    );
  }

  async openCategory(name: string): Promise<void> {
    await this.page.locator('.blocklyToolboxCategory').filter({ hasText: name }).click();
  }

  /** Drags the first block with this text from the shelf; its upper left corner lands at a point of the window. */
  async dragBlock(text: string, to: { x: number; y: number }): Promise<void> {
    const block = this.page.locator('.blocklyFlyout .blocklyDraggable').filter({ hasText: text }).first();
    const from = await block.boundingBox();
    if (!from) throw new Error(`no block ${text} on the shelf`);
    // Held by the rim: fields take clicks for themselves.
    const [dx, dy] = [6, from.height / 2];
    await this.page.mouse.move(from.x + dx, from.y + dy);
    await this.page.mouse.down();
    await this.page.mouse.move(to.x + dx, to.y + dy, { steps: 12 });
    await this.page.mouse.up();
  }

  /** Hangs the first block of the shelf with this text below the first stack of the workspace. */
  async appendBlock(text: string): Promise<void> {
    const stack = await this.stacks.first().boundingBox();
    if (!stack) throw new Error('nothing lies on the workspace');
    await this.dragBlock(text, { x: stack.x, y: stack.y + stack.height });
  }

  /** Waits until the stage looks otherwise than it did. */
  async stageChanges(before: readonly string[]): Promise<void> {
    await expect.poll(() => this.stagePixels(), { timeout: 20_000 }).not.toEqual(before);
  }

  /** Waits until the stage rests and shows something; returns its colours. */
  async stageRests(): Promise<string[]> {
    await this.page.locator('iframe').first().waitFor({ timeout: 30_000 });
    let last: string[] = [];
    await expect
      .poll(
        async () => {
          const now = await this.stagePixels();
          const rests = new Set(now).size > 1 && now.join() === last.join();
          last = now;
          return rests;
        },
        { timeout: 90_000, interval: 500 },
      )
      .toBe(true);
    return last;
  }

  /** What the menu "File" downloads. */
  async download(item: RegExp): Promise<Uint8Array> {
    await this.visitor.button('文件').click();
    const started = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: item }).click();
    return readFileSync(await (await started).path());
  }

  /** Colours of the stage in the middles of the cells of a 16 x 12 grid, `rrggbb`, row by row. */
  async stagePixels(): Promise<string[]> {
    const picture = await this.page.locator('iframe').first().screenshot();
    return this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const colours: string[] = [];
      for (let row = 0; row < 12; row++) {
        for (let column = 0; column < 16; column++) {
          const [x, y] = [((column + 0.5) * image.width) / 16, ((row + 0.5) * image.height) / 12];
          const [r, g, b] = context.getImageData(x, y, 1, 1).data;
          colours.push([r, g, b].map((value) => value!.toString(16).padStart(2, '0')).join(''));
        }
      }
      return colours;
    }, picture.toString('base64'));
  }
}

/** Nothing went wrong on the page, and it spoke to nobody else. */
export function expectQuiet(visitor: Visitor): void {
  expect(visitor.problems).toEqual([]);
  expect(visitor.strangers).toEqual([]);
}
