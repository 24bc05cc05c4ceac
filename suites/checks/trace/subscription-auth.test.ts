import { describe, expect, test } from 'vitest';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import { found, notification, sent } from './build.test-data.ts';
import { credentialsHidden, notificationAuth } from './subscription-auth.ts';

const CALLBACK = 'http://harness.example/sink';
const post = (step: string, status: number, answer?: unknown): Exchange =>
  sent(
    { kind: 'legal', step },
    { method: 'POST', path: '/subscriptions', json: { callbackUri: CALLBACK }, status, answer },
  );

describe('credentials of a subscription', () => {
  const check = notificationAuth('auth.basic', 'Basic');
  const instance = sent({ kind: 'legal', step: 'auth.create' }, { method: 'POST', status: 201, answer: { id: 'i' } });
  const told = (status: number, authorization?: string): Exchange => {
    const body = { notificationType: 'VnfIdentifierCreationNotification', vnfInstanceId: 'i' };
    const plain = notification(body, '/sink', status);
    const headers: HeaderList = authorization === undefined ? [] : [['Authorization', authorization]];
    return { ...plain, request: { ...plain.request, headers } };
  };
  test('are used', () => {
    const subscription = post('auth.basic', 201, { id: 's' });
    expect(found(check, [subscription, instance, told(401), told(204, 'Basic [redacted]')])).toEqual([]);
    expect(found(check, [subscription, instance, told(401)])).toEqual(['shall subscription:auth.basic:not-used']);
    expect(found(check, [subscription, instance])).toEqual(['shall subscription:authentication:silence']);
    expect(found(check, [post('auth.basic', 422), instance])).toEqual(['shall subscription:auth.basic:refused:422']);
  });
  test('are not shown', () => {
    expect(found(credentialsHidden, [post('auth.basic', 201, { id: 's' })])).toEqual([]);
    expect(found(credentialsHidden, [post('auth.basic', 201, { id: 's', authentication: {} })])).toEqual([
      'shall subscription:credentials-shown',
    ]);
  });
});
