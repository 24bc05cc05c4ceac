import { describe, expect, test } from 'vitest';
import { found, observed } from './build.test-data.ts';
import { listAgrees } from './list-agrees.ts';

describe('an item of a list', () => {
  const alone = { id: 'o', operation: 'HEAL', startTime: '2026-01-01T00:00:00.5Z', _links: { self: { href: '/a/o' } } };
  const beside = (item: object, query = '?all_fields', single: object = alone): readonly string[] =>
    found(listAgrees('vnf_lcm_op_occs'), [
      observed('full.vnf_lcm_op_occs.before', `/vnf_lcm_op_occs${query}`, [{ id: 'n' }, item]),
      observed('single.vnf_lcm_op_occs', '/vnf_lcm_op_occs/o', single),
    ]);

  test('shows what the resource shows, times to the second, links or not', () => {
    expect(beside({ ...alone, startTime: '2026-01-01T01:00:00+01:00', _links: undefined })).toEqual([]);
    expect(beside({ id: 'o' }, '')).toEqual([]);
  });

  test('may have gone on until the resource was read', () => {
    const ended = { ...alone, operationState: 'COMPLETED' };
    expect(beside({ ...alone, operationState: 'PROCESSING' }, '?all_fields', ended)).toEqual([]);
    expect(beside({ ...alone, operationState: 'FAILED' }, '?all_fields', ended)).toEqual([
      'shall list-item:vnf_lcm_op_occs:operationState:differs',
    ]);
  });

  test('shows nothing else', () => {
    expect(beside({ ...alone, operation: 'SCALE' })).toEqual(['shall list-item:vnf_lcm_op_occs:operation:differs']);
    expect(beside({ ...alone, operation: undefined })).toEqual([
      'shall list-item:vnf_lcm_op_occs:operation:missing-in-list',
    ]);
    expect(beside({ ...alone, operationParams: {} }, '')).toEqual([
      'should list-item:vnf_lcm_op_occs:operationParams:only-in-list',
    ]);
    expect(beside(alone, '?all_fields', { ...alone, error: {} })).toEqual(['shall selector:all_fields:lost']);
    expect(beside({ ...alone, grantId: 'g' })).toEqual(['should list-item:vnf_lcm_op_occs:grantId:only-in-list']);
    // What a product adds is its own affair.
    expect(beside({ ...alone, more: 1 })).toEqual([]);
    expect(beside({ ...alone, startTime: '2026-01-01T00:00:05Z' })).toEqual([
      'shall list-item:vnf_lcm_op_occs:times:differs',
    ]);
    expect(beside({ ...alone, _links: { self: { href: '/a//o' } } })).toEqual(['should link:empty-segment']);
  });
});
