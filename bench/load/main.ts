// npm run -s bench:load: opens the home page and the editor cold, as a school's slow laptop would, and prints what came over
// the wire and how long it took until the first block could be taken.
import type { CDPSession, Page } from 'playwright-core';
import { AppServer } from '../../test/e2e/support/app-server.ts';
import { launchChromium } from '../../test/support/chromium.ts';

const CPU_SLOWDOWN = 4;
const NETWORK = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };

interface Load {
  page: string;
  /** Kilobytes (1,000 bytes) of JavaScript as transferred. */
  javascriptKB: number;
  totalKB: number;
  requests: number;
  /** From navigation until what the page is for can be used. */
  usableMs: number;
}

async function measure(address: string, name: string, usable: (page: Page) => Promise<unknown>): Promise<Load> {
  const browser = await launchChromium();
  try {
    const page = await (
      await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    ).newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Network.emulateNetworkConditions', NETWORK);
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    const wire = countBytes(session);
    const begun = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await usable(page);
    const usableMs = performance.now() - begun;
    await page.waitForLoadState('networkidle');
    return {
      page: name,
      javascriptKB: Math.round(wire.javascript / 100) / 10,
      totalKB: Math.round(wire.total / 100) / 10,
      requests: wire.requests,
      usableMs: Math.round(usableMs),
    };
  } finally {
    await browser.close();
  }
}

function countBytes(session: CDPSession): { javascript: number; total: number; requests: number } {
  const wire = { javascript: 0, total: 0, requests: 0 };
  const types = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, response }) => types.set(requestId, response.mimeType));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    wire.requests++;
    wire.total += encodedDataLength;
    if (/javascript/.test(types.get(requestId) ?? '')) wire.javascript += encodedDataLength;
  });
  return wire;
}

/** A block of the toolbox is on the screen and nothing lies over it. */
const firstBlock = (page: Page) =>
  page.waitForFunction(() => {
    const block = document.querySelector('.blocklyFlyout .blocklyBlockCanvas .blocklyDraggable');
    if (!block) return false;
    const box = block.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + 12, box.top + box.height / 2);
    return box.width > 0 && top !== null && block.contains(top);
  });

const server = await AppServer.start({ PAPERKITE_DEMO: '0' });
try {
  const loads = [
    await measure(server.origin, 'home', (page) => page.waitForSelector('a[href="/editor/new"]', { state: 'visible' })),
    await measure(`${server.origin}/editor/new`, 'editor', firstBlock),
  ];
  for (const load of loads) {
    console.log(
      `${load.page.padEnd(8)} ${load.javascriptKB} KB of JavaScript (${load.totalKB} KB in all, ${load.requests} requests), usable after ${load.usableMs} ms`,
    );
  }
  console.log(JSON.stringify({ cpuSlowdown: CPU_SLOWDOWN, mbits: 10, latencyMs: NETWORK.latency, loads }));
} finally {
  await server.stop();
}
process.exit(0);
