import { defineConfig, type Project, type ReporterDescription } from '@playwright/test';
import { byCommandLine, settingsFromEnvironment, targetKey } from './src/engine/settings.ts';
import { PLAYWRIGHT_REPORTS } from './src/judge/run-directory.ts';
import { lcmMajor, RELEASES } from './src/model/release-model.ts';
import type { ConformanceOptions } from './fixtures/conformance.ts';

const settings = settingsFromEnvironment();
const several = settings.targets.length > 1;
const releases = settings.releases.length > 0 ? settings.releases : RELEASES;

/** One project a release; a run of several targets has one a target and release: `3.3.1@tacker`. */
const projects: Project<ConformanceOptions>[] = settings.targets.flatMap((target) =>
  releases
    .filter((release) => target.kind !== 'embedded' || lcmMajor(release) === lcmMajor(target.release))
    .map((release) => ({
      name: several ? `${release}@${targetKey(target)}` : release,
      testDir: `suites/${release}`,
      use: { target: targetKey(target), release },
    })),
);

const reporters: ReporterDescription[] = [
  // First: it settles what counts as failed before the others look.
  ['./src/engine/playwright-reporter.ts'],
];
// Playwright would write a report of a mere list, too, over that of the last run.
if (!process.argv.includes('--list'))
  reporters.push(['html', { open: 'never', outputFolder: `${settings.out}/${PLAYWRIGHT_REPORTS.html}` }]);
// The command line shows verdicts in its own way; Playwright called by hand prints what it always prints.
if (!byCommandLine()) reporters.push(['list']);
if (settings.allure)
  reporters.push(['allure-playwright', { resultsDir: `${settings.out}/${PLAYWRIGHT_REPORTS.allure}`, detail: false }]);

export default defineConfig<ConformanceOptions>({
  globalSetup: './src/engine/playwright-setup.ts',
  outputDir: `${settings.out}/test-results`,
  timeout: 0,
  fullyParallel: false,
  // A worker each, which starts and then waits while the engine drives; they do little else.
  workers: Math.min(projects.length, 8),
  reporter: reporters,
  projects,
});
