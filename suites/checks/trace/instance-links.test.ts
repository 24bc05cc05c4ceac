import { expect, test } from 'vitest';
import { found, observed } from './build.test-data.ts';
import { instanceLinks } from './instance-links.ts';

const read = (instantiationState: string, ...tasks: readonly string[]): readonly string[] =>
  found(instanceLinks, [
    observed('read', '/vnf_instances/i', {
      instantiationState,
      _links: Object.fromEntries(tasks.map((task) => [task, { href: 'h' }])),
    }),
  ]);

test('links offer the tasks that are possible', () => {
  expect(read('NOT_INSTANTIATED', 'self', 'instantiate')).toEqual([]);
  expect(read('INSTANTIATED', 'self', 'terminate', 'heal')).toEqual([]);
});

test('and no others', () => {
  expect(read('NOT_INSTANTIATED', 'instantiate', 'heal')).toEqual(['shall instance:link:heal:offered-wrongly']);
  expect(read('INSTANTIATED', 'terminate', 'instantiate')).toEqual(['shall instance:link:instantiate:offered-wrongly']);
});

test('the way on is not missing', () => {
  expect(read('NOT_INSTANTIATED', 'self')).toEqual(['shall instance:link:instantiate:missing']);
  expect(read('INSTANTIATED', 'self')).toEqual(['shall instance:link:terminate:missing']);
});

test('what is no VNF instance says nothing', () => {
  expect(found(instanceLinks, [observed('read', '/vnf_instances', [])])).toEqual(['inconclusive']);
});
