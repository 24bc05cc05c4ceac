import { defineConfig } from 'vitest/config';
import { limits } from './tests/limits.ts';

/** Whole runs against a SUT that is restarted at a moment that differs from run to run: a command of its own. */
export default defineConfig({
  test: { include: ['tests/restart/*.test.ts'], pool: 'threads', maxWorkers: 1, ...limits },
});
