import { defineConfig } from 'vitest/config';

/** Deep runs use the counts the issues state; ordinary runs a seeded sample of them. */
export default defineConfig({
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'apps/web/{src,server}/**/*.test.ts',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'test/e2e/**'],
    // One PostgreSQL for the run, started by the first test that asks for a database.
    globalSetup: ['packages/data/src/testing/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
