import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, sent } from './build.test-data.ts';
import { silentCallback } from './silent-callback.ts';

const lasting = (exchange: Exchange, ms: number): Exchange => ({ ...exchange, ms });
const subscribe = (ms: number): Exchange =>
  lasting(
    sent(
      { kind: 'bad-callback', variant: 'silent', step: 'bad-callback.silent' },
      { method: 'POST', path: '/subscriptions', json: { callbackUri: 'http://harness.example/sink' }, status: 422 },
    ),
    ms,
  );
const tested = (ms: number): Exchange =>
  lasting(inbound('vnflcm-notification', '/sink', { method: 'GET', status: 404 }), ms);
/** The SUT went away before the callback said anything. */
const givenUp = (ms: number): Exchange => {
  const { response, ...rest } = tested(ms);
  return { ...rest, failure: { kind: 'closed', message: `hung up before ${response?.status ?? 0}` } };
};
const read = (ms: number): Exchange => lasting(observed('bad-callback.meanwhile', '/subscriptions', []), ms);

test('a callback that says nothing is given up, others are served', () => {
  expect(found(silentCallback, [subscribe(2100), givenUp(2000), read(5)])).toEqual([]);
  expect(found(silentCallback, [subscribe(10_100), tested(10_000), read(5)])).toEqual([
    'info subscription:silent-callback:waits',
  ]);
});

test('a read that waits for it is kept waiting, one that is slow by itself is not', () => {
  expect(found(silentCallback, [subscribe(6100), givenUp(6000), read(5200)])).toEqual([
    'should subscription:silent-callback:blocks',
  ]);
  expect(found(silentCallback, [subscribe(9100), givenUp(9000), read(3000)])).toEqual([]);
});

test('without an endpoint test nobody is silent', () => {
  expect(found(silentCallback, [subscribe(10), read(5)])).toEqual(['inconclusive']);
});
