import { expect, test } from 'vitest';
import { found, notification } from './build.test-data.ts';
import { sameIdForAll } from './events.ts';

const told = (subscriptionId: string, id: string, vnfInstanceId = 'i1') =>
  notification({ notificationType: 'VnfIdentifierCreationNotification', subscriptionId, id, vnfInstanceId });

test('one event has one id, whoever is told of it', () => {
  expect(found(sameIdForAll, [told('s1', 'n1'), told('s2', 'n1')])).toEqual([]);
  expect(found(sameIdForAll, [told('s1', 'n1'), told('s2', 'n2')])).toEqual([
    'shall notification:id-differs-between-subscriptions',
  ]);
});

test('two events are no contradiction, and one subscriber alone shows nothing', () => {
  expect(found(sameIdForAll, [told('s1', 'n1'), told('s2', 'n2', 'i2')])).toEqual(['inconclusive']);
  expect(found(sameIdForAll, [told('s1', 'n1'), told('s1', 'n2'), told('s2', 'n1')])).toEqual(['inconclusive']);
});
