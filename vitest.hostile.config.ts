import { defineConfig } from 'vitest/config';
import { limits } from './tests/limits.ts';

/** Whole runs against hostile SUTs, and secrets through whole runs: too slow for `npm test`, part of `.ci/run`. */
export default defineConfig({
  test: {
    include: ['tests/hostile/runs/*.test.ts'],
    pool: 'threads',
    maxWorkers: 1,
    ...limits,
  },
});
