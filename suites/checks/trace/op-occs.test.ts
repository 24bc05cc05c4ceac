import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent, occAt as at, occRead as read } from './build.test-data.ts';
import { opOccError, opOccLinks, stateMachine } from './op-occs.ts';

test('an operation that two excluding tasks were accepted on is judged for that alone', () => {
  const states = [read('FAILED', at(1)), read('FAILED_TEMP', at(2))];
  expect(found(stateMachine, states)).toEqual(['shall op-occ:transition:FAILED:FAILED_TEMP']);
  const fail = (status: number): Exchange =>
    sent(
      { kind: 'wrong-state', state: 'ongoing', task: 'fail', step: 'rushed.retry' },
      { method: 'POST', path: '/vnf_lcm_op_occs/o/fail', status },
    );
  expect(found(stateMachine, [fail(409), ...states])).toEqual(['shall op-occ:transition:FAILED:FAILED_TEMP']);
  expect(found(stateMachine, [fail(200), ...states])).toEqual(['inconclusive']);
});

test('operations follow the state machine', () => {
  const states = ['STARTING', 'PROCESSING', 'FAILED_TEMP', 'ROLLING_BACK', 'ROLLED_BACK'];
  expect(
    found(
      stateMachine,
      states.map((state, i) => read(state, at(i))),
    ),
  ).toEqual([]);
});

describe('an operation occurrence', () => {
  const seen = (operationState: string, more: object = {}): Exchange =>
    observed('op', '/vnf_lcm_op_occs/o', { id: 'o', operationState, ...more });
  const offering = (...tasks: readonly string[]): object => ({
    _links: Object.fromEntries(tasks.map((task) => [task, { href: 'h' }])),
  });

  test('offers tasks where they are possible', () => {
    const claims = { 'vnflcm.retry': true };
    const stuck = seen('FAILED_TEMP', offering('retry', 'rollback'));
    expect(found(opOccLinks, [seen('PROCESSING', offering('cancel')), stuck], { claims })).toEqual([]);
    expect(found(opOccLinks, [seen('COMPLETED', offering('retry'))])).toEqual([
      'shall op-occ:task-links:offered-wrongly',
    ]);
    expect(found(opOccLinks, [seen('FAILED_TEMP')], { claims })).toEqual(['shall op-occ:link:retry:missing']);
    expect(found(opOccLinks, [seen('FAILED_TEMP')])).toEqual([]);
  });

  test('says why it failed', () => {
    expect(found(opOccError, [seen('FAILED', { error: { status: 500, detail: 'd' } }), seen('COMPLETED')])).toEqual([]);
    expect(found(opOccError, [seen('FAILED_TEMP')])).toEqual(['shall op-occ:error:missing:FAILED_TEMP']);
    expect(found(opOccError, [seen('ROLLED_BACK')])).toEqual(['should op-occ:error:missing:ROLLED_BACK']);
    expect(found(opOccError, [seen('PROCESSING')])).toEqual(['inconclusive']);
  });
});
