import { expect, test } from 'vitest';
import { get, instance, judge, ofAnswer } from './judge.test-data.ts';
import { repeatedItems } from './repeated-items.ts';

const found = (answer: unknown) => judge(ofAnswer(repeatedItems), get('/vnf_instances', answer));

test('a list names each of its items once', () => {
  expect(found([instance, { ...instance, id: 'i2' }])).toEqual([]);
  expect(found([instance, { ...instance, id: 'i2' }, instance])).toEqual(['should repeated-item:vnf_instances']);
});

test('so do the lists within', () => {
  const of = (...scaleStatus: readonly object[]) => ({ ...instance, instantiatedVnfInfo: { scaleStatus } });
  const level = { aspectId: 'a', scaleLevel: 0 };
  expect(found([of(level, { ...level, aspectId: 'b' })])).toEqual([]);
  expect(found([of(level, level)])).toEqual(['should repeated-item:scaleStatus']);
});

test('what has no identifier may be there twice, and one identifier may stand for two things that are said of it', () => {
  expect(found([{ ...instance, metadata: { list: ['a', 'a', { b: 1 }, { b: 1 }] } }])).toEqual([]);
  expect(
    found([
      { id: 'i', changeType: 'ADDED' },
      { id: 'i', changeType: 'REMOVED' },
    ]),
  ).toEqual([]);
});

test('what is no JSON has no items', () => {
  expect(found(undefined)).toEqual([]);
});
