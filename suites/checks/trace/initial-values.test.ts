import { expect, test } from 'vitest';
import { found, inbound, observed, sent } from './build.test-data.ts';
import { INITIAL_VALUES, initialValues } from './initial-values.ts';

const create = sent(
  { kind: 'legal', step: 'create' },
  { method: 'POST', path: '/vnf_instances', json: { vnfdId: 'd' }, status: 201, answer: { id: 'i', vnfdId: 'd' } },
);
const vnfd = inbound('vnfpkgm', '/vnfpkgm/v2/onboarded_vnf_packages/d/vnfd', { method: 'GET' });
const read = (more: object) => observed('read.created', '/vnf_instances/i', { id: 'i', vnfdId: 'd', ...more });

test('what the VNFD declares with an initial value is there from the start', () => {
  expect(found(initialValues, [vnfd, create, read(INITIAL_VALUES)])).toEqual([]);
  const more = { ...INITIAL_VALUES, metadata: { ...INITIAL_VALUES.metadata, own: 1 } };
  expect(found(initialValues, [vnfd, create, read(more)])).toEqual([]);
});

test('an instance without any of it is not as its VNFD has it', () => {
  expect(found(initialValues, [vnfd, create, read({})])).toEqual(['shall created:initial-values']);
  const without = { ...INITIAL_VALUES, extensions: { tstExtension: 'x' } };
  expect(found(initialValues, [vnfd, create, read(without)])).toEqual(['shall created:initial-values']);
});

test('of another VNFD nothing is known', () => {
  expect(found(initialValues, [create, read({})])).toEqual(['inconclusive']);
  expect(found(initialValues, [vnfd, create])).toEqual(['inconclusive']);
});
