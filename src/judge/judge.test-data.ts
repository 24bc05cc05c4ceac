import type { Exchange, RunEvent, RunOutcome } from '../exchange/exchange.ts';
import { reading } from '../exchange/exchange.test-data.ts';
import { loadModel } from '../model/load.ts';
import type { Release } from '../model/release-model.ts';
import type { Observation, TestCase } from './case.ts';
import { Judge } from './judge.ts';

/** Cases and records of a few lines, for tests of the judge. */

export const begin = (
  run = 'p@v2',
  releases: readonly Release[] = ['3.3.1', '3.7.1'],
): Extract<RunEvent, { type: 'begin' }> => ({
  type: 'begin',
  run,
  procedure: 'p',
  api: 'vnflcm',
  major: 'v2',
  dialect: '3.3.1',
  releases,
  at: '',
});
export const end = (outcome: RunOutcome = { kind: 'done' }, run = 'p@v2'): Extract<RunEvent, { type: 'end' }> => ({
  type: 'end',
  run,
  at: '',
  outcome,
});

export const exchange = (id: string, part: Partial<Exchange> = {}): Exchange =>
  reading({ id, run: 'p@v2', response: { status: 200, headers: [] }, ...part });

export const seen = (deviation: string, id: string, keyword: Observation['keyword'] = 'shall'): Observation => ({
  check: 'c',
  deviation,
  clause: 'x',
  keyword,
  message: 'm',
  expected: 'e',
  observed: 'o',
  pointer: '',
  exchanges: [id],
});

export const common = {
  title: 't',
  purpose: 'p',
  api: 'vnflcm',
  suite: 'vnflcm',
  role: 'producer',
  clause: 'x',
} as const;
export const trace = (
  id: string,
  judge: Extract<TestCase, { kind: 'trace' }>['judge'],
  part: Partial<TestCase> = {},
): TestCase => ({ ...common, id, kind: 'trace', procedure: 'p', judge, ...part }) as TestCase;
export const every = (id: string, judge: Extract<TestCase, { kind: 'every-exchange' }>['judge']): TestCase => ({
  ...common,
  id,
  kind: 'every-exchange',
  judge,
});

export function judgeWith(
  testCase: TestCase,
  lines: readonly (Exchange | RunEvent)[],
  claims: Readonly<Record<string, boolean>> = {},
): (release?: Release) => ReturnType<Judge['verdict']> {
  const model = loadModel();
  const judge = new Judge([testCase], [model.release('3.3.1'), model.release('3.7.1')], {
    roots: { 'vnflcm/v2': 'http://sut/vnflcm/v2' },
    claims: (item) => claims[item],
  });
  for (const line of lines) {
    if (line.type === 'exchange') judge.exchange(line);
    else if (line.type === 'begin') judge.begin(line);
    else judge.end(line);
  }
  return (release = '3.3.1') => judge.verdict(testCase, release);
}
