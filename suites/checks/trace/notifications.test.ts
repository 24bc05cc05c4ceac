import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, ROOT, sent } from './build.test-data.ts';
import {
  identifierNotification,
  notificationIds,
  notificationLinks,
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
