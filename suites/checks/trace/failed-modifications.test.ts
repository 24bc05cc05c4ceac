import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent, traceOf } from './build.test-data.ts';
import { failedModificationEnds, failedModificationLocks } from './failed-modifications.ts';

const patch = (label: string, status: number): Exchange =>
  sent({ kind: 'legal', task: 'modify', step: label }, { method: 'PATCH', path: '/vnf_instances/i', status });
const occ = (label: string, operationState: string): Exchange =>
  observed(`${label}.op_occ`, '/vnf_lcm_op_occs/o', { id: 'o', operationState });
const fail = (status: number): Exchange =>
  sent(
    { kind: 'legal', task: 'fail', step: 'failed.fail' },
    { method: 'POST', path: '/vnf_lcm_op_occs/o/fail', status },
  );

test('a modification that failed keeps others out', () => {
  const judge = (...more: readonly Exchange[]): readonly string[] =>
    found(failedModificationLocks, [patch('a', 202), occ('a', 'FAILED_TEMP'), ...more]);
  expect(judge(patch('b', 409))).toEqual([]);
  expect(judge(patch('b', 202), occ('b', 'COMPLETED'))).toEqual(['shall wrong-state:modify:FAILED_TEMP:202']);
  expect(judge(fail(200), patch('b', 202))).toEqual(['inconclusive']);
  expect(found(failedModificationLocks, [patch('a', 202), occ('a', 'COMPLETED'), patch('b', 202)])).toEqual([
    'inconclusive',
  ]);
});

test('and can be given up', () => {
  expect(found(failedModificationEnds, [fail(200)])).toEqual([]);
  expect(found(failedModificationEnds, [fail(500)])).toEqual(['shall refused:fail:500']);
});

test('where none failed there is nothing to say', () => {
  for (const check of [failedModificationEnds, failedModificationLocks])
    expect(check(traceOf([patch('a', 202)])).notApplicable).toContain('FAILED_TEMP');
});
