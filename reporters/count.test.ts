import { describe, expect, test } from 'vitest';
import type { Finding, Verdict } from '../src/judge/verdict.ts';
import { count, type Counted } from './count.ts';

const run: Counted = { target: { name: 't', claims: ['2.6.1'], roots: {} }, complete: true };

function finding(deviation: string, change: Partial<Finding> = {}): Finding {
  return {
    check: 'c',
    deviation,
    clause: 'SOL013 6.4',
    keyword: 'shall',
    message: 'm',
    expected: 'e',
    observed: 'o',
    pointer: '',
    exchanges: ['x1'],
    places: 1,
    ...change,
  };
}

let n = 0;
function verdict(kind: Verdict['verdict'], change: Partial<Verdict> = {}): Verdict {
  n += 1;
  return {
    case: `case${n}`,
    release: '2.6.1',
    api: 'vnflcm',
    major: 'v1',
    role: 'producer',
    verdict: kind,
    tst010: [],
    findings: [],
    judged: 1,
    ...change,
  };
}

const fail = (deviation: string, change: Partial<Verdict> = {}): Verdict =>
  verdict('fail', { findings: [finding(deviation)], ...change });

describe('the state of a cell', () => {
  test.each([
    ['conformant', [verdict('pass'), verdict('not-supported'), verdict('not-applicable')]],
    ['non-conformant', [verdict('pass'), fail('a'), verdict('inconclusive')]],
    ['inconclusive', [verdict('pass'), verdict('inconclusive')]],
    ['inconclusive', [verdict('pass'), verdict('error')]],
    ['not-claimed', [verdict('not-supported'), verdict('not-applicable')]],
    ['not-applicable', [verdict('not-applicable')]],
  ] as const)('%s', (state, verdicts) => {
    expect(count(verdicts, run).rows[0]?.cells[0]?.state).toBe(state);
  });

  test('a shall finding is a non-conformity whatever the verdict around it says', () => {
    const matrix = count([verdict('pass', { findings: [finding('a')] })], run);
    expect(matrix.summary).toMatchObject({ outcome: 'non-conformant', exitCode: 1 });
  });
});

describe('counting', () => {
  test('a deviation counts once in a cell, in a row and over claimed rows', () => {
    const matrix = count(
      [fail('a'), fail('a'), fail('b'), fail('a', { api: 'grant', role: 'consumer' }), fail('c', { release: '2.4.1' })],
      run,
    );
    expect(matrix.columns).toEqual([
      { api: 'vnflcm', role: 'producer' },
      { api: 'grant', role: 'consumer' },
    ]);
    expect(
      matrix.rows.map((row) => [row.release, row.claimed, ...row.cells.map((c) => c.deviations), row.total.deviations]),
    ).toEqual([
      ['2.6.1', true, 2, 1, 2],
      ['2.4.1', false, 1, 0, 1],
    ]);
    expect(matrix.summary.claimed.deviations).toBe(2);
    expect(matrix.summary.all.deviations).toBe(3);
    expect(matrix.summary.claimed.cases).toMatchObject({ fail: 4, pass: 0 });
  });

  test('should and info are counted apart and fail nothing', () => {
    const advice = [finding('a', { keyword: 'should' }), finding('b', { keyword: 'info' })];
    const matrix = count([verdict('pass', { findings: advice }), verdict('pass', { findings: advice })], run);
    expect(matrix.summary.claimed).toMatchObject({ state: 'conformant', deviations: 0, warnings: 1, infos: 1 });
    expect(matrix.summary.exitCode).toBe(0);
  });

  test('an API that is producer and consumer has two columns', () => {
    const matrix = count([verdict('pass', { role: 'consumer' }), verdict('pass')], run);
    expect(matrix.columns.map((column) => column.role)).toEqual(['producer', 'consumer']);
  });
});

describe('the exit code', () => {
  const conclude = (verdicts: readonly Verdict[], change: Partial<Counted> = {}): unknown => {
    const { outcome, exitCode } = count(verdicts, { ...run, ...change }).summary;
    return [outcome, exitCode];
  };

  test('is 0 only where every claimed release is shown to conform', () => {
    expect(conclude([verdict('pass')])).toEqual(['conformant', 0]);
    expect(conclude([verdict('pass'), verdict('inconclusive')])).toEqual(['inconclusive', 1]);
    expect(conclude([verdict('not-supported')])).toEqual(['inconclusive', 1]);
    expect(conclude([])).toEqual(['inconclusive', 1]);
  });

  test('does not look at releases that are not claimed', () => {
    expect(conclude([verdict('pass'), fail('a', { release: '3.3.1' })])).toEqual(['conformant', 0]);
  });

  test('is 3 where the harness failed or the record was cut off, unless a non-conformity stands', () => {
    expect(conclude([verdict('pass'), verdict('error')])).toEqual(['error', 3]);
    expect(conclude([verdict('pass')], { complete: false })).toEqual(['error', 3]);
    expect(conclude([fail('a'), verdict('error')], { complete: false })).toEqual(['non-conformant', 1]);
  });

  test('a claimed release of which nothing was judged is not conformant', () => {
    const two: Counted = { ...run, target: { ...run.target, claims: ['2.4.1', '2.6.1'] } };
    expect(count([verdict('pass')], two).rows[0]).toMatchObject({ release: '2.4.1', total: { state: 'inconclusive' } });
    expect(conclude([verdict('pass')], two)).toEqual(['inconclusive', 1]);
    expect(conclude([verdict('pass')], { ...two, selection: { releases: ['2.6.1'] } })).toEqual(['conformant', 0]);
  });
});

describe('a restricted run', () => {
  const selections: readonly (readonly [string, NonNullable<Counted['selection']>])[] = [
    ['to cases', { cases: ['vnflcm.subscriptions.*'] }],
    ['to an API', { apis: ['grant'] }],
    ['to cases of a release', { releases: ['2.6.1'], cases: ['a'] }],
  ];
  test.each(selections)('%s does not say that anything conforms', (_, selection) => {
    const { rows, summary } = count([verdict('pass'), verdict('pass'), verdict('not-supported')], {
      ...run,
      selection,
    });
    expect(summary).toMatchObject({
      outcome: 'passed',
      exitCode: 0,
      reason: 'the 2 selected cases pass for 2.6.1; this is not a statement of conformance',
    });
    expect([summary.claimed.state, summary.all.state, rows[0]?.total.state, rows[0]?.cells[0]?.state]).toEqual(
      Array(4).fill('passed'),
    );
  });

  test('counts a case once that passes for several releases', () => {
    const target = { ...run.target, claims: ['2.4.1', '2.6.1'] as const };
    const verdicts = [verdict('pass', { case: 'a' }), verdict('pass', { case: 'a', release: '2.4.1' })];
    expect(count(verdicts, { ...run, target, selection: { cases: ['a'] } }).summary.reason).toBe(
      'the selected case passes for 2.4.1, 2.6.1; this is not a statement of conformance',
    );
  });

  test('still fails, and is still inconclusive', () => {
    const selection = { cases: ['a'] };
    expect(count([verdict('pass'), fail('a')], { ...run, selection }).summary).toMatchObject({ exitCode: 1 });
    expect(count([verdict('pass'), verdict('inconclusive')], { ...run, selection }).summary).toMatchObject({
      outcome: 'inconclusive',
      exitCode: 1,
    });
  });

  test('to releases says of those that they conform', () => {
    const { summary } = count([verdict('pass')], { ...run, selection: { releases: ['2.6.1'] } });
    expect(summary).toMatchObject({ outcome: 'conformant', reason: 'conforms to 2.6.1' });
  });
});

test('of a record that is not complete no cell says that anything conforms, and the reason says what is missing', () => {
  const cut = { ...run, complete: false, incomplete: 'exchanges.ndjson:7: not JSON' };
  const { rows, summary } = count([verdict('pass')], cut);
  expect(rows[0]?.cells[0]?.state).toBe('inconclusive');
  expect(summary.reason).toBe('the record is not complete: exchanges.ndjson:7: not JSON');
});

describe('the list of deviations', () => {
  test('has one entry for each root cause, with where it shows', () => {
    const matrix = count(
      [
        fail('a', { case: 'one' }),
        fail('a', {
          case: 'two',
          release: '2.4.1',
          findings: [finding('a', { clause: 'SOL013 6.5', exchanges: ['x10', 'x2'], places: 2 })],
        }),
        fail('b', { release: '3.3.1', findings: [finding('b', { places: 50 })] }),
        verdict('pass', { findings: [finding('a', { keyword: 'should' })] }),
      ],
      run,
    );
    expect(matrix.deviations.map((d) => [d.keyword, d.deviation, d.claimed, d.places])).toEqual([
      ['shall', 'a', true, 3],
      ['shall', 'b', false, 50],
      ['should', 'a', true, 1],
    ]);
    expect(matrix.deviations[0]).toMatchObject({
      clauses: ['SOL013 6.4', 'SOL013 6.5'],
      releases: ['2.6.1', '2.4.1'],
      cases: ['one', 'two'],
      exchanges: ['x1', 'x2', 'x10'],
    });
  });

  test('the same slip in two major versions of an API is two: each implementation has to be fixed', () => {
    const matrix = count([fail('a'), fail('a', { release: '3.3.1', major: 'v2' })], run);
    expect(matrix.deviations.map((d) => [d.deviation, d.major, d.claimed])).toEqual([
      ['a', 'v1', true],
      ['a', 'v2', false],
    ]);
    expect(matrix.summary.all.deviations).toBe(2);
  });

  test('the same exchanges judged for two releases of one API version are not counted twice', () => {
    const wide = finding('a', { exchanges: ['x1', 'x2'], places: 30 });
    const both = (['2.4.1', '2.6.1'] as const).map((release) => fail('a', { case: 'one', release, findings: [wide] }));
    expect(count(both, run).deviations[0]?.places).toBe(30);
  });
});

test('a claimed release of which nothing was judged is not said to have inconclusive cases', () => {
  const { summary } = count([verdict('not-supported')], run);
  expect(summary).toMatchObject({ outcome: 'inconclusive', exitCode: 1 });
  expect(summary.reason).toMatch(/^not shown to conform to [\d.]+: no case was judged$/);
});
