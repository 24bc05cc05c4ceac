import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, sent } from './build.test-data.ts';
import { packageFacts, unknownVnfd, unknownVnfdInSilence } from './packages.ts';

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
  const told = (...them: readonly Exchange[]): readonly string[] => found(unknownVnfdInSilence, them);
  expect(told(bare, made('unknown-vnfd.silent', 422))).toEqual([]);
  expect(told(bare, made('unknown-vnfd.silent', 500))).toEqual(['shall create:unknown-vnfd:silent:500']);
  expect(told(made('unknown-vnfd', 500), bare, made('unknown-vnfd.silent', 500))).toEqual([
    'shall create:unknown-vnfd:500',
  ]);
  expect(told(made('unknown-vnfd.silent', 500))).toEqual(['inconclusive']);
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
