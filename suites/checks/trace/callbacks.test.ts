import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, sent, traceOf } from './build.test-data.ts';
import { badCallback, endpointTested } from './callbacks.ts';

const CALLBACK = 'http://harness.example/sink';
const made = sent(
  { kind: 'legal', step: 'life.subscribe' },
  { method: 'POST', path: '/subscriptions', json: { callbackUri: CALLBACK }, status: 201, answer: { id: 's' } },
);

describe('the endpoint test', () => {
  const get = inbound('vnflcm-notification', '/sink', { method: 'GET', status: 204 });
  test('comes before the answer', () => {
    expect(found(endpointTested, [get, made])).toEqual([]);
    expect(found(endpointTested, [made, get])).toEqual(['should subscription:endpoint-test:late']);
    expect(found(endpointTested, [made], { claims: { 'vnflcm.endpoint_test': true } })).toEqual([
      'shall subscription:endpoint-test:missing',
    ]);
  });
  test('that was answered before the subscription was made is not late, whatever the clocks say', () => {
    const set = traceOf([get, made]);
    const [test, subscribed] = set.exchanges;
    if (test === undefined || subscribed === undefined) throw new Error('no exchanges');
    const apart = { ...test, at: new Date(Date.parse(subscribed.at) + subscribed.ms + 2).toISOString() };
    expect(endpointTested({ ...set, exchanges: [apart, subscribed] }).observations).toEqual([]);
    expect(endpointTested({ ...set, exchanges: [subscribed, apart] }).observations).toHaveLength(1);
    // Asked before, answered after: the orchestrator did not wait for the answer.
    expect(endpointTested({ ...set, exchanges: [subscribed, { ...apart, at: subscribed.at }] }).observations).toEqual(
      [],
    );
  });
  const check = badCallback('down');
  const refused = (status: number): Exchange =>
    sent(
      { kind: 'bad-callback', variant: 'down', step: 'bad-callback.down' },
      { method: 'POST', json: { callbackUri: CALLBACK }, status },
    );
  test('that fails refuses the subscription, with 422 where the release has it', () => {
    expect(found(check, [refused(422)])).toEqual([]);
    for (const release of ['2.4.1', '2.6.1'] as const) expect(found(check, [refused(400)], { release })).toEqual([]);
    expect(found(check, [refused(400)], { release: '3.7.1' })).toEqual(['should subscription:bad-callback:400']);
    expect(found(check, [refused(400)])).toEqual(['should subscription:bad-callback:400']);
    expect(found(check, [refused(307)])).toEqual(['inconclusive']);
    expect(found(check, [refused(500)])).toEqual(['shall subscription:bad-callback:down:500']);
  });
  test('that fails is not overlooked', () => {
    const failed = inbound('vnflcm-notification', '/sink', { method: 'GET', status: 404 });
    expect(found(check, [failed, refused(201)])).toEqual(['shall subscription:bad-callback:accepted']);
    expect(found(check, [refused(201)])).toEqual(['should subscription:bad-callback:accepted']);
  });
  test('that fails leaves nothing behind', () => {
    const list = observed('bad-callback.list', '/subscriptions', [{ id: 's', callbackUri: CALLBACK }]);
    expect(found(check, [refused(422), list])).toEqual(['shall subscription:refused-yet-made']);
    const first = observed('bad-callback.list', '/subscriptions', [{ id: 'r', callbackUri: 'http://other' }]);
    expect(found(check, [refused(422), first])).toEqual([]);
    expect(found(check, [refused(422), first, list])).toEqual(['shall subscription:refused-yet-made']);
    expect(found(check, [refused(500), list])).toEqual([
      'shall subscription:bad-callback:down:500',
      'shall subscription:refused-yet-made',
    ]);
  });
});
