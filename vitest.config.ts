import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** The packages and the server; components have a configuration of their own, since they must be compiled. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      'packages/ui/vitest.config.ts',
      {
        test: {
          name: 'code',
          include: [
            'packages/*/{src,test}/**/*.test.ts',
            'firmware-bridges/*/**/*.test.ts',
            'apps/web/{src,server,bundling}/**/*.test.ts',
            'test/**/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'packages/ui/**', 'test/e2e/**'],
          globalSetup: ['packages/data/src/testing/global-setup.ts'],
          // The large counts of the deep run take their time.
          testTimeout: process.env.PAPERKITE_DEEP ? 30 * 60_000 : 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
