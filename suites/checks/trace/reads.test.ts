import { expect, test } from 'vitest';
import { found, observed } from './build.test-data.ts';
import { readable, READ } from './reads.ts';

const check = readable(() => true);
const read = (path: string, answer: unknown, status = 200) => observed(READ, path, answer, status);

test('a resource that is there is read with 200', () => {
  expect(found(check, [read('/vnf_instances', [])])).toEqual([]);
  expect(found(check, [read('/vnf_lcm_op_occs', [], 202)])).toEqual(['shall read:vnf_lcm_op_occs.GET:202']);
  expect(found(check, [read('/vnf_instances/i', {}, 404)])).toEqual([
    'shall read:vnf_instances/{vnfInstanceId}.GET:404',
  ]);
});

test('a success with something else than the resource is no read of it', () => {
  expect(found(check, [read('/vnf_instances', {})])).toEqual(['inconclusive']);
  expect(found(check, [read('/vnf_instances/i', {})])).toEqual(['inconclusive']);
  expect(found(check, [read('/vnf_instances/i', [])])).toEqual(['inconclusive']);
  expect(found(check, [read('/vnf_instances', {}), read('/vnf_instances', [])])).toEqual([]);
});

test('a read gives the resource that the URI names', () => {
  expect(found(check, [read('/vnf_instances/i', { id: 'i' })])).toEqual([]);
  expect(found(check, [read('/vnf_instances/i', { id: 'j' })])).toEqual([
    'shall read:vnf_instances/{vnfInstanceId}.GET:another',
  ]);
});

test('a collection that is not claimed may be unknown', () => {
  expect(found(check, [read('/subscriptions', {}, 404)])).toEqual(['inconclusive']);
  expect(found(check, [read('/subscriptions', {}, 404)], { claims: { 'vnflcm.subscriptions': true } })).toEqual([
    'shall read:subscriptions.GET:404',
  ]);
});

test('the versions of an API name the one that is served', () => {
  const versions = (...all: readonly string[]) =>
    read('/api_versions', { uriPrefix: '/vnflcm', apiVersions: all.map((version) => ({ version })) });
  expect(found(check, [versions('1.3.0', '2.0.0')])).toEqual([]);
  expect(found(check, [versions('1.3.0')])).toEqual(['shall api-versions:v2:not-named']);
});

test('without a read there is nothing to say', () => {
  expect(found(check, [])).toEqual(['inconclusive']);
});
