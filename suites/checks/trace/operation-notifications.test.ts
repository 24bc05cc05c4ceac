import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed, sent } from './build.test-data.ts';
import { operationNotifications } from './operation-notifications.ts';

const subscribe = sent(
  { kind: 'legal', task: 'subscribe', step: 'subscribe' },
  { method: 'POST', path: '/subscriptions', status: 201, answer: { id: 's' } },
);
const told = (more: object): Exchange =>
  notification({ notificationType: 'VnfLcmOperationOccurrenceNotification', subscriptionId: 's', ...more });

test('a value of a wrong type is no disagreement of its own', () => {
  const occ = { id: 'o', operationState: 'COMPLETED', operation: 'HEAL', isAutomaticInvocation: false };
  const states = (isAutomaticInvocation: unknown): readonly Exchange[] =>
    [
      { operationState: 'STARTING', notificationStatus: 'START' },
      { operationState: 'PROCESSING', notificationStatus: 'START' },
      { operationState: 'COMPLETED', notificationStatus: 'RESULT' },
    ].map((one, i) =>
      told({ vnfLcmOpOccId: 'o', timeStamp: `2026-01-01T00:00:0${i}Z`, isAutomaticInvocation, ...one }),
    );
  const frame = (value: unknown): readonly Exchange[] => [
    subscribe,
    observed('heal.op_occ', '/vnf_lcm_op_occs/o', occ),
    ...states(value),
  ];
  const check = operationNotifications('heal');
  expect(found(check, frame(false))).toEqual([]);
  expect(found(check, frame('False'))).toEqual([]);
  expect(found(check, frame(true))).toEqual(['shall notification:op-occ:differs:isAutomaticInvocation']);
});

describe('an operation', () => {
  const changes = { affectedVnfcs: [{ id: 'c' }] };
  const occ = { id: 'o', vnfInstanceId: 'i', operation: 'HEAL', operationState: 'COMPLETED', resourceChanges: changes };
  const heard = (...them: readonly Exchange[]): readonly string[] =>
    found(operationNotifications('heal'), [subscribe, observed('heal.op_occ', '/vnf_lcm_op_occs/o', occ), ...them]);
  const of = (operationState: string, timeStamp: number, more: object = {}): Exchange =>
    told({ vnfLcmOpOccId: 'o', operationState, timeStamp: `2026-01-01T00:00:0${timeStamp}Z`, ...more });
  const [starting, processing] = [of('STARTING', 1), of('PROCESSING', 2)];
  const end = of('COMPLETED', 3, changes);

  test('is told from its start to its end, in any order of arrival', () => {
    expect(heard(starting, processing, end)).toEqual([]);
    expect(heard(end, starting, processing)).toEqual([]);
  });

  test('is told whole', () => {
    expect(heard(processing, end)).toEqual(['shall notification:op-occ:missing:STARTING']);
    expect(heard(starting, end)).toEqual(['should notification:op-occ:missing:PROCESSING']);
    expect(heard(starting, processing)).toEqual(['shall notification:op-occ:missing:COMPLETED']);
  });

  test('is told once, in its order', () => {
    expect(heard(starting, of('STARTING', 1, { id: 'again' }), processing, end)).toEqual([
      'shall notification:op-occ:repeated:STARTING',
    ]);
    expect(heard(of('STARTING', 5), processing, end)).toEqual(['shall notification:op-occ:order']);
    // One second is as coarse as some clocks are.
    expect(heard(of('STARTING', 3), processing, of('COMPLETED', 4, changes))).toEqual([
      'should notification:op-occ:overtaken',
    ]);
  });

  test('is told as it is', () => {
    expect(heard(starting, processing, of('COMPLETED', 3, { ...changes, operation: 'SCALE' }))).toEqual([
      'shall notification:op-occ:differs:operation',
    ]);
    expect(heard(of('STARTING', 1, { notificationStatus: 'RESULT' }), processing, end)).toEqual([
      'shall notification:op-occ:status:STARTING',
    ]);
    expect(heard(starting, processing, of('COMPLETED', 3))).toEqual([
      'shall notification:op-occ:affectedVnfcs:missing',
    ]);
  });
});
