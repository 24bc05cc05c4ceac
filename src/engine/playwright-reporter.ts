import type {
  FullConfig,
  Reporter,
  TestError,
  Suite,
  TestCase as PlaywrightTest,
  TestResult,
} from '@playwright/test/reporter';
import { RED_RESTORED } from './service.ts';
import { liveSession } from './session.ts';

/**
 * First of the reporters. Tells the engines what was selected, so that they can drive it at once and side by side; and turns
 * the failures that tests declared as expected back into what they are (see fixtures/suite.ts), before others look.
 * Failures against releases that the deployment does not claim stay expected: they are shown, and do not redden the run.
 */
export default class ConformanceReporter implements Reporter {
  onBegin(_config: FullConfig, suite: Suite): void {
    // Workers start after this and inherit it.
    process.env[RED_RESTORED] = '1';
    const wanted = suite.allTests().map((test) => ({ ...projectOf(test), case: caseOf(test) }));
    liveSession()?.plan(wanted);
  }

  onTestEnd(test: PlaywrightTest, result: TestResult): void {
    if (result.status !== 'failed' || test.expectedStatus !== 'failed') return;
    const { target, release } = projectOf(test);
    if (liveSession()?.claims(target, release) !== false) test.expectedStatus = 'passed';
  }

  /** What keeps the run from working at all: a suite that does not load, a set-up that fails. */
  onError(error: TestError): void {
    process.stderr.write(`${error.stack ?? error.message ?? String(error.value)}\n`);
  }

  printsToStdio(): boolean {
    return true;
  }
}

function caseOf(test: PlaywrightTest): string {
  return test.annotations.find((annotation) => annotation.type === 'case')?.description ?? '';
}

function projectOf(test: PlaywrightTest): { target: string; release: string } {
  const use: unknown = test.parent.project()?.use;
  const of = (name: string): string => {
    const value = typeof use === 'object' && use !== null ? (use as Record<string, unknown>)[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { target: of('target'), release: of('release') };
}
