import { defineConfig } from 'vitest/config';

/** Whole runs against hostile SUTs, and secrets through whole runs: too slow for `npm test`, part of `.ci/run`. */
export default defineConfig({
  test: {
    include: ['tests/hostile/runs/*.test.ts'],
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: 20_000,
  },
});
