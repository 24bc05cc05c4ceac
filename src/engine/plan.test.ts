import { expect, test } from 'vitest';
import type { Procedure } from '../drive/procedure.ts';
import { inOrder, type PlannedRun } from './plan.ts';

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
const ALL = [usual, early, reads, last];

function run(of: Procedure, major: string): PlannedRun {
  return { key: `${of.name}@${major}`, procedure: of, dialect: '2.6.1', releases: ['2.6.1'] };
}

test('what leaves traces comes last, also where only a later release needs what comes before it', () => {
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
