import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, sent } from './build.test-data.ts';
import { hugeNumberShown } from './huge-number.ts';

const post = (status: number, answer?: unknown): Exchange =>
  sent(
    { kind: 'unusual', aspect: 'number-range', variant: 'create', step: 'huge-number.create' },
    { method: 'POST', path: '/vnf_instances', status, answer },
  );
const broken = (exchange: Exchange): Exchange => {
  const data = '{"id":"i","metadata":{"tst":Infinity}}';
  const body = { encoding: 'utf8', data, bytes: data.length } as const;
  return { ...exchange, ...(exchange.response && { response: { ...exchange.response, body } }) };
};
const read = sent({ kind: 'observe', step: 'huge-number.read' }, { path: '/vnf_instances/i', answer: { id: 'i' } });

test('a huge number is refused, or shown as JSON', () => {
  expect(found(hugeNumberShown, [post(400)])).toEqual([]);
  expect(found(hugeNumberShown, [post(201, { id: 'i', metadata: { tst: null } }), read])).toEqual([]);
  expect(found(hugeNumberShown, [broken(post(201))])).toEqual(['shall number-range:shown-as-no-json']);
  expect(found(hugeNumberShown, [post(201, { id: 'i' }), broken(read)])).toEqual([
    'shall number-range:shown-as-no-json',
  ]);
});

test('what was not accepted is not shown', () => {
  expect(found(hugeNumberShown, [])).toEqual(['inconclusive']);
  expect(found(hugeNumberShown, [post(500)])).toEqual(['inconclusive']);
  expect(found(hugeNumberShown, [post(201, {})])).toEqual(['inconclusive']);
});
