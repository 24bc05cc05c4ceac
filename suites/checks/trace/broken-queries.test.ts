import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { brokenFilters, brokenSelectors } from './broken-queries.ts';
import { found, sent } from './build.test-data.ts';

const PATH = '/vnf_instances';
const filter = (fault: 'syntax' | 'attribute' | 'encoding' | 'operator' | 'empty-value', status: number): Exchange =>
  sent(
    { kind: 'filter', step: 'vnf_instances', expression: '(eq', terms: null, valid: false, fault },
    { path: `${PATH}?filter=(eq`, status },
  );
const filters = (...sent: readonly Exchange[]): readonly string[] => found(brokenFilters('vnf_instances'), sent);

test('a filter that is none is refused with 400', () => {
  expect(
    filters(filter('syntax', 400), filter('attribute', 400), filter('operator', 200), filter('empty-value', 200)),
  ).toEqual([]);
  expect(filters(filter('empty-value', 400))).toEqual([]);
  expect(filters(filter('syntax', 200))).toEqual(['shall filter:syntax:200']);
  expect(filters(filter('attribute', 200))).toEqual(['should filter:attribute:200']);
});

test('and is no reason for a server error, which has one cause where the syntax is one', () => {
  expect(filters(filter('syntax', 500), filter('attribute', 500))).toEqual(['shall filter:broken:500']);
  expect(filters(filter('attribute', 500))).toEqual(['shall filter:attribute:500']);
  expect(filters(filter('operator', 500))).toEqual(['shall filter:operator:500']);
  expect(filters(filter('empty-value', 500))).toEqual(['shall filter:empty-value:500']);
  expect(filters(filter('encoding', 500))).toEqual(['shall unusual:odd-uri:500']);
});

test('selectors that name nothing are refused with 400', () => {
  const judged = (status: number): readonly string[] =>
    found(brokenSelectors('vnf_instances'), [
      sent(
        { kind: 'selector', step: 'vnf_instances', query: 'fields=none', valid: false },
        { path: `${PATH}?fields=none`, status },
      ),
    ]);
  expect(judged(400)).toEqual([]);
  expect(judged(200)).toEqual(['should selector:broken:fields:200']);
  expect(judged(500)).toEqual(['shall selector:broken:500']);
});
