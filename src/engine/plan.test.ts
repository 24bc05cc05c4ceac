import { describe, expect, test } from 'vitest';
import type { Procedure } from '../drive/procedure.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES } from '../model/release-model.ts';
import type { Profile } from '../target/profile.ts';
import { again, inOrder, plannedKey, runsOf, type PlannedRun } from './plan.ts';

const procedure = (name: string, alone?: true): Procedure => ({
  name,
  api: 'vnflcm',
  purpose: name,
  run: async () => {},
  ...(alone === undefined ? {} : { alone }),
});
const last = procedure('lasting', true);
const early = procedure('subscriptions', true);
const reads = procedure('queries');
const usual = procedure('lifecycle');
const ALL = [usual, reads, early, last];

function run(of: Procedure, major: string): PlannedRun {
  return { key: `${of.name}@${major}`, procedure: of, dialect: '2.6.1', releases: ['2.6.1'] };
}

test('each comes in its place, also where only a later release needs what comes before it', () => {
  const asked = [run(usual, 'v1'), run(last, 'v1'), run(usual, 'v1'), run(reads, 'v1'), run(early, 'v1')];
  expect(inOrder(asked, ALL).map(({ key }) => key)).toEqual([
    'lifecycle@v1',
    'queries@v1',
    'subscriptions@v1',
    'lasting@v1',
  ]);
});

test('API versions are driven in parallel', () => {
  const asked = [run(usual, 'v1'), run(reads, 'v1'), run(usual, 'v2'), run(reads, 'v2')];
  expect(inOrder(asked, ALL).map(({ key }) => key)).toEqual([
    'lifecycle@v1',
    'lifecycle@v2',
    'queries@v1',
    'queries@v2',
  ]);
});

test('a run that is driven again has a key of its own, by which the planned one is known', () => {
  const planned = run(usual, 'v2');
  expect(again(planned).key).not.toBe(planned.key);
  expect([planned, again(planned)].map(({ key }) => plannedKey(key))).toEqual([planned.key, planned.key]);
});

describe('the runs of a procedure', () => {
  const models = new Map(RELEASES.map((release) => [release, loadModel().release(release)]));
  const runs = (of: Procedure, claims: Profile['claims'] = []) =>
    runsOf(of, RELEASES, models, { claims } as Profile).map(({ key, dialect, releases }) => [key, dialect, releases]);

  test('are one for each major version of its API, in the form of the newest release claimed, else the newest', () => {
    expect(runs(usual)).toEqual([
      ['lifecycle@v1', '2.6.1', ['2.4.1', '2.6.1']],
      ['lifecycle@v2', '3.7.1', ['3.3.1', '3.7.1']],
    ]);
    expect(runs(usual, ['2.4.1']).map(([, dialect]) => dialect)).toEqual(['2.4.1', '3.7.1']);
  });

  test('are one for each wire form where a release changed it within a major version', () => {
    expect(runs({ ...reads, formChangesIn: ['2.6.1'] }, ['2.4.1', '3.3.1'])).toEqual([
      ['queries@2.4.1', '2.4.1', ['2.4.1']],
      ['queries@2.6.1', '2.6.1', ['2.6.1']],
      ['queries@3.3.1', '3.3.1', ['3.3.1', '3.7.1']],
    ]);
  });
});
