import { defineConfig } from 'vitest/config';

/** Tests in a real browser against the built application; one file at a time, since they share two cores. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    maxWorkers: 1,
    // A hand that misses a block which moves that moment tries again; what fails three times is broken. Repeats are printed.
    retry: 2,
    // A loaded machine takes its time over what happens at once elsewhere.
    expect: { poll: { timeout: 30_000, interval: 250 } },
  },
});
