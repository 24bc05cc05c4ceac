import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, sent } from './build.test-data.ts';
import { nfvoUnauthorized, packageFacts, unknownVnfd, unknownVnfdLater, unknownVnfdWith } from './packages.ts';

test('an unknown VNFD is a mistake in the request', () => {
  const made = (status: number, answer?: unknown): Exchange =>
    sent({ kind: 'legal', step: 'unknown-vnfd' }, { method: 'POST', path: '/vnf_instances', status, answer });
  expect(found(unknownVnfd, [made(422)])).toEqual([]);
  expect(found(unknownVnfd, [made(400)])).toEqual([]);
  expect(found(unknownVnfd, [made(404)])).toEqual(['shall create:unknown-vnfd:404']);
  expect(found(unknownVnfd, [made(500)])).toEqual(['shall create:unknown-vnfd:500']);
  expect(found(unknownVnfd, [made(201, { id: 'i' })])).toEqual(['should create:unknown-vnfd:201']);
  expect(found(unknownVnfd, [made(200, {})])).toEqual(['inconclusive']);
});

test('also where the NFVO says no more than that', () => {
  const vnfdId = 'd';
  const made = (step: string, status: number): Exchange =>
    sent({ kind: 'legal', step }, { method: 'POST', path: '/vnf_instances', json: { vnfdId }, status });
  const bare = inbound('vnfpkgm', `/vnfpkgm/v2/onboarded_vnf_packages/${vnfdId}`, { method: 'GET', status: 404 });
  const told = (...them: readonly Exchange[]): readonly string[] => found(unknownVnfdWith('silent'), them);
  expect(told(bare, made('unknown-vnfd.silent', 422))).toEqual([]);
  expect(told(bare, made('unknown-vnfd.silent', 500))).toEqual(['shall create:unknown-vnfd:silent:500']);
  expect(told(made('unknown-vnfd', 500), bare, made('unknown-vnfd.silent', 500))).toEqual([
    'shall create:unknown-vnfd:500',
  ]);
  expect(told(made('unknown-vnfd.silent', 500))).toEqual(['inconclusive']);
});

test('that the NFVO does not know the SUT is nothing to tell the client of its credentials', () => {
  const made = (status: number): Exchange =>
    sent(
      { kind: 'legal', step: 'nfvo-unauthorized' },
      { method: 'POST', path: '/vnf_instances', json: { vnfdId: 'd' }, status },
    );
  const read = inbound('vnfpkgm', '/vnfpkgm/v2/onboarded_vnf_packages/d', { method: 'GET', status: 401 });
  expect(found(nfvoUnauthorized, [read, made(503)])).toEqual([]);
  expect(found(nfvoUnauthorized, [read, made(401)])).toEqual(['should create:nfvo-unauthorized:401']);
  expect(found(nfvoUnauthorized, [read, made(201)])).toEqual(['inconclusive']);
  expect(found(nfvoUnauthorized, [made(401)])).toEqual(['inconclusive']);
});

test('an instance does not become one of a VNFD that nobody knows', () => {
  const judge = unknownVnfdLater('modify');
  const asked = (status: number): Exchange =>
    sent({ kind: 'legal', step: 'unknown-vnfd.modify' }, { method: 'PATCH', path: '/vnf_instances/i', status });
  const create = sent({ kind: 'legal', step: 'unknown-vnfd' }, { method: 'POST', status: 404 });
  const occ = (operationState: string): Exchange =>
    observed('unknown-vnfd.modify.op_occ', '/vnf_lcm_op_occs/o', { operationState });
  expect(found(judge, [asked(422)])).toEqual([]);
  expect(found(judge, [asked(202), occ('FAILED_TEMP')])).toEqual([]);
  expect(found(judge, [asked(404)])).toEqual(['shall modify:unknown-vnfd:404']);
  expect(found(judge, [asked(500)])).toEqual(['shall modify:unknown-vnfd:500']);
  expect(found(judge, [create, asked(404)])).toEqual(['shall create:unknown-vnfd:404']);
  expect(found(judge, [asked(202), occ('COMPLETED')])).toEqual(['should modify:unknown-vnfd:202']);
  expect(found(judge, [asked(202)])).toEqual(['inconclusive']);
  expect(found(judge, [asked(409)])).toEqual(['inconclusive']);
  expect(found(judge, [])).toEqual(['inconclusive']);
});

test('an instance says what its package says', () => {
  const facts = { vnfProvider: 'p', vnfProductName: 'q', vnfSoftwareVersion: '1', vnfdVersion: '2' };
  const info = { vnfdId: 'd', ...facts };
  const packages = inbound('vnfpkgm', '/vnfpkgm/v2/onboarded_vnf_packages', { method: 'GET', answer: [info] });
  const read = (more: object = {}): Exchange =>
    observed('read.created', '/vnf_instances/i', { vnfdId: 'd', ...facts, ...more });
  expect(found(packageFacts, [packages, read()])).toEqual([]);
  expect(found(packageFacts, [packages, read({ vnfProvider: 'x' })])).toEqual(['shall created:vnfProvider']);
  expect(found(packageFacts, [read()])).toEqual(['inconclusive']);
});
