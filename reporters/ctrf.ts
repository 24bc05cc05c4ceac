import type { Verdict, VerdictKind } from '../src/judge/verdict.ts';
import type { Run } from './load-run.ts';
import { visible } from './visible.ts';

/** How CTRF (ctrf.io) calls a verdict; what was not shown is `other`, never `passed`. */
const STATUS: Readonly<Record<VerdictKind, 'passed' | 'failed' | 'skipped' | 'other'>> = {
  pass: 'passed',
  fail: 'failed',
  inconclusive: 'other',
  error: 'other',
  'not-applicable': 'skipped',
  'not-supported': 'skipped',
};

/** ctrf.json over the claimed releases of all runs: releases that are not claimed turn no build red. */
export function ctrfReport(runs: readonly Run[]): string {
  const sum = (...kinds: readonly VerdictKind[]): number =>
    runs.reduce((all, run) => all + kinds.reduce((n, kind) => n + run.matrix.summary.claimed.cases[kind], 0), 0);
  const starts = runs.map((run) => Date.parse(run.info.startedAt));
  const stops = runs.map((run) => Date.parse(run.info.endedAt ?? run.info.startedAt));
  const report = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    results: {
      tool: { name: 'nfv-tst', version: runs[0]?.info.harness.version },
      summary: {
        tests: sum('pass', 'fail', 'inconclusive', 'error', 'not-applicable', 'not-supported'),
        passed: sum('pass'),
        failed: sum('fail'),
        skipped: sum('not-applicable', 'not-supported'),
        pending: 0,
        other: sum('inconclusive', 'error'),
        start: Math.min(...starts),
        stop: Math.max(...stops),
      },
      extra: {
        targets: runs.map(({ info, matrix }) => ({
          name: visible(info.target.name),
          outcome: matrix.summary.outcome,
          reason: visible(matrix.summary.reason),
        })),
      },
      tests: runs.flatMap((run) => {
        const claimed = new Set(run.matrix.rows.filter((row) => row.claimed).map((row) => row.release));
        return run.verdicts.filter((verdict) => claimed.has(verdict.release)).map((verdict) => testOf(run, verdict));
      }),
    },
  };
  return `${JSON.stringify(report, undefined, 1)}\n`;
}

function testOf(run: Run, verdict: Verdict): object {
  const shall = verdict.findings.find((finding) => finding.keyword === 'shall');
  const message = verdict.reason ?? shall?.message;
  return {
    name: visible(verdict.case),
    status: STATUS[verdict.verdict],
    // The verdict on a case takes no time of its own: procedures are shared.
    duration: 0,
    suite: [visible(run.info.target.name), verdict.release, visible(verdict.api)],
    rawStatus: verdict.verdict,
    ...(message === undefined ? {} : { message: visible(message) }),
    ...(shall === undefined ? {} : { trace: `${visible(shall.clause)}: ${visible(shall.deviation)}` }),
  };
}
