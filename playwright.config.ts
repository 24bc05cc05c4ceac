import { defineConfig, type Project, type ReporterDescription } from '@playwright/test';
import { byCommandLine, settingsFromEnvironment, targetsOf } from './src/engine/settings.ts';
import { PLAYWRIGHT_REPORTS } from './src/judge/run-directory.ts';
import { RELEASES } from './src/model/release-model.ts';

const settings = settingsFromEnvironment();
const releases = settings.releases.length > 0 ? settings.releases : RELEASES;

/** One a release, whatever the number of targets: each project costs a worker, which costs more than all that it does. */
const projects: Project[] = releases
  .filter((release) => targetsOf(release, settings).length > 0)
  .map((release) => ({ name: release, testDir: `suites/${release}` }));

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

export default defineConfig({
  globalSetup: './src/engine/playwright-setup.ts',
  outputDir: `${settings.out}/test-results`,
  timeout: 0,
  fullyParallel: false,
  // A worker each, which starts and then waits while the engine drives; they do little else.
  workers: projects.length,
  reporter: reporters,
  projects,
});
