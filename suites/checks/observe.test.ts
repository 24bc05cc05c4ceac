import { expect, test } from 'vitest';
import { sent } from './trace/build.test-data.ts';
import { finder, observe } from './observe.ts';

const exchange = { ...sent({ kind: 'observe' }), id: 'x1' };
const said = { deviation: 'd', message: 'm', expected: 'e', observed: undefined, exchange };

test('what findings of a check have in common is said once, and each may say otherwise', () => {
  const finding = finder({ check: 'c', clause: 'SOL003 5.4', pointer: 'status' });
  const usual = { check: 'c', clause: 'SOL003 5.4', pointer: 'status', keyword: 'shall', exchanges: ['x1'] };
  expect(finding(said)).toMatchObject(usual);
  expect(finding({ ...said, keyword: 'should', pointer: '' })).toMatchObject({
    ...usual,
    keyword: 'should',
    pointer: '',
  });
});

test('what the SUT said is cut to a readable length', () => {
  const long = observe({ ...said, check: 'c', clause: '', pointer: '', keyword: 'shall', observed: 'x'.repeat(1000) });
  expect(long.observed).toHaveLength(301);
  expect(observe({ ...said, check: 'c', clause: '', pointer: '', keyword: 'shall' }).observed).toBe('nothing');
});
