import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { selectorResults, type Selector } from './selectors.ts';

const item = { id: 'o', vnfInstanceId: 'i', operation: 'HEAL', error: { status: 500, detail: 'no' } };
const frame = (...asked: readonly Exchange[]): readonly Exchange[] => [
  sent({ kind: 'legal', task: 'create' }, { method: 'POST', path: '/vnf_instances', status: 201, answer: { id: 'i' } }),
  observed('full.vnf_lcm_op_occs.before', '/vnf_lcm_op_occs', [item]),
  ...asked,
  observed('full.vnf_lcm_op_occs.after', '/vnf_lcm_op_occs', [item]),
];
const ask = (query: string, status: number, answer: unknown = {}): Exchange =>
  sent(
    { kind: 'selector', query, valid: true, step: 'vnf_lcm_op_occs' },
    { path: `/vnf_lcm_op_occs?${query}`, status, answer },
  );
const by = (selector: Selector, ...asked: readonly Exchange[]): readonly string[] =>
  found(selectorResults('vnf_lcm_op_occs', 'VnfLcmOpOcc', selector), frame(...asked));

describe('attribute selectors', () => {
  test('that a collection does not know are one cause; two of them are recommended only', () => {
    expect(by('all_fields', ask('all_fields', 400))).toEqual(['shall selector:unsupported:400']);
    expect(by('fields', ask('fields=error', 400), ask('fields=operation', 400))).toEqual([
      'should selector:unsupported:400',
    ]);
  });

  test('name complex attributes that may be absent, and others may be refused', () => {
    const known = ask('fields=error', 200, [item]);
    expect(by('fields', known, ask('fields=operation', 400), ask('fields=error/status', 400))).toEqual([]);
    expect(by('fields', known, ask('fields=resourceChanges', 400))).toEqual(['shall selector:fields:optional:400']);
    expect(by('fields', known, ask('fields=operation', 500))).toEqual(['shall selector:fields:mandatory:500']);
  });

  test('give no structure that they do not name', () => {
    const { error, ...plain } = item;
    expect(by('fields', ask('fields=error', 200, [{ ...plain, error }]))).toEqual([]);
    expect(by('fields', ask('fields=operationParams', 200, [item]))).toEqual(['shall selector:fields:unasked']);
  });

  test('give what they name', () => {
    expect(by('fields', ask('fields=error', 200, [{ ...item, error: undefined }]))).toEqual([
      'shall selector:fields:optional:lost',
    ]);
  });
});

test('all_fields gives what other reads show, also where it is not heeded in the full list', () => {
  const bare = { id: 'o', vnfInstanceId: 'i', operation: 'HEAL' };
  const judged = (shown: object): readonly string[] =>
    found(selectorResults('vnf_lcm_op_occs', 'VnfLcmOpOcc', 'all_fields'), [
      sent(
        { kind: 'legal', task: 'create' },
        { method: 'POST', path: '/vnf_instances', status: 201, answer: { id: 'i' } },
      ),
      observed('full.vnf_lcm_op_occs.before', '/vnf_lcm_op_occs?all_fields', [bare]),
      ask('all_fields', 200, [shown]),
      ask('fields=error', 200, [item]),
      observed('full.vnf_lcm_op_occs.after', '/vnf_lcm_op_occs?all_fields', [bare]),
    ]);
  expect(judged(item)).toEqual([]);
  expect(judged(bare)).toEqual(['shall selector:all_fields:lost']);
});

test('what is selected keeps its data type', () => {
  const operationParams = { cause: 'c' };
  expect(by('fields', ask('fields=operationParams', 200, [{ ...item, error: undefined, operationParams }]))).toEqual(
    [],
  );
  expect(
    by('fields', ask('fields=operationParams', 200, [{ ...item, error: undefined, operationParams: '{"cause":"c"}' }])),
  ).toEqual(['shall schema:VnfLcmOpOcc.operationParams:type']);
});

test('selectors leave in place what is mandatory', () => {
  const kept = { ...item, operation: undefined };
  expect(by('exclude_fields', ask('exclude_fields=error', 200, [{ ...item, error: undefined }]))).toEqual([]);
  expect(by('exclude_fields', ask('exclude_fields=error', 200, [{ ...kept, error: undefined }]))).toEqual([
    'shall selector:exclude_fields:mandatory',
  ]);
});

test('what a list omits by itself does not depend on the selector', () => {
  const params = { operationParams: { flavourId: 'f' } };
  const plain = (answer: unknown): Exchange => observed('default.vnf_lcm_op_occs', '/vnf_lcm_op_occs', answer);
  const bare = { id: 'o', vnfInstanceId: 'i', operation: 'HEAL' };
  expect(by('exclude_default', ask('exclude_default', 200, [bare]), plain([bare]))).toEqual([]);
  expect(by('exclude_default', ask('exclude_default', 400), plain([{ ...bare, ...params }]))).toEqual([
    'shall selector:unsupported:400',
    'shall selector:default:not-left-out',
  ]);
});

test('structures that are not named stay out', () => {
  expect(by('fields', ask('fields=resourceChanges', 200, [item]))).toEqual(['shall selector:fields:unasked']);
  expect(by('fields', ask('fields=resourceChanges', 200, [{ ...item, error: undefined }]))).toEqual([]);
});

test('what was not read as a whole is nothing to measure by', () => {
  expect(by('fields', ask('fields=error', 200, [{ id: 'of another run' }]))).toEqual([]);
});
