import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, notification, observed, sent } from './build.test-data.ts';
import {
  cancelEnds,
  cancelPending,
  emptyObject,
  endsIn,
  failAnswer,
  failureNotified,
  instanceAfter,
  taskAccepted,
  whenGrantRefused,
} from './failures.ts';
import { opOccTimes } from './op-occ-times.ts';

const OP_OCC = '/vnf_lcm_op_occs/o';
const occ = (step: string, operationState: string, more: object = {}): Exchange =>
  observed(step, OP_OCC, { id: 'o', operationState, ...more });
const task = (name: string, status: number, step = name, answer?: unknown): Exchange =>
  sent({ kind: 'legal', task: name, step }, { method: 'POST', path: `${OP_OCC}/${name}`, status, answer });

/** A request at the VIM that the harness plays. */
const HELD = inbound('vim', '/apis/apps/v1/namespaces/i/deployments', { status: 201 });

describe('where a failure leads', () => {
  const check = endsIn({
    step: 'start',
    state: 'ROLLED_BACK',
    tolerated: ['FAILED'],
    clause: 'SOL003 5.6.2.2',
    after: 'a refused grant',
    cause: 'grant-refused',
  });
  test('is judged by the last state that was read', () => {
    expect(found(check, [occ('start.op_occ', 'STARTING'), occ('start.op_occ', 'ROLLED_BACK')])).toEqual([]);
    expect(found(check, [occ('start.op_occ', 'COMPLETED')])).toEqual(['shall grant-refused:COMPLETED']);
    expect(found(check, [occ('start.op_occ', 'FAILED')])).toEqual(['should grant-refused:FAILED']);
    expect(found(check, [])).toEqual(['inconclusive']);
  });
});

describe('a task where it is possible', () => {
  const check = taskAccepted('retry', 'retry', 202);
  test('is accepted, or unknown where it is not claimed', () => {
    expect(found(check, [task('retry', 202)])).toEqual([]);
    expect(found(check, [task('retry', 404)])).toEqual([]);
    expect(found(check, [task('retry', 404)], { claims: { 'vnflcm.retry': true } })).toEqual([
      'shall refused:retry:404',
    ]);
    expect(found(check, [task('retry', 500)])).toEqual(['shall refused:retry:500']);
  });
  test('fail answers with the operation occurrence', () => {
    const before = occ('fail.start.op_occ', 'FAILED_TEMP');
    expect(found(failAnswer, [before, task('fail', 200, 'fail', { id: 'o', operationState: 'FAILED' })])).toEqual([]);
    expect(found(failAnswer, [before, task('fail', 200, 'fail', { id: 'o', operationState: 'FAILED_TEMP' })])).toEqual([
      'shall fail:answer',
    ]);
    expect(found(failAnswer, [before, task('fail', 409)])).toEqual(['inconclusive']);
  });
  test('cancel is pending or has taken effect', () => {
    const asked = task('cancel', 202);
    expect(found(cancelPending, [asked, occ('cancel.pending', 'STARTING', { isCancelPending: true })])).toEqual([]);
    expect(found(cancelPending, [asked, occ('cancel.pending', 'ROLLED_BACK', { isCancelPending: false })])).toEqual([]);
    expect(found(cancelPending, [asked, occ('cancel.pending', 'COMPLETED')])).toEqual(['inconclusive']);
    expect(found(cancelPending, [HELD, asked, occ('cancel.pending', 'COMPLETED')])).toEqual([
      'shall cancel:not-pending',
    ]);
    expect(found(cancelPending, [asked, occ('cancel.pending', 'STARTING', { isCancelPending: false })])).toEqual([
      'shall cancel:not-pending',
    ]);
  });
});

test('cancel leads to ROLLED_BACK from STARTING, else to FAILED_TEMP', () => {
  const ended = (held: string, end: string): readonly string[] =>
    found(cancelEnds, [HELD, occ('cancel.held.op_occ', held), occ('cancel.done.op_occ', end)]);
  expect(ended('STARTING', 'ROLLED_BACK')).toEqual([]);
  expect(ended('PROCESSING', 'FAILED_TEMP')).toEqual([]);
  expect(ended('STARTING', 'FAILED_TEMP')).toEqual(['should cancel:FAILED_TEMP']);
  expect(ended('STARTING', 'COMPLETED')).toEqual(['shall cancel:COMPLETED']);
  // What nothing holds may end before cancel takes effect.
  expect(found(cancelEnds, [occ('cancel.done.op_occ', 'COMPLETED')])).toEqual(['inconclusive']);
});

test('a payload that means nothing is no reason for a server error', () => {
  const empty = (status: number): Exchange =>
    sent({ kind: 'wrong-state', state: 'FAILED', task: 'retry', step: 'empty-object' }, { method: 'POST', status });
  expect(found(emptyObject, [empty(409), empty(400)])).toEqual([]);
  expect(found(emptyObject, [empty(500)])).toEqual(['shall unusual:needless-body:500']);
});

test('the instance after a failure', () => {
  const check = instanceAfter('after', 'NOT_INSTANTIATED', 'a rollback');
  const seen = (instantiationState: string): Exchange => observed('after', '/vnf_instances/i', { instantiationState });
  expect(found(check, [seen('NOT_INSTANTIATED')])).toEqual([]);
  expect(found(check, [seen('INSTANTIATED')])).toEqual(['shall instance-after:a rollback']);
});

describe('notifications of a failure', () => {
  const check = failureNotified('retry', ['retry.start', 'retry.again', 'retry.mended']);
  const error = { status: 500, detail: 'no' };
  const told = (operationState: string, notificationStatus: string, more: object = {}): Exchange =>
    notification({
      notificationType: 'VnfLcmOperationOccurrenceNotification',
      vnfLcmOpOccId: 'o',
      operationState,
      notificationStatus,
      ...more,
    });
  const reads = [
    sent({ kind: 'legal', step: 'retry.subscribe' }, { method: 'POST', status: 201 }),
    occ('retry.start.op_occ', 'FAILED_TEMP'),
    occ('retry.again.op_occ', 'FAILED_TEMP'),
  ];
  const starting = told('STARTING', 'START');
  const failed = told('FAILED_TEMP', 'RESULT', { error });
  test('come once for each time that a state is entered', () => {
    expect(found(check, [...reads, starting, failed, told('PROCESSING', 'RESULT'), failed])).toEqual([]);
    expect(found(check, [...reads, starting, failed])).toEqual(['shall notification:op-occ:missing:FAILED_TEMP']);
    expect(found(check, [...reads, starting, failed, failed, failed])).toEqual([
      'shall notification:op-occ:repeated:FAILED_TEMP',
    ]);
  });
  test('are not counted where a task was answered oddly, and nobody followed what came of it', () => {
    const [subscribed, first] = reads;
    if (subscribed === undefined || first === undefined) throw new Error('no reads');
    const all = (status: number): readonly Exchange[] => [
      subscribed,
      first,
      task('retry', status, 'retry.again'),
      starting,
      failed,
      failed,
    ];
    expect(found(check, all(204))).toEqual([]);
    expect(found(check, all(409))).toEqual(['shall notification:op-occ:repeated:FAILED_TEMP']);
  });
  test('are RESULT and say why', () => {
    expect(found(check, [...reads, starting, failed, told('FAILED_TEMP', 'START', { error })])).toEqual([
      'shall notification:op-occ:status:FAILED_TEMP',
    ]);
    expect(found(check, [...reads, starting, failed, told('FAILED_TEMP', 'RESULT')])).toEqual([
      'shall notification:op-occ:error:missing:FAILED_TEMP',
    ]);
  });
  test('have no error where nothing failed', () => {
    expect(found(check, [...reads, told('STARTING', 'START', { error }), failed, failed])).toEqual([
      'shall notification:op-occ:error:out-of-place',
    ]);
  });
  test('of ROLLED_BACK have an error from 3.7.1 on', () => {
    const rolledBack = [reads[0], occ('retry.start.op_occ', 'ROLLED_BACK'), starting, told('ROLLED_BACK', 'RESULT')];
    const all = rolledBack.filter((one) => one !== undefined);
    expect(found(check, all)).toEqual(['should notification:op-occ:error:missing:ROLLED_BACK']);
    expect(found(check, all, { release: '3.7.1' })).toEqual(['shall notification:op-occ:error:missing:ROLLED_BACK']);
  });
  test('to another subscriber do not count', () => {
    const subscribed = sent(
      { kind: 'legal', step: 'retry.subscribe' },
      { method: 'POST', status: 201, answer: { id: 's' } },
    );
    const both = (subscriptionId: string): readonly Exchange[] => [
      told('STARTING', 'START', { subscriptionId }),
      told('FAILED_TEMP', 'RESULT', { error, subscriptionId }),
      told('FAILED_TEMP', 'RESULT', { error, subscriptionId }),
    ];
    expect(found(check, [subscribed, ...reads.slice(1), ...both('s'), ...both('t')])).toEqual([]);
  });
  test('of another operation do not count', () => {
    const other = observed('retry.mended.op_occ', '/vnf_lcm_op_occs/p', { id: 'p', operationState: 'COMPLETED' });
    expect(found(check, [...reads, other, starting, failed, failed])).toEqual([]);
  });
});

test('a state that is left and entered again has a new time', () => {
  const times = (second: number): object => ({
    startTime: '2026-01-01T00:00:00Z',
    stateEnteredTime: `2026-01-01T00:00:0${second}Z`,
  });
  const [first, second] = [occ('a', 'FAILED_TEMP', times(1)), occ('b', 'FAILED_TEMP', times(2))];
  expect(found(opOccTimes, [first, task('retry', 202), second])).toEqual([]);
  expect(found(opOccTimes, [first, second])).toEqual(['shall op-occ:entered-moves']);
  expect(found(opOccTimes, [first, task('retry', 409), second])).toEqual(['shall op-occ:entered-moves']);
  // The old state may still be read after the task was accepted.
  expect(found(opOccTimes, [first, task('retry', 202), first, second])).toEqual([]);
});

test('what a refused grant leads to is judged where it was fetched', () => {
  const check = whenGrantRefused(instanceAfter('after', 'NOT_INSTANTIATED', 'a grant that is refused later'));
  const after = (instantiationState: string): Exchange => observed('after', '/vnf_instances/i', { instantiationState });
  const fetched = inbound('grant', '/grant/v1/grants/g', { method: 'GET', status: 403 });
  expect(found(check, [fetched, after('NOT_INSTANTIATED')])).toEqual([]);
  expect(found(check, [fetched, after('INSTANTIATED')])).not.toEqual([]);
  expect(found(check, [after('INSTANTIATED')])).toEqual(['inconclusive']);
});
