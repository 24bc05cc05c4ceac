import { defineConfig } from '@playwright/test';
import type { ConformanceOptions } from '../../../fixtures/conformance.ts';

/** The tests of a release as a run has them, with verdicts from wherever the environment says. */
export default defineConfig<ConformanceOptions>({
  outputDir: process.env['BENCH_OUT'] ?? '',
  timeout: 0,
  workers: 1,
  reporter: process.env['BENCH_PLAIN'] === undefined ? [['../../../src/engine/playwright-reporter.ts']] : [['null']],
  projects: [{ name: 'bench', testDir: '../../../suites/3.3.1', use: { target: 'bench', release: '3.3.1' } }],
});
