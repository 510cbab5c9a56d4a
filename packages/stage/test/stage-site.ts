import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { bundleFrame, bundleScript } from '../build-frame.mjs';
import { FRAME_SCRIPT_HASH } from '../src/host/index.ts';
import type { LoadOptions, StageEvent, StageHandle } from '../src/host/index.ts';
import type { CompiledProgram, ScriptTable, TargetTable } from '../src/runtime/program.ts';

/** The policy of a strict page: what the application's may be at its strictest. */
const POLICY = [
  "default-src 'self'",
  `script-src 'self' ${FRAME_SCRIPT_HASH} blob:`,
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "frame-src 'self'",
  // data: is for the tests' own reading of screenshots.
  "connect-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

const PAGE = `<!doctype html><meta charset="utf-8"><title>stage</title>
<style>body{margin:0}#stage{width:480px;height:360px}</style><div id="stage"></div>
<script src="/host.js"></script><script src="/test.js"></script>`;

/** What `/test.js` leaves on the page. */
export interface TestWindow {
  stage: StageHandle;
  events: StageEvent[];
  load(program: unknown, assets: Record<string, string>): Promise<void>;
  pixels(points: [number, number][], width?: number): Promise<number[][]>;
}

const TEST_SCRIPT = `
const events = [];
const stage = host.createStage({
  container: document.getElementById('stage'),
  frameCode: () => fetch('/frame.js').then((answer) => answer.text()),
  title: 'stage',
  onEvent: (event) => events.push(event),
});
const load = (program, assets) => stage.load({
  program,
  assets: async (hash) => {
    if (!(hash in assets)) throw new Error('no asset ' + hash);
    return Uint8Array.from(atob(assets[hash]), (c) => c.charCodeAt(0));
  },
});
// Reads what the stage shows, by the same door that the application uses for thumbnails.
async function pixels(points, width = 480) {
  const bitmap = await createImageBitmap(await stage.thumbnail({width, height: width * 0.75}));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {willReadFrequently: true});
  context.drawImage(bitmap, 0, 0);
  const scale = width / 480;
  return points.map(([x, y]) => [...context.getImageData(Math.floor((x + 240) * scale), Math.floor((180 - y) * scale), 1, 1).data].slice(0, 3));
}
Object.assign(window, {events, stage, load, pixels});
`;

export interface StageSite {
  url: string;
  /** Addresses that were asked for. */
  requests: string[];
  close(): Promise<void>;
}

/** A site with one page that holds a stage, under a strict policy. */
export async function serveStage(): Promise<StageSite> {
  const { code } = await bundleFrame();
  const entry = fileURLToPath(new URL('./stage-page.ts', import.meta.url));
  const files: Record<string, [type: string, body: string]> = {
    '/': ['text/html', PAGE],
    '/host.js': ['text/javascript', await bundleScript({ entry, name: 'host', minify: false })],
    '/test.js': ['text/javascript', TEST_SCRIPT],
    '/frame.js': ['text/javascript', code],
  };
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const [type, body] = files[path] ?? ['text/plain', ''];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.setHeader('content-security-policy', POLICY);
    // Whoever gets through must be seen, not hidden by another mechanism.
    response.setHeader('access-control-allow-origin', '*');
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

const SPRITE = {
  visible: true,
  x: 0,
  y: 0,
  size: 100,
  direction: 90,
  draggable: false,
  rotationStyle: 'all around' as const,
  layer: 1,
};

const costume = (asset: string, width: number, height: number, format: 'svg' | 'png' = 'svg') => ({
  id: asset,
  name: asset,
  asset,
  format,
  rotationCenterX: width / 2,
  rotationCenterY: height / 2,
  bitmapResolution: 1,
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const svg = (width: number, height: number, inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${inside}</svg>`;

export interface HandWritten {
  /** Bodies of plain functions `(t, rt)` that run at the green flag, by target name. */
  flag?: Record<string, string>;
  /** Bodies that run when a target is clicked. */
  click?: Record<string, string>;
  /** Bodies that run when the space key is pressed. */
  space?: Record<string, string>;
  sprites?: Record<
    string,
    { svg: string; width: number; height: number } & Partial<NonNullable<TargetTable['sprite']>>
  >;
}

/** A compiled project written by hand: what the compiler would hand over, with one costume for each sprite. */
export function program({ flag = {}, click = {}, space = {}, sprites = {} }: HandWritten): {
  program: LoadOptions['program'];
  assets: Record<string, string>;
} {
  const assets: Record<string, string> = {
    back: base64(svg(480, 360, '<rect width="480" height="360" fill="#eef"/>')),
  };
  const common = { volume: 100, variables: [], lists: [], sounds: [], currentCostume: 0 };
  const targets: TargetTable[] = [
    { ...common, id: 'stage', name: 'Stage', isStage: true, costumes: [costume('back', 480, 360)] },
  ];
  for (const [name, { svg: text, width, height, ...sprite }] of Object.entries(sprites)) {
    assets[name] = base64(text);
    targets.push({
      ...common,
      id: name,
      name,
      isStage: false,
      costumes: [costume(name, width, height)],
      sprite: { ...SPRITE, layer: targets.length, ...sprite },
    });
  }
  const scripts: ScriptTable[] = [];
  const functions: string[] = [];
  const add = (hat: string, bodies: Record<string, string>, fields: Record<string, string> = {}): void => {
    for (const [name, body] of Object.entries(bodies)) {
      const target = targets.findIndex((candidate) => candidate.name === name);
      const topBlock = `block${scripts.length}`;
      scripts.push({ target, topBlock, hat, fields, restarts: true, edge: false, form: 'plain' });
      functions.push(`function (t) { ${body} }`);
    }
  };
  add('event_whenflagclicked', flag);
  add('event_whenthisspriteclicked', click);
  add('event_whenkeypressed', space, { KEY_OPTION: 'space' });
  const code = `function (rt) { return { scripts: [${functions.join(',')}], edges: [] }; }`;
  const tables = { targets, scripts, monitors: [], lines: [], blocks: [], usesVideo: false };
  const compiled: CompiledProgram & { code: string } = { code, ...tables };
  return { program: compiled, assets };
}

/** Opens the page and loads a program. */
export async function open(page: Page, site: StageSite, written: HandWritten): Promise<void> {
  await page.goto(site.url);
  const { program: compiled, assets } = program(written);
  await page.evaluate(([compiled, assets]) => (window as unknown as TestWindow).load(compiled, assets), [
    compiled,
    assets,
  ] as const);
}
