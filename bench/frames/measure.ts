import { fileURLToPath } from 'node:url';
import { compileProject } from '@paperkite/compiler';
import type { StageHandle } from '@paperkite/stage/host';
import { bundleFrame, bundleScript } from '@paperkite/stage/build';
import type { Browser, CDPSession, Page, Worker } from 'playwright-core';
import { launchChromium } from '../../test/support/chromium.ts';
import type * as Host from './page.ts';
import type { FrameProject } from './projects.ts';

declare const host: typeof Host;
declare const frameCode: string;
declare const stage: StageHandle;

export interface FrameRow {
  name: string;
  what: string;
  painter: 'webgl2' | 'canvas2d';
  /** Steps of the project that were measured. */
  frames: number;
  /** Milliseconds that a step holds the worker: scripts, touching, and handing the picture to the graphics process. */
  p50: number;
  p95: number;
  worst: number;
  /** CPU milliseconds for each frame of the processes that run the page and the stage, and of the one that draws. */
  cpu: { stage: number; graphics: number };
  /** Steps in each second of the measured time; 30 is all there is to have. */
  perSecond: number;
  /** Pictures in each second: fewer where the graphics process is slower than the project. Null where nobody can say. */
  shownPerSecond: number | null;
}

const ORIGIN = 'http://bench.invalid/';
const PAGE =
  '<!doctype html><meta charset="utf-8"><style>body{margin:0}#stage{width:480px;height:360px}</style><div id="stage"></div>';

/** A browser in which projects run as they do in the editor: page, sandboxed frame, worker. */
export class FrameBench {
  readonly #browser: Browser;
  readonly #scripts: { host: string; frame: string };
  readonly #painter: FrameRow['painter'];

  private constructor(browser: Browser, painter: FrameRow['painter'], scripts: { host: string; frame: string }) {
    this.#browser = browser;
    this.#painter = painter;
    this.#scripts = scripts;
  }

  static async open(painter: FrameRow['painter']): Promise<FrameBench> {
    const entry = fileURLToPath(new URL('./page.ts', import.meta.url));
    const [hostCode, { code }] = await Promise.all([bundleScript({ entry, name: 'host' }), bundleFrame()]);
    const browser = await launchChromium({ webgl: painter === 'webgl2' });
    return new FrameBench(browser, painter, { host: hostCode, frame: code });
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /** Runs a project for a while to warm up and then measures its steps. */
  async run(bench: FrameProject, frames: number): Promise<FrameRow> {
    const page = await this.#browser.newPage();
    const system = await this.#browser.newBrowserCDPSession();
    try {
      const started = page.waitForEvent('worker');
      await this.#load(page, bench);
      const worker = await started;
      await watchSteps(worker);
      await page.evaluate(() => stage.greenFlag());
      await stepped(worker, 45);
      const [cpu, began] = [await cpuSeconds(system), performance.now()];
      await worker.evaluate(() => {
        const watched = globalThis as unknown as Watched;
        watched.steps.splice(0);
        watched.shown = 0;
      });
      const times = await stepped(worker, frames);
      const shown = await worker.evaluate(() => (globalThis as unknown as Watched).shown);
      const [used, seconds] = [await cpuSeconds(system), (performance.now() - began) / 1000];
      const sorted = Float64Array.from(times).sort();
      const at = (share: number): number =>
        round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
      const perFrame = (before: number, after: number): number => round(((after - before) * 1000) / times.length);
      return {
        name: bench.name,
        what: bench.what,
        painter: this.#painter,
        frames: times.length,
        p50: at(0.5),
        p95: at(0.95),
        worst: at(1),
        cpu: { stage: perFrame(cpu.stage, used.stage), graphics: perFrame(cpu.graphics, used.graphics) },
        perSecond: round(times.length / seconds),
        shownPerSecond: this.#painter === 'webgl2' ? round(shown / seconds) : null,
      };
    } finally {
      await system.detach();
      await page.close();
    }
  }

  async #load(page: Page, { project, assets }: FrameProject): Promise<void> {
    await page.route(`${ORIGIN}**`, (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
    await page.goto(ORIGIN);
    await page.addScriptTag({ content: this.#scripts.host });
    await page.addScriptTag({ content: `const frameCode = ${JSON.stringify(this.#scripts.frame)}` });
    const files = Object.entries(assets).map(([hash, file]) => [hash, [...file]] as const);
    await page.evaluate(
      async ([program, files]) => {
        const made = host.createStage({
          container: document.getElementById('stage')!,
          frameCode: () => Promise.resolve(frameCode),
          title: 'stage',
          onEvent: (event) => {
            if (event.type === 'error') throw new Error(event.message);
          },
        });
        Object.assign(globalThis, { stage: made });
        const bytes = new Map(files);
        const assets = (hash: string): Promise<Uint8Array> =>
          bytes.has(hash) ? Promise.resolve(Uint8Array.from(bytes.get(hash)!)) : Promise.reject(new Error(hash));
        await made.load({ program, assets });
      },
      [compileProject(project), files] as const,
    );
  }
}

interface Watched {
  steps: number[];
  shown: number;
}

/** Notes how long each step takes: the worker's loop calls each of them from a timer. Each picture ends with a fence. */
async function watchSteps(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const steps: number[] = [];
    const { setTimeout } = globalThis;
    const { fenceSync } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.fenceSync = function (...args) {
      (globalThis as unknown as Watched).shown++;
      return fenceSync.apply(this, args);
    };
    Object.assign(globalThis, {
      shown: 0,
      steps,
      setTimeout: (step: () => void, ms: number) =>
        setTimeout(() => {
          const began = performance.now();
          step();
          steps.push(performance.now() - began);
        }, ms),
    });
  });
}

/** Waits for so many steps and gives what each of them took. */
async function stepped(worker: Worker, count: number): Promise<number[]> {
  for (;;) {
    const steps = await worker.evaluate(() => (globalThis as unknown as Watched).steps);
    if (steps.length >= count) return steps;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** CPU seconds that the browser's processes have used so far. */
async function cpuSeconds(system: CDPSession): Promise<{ stage: number; graphics: number }> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const sum = (type: string): number =>
    processInfo.filter((process) => process.type === type).reduce((all, { cpuTime }) => all + cpuTime, 0);
  return { stage: sum('renderer'), graphics: sum('GPU') };
}

const round = (value: number): number => Math.round(value * 100) / 100;
