import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, sent } from './build.test-data.ts';
import { callbackWhole, ownCallback } from './callback-uri.ts';

const subscribe = (callbackUri: string, ms: number): Exchange => ({
  ...sent(
    { kind: 'unusual', aspect: 'callback-query', variant: 'query' },
    { method: 'POST', path: '/subscriptions', json: { callbackUri }, status: 201 },
  ),
  ms,
});
const tested = (query: string): Exchange =>
  inbound('vnflcm-notification', `/sink${query}`, { method: 'GET', status: 204 });
const made = subscribe('http://harness.example/sink?a=1&b=x%20y', 800);

test('the endpoint test has the query of the callback, in any spelling', () => {
  expect(found(callbackWhole, [made, tested('?a=1&b=x%20y')])).toEqual([]);
  expect(found(callbackWhole, [made, tested('?a=1&b=x+y')])).toEqual([]);
  expect(found(callbackWhole, [made, tested('')])).toEqual(['shall subscription:callback:query-lost']);
});

test('tests of other subscriptions to the same place say nothing', () => {
  expect(found(callbackWhole, [made, subscribe('http://harness.example/sink', 1), tested('')])).toEqual([
    'inconclusive',
  ]);
});

test('tests of a subscription that was given up may come while the next one is made', () => {
  const slow = { ...made, ms: 10_000 };
  expect(found(callbackWhole, [slow, tested('?b=2'), tested('?a=1&b=x%20y')])).toEqual([]);
  const cut: Exchange = { ...made, failure: { kind: 'closed', message: 'cut' } };
  delete (cut as { response?: unknown }).response;
  expect(found(callbackWhole, [cut, tested('?b=2')])).toEqual(['inconclusive']);
});

test('a callback of its own makes a subscription of its own', () => {
  const asked = (status: number): Exchange =>
    sent(
      { kind: 'unusual', aspect: 'callback-characters', variant: 'quotes' },
      {
        method: 'POST',
        path: '/subscriptions',
        json: { callbackUri: "http://harness.example/sink?'" },
        status,
        answer: status === 201 ? { id: 's' } : {},
      },
    );
  expect(found(ownCallback, [asked(201)])).toEqual([]);
  expect(found(ownCallback, [asked(201), asked(303)])).toEqual(['shall subscription:callback:taken-for-another']);
  expect(found(ownCallback, [asked(400)])).toEqual(['inconclusive']);
  expect(found(ownCallback, [asked(200)])).toEqual(['inconclusive']);
});
