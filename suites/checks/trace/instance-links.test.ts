import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
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

test('while an operation goes on, the way on may be missing', () => {
  const locked = observed('read', '/vnf_instances/i', { id: 'i', instantiationState: 'INSTANTIATED', _links: {} });
  const begun = sent(
    { kind: 'legal', task: 'heal', step: 'heal' },
    {
      method: 'POST',
      path: '/vnf_instances/i/heal',
      status: 202,
      answerHeaders: [['Location', 'http://sut/vnflcm/v2/vnf_lcm_op_occs/o']],
    },
  );
  const ended = (operationState: string): Exchange =>
    observed('heal.op_occ', '/vnf_lcm_op_occs/o', { id: 'o', operationState });
  expect(found(instanceLinks, [begun, ended('PROCESSING'), locked])).toEqual([]);
  expect(found(instanceLinks, [begun, ended('COMPLETED'), locked])).toEqual(['shall instance:link:terminate:missing']);
});

test('what is no VNF instance says nothing', () => {
  expect(found(instanceLinks, [observed('read', '/vnf_instances', [])])).toEqual(['inconclusive']);
});
