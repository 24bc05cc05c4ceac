import { defineConfig } from '@playwright/test';

/** The tests of a release as a run has them, with verdicts from wherever the environment says. */
export default defineConfig({
  outputDir: process.env['BENCH_OUT'] ?? '',
  timeout: 0,
  workers: 1,
  reporter: process.env['BENCH_PLAIN'] === undefined ? [['../../../src/engine/playwright-reporter.ts']] : [['null']],
  projects: [{ name: '3.3.1', testDir: '../../../suites/3.3.1' }],
});
