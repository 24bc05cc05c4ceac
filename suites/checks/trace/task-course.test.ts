import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { accepted, completed, describesTask } from './task-course.ts';

const heal = (status: number): Exchange =>
  sent({ kind: 'legal', task: 'heal', step: 'heal' }, { method: 'POST', json: { cause: 'c' }, status });
const occ = (more: object): Exchange => observed('heal.op_occ', '/vnf_lcm_op_occs/o', { id: 'o', ...more });

test('a legal task is accepted, at the latest when it is asked again', () => {
  const check = accepted('heal', 202, 'heal');
  expect(found(check, [heal(202)])).toEqual([]);
  expect(found(check, [heal(409), heal(202)])).toEqual([]);
  expect(found(check, [heal(202), heal(409)])).toEqual(['shall refused:heal:409']);
});

test('an operation completes; one that says why it does not breaks at most what the IXIT promises', () => {
  const operationState = 'FAILED_TEMP';
  const lenient = completed('heal', 'HEAL', 'should');
  expect(found(lenient, [occ({ operationState: 'PROCESSING' }), occ({ operationState: 'COMPLETED' })])).toEqual([]);
  expect(found(lenient, [occ({ operationState })])).toEqual(['shall not-completed:HEAL:FAILED_TEMP']);
  expect(found(lenient, [occ({ operationState, error: {} })])).toEqual(['should not-completed:HEAL:FAILED_TEMP']);
  expect(found(completed('heal', 'HEAL'), [occ({ operationState, error: {} })])).toEqual([
    'shall not-completed:HEAL:FAILED_TEMP',
  ]);
});

describe('the operation occurrence', () => {
  const create = sent({ kind: 'legal', step: 'create' }, { method: 'POST', status: 201, answer: { id: 'i' } });
  const right = {
    operation: 'HEAL',
    vnfInstanceId: 'i',
    isAutomaticInvocation: false,
    operationParams: { cause: 'c' },
  };
  const described = (more: object): readonly string[] =>
    found(describesTask('heal', 'HEAL'), [create, heal(202), occ({ ...right, ...more })]);

  test('says what was asked, with more or without parameters', () => {
    expect(described({})).toEqual([]);
    expect(described({ operationParams: { cause: 'c', additionalParams: {} } })).toEqual([]);
    expect(described({ operationParams: undefined, isAutomaticInvocation: undefined })).toEqual([]);
  });

  test.each([
    ['content:operation', { operation: 'SCALE' }],
    ['content:vnfInstanceId', { vnfInstanceId: 'j' }],
    ['content:isAutomaticInvocation', { isAutomaticInvocation: true }],
    ['operationParams:HEAL', { operationParams: { cause: 'other' } }],
  ])('does not say otherwise: %s', (deviation, more) => {
    expect(described(more)).toEqual([`shall op-occ:${deviation}`]);
  });
});
