import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed, ROOT, sent } from './build.test-data.ts';
import {
  identifierNotification,
  notificationIds,
  notificationLinks,
  operationNotifications,
  silenceAfterUnsubscribing,
} from './notifications.ts';

const subscribe = sent(
  { kind: 'legal', task: 'subscribe', step: 'subscribe' },
  { method: 'POST', path: '/subscriptions', status: 201, answer: { id: 's' } },
);
const told = (more: object): Exchange =>
  notification({ notificationType: 'VnfLcmOperationOccurrenceNotification', subscriptionId: 's', ...more });

describe('after the deletion of a subscription', () => {
  const gone = sent(
    { kind: 'legal', step: 'unsubscribe' },
    { method: 'DELETE', path: '/subscriptions/s', status: 204 },
  );
  const create = sent(
    { kind: 'legal', step: 'create.unheard' },
    { method: 'POST', path: '/vnf_instances', status: 201, answer: { id: 'new' } },
  );
  test('nothing that happens then is told', () => {
    expect(found(silenceAfterUnsubscribing, [gone, create, told({ vnfInstanceId: 'old' })])).toEqual([]);
    expect(found(silenceAfterUnsubscribing, [gone, create, told({ vnfInstanceId: 'new' })])).toEqual([
      'shall notification:after-unsubscribe',
    ]);
    expect(found(silenceAfterUnsubscribing, [gone])).toEqual(['inconclusive']);
  });
});

describe('links of notifications', () => {
  const linked = (href: string): Exchange => told({ _links: { subscription: { href } } });
  test('lead to the subscription', () => {
    expect(found(notificationLinks, [subscribe, linked(`${ROOT}/subscriptions/s`)])).toEqual([]);
    expect(found(notificationLinks, [subscribe, linked(`${ROOT}/subscriptions/t`)])).toEqual([
      'shall notification:link:subscription',
    ]);
  });
  test('with an empty segment are one cause, wherever they stand', () => {
    expect(found(notificationLinks, [subscribe, linked('http://sut.example//vnflcm/v2/subscriptions/s')])).toEqual([
      'should link:empty-segment',
    ]);
  });
});

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

describe('identifiers', () => {
  const create = sent({ kind: 'legal', step: 'create' }, { method: 'POST', status: 201, answer: { id: 'i' } });
  const made = told({ notificationType: 'VnfIdentifierCreationNotification', vnfInstanceId: 'i' });
  const other = told({ notificationType: 'VnfIdentifierCreationNotification', vnfInstanceId: 'j' });
  const check = identifierNotification('Creation', 'create');
  const heard = (...them: readonly Exchange[]): readonly string[] => found(check, [subscribe, create, ...them]);

  test('are told once', () => {
    expect(heard(made, other)).toEqual([]);
    expect(heard(other)).toEqual(['shall notification:VnfIdentifierCreationNotification:missing']);
    expect(heard(made, made)).toEqual(['shall notification:VnfIdentifierCreationNotification:repeated']);
    expect(found(check, [create, made])).toEqual(['inconclusive']);
  });

  test('and sent again where nobody answered in time', () => {
    const body = { notificationType: 'VnfIdentifierCreationNotification', vnfInstanceId: 'i', id: 'n' };
    const given = { failure: { kind: 'closed', message: 'the SUT closed the connection' } } as const;
    const cut = (id: string): Exchange => {
      const { response, ...rest } = told({ ...body, id });
      return response === undefined ? rest : { ...rest, ...given };
    };
    expect(heard(cut('n'), told(body))).toEqual([]);
    expect(heard(cut('n'), cut('n'))).toEqual([]);
    expect(heard(cut('n'))).toEqual([]);
    expect(heard(cut('m'), told(body))).toEqual(['shall notification:VnfIdentifierCreationNotification:repeated']);
    expect(heard(told(body), told(body))).toEqual(['shall notification:VnfIdentifierCreationNotification:repeated']);
  });

  test('of VNF instances that are gone, too', () => {
    const gone = sent({ kind: 'legal', step: 'delete' }, { method: 'DELETE', status: 204 });
    expect(found(identifierNotification('Deletion', 'delete'), [subscribe, create, made, gone])).toEqual([
      'shall notification:VnfIdentifierDeletionNotification:missing',
    ]);
  });
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

test('a notification names the subscription that it is sent for', () => {
  expect(found(notificationLinks, [subscribe, told({})])).toEqual([]);
  expect(found(notificationLinks, [subscribe, told({ subscriptionId: 'other' })])).toEqual([
    'shall notification:subscriptionId',
  ]);
});

test('two notifications have two ids, one that is sent again keeps its own', () => {
  expect(found(notificationIds, [told({ id: 'a' }), told({ id: 'b' }), told({ id: 'a' })])).toEqual([]);
  expect(found(notificationIds, [told({ id: 'a' }), told({ id: 'a', operationState: 'STARTING' })])).toEqual([
    'shall notification:id-reused',
  ]);
});
