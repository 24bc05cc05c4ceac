import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, sent, traceOf } from './build.test-data.ts';
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

describe('a subscription that is refused', () => {
  const check = accepted('subscribe', 201, 'subscribe');
  const refused = {
    ...sent(
      { kind: 'legal', task: 'subscribe', step: 'subscribe' },
      { method: 'POST', path: '/subscriptions', json: { callbackUri: 'http://harness.example/sink' }, status: 422 },
    ),
    ms: 5000,
  };
  const tested = inbound('vnflcm-notification', '/sink', { method: 'GET', status: 204 });
  const { response, ...unanswered } = tested;

  test('although the endpoint test was answered in time is a deviation', () => {
    expect(response?.status).toBe(204);
    expect(found(check, [refused])).toEqual(['shall refused:subscribe:422']);
    expect(found(check, [refused, tested])).toEqual(['shall refused:subscribe:422']);
  });

  test('after an endpoint test that the harness was too late for is not', () => {
    expect(found(check, [refused, unanswered])).toEqual(['inconclusive']);
    expect(found(check, [refused, { ...tested, ms: 4700 }])).toEqual(['inconclusive']);
    expect(check(traceOf([refused, unanswered])).inconclusive).toBe(
      'the harness was too busy to answer the endpoint test in time (exchange x1)',
    );
  });

  test('is no deviation where it was made all the same', () => {
    const made = sent(
      { kind: 'legal', task: 'subscribe', step: 'subscribe' },
      { method: 'POST', path: '/subscriptions', json: { callbackUri: 'http://harness.example/sink' }, status: 201 },
    );
    expect(found(check, [made, unanswered])).toEqual([]);
  });
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
