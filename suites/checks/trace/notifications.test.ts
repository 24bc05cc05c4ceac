import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed, ROOT, sent } from './build.test-data.ts';
import { notificationLinks, operationNotifications, silenceAfterUnsubscribing } from './notifications.ts';

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
      'shall link:empty-segment',
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
