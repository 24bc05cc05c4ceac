import type {
  FullConfig,
  Reporter,
  TestError,
  Suite,
  TestCase as PlaywrightTest,
  TestResult,
} from '@playwright/test/reporter';
import { CASE, RED_RESTORED, TARGET } from './service.ts';
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
    const wanted = suite.allTests().map(wantedBy);
    liveSession()?.plan(wanted);
  }

  onTestEnd(test: PlaywrightTest, result: TestResult): void {
    if (result.status !== 'failed' || test.expectedStatus !== 'failed') return;
    const { target, release } = wantedBy(test);
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

/** What a test asks for (fixtures/suite.ts); a project is a release. */
function wantedBy(test: PlaywrightTest): { case: string; target: string; release: string } {
  const annotated = (type: string): string =>
    test.annotations.find((annotation) => annotation.type === type)?.description ?? '';
  return { case: annotated(CASE), target: annotated(TARGET), release: test.parent.project()?.name ?? '' };
}
