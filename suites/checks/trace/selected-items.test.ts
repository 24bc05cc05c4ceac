import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { observed, sent, traceOf } from './build.test-data.ts';
import { allShown, stillTyped } from './selected-items.ts';

const LIST = 'vnf_lcm_op_occs';
const own = new Map([['o', { id: 'o' }]]);
const selected = (query: string, item: object): Exchange =>
  sent({ kind: 'selector', query, valid: true, step: LIST }, { path: `/${LIST}?${query}`, answer: [item] });
const alone = (item: object): Exchange => observed(`single.${LIST}`, `/${LIST}/o`, item);

test('an item shows with all_fields what it shows alone, links apart', () => {
  const shown = (item: object, elsewhere: object): readonly string[] => {
    const asked = selected('all_fields', item);
    return allShown(traceOf([asked, alone(elsewhere)]), LIST, 'VnfLcmOpOcc', own, [asked]).map((one) => one.expected);
  };
  expect(shown({ id: 'o', error: {} }, { id: 'o', error: {}, _links: {} })).toEqual([]);
  expect(shown({ id: 'o' }, { id: 'o', error: {} })).toEqual(['error']);
  // What a product adds is its own affair.
  expect(shown({ id: 'o' }, { id: 'o', more: 1 })).toEqual([]);
  // Of others, and of what changed meanwhile, nothing is known.
  expect(shown({ id: 'p' }, { id: 'p', error: {} })).toEqual([]);
});

test('an attribute keeps its data type, unless it never had it', () => {
  const typed = (item: object, elsewhere: object): readonly string[] => {
    const asked = selected('fields=error', item);
    return stillTyped(traceOf([asked, alone(elsewhere)]), LIST, 'VnfLcmOpOcc', own, [asked]).map(
      (one) => one.deviation,
    );
  };
  expect(typed({ id: 'o', error: { status: 500, detail: 'd' } }, { id: 'o' })).toEqual([]);
  expect(typed({ id: 'o', error: 'text' }, { id: 'o' })).toEqual(['schema:VnfLcmOpOcc.error:type']);
  expect(typed({ id: 'o', error: 'text' }, { id: 'o', error: 'text' })).toEqual([]);
});
