import { expect, it } from 'vitest';
import type { Verdict } from '../src/judge/verdict.ts';
import { frequentReasons } from './reasons.ts';

const open = (reason: string, more: Partial<Verdict> = {}): Verdict => ({
  case: 'c',
  release: '3.3.1',
  api: 'vnflcm',
  major: 'v2',
  role: 'producer',
  verdict: 'inconclusive',
  reason,
  tst010: [],
  findings: [],
  judged: 0,
  ...more,
});

it('counts what blocked a procedure once for all its cases, of the claimed releases only', () => {
  const verdicts = [
    open('nothing was sent'),
    open('step a was not reached: no VNF instance could be created: answered 502 (exchange x2)'),
    open('step b was not reached: no VNF instance could be created: answered 502 (exchange x9)'),
    open('nothing was sent', { release: '2.4.1' }),
    open('nothing was sent', { verdict: 'not-applicable' }),
  ];
  expect(frequentReasons(verdicts, ['3.3.1'])).toEqual([
    { reason: 'no VNF instance could be created: answered 502', verdicts: 2 },
    { reason: 'nothing was sent', verdicts: 1 },
  ]);
  expect(frequentReasons([], ['3.3.1'])).toEqual([]);
});
