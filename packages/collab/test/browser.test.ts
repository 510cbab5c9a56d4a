import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import type { DeviceStore } from '../src/client/index.ts';
import { describeDeviceStore } from '../src/client/testing/device-store-contract.ts';
import { createCollabServer } from '../src/server/index.ts';
import type { CollabServer } from '../src/server/index.ts';
import { authorizeByToken } from '../src/server/testing/harness.ts';
import { memoryLog } from '../src/server/testing/memory-log.ts';
import type { InPage } from './browser-page.ts';

let browser: Browser;
let context: BrowserContext;
let http: Server;
let collab: CollabServer;
let origin: string;
const assets = new Map<string, Buffer>();
let assetStatus = 200;

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('./browser-page.ts', import.meta.url));
  const lib = { entry, formats: ['es' as const], fileName: 'page' };
  const output = await build({ configFile: false, logLevel: 'error', build: { write: false, minify: false, lib } });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !('output' in first)) throw new Error('the bundler watches');
  return first.output[0].code;
}

beforeAll(async () => {
  const code = await bundle();
  collab = createCollabServer({ authorize: authorizeByToken, log: memoryLog() });
  http = createServer((req, res) => {
    const asset = /^\/assets\/(\w+)$/.exec(req.url ?? '')?.[1];
    if (asset && req.method === 'PUT') {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        if (assetStatus === 200) assets.set(asset, Buffer.concat(chunks));
        res.writeHead(assetStatus).end();
      });
    } else if (asset) res.writeHead(assets.has(asset) ? 200 : 404).end(assets.get(asset));
    else if (req.url === '/page.js') res.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
    else
      res
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><script type="module" src="/page.js"></script>');
  });
  http.on('upgrade', collab.handleUpgrade);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  browser = await launchChromium({ webgl: false });
});
afterAll(async () => {
  await browser?.close();
  await collab?.close();
  http?.closeAllConnections();
  http?.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  assetStatus = 200;
});
afterEach(() => context.close());

declare const inPage: InPage;

async function openPage(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(origin);
  await page.waitForFunction(() => 'inPage' in globalThis);
  return page;
}
/** Opens a project in the page as `project`. */
async function openIn(page: Page, id: string, online: boolean): Promise<void> {
  await page.evaluate(([projectId, withServer]) => void (inPage.project = inPage.open(projectId, withServer)), [
    id,
    online,
  ] as const);
  await page.evaluate(() => inPage.project.whenLoaded);
}
const untilState = (page: Page, kind: string) =>
  page.waitForFunction((wanted) => inPage.project.saveState().kind === wanted, kind, { timeout: 10_000 });
const title = (page: Page) => page.evaluate(() => inPage.project.doc.toProject().title);

describe('the device store in IndexedDB', () => {
  let page: Page;
  beforeEach(async () => {
    page = await openPage();
  });

  /** Bytes cross into the page and back as lists of numbers. */
  const call = async (method: string, args: unknown[]): Promise<unknown> => {
    const pack = (value: unknown): unknown =>
      JSON.stringify(value, (_k, v) => (v instanceof Uint8Array ? { bytes: [...v] } : v));
    const unpack = (text: string): unknown =>
      JSON.parse(text, (_k, v) => (Array.isArray(v?.bytes) ? Uint8Array.from(v.bytes) : v));
    const answer = await page.evaluate(
      async ([name, packed]) => {
        const isBytes = (v: unknown): v is { bytes: number[] } =>
          Array.isArray((v as { bytes?: unknown } | null)?.bytes);
        const given = JSON.parse(packed, (_k, v: unknown) => (isBytes(v) ? Uint8Array.from(v.bytes) : v));
        const target = inPage.store as unknown as Record<string, (...a: unknown[]) => Promise<unknown>>;
        const result = await target[name]!(...given);
        return JSON.stringify({ result }, (_k, v: unknown) => (v instanceof Uint8Array ? { bytes: [...v] } : v));
      },
      [method, pack(args) as string] as const,
    );
    return (unpack(answer) as { result?: unknown }).result;
  };
  const remote = new Proxy({} as DeviceStore, {
    get:
      (_target, method: string) =>
      (...args: unknown[]) =>
        call(method, args),
  });
  describeDeviceStore(() => remote);

  it('is there again after the page was closed', async () => {
    await remote.appendUpdate('kept', Uint8Array.of(5), true);
    await page.close();
    page = await openPage();
    expect((await remote.readUpdates('kept')).updates).toEqual([Uint8Array.of(5)]);
  });
});

describe('an open project in the browser', () => {
  it('survives reloads without a server, and is taken along to one with what was painted offline', async () => {
    const page = await openPage();
    await openIn(page, 'taken', false);
    const hash = await page.evaluate(async () => {
      inPage.project.doc.fillFromProject(inPage.sampleProject());
      return inPage.project.assets.put(inPage.text('painted'), 'image/png');
    });
    await untilState(page, 'on-device');
    await page.reload();
    await openIn(page, 'taken', false);
    expect(await title(page)).toBe('我的风筝');
    assetStatus = 503;
    await page.evaluate(() => inPage.project.attachServer(inPage.server));
    await page.waitForFunction(() => inPage.project.online());
    await page.reload();
    assetStatus = 200;
    await openIn(page, 'taken', true);
    await page.evaluate(() => inPage.project.whenDurable(10_000));
    expect(await page.evaluate(() => inPage.project.saveState())).toEqual({ kind: 'saved' });
    expect(assets.get(hash)?.toString()).toBe('painted');
  });

  it('keeps what is typed while the network is away, through a reload of the tab', async () => {
    const page = await openPage();
    await openIn(page, 'offline', true);
    await page.evaluate(() => inPage.project.doc.fillFromProject(inPage.sampleProject()));
    await untilState(page, 'saved');
    collab.closeDocument('offline', 'log-unavailable');
    await page.evaluate(() => inPage.project.doc.setTitle('typed offline'));
    await page.evaluate(() => inPage.project.close());
    await openIn(page, 'offline', false);
    expect(await title(page)).toBe('typed offline');
    await page.evaluate(() => inPage.project.close());
    const other = await (await browser.newContext()).newPage();
    await openIn(page, 'offline', true);
    await untilState(page, 'saved');
    await other.goto(origin);
    await other.waitForFunction(() => 'inPage' in globalThis);
    await openIn(other, 'offline', true);
    expect(await title(other)).toBe('typed offline');
    await other.context().close();
  });

  it('shows the same project in two tabs, with and without a server', async () => {
    const [one, two] = [await openPage(), await openPage()];
    await openIn(one, 'tabs', false);
    await openIn(two, 'tabs', false);
    await one.evaluate(() => inPage.project.doc.setTitle('from one'));
    await two.waitForFunction(() => inPage.project.doc.toProject().title === 'from one');
    await two.evaluate(() => inPage.project.attachServer(inPage.server));
    await two.evaluate(() => inPage.project.whenDurable(10_000));
    await one.evaluate(() => inPage.project.doc.setTitle('still here'));
    await two.waitForFunction(() => inPage.project.doc.toProject().title === 'still here');
    await two.evaluate(() => inPage.project.whenDurable(10_000));
  });
});
