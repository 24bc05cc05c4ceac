import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { Row } from '../src/judge/matrix.ts';
import type { Finding, Verdict } from '../src/judge/verdict.ts';
import type { Run } from './load-run.ts';
import { visible, visibleLines } from './visible.ts';

/**
 * junit.xml: one testsuite for each release of each run. In a claimed release `fail` is a failure, `error` and `inconclusive`
 * are errors (not shown is not passed); `not-supported` and `not-applicable` are skipped. Releases that are not claimed
 * never turn a build red: what would fail there is skipped with the reason.
 */
export function junitReport(runs: readonly Run[]): string {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', { name: 'nfv-tst' });
  for (const run of runs) for (const row of run.matrix.rows) suite(root, run, row);
  return `${root.end({ prettyPrint: true })}\n`;
}

function suite(root: XMLBuilder, run: Run, row: Row): void {
  const { cases } = row.total;
  const all = Object.values(cases).reduce((sum, n) => sum + n, 0);
  const failures = row.claimed ? cases.fail : 0;
  const errors = row.claimed ? cases.error + cases.inconclusive : 0;
  const element = root.ele('testsuite', {
    name: `${visible(run.info.target.name)} SOL003 ${row.release}${row.claimed ? '' : ' (not claimed)'}`,
    tests: all,
    failures,
    errors,
    skipped: all - cases.pass - failures - errors,
    timestamp: run.info.startedAt,
    time: ((run.info.duration ?? 0) / 1000).toFixed(3),
  });
  for (const verdict of run.verdicts) if (verdict.release === row.release) testCase(element, verdict, row.claimed);
}

function testCase(suiteElement: XMLBuilder, verdict: Verdict, claimed: boolean): void {
  const element = suiteElement.ele('testcase', {
    name: visible(verdict.case),
    classname: `${verdict.release}.${visible(verdict.api)}.${verdict.role}`,
  });
  const shalls = verdict.findings.filter((finding) => finding.keyword === 'shall');
  const reason = visible(verdict.reason ?? shalls[0]?.message ?? '');
  switch (verdict.verdict) {
    case 'pass':
      break;
    case 'fail':
      if (claimed) {
        element
          .ele('failure', { message: reason, type: visible(shalls[0]?.clause ?? 'shall') })
          .txt(shalls.map(findingText).join('\n\n'));
      } else {
        element.ele('skipped', { message: `would fail, the release is not claimed: ${reason}` });
      }
      break;
    case 'error':
    case 'inconclusive':
      if (claimed) element.ele('error', { message: reason, type: verdict.verdict });
      else element.ele('skipped', { message: `${verdict.verdict}: ${reason}` });
      break;
    case 'not-supported':
    case 'not-applicable':
      element.ele('skipped', { message: `${verdict.verdict}: ${reason}` });
      break;
  }
  const others = verdict.findings.filter((finding) => finding.keyword !== 'shall' || !claimed);
  if (others.length > 0) element.ele('system-out').txt(others.map(findingText).join('\n\n'));
}

function findingText(finding: Finding): string {
  return [
    `${finding.keyword} ${visible(finding.clause)}: ${visible(finding.message)}`,
    `deviation: ${visible(finding.deviation)}`,
    `expected:  ${visibleLines(finding.expected)}`,
    `observed:  ${visibleLines(finding.observed)}`,
    `at:        ${visible(finding.pointer)}`,
    `exchanges: ${finding.exchanges.join(' ')} (${finding.places} in all)`,
  ].join('\n');
}
