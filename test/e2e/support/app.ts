import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium, type LaunchChromiumOptions } from '../../support/chromium.ts';
import { AppServer } from './app-server.ts';
import { Visitor } from './visitor.ts';

/** The built application and a browser, while the tests of a file run. */
export interface App {
  readonly server: AppServer;
  readonly browser: Browser;
  /** Somebody new at a computer of their own. */
  arrive(locale?: string): Promise<Visitor>;
}

/** Starts both before the first test of the suite that this stands in, and ends them after the last. */
export function useApp({ env, launch }: { env?: Record<string, string>; launch?: LaunchChromiumOptions } = {}): App {
  let server: AppServer | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await AppServer.start(env);
    browser = await launchChromium(launch);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  return {
    get server() {
      return server!;
    },
    get browser() {
      return browser!;
    },
    arrive: (locale) => Visitor.arrive(browser!, server!.origin, locale),
  };
}
