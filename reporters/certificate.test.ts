import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../tests/sample/hostile.ts';
import { sampleRun, type SampleOptions } from '../tests/sample/sample-run.ts';
import type { Verdict } from '../src/judge/verdict.ts';
import { exitCodeFor, obstaclesTo, obstacleText, statementOf, type Obstacle } from './certificate.ts';
import { obstaclesText, statementText } from './certificate-text.ts';
import { count } from './count.ts';
import type { Run } from './load-run.ts';

const digest = 'a'.repeat(64);
const sha256 = { 'run.json': digest, 'exchanges.ndjson': digest, 'verdicts.ndjson': digest };

function runOf(options: SampleOptions, change = (verdict: Verdict): Verdict => verdict): Run {
  const sample = sampleRun({ failEvery: 0, openEvery: 0, cases: 18, ...options });
  const verdicts = sample.verdicts.map(change);
  return { dir: 'out', info: sample.info, verdicts, matrix: count(verdicts, sample.info) };
}

function kinds(obstacles: readonly Obstacle[]): readonly string[] {
  return [...new Set(obstacles.map((one) => one.kind))];
}

describe('what stands in the way of a certificate', () => {
  test('is nothing where a whole run shows conformance to a claimed release', () => {
    expect(obstaclesTo('2.6.1', runOf({}))).toEqual([]);
    expect(exitCodeFor([])).toBe(0);
  });

  test('is each deviation of that release, with its clause, and each reason of cases left open', () => {
    const obstacles = obstaclesTo('2.6.1', runOf({ failEvery: 6, openEvery: 11, cases: 11 }));
    expect(kinds(obstacles)).toEqual(['deviation', 'open']);
    expect(obstacles.map(obstacleText)).toEqual([
      'SOL003 5.5.2.13.2 · schema:VnfLcmOpOcc.startTime:format · 14 places: startTime lacks the offset that a DateTime has',
      '4 cases inconclusive: could not be provoked: instantiate did not reach COMPLETED',
    ]);
    expect(exitCodeFor(obstacles)).toBe(1);
  });

  test('is no deviation of another release', () => {
    const ok = runOf({ failEvery: 6 }, (verdict) =>
      verdict.release === '2.6.1' && verdict.verdict === 'fail'
        ? { ...verdict, verdict: 'pass', findings: [] }
        : verdict,
    );
    expect(obstaclesTo('2.6.1', ok)).toEqual([]);
    expect(kinds(obstaclesTo('3.3.1', ok))).toEqual(['deviation']);
  });

  test('is a record that is not complete: the harness did not do its work', () => {
    const obstacles = obstaclesTo('2.6.1', runOf({ complete: false, incomplete: 'exchanges.ndjson:3: not JSON' }));
    expect(obstacles.map(obstacleText)).toEqual(['the record is not complete: exchanges.ndjson:3: not JSON']);
    expect(exitCodeFor(obstacles)).toBe(3);
  });

  test('is an error of the harness; a deviation beside it comes first', () => {
    const failing = (verdict: Verdict): Verdict =>
      verdict.case === 'vnflcm.vnf_instances.success_0'
        ? { ...verdict, verdict: 'error', reason: 'no port', judged: 0 }
        : verdict;
    const obstacles = obstaclesTo('2.6.1', runOf({}, failing));
    expect(obstacles.map(obstacleText)).toEqual(['the harness could not do its work in 1 case']);
    expect(exitCodeFor(obstacles)).toBe(3);
    expect(exitCodeFor(obstaclesTo('2.6.1', runOf({ failEvery: 6 }, failing)))).toBe(1);
  });

  test.each([
    [{ cases: ['vnflcm.*'] }, 'cases vnflcm.*'],
    [{ apis: ['vnflcm'] }, 'API vnflcm'],
    [{ releases: ['3.3.1'] as const }, '3.3.1'],
  ])('is the restriction of a run to %o', (selection, to) => {
    const obstacles = obstaclesTo('2.6.1', runOf({ selection }));
    expect(obstacles.map(obstacleText)).toEqual([`the run was restricted to ${to}: a certificate needs a whole run`]);
  });

  test('is not that other releases were left out', () => {
    expect(obstaclesTo('2.6.1', runOf({ selection: { releases: ['2.6.1'] } }))).toEqual([]);
  });

  test('is that nothing was judged: not claimed by the ICS, or not claimed at all', () => {
    const denied = runOf({}, (verdict) => ({ ...verdict, verdict: 'not-supported', reason: 'ICS', findings: [] }));
    expect(kinds(obstaclesTo('2.6.1', denied))).toEqual(['nothing judged']);
    expect(kinds(obstaclesTo('3.7.1', runOf({})))).toEqual(['nothing judged']);
  });
});

describe('a statement', () => {
  test('says who conforms to what, and what that was found by', () => {
    const tried = {
      ...{ harness: '0.1.0', at: '2026-01-01T00:00:00.000Z', faults: { seeded: 3, found: 3, more: 1 } },
      mutants: { made: 9, killed: 8, equivalent: 1, rules: 4 },
    };
    const statement = statementOf('2.6.1', runOf({}), sha256, tried);
    expect(statement).toMatchObject({
      format: 1,
      release: '2.6.1',
      outcome: 'conformant',
      target: { name: 'Sample VNFM' },
      ics: { claimed: ['vnflcm.*'], denied: ['vnflcm.scale_to_level'] },
      warnings: ['list-content-type:advice', 'location-relative:advice'],
      run: { id: 'r1', sha256 },
      harness: { version: '0.1.0' },
    });
    expect(statement.judged).toHaveLength(4);
    expect(statement.judged[0]).toMatchObject({ api: 'vnflcm', role: 'producer', cases: { pass: 17, fail: 0 } });
    expect(statement.qualification).toEqual({
      harness: '0.1.0',
      at: '2026-01-01T00:00:00.000Z',
      faults: { seeded: 3, found: 3 },
      mutants: { made: 9, killed: 8, equivalent: 1 },
    });
    expect(statementOf('2.6.1', runOf({}), sha256, undefined)).not.toHaveProperty('qualification');
  });

  test('names an API of which the release has no rule as such', () => {
    const judged = statementOf('2.4.1', runOf({ claims: ['2.4.1'] }), sha256, undefined).judged;
    expect(judged.map(({ api, state }) => [api, state])).toContainEqual(['vnfpkgm', 'not-applicable']);
  });

  test('holds no credential that somebody wrote into a URI', () => {
    const run = runOf({});
    const target = { ...run.info.target, roots: { 'vnflcm/v1': 'http://me:canary@vnfm/vnflcm/v1' } };
    const { roots } = statementOf('2.6.1', { ...run, info: { ...run.info, target } }, sha256, undefined).target;
    expect(roots).toEqual({ 'vnflcm/v1': 'http://[redacted]@vnfm/vnflcm/v1' });
  });

  test('is never made where something stands in the way', () => {
    expect(() => statementOf('2.6.1', runOf({ failEvery: 6 }), sha256, undefined)).toThrow(/does not show conformance/);
    expect(() => statementOf('3.7.1', runOf({}), sha256, undefined)).toThrow(/does not show conformance/);
  });
});

describe('on the terminal', () => {
  test('nothing of a SUT or of a certificate acts', () => {
    const failing = obstaclesTo('2.6.1', runOf({ failEvery: 6, openEvery: 11, hostile: HOSTILE }));
    const statement = statementOf('2.6.1', runOf({ hostile: HOSTILE }), sha256, undefined);
    for (const text of [obstaclesText(failing, 500), statementText(statement)])
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  test('obstacles are listed in short, with how many more there are', () => {
    const [deviation] = obstaclesTo('2.6.1', runOf({ failEvery: 6 }));
    if (deviation === undefined) throw new Error('the sample lacks a deviation');
    const lines = obstaclesText(Array<Obstacle>(12).fill(deviation), 60).split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^ {2}✗ .*…$/);
    expect(lines.at(-1)).toContain('… and 2 more');
  });
});
