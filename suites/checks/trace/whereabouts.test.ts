import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { linksLead, opOccAfterDeletion } from './whereabouts.ts';

test('a link leads to a resource; a task that cannot be read is there all the same', () => {
  const followed = (link: string, path: string, status: number): Exchange =>
    observed(`followed.${link}`, path, undefined, status);
  expect(found(linksLead, [followed('op_occ.vnfInstance', '/vnf_instances/i', 200)])).toEqual([]);
  expect(found(linksLead, [followed('op_occ.vnfInstance', '/vnf_instances/i', 404)])).toEqual([
    'shall link:leads-nowhere:op_occ.vnfInstance',
  ]);
  expect(found(linksLead, [followed('op_occ.grant', '/vnf_lcm_op_occs/o/grant', 404)])).toEqual([
    'shall link:leads-nowhere:op_occ.grant',
  ]);
  expect(found(linksLead, [followed('instance.operate', '/vnf_instances/i/operate', 404)])).toEqual([]);
  expect(found(linksLead, [])).toEqual(['inconclusive']);
});

test('operation occurrences outlive their instance', () => {
  const gone = sent({ kind: 'legal', step: 'delete' }, { method: 'DELETE', path: '/vnf_instances/i', status: 204 });
  const read = (status: number): Exchange => observed('read.deleted.op_occ', '/vnf_lcm_op_occs/o', {}, status);
  expect(found(opOccAfterDeletion, [gone, read(200)])).toEqual([]);
  expect(found(opOccAfterDeletion, [gone, read(404)])).toEqual(['should op-occ:of-deleted-instance:404']);
  expect(found(opOccAfterDeletion, [gone, read(500)])).toEqual(['shall op-occ:of-deleted-instance:500']);
  expect(found(opOccAfterDeletion, [read(500)])).toEqual(['inconclusive']);
});
