import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/**
 * Finds a Chromium and starts it, the same way for every test that needs a real browser. Tried in this order: the
 * environment (`CHROMIUM_PATH`), what the system has, and the one that npm brings (`@sparticuz/chromium`, Linux on x64).
 */

const SYSTEM_PATHS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    if (!folder) return [];
    return [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ];
  }),
};

/** Software WebGL works everywhere, a graphics card or not; nothing here may call home while a test runs. */
const QUIET_ARGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-dev-shm-usage',
];
const GRAPHICS_ARGS = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

export interface FoundChromium {
  path: string;
  from: 'environment' | 'system' | 'npm';
  args: readonly string[];
}

/**
 * Where Chromium is, or null.
 * @throws Error when `CHROMIUM_PATH` is set but names nothing: a wish that cannot be met is not ignored.
 */
export async function findChromium(): Promise<FoundChromium | null> {
  const wished = process.env.CHROMIUM_PATH;
  if (wished) {
    if (!existsSync(wished)) throw new Error(`CHROMIUM_PATH names ${wished}, which does not exist.`);
    return { path: wished, from: 'environment', args: [] };
  }
  for (const path of SYSTEM_PATHS[process.platform] ?? []) {
    if (existsSync(path)) return { path, from: 'system', args: [] };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return { path: await packed.executablePath(), from: 'npm', args: packed.args };
  } catch {
    return null;
  }
}

export interface LaunchChromiumOptions extends LaunchOptions {
  /** Without WebGL it starts faster and lighter; the stage then falls back to a 2D canvas. Default true. */
  webgl?: boolean;
}

/**
 * A headless Chromium for tests. Close it in `afterAll`.
 * @throws Error that says what to install when there is none.
 */
export async function launchChromium({
  webgl = true,
  args = [],
  ...options
}: LaunchChromiumOptions = {}): Promise<Browser> {
  const found = await findChromium();
  if (!found) {
    throw new Error(
      'These tests need Chromium. Install Chromium, Google Chrome or Edge, or set CHROMIUM_PATH to one ' +
        '(Debian and Ubuntu: apt install chromium).',
    );
  }
  // Chromium refuses its own sandbox when run by root, and many containers forbid the namespaces that it needs.
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  // What npm brings is meant for a server without graphics; its own graphics flags would contradict ours.
  const packed = found.args.filter((arg) => !/^--(use-gl|use-angle|disable-gpu|single-process|headless)/.test(arg));
  return chromium.launch({
    executablePath: found.path,
    headless: true,
    ...options,
    args: [
      ...new Set([
        ...packed,
        ...sandbox,
        ...QUIET_ARGS,
        ...(webgl ? GRAPHICS_ARGS : ['--disable-gpu', '--disable-3d-apis']),
        ...args,
      ]),
    ],
  });
}
