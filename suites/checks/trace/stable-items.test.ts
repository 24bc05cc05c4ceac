import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { observed, sent, traceOf } from './build.test-data.ts';
import { stableItems } from './stable-items.ts';

type Item = Readonly<Record<string, unknown>>;
const create = (id: string): Exchange =>
  sent({ kind: 'legal' }, { method: 'POST', path: '/vnf_instances', status: 201, answer: { id } });
const full = (when: string, items: readonly Item[]): Exchange =>
  observed(`full.vnf_instances.${when}`, '/vnf_instances', items);
const single = (item: Item): Exchange => observed('single.vnf_instances', '/vnf_instances/x', item);
const ids = (...exchanges: readonly Exchange[]): unknown =>
  stableItems(traceOf([create('a'), create('b'), ...exchanges]), 'vnf_instances')?.map(({ id }) => id);

const [a, b, other] = [{ id: 'a' }, { id: 'b', n: 1 }, { id: 'o' }];

test('items of the run that did not change', () => {
  expect(ids(full('before', [a, b, other]), full('after', [a, b, other]))).toEqual(['a', 'b']);
  expect(ids(full('before', [a, b]), full('after', [a, { ...b, n: 2 }]))).toEqual(['a']);
  expect(ids(full('before', [a, b]))).toBeUndefined();
});

test('what pages lost is known from the other list or from its own read', () => {
  expect(ids(full('before', [a]), full('after', [a, b]))).toEqual(['a', 'b']);
  expect(ids(full('before', [a]), single(b), full('after', [a]))).toEqual(['a', 'b']);
});

test('what the run made has its kind: others may have the same identifiers', () => {
  const made = { id: '1', vnfInstanceId: 'a' };
  const foreign = { id: 'a', vnfInstanceId: '2' };
  const listed = (when: string): Exchange =>
    observed(`full.vnf_lcm_op_occs.${when}`, '/vnf_lcm_op_occs', [made, foreign]);
  expect(stableItems(traceOf([create('a'), listed('before'), listed('after')]), 'vnf_lcm_op_occs')).toEqual([made]);
});
