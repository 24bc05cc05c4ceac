import { expect, it } from 'vitest';
import type { Qualified } from './qualify.ts';
import { shown } from './show.ts';

const NOTHING = { survived: [], equivalent: [], blamed: [] } as const;
const part: Qualified = {
  format: 1,
  harness: '0',
  at: '2026-01-01T00:00:00Z',
  seed: 1,
  seconds: 9,
  partial: true,
  unmutated: [],
  manners: [],
  faults: { seeded: 1, found: 1, missed: [], results: [] },
  collateral: { cases: 1, judged: 100, failed: 4 },
  mutants: { made: 0, rules: 0, killed: 0, warned: 0, ...NOTHING },
  trivial: [],
  errors: [],
  qualified: true,
};

it('a part claims nothing of what was left out', () => {
  expect(shown(part).split('\n')).toEqual([
    'partial: without the correct orchestrator and the trivial servers',
    'faults: 1 seeded, 1 found by the right case, 0 missed',
    'collateral: 1 of 100 judged cases failed although unrelated (1.00 %), 25.00 % of the 4 failed ones',
    '9 s',
    'partial: nothing wrong',
  ]);
  expect(shown({ ...part, qualified: false })).toContain('partial: NOT qualified');
});

it('other manners alone say nothing of faults', () => {
  const right = {
    release: '3.7.1',
    manner: 'json-spaced',
    passed: 7,
    failed: [],
    inconclusive: [],
    exchanges: 9,
    ms: 1,
  };
  const manners = [right as Qualified['manners'][number]];
  const none = { seeded: 0, found: 0, missed: [], results: [] };
  const nobody = { cases: 0, judged: 0, failed: 0 };
  expect(shown({ ...part, manners, faults: none, collateral: nobody }).split('\n')).toEqual([
    'partial: without the correct orchestrator and the trivial servers',
    'right in 1 other manners: 7 cases pass, 0 fail',
    '9 s',
    'partial: nothing wrong',
  ]);
});

it('the whole names each orchestrator and each trivial server', () => {
  const { partial, ...whole } = part;
  expect(partial).toBe(true);
  const right = { release: '3.7.1', passed: 7, failed: [], inconclusive: [], exchanges: 9, ms: 1 } as const;
  const trivial = { server: 'broken', release: '2.6.1', judged: 5, passed: [], provoked: [], ms: 1 } as const;
  const text = shown({ ...whole, unmutated: [right, { ...right, busy: true }], trivial: [trivial] });
  expect(text).toContain('14 cases pass, 0 fail, as 3.7.1, 3.7.1 with many resources of others');
  expect(text).toContain('trivial server as 2.6.1, 500 to everything: 0 of 5 cases pass');
  expect(text.endsWith('\nqualified')).toBe(true);
});
