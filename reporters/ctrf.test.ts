import { expect, test } from 'vitest';
import { sampleRun } from '../tests/sample/sample-run.ts';
import { count } from './count.ts';
import { ctrfReport } from './ctrf.ts';

interface Ctrf {
  readonly results: {
    readonly summary: Readonly<Record<string, number>>;
    readonly extra: { readonly targets: readonly unknown[] };
    readonly tests: readonly {
      readonly status: string;
      readonly rawStatus: string;
      readonly suite: readonly string[];
    }[];
  };
}

test('figures fit the tests listed, claimed releases only, and nothing open counts as passed', () => {
  const { info, verdicts } = sampleRun({ claims: ['2.6.1'] });
  const matrix = count(verdicts, info);
  const { results } = JSON.parse(ctrfReport([{ dir: '', info, verdicts, matrix }])) as Ctrf;
  const { summary, tests } = results;
  expect(new Set(tests.map((one) => one.suite[1]))).toEqual(new Set(['2.6.1']));
  expect(summary['tests']).toBe(tests.length);
  for (const status of ['passed', 'failed', 'skipped', 'other'])
    expect(summary[status]).toBe(tests.filter((one) => one.status === status).length);
  expect(summary['failed']).toBe(matrix.summary.claimed.cases.fail);
  expect(summary['other']).toBeGreaterThan(0);
  expect(new Set(tests.filter((one) => one.rawStatus === 'inconclusive').map((one) => one.status))).toEqual(
    new Set(['other']),
  );
});

test('the outcome of each target stands beside the tests, and does not claim what was not shown', () => {
  const selection = { apis: ['grant'] };
  const { info, verdicts } = sampleRun({ claims: ['2.6.1'], failEvery: 0, openEvery: 0, selection });
  const report = ctrfReport([{ dir: '', info, verdicts, matrix: count(verdicts, info) }]);
  const { results } = JSON.parse(report) as Ctrf;
  expect(results.extra.targets).toEqual([
    {
      name: 'Sample VNFM',
      outcome: 'passed',
      reason: expect.stringContaining('this is not a statement of conformance') as string,
    },
  ]);
});
