import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { refusedHasNoEffect } from './refused-effects.ts';

const request = (method: string, path: string, step: string, status: number, json?: unknown): Exchange =>
  sent({ kind: 'version', variant: 'missing', value: null, step: `refused.${step}` }, { method, path, status, json });
const patch = (status: number): Exchange => request('PATCH', '/vnf_instances/i', 'modify', status, { a: 'b' });
const read = (when: string, answer: unknown, status = 200): Exchange =>
  observed(`refused.modify.${when}`, '/vnf_instances/i', answer, status);

const NAMED = { vnfInstanceName: 'one' };

test('what is refused leaves its subject as it was', () => {
  expect(found(refusedHasNoEffect, [read('before', NAMED), patch(400), read('after', { ...NAMED, more: 2 })])).toEqual(
    [],
  );
  const done = ['shall refused-yet-done:vnf_instances/{vnfInstanceId}.PATCH'];
  expect(
    found(refusedHasNoEffect, [read('before', NAMED), patch(400), read('after', { vnfInstanceName: 'other' })]),
  ).toEqual(done);
  expect(found(refusedHasNoEffect, [read('before', NAMED), patch(400), read('after', {}, 404)])).toEqual(done);
});

test('what was accepted though it was to be refused may show its effect at any time', () => {
  const task = (name: string, status: number): Exchange => request('POST', `/vnf_lcm_op_occs/o/${name}`, name, status);
  const seen = (when: string, operationState: string): Exchange =>
    observed(`refused.rollback.${when}`, '/vnf_lcm_op_occs/o', { operationState });
  const moved = [seen('before', 'FAILED_TEMP'), task('rollback', 409), seen('after', 'PROCESSING')];
  expect(found(refusedHasNoEffect, [task('retry', 202), ...moved])).toEqual(['inconclusive']);
  const done = ['shall refused-yet-done:vnf_lcm_op_occs/{vnfLcmOpOccId}/rollback.POST'];
  expect(found(refusedHasNoEffect, [task('retry', 400), ...moved])).toEqual(done);
  expect(found(refusedHasNoEffect, [patch(202), ...moved])).toEqual(done);
});

test('what is refused makes nothing', () => {
  const post = request('POST', '/vnf_instances', 'vnf_instances', 400, { vnfInstanceName: 'n' });
  const list = (...names: readonly string[]): Exchange =>
    observed(
      'refused.vnf_instances.list',
      '/vnf_instances',
      names.map((vnfInstanceName) => ({ vnfInstanceName })),
    );
  expect(found(refusedHasNoEffect, [post, list('other')])).toEqual([]);
  expect(found(refusedHasNoEffect, [post, list('other', 'n')])).toEqual(['shall refused-yet-done:vnf_instances.POST']);
  const nameless = request('POST', '/vnf_instances', 'vnf_instances', 400, {});
  expect(found(refusedHasNoEffect, [nameless, list('n')])).toEqual(['inconclusive']);
});

test('without a refused request, or a look at its subject, there is nothing to say', () => {
  expect(found(refusedHasNoEffect, [])).toEqual(['inconclusive']);
  expect(found(refusedHasNoEffect, [read('before', {}), patch(202)])).toEqual(['inconclusive']);
  expect(found(refusedHasNoEffect, [read('before', {}), patch(400)])).toEqual(['inconclusive']);
});
