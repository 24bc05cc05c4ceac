import { expect, test } from 'vitest';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import {
  duplicateSubscription,
  subscriptionAppears,
  subscriptionGone,
  unnamedInstance,
  broaderSubscription,
  narrowerSubscription,
} from './subscriptions.ts';

const CALLBACK = 'http://harness.example/sink';
const post = (step: string, status: number, answer?: unknown, answerHeaders: HeaderList = []): Exchange =>
  sent(
    { kind: 'legal', step },
    { method: 'POST', path: '/subscriptions', json: { callbackUri: CALLBACK }, status, answer, answerHeaders },
  );
const made = post('life.subscribe', 201, { id: 's' });

test('a subscription can be read and is listed once', () => {
  const read = (answer: unknown): Exchange => observed('life.read', '/subscriptions/s', answer);
  const list = (...ids: readonly string[]): Exchange =>
    observed(
      'life.list',
      '/subscriptions',
      ids.map((id) => ({ id })),
    );
  expect(found(subscriptionAppears, [made, read({ id: 's' }), list('r', 's')])).toEqual([]);
  // What a product adds is its own affair.
  expect(found(subscriptionAppears, [made, read({ id: 's', more: 1 }), list('s')])).toEqual([]);
  expect(found(subscriptionAppears, [made, read({ id: 's', callbackUri: CALLBACK }), list('s')])).toEqual([
    'shall subscription:read-differs',
  ]);
  expect(found(subscriptionAppears, [made, read({ id: 's' }), list('r')])).toEqual(['shall subscription:not-listed']);
  expect(found(subscriptionAppears, [])).toEqual(['inconclusive']);
});

test('an equal subscription is made or leads to the first', () => {
  const again = (status: number, id?: string, location?: string): Exchange =>
    post(
      'life.duplicate',
      status,
      id === undefined ? undefined : { id },
      location === undefined ? [] : [['Location', location]],
    );
  expect(found(duplicateSubscription, [made, again(201, 't')])).toEqual([]);
  expect(found(duplicateSubscription, [made, again(303, undefined, 'http://sut/subscriptions/s')])).toEqual([]);
  expect(found(duplicateSubscription, [made, again(201, 's')])).toEqual(['shall subscription:duplicate:same-id']);
  expect(found(duplicateSubscription, [made, again(303)])).toEqual(['shall subscription:duplicate:location']);
  expect(found(duplicateSubscription, [made, again(409)])).toEqual(['shall subscription:duplicate:409']);
});

test('a deleted subscription is gone', () => {
  const gone = (status: number): Exchange => sent({ kind: 'legal', step: 'life.delete' }, { method: 'DELETE', status });
  const read = (status: number): Exchange => observed('life.gone', '/subscriptions/s', {}, status);
  const list = (id: string): Exchange => observed('life.list.gone', '/subscriptions', [{ id }]);
  expect(found(subscriptionGone, [made, gone(204), read(404), list('t')])).toEqual([]);
  expect(found(subscriptionGone, [made, gone(204), read(200), list('s')])).toEqual([
    'shall subscription:deleted:still-read',
    'shall subscription:deleted:still-listed',
  ]);
  const next: HeaderList = [['Link', '</subscriptions?nextpage_opaque_marker=m>; rel="next"']];
  const first = sent(
    { kind: 'observe', step: 'life.list.gone' },
    { path: '/subscriptions', answer: [{ id: 't' }], answerHeaders: next },
  );
  expect(found(subscriptionGone, [made, gone(204), read(404), first, list('u')])).toEqual([]);
  expect(found(subscriptionGone, [made, gone(204), read(404), first, list('s')])).toEqual([
    'shall subscription:deleted:still-listed',
  ]);
  expect(found(subscriptionGone, [made, gone(500), read(404)])).toEqual(['shall subscription:delete:500']);
});

test('an instance without a name is made while names are subscribed to', () => {
  const subscription = post('unnamed.subscribe', 201, { id: 's' });
  const instance = (status: number): Exchange =>
    sent({ kind: 'legal', step: 'unnamed.create' }, { method: 'POST', path: '/vnf_instances', status });
  expect(found(unnamedInstance, [subscription, instance(201)])).toEqual([]);
  expect(found(unnamedInstance, [subscription, instance(500)])).toEqual(['shall unusual:unnamed-instance:500']);
  expect(found(unnamedInstance, [])).toEqual(['inconclusive']);
});

test('a narrower subscription is one of its own, and so is a broader one', () => {
  const made = (step: string, status: number, id: string | undefined = step): Exchange =>
    sent(
      { kind: 'legal', task: 'subscribe', step },
      { method: 'POST', path: '/subscriptions', status, answer: { id } },
    );
  expect(found(narrowerSubscription, [made('life.wide', 201), made('life.narrow', 201)])).toEqual([]);
  expect(found(narrowerSubscription, [made('life.wide', 201), made('life.narrow', 303)])).toEqual([
    'shall subscription:taken-for-another:303',
  ]);
  expect(found(narrowerSubscription, [made('life.wide', 400)])).toEqual(['inconclusive']);
  expect(found(narrowerSubscription, [made('life.wide', 201, 'a'), made('life.narrow', 201, 'a')])).toEqual([
    'shall subscription:taken-for-another:201',
  ]);
  expect(found(broaderSubscription, [made('life.subscribe', 201), made('life.all', 201)])).toEqual([]);
  expect(found(broaderSubscription, [made('life.subscribe', 201), made('life.all', 303)])).toEqual([
    'shall subscription:broader:taken-for-another:303',
  ]);
});
