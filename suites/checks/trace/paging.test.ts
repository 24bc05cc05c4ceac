import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, sent } from './build.test-data.ts';
import { pages } from './paging.ts';

const made = (id: string): Exchange =>
  sent({ kind: 'legal', step: 'made.vnf_instances' }, { method: 'POST', status: 201, answer: { id } });
const page = (ids: readonly string[], next = false): Exchange =>
  sent(
    { kind: 'observe', step: 'pages.vnf_instances' },
    {
      path: '/vnf_instances',
      answer: ids.map((id) => ({ id })),
      answerHeaders: next ? [['Link', '<http://sut.example/vnflcm/v2/vnf_instances?m>; rel="next"']] : [],
    },
  );
const marker = (status: number): Exchange =>
  sent({ kind: 'page', valid: false, step: 'vnf_instances' }, { path: '/vnf_instances?m', status });
const check = pages('vnf_instances');

test('pages together hold each item once', () => {
  expect(found(check, [made('a'), made('b'), page(['a'], true), page(['b', 'foreign']), marker(400)])).toEqual([]);
  expect(found(check, [made('a'), made('b'), page(['a'], true), page(['a', 'b'])])).toEqual(['shall paging:items']);
  expect(found(check, [made('a'), made('b'), page(['a'], true), page([])])).toEqual(['shall paging:items']);
});

test('a walk that was given up shows no loss', () => {
  expect(found(check, [made('a'), made('b'), page(['a'], true)])).toEqual([]);
});

test('without a list there is no walk', () => {
  const nothing = sent({ kind: 'observe', step: 'pages.vnf_instances' }, { path: '/vnf_instances', answer: {} });
  expect(found(check, [made('a'), nothing])).toEqual(['inconclusive']);
});

test('a marker that the SUT never gave out is refused; a server error is a fault, an empty list a warning', () => {
  expect(found(check, [page(['a']), marker(200)])).toEqual(['should paging:marker:200']);
  expect(found(check, [page(['a']), marker(500)])).toEqual(['shall paging:marker:500']);
  expect(found(check, [marker(500)])).toEqual(['inconclusive']);
});

test('further pages show what was selected for the first', () => {
  const selected = (items: readonly object[], next = false): Exchange =>
    sent(
      { kind: 'observe', step: 'selected-pages.vnf_instances' },
      {
        path: next ? '/vnf_instances?fields=metadata' : '/vnf_instances?m',
        answer: items,
        answerHeaders: next ? [['Link', '<http://sut.example/vnflcm/v2/vnf_instances?m>; rel="next"']] : [],
      },
    );
  const [first, shown, bare] = [{ id: 'a', metadata: {} }, { id: 'b', metadata: {} }, { id: 'b' }];
  const walked = [made('a'), made('b'), page(['a'], true), page(['b'])];
  expect(found(check, [...walked, selected([first], true), selected([shown])])).toEqual([]);
  expect(found(check, [...walked, selected([first], true), selected([bare])])).toEqual(['shall paging:forgets-query']);
  // Nothing is known of the first page, or of others.
  expect(found(check, [...walked, selected([bare], true), selected([bare])])).toEqual([]);
  expect(found(check, [...walked, selected([first], true)])).toEqual([]);
});

test('every page leaves out what the first one has to leave out', () => {
  const second = sent(
    { kind: 'observe', step: 'pages.vnf_instances' },
    { path: '/vnf_instances?m', answer: [{ id: 'b', metadata: { a: 1 } }] },
  );
  expect(found(check, [made('a'), made('b'), page(['a'], true), second])).toEqual([
    'shall selector:default:not-left-out',
  ]);
});
