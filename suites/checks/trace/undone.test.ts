import { expect, test } from 'vitest';
import { found, observed } from './build.test-data.ts';
import { restored, rollbackChanges } from './undone.ts';

const instance = (scaleLevel: number, ...ids: readonly string[]): Record<string, unknown> => ({
  id: 'i',
  vnfdId: 'd',
  instantiationState: 'INSTANTIATED',
  instantiatedVnfInfo: {
    scaleStatus: [{ aspectId: 'a', scaleLevel }],
    vnfcResourceInfo: ids.map((id) => ({ id })),
  },
});

function judge(check: typeof restored, after: object, occ: object = {}): readonly string[] {
  return found(check('x'), [
    observed('x.before', '/vnf_instances/i', instance(0, 'c')),
    observed('x.rollback.op_occ', '/vnf_lcm_op_occs/o', { operationState: 'ROLLED_BACK', ...occ }),
    observed('x.after', '/vnf_instances/i', after),
  ]);
}

test('a rollback restores the instance', () => {
  expect(judge(restored, instance(0, 'other'))).toEqual([]);
  expect(judge(restored, instance(1, 'c', 'd'))).toEqual([
    'shall rollback:not-restored:scaleStatus',
    'shall rollback:not-restored:number of VNFCs',
  ]);
  expect(judge(restored, { ...instance(0, 'c'), vnfdId: 'e' })).toEqual(['shall rollback:not-restored:vnfdId']);
  expect(judge(restored, instance(1), { operationState: 'FAILED_TEMP' })).toEqual(['inconclusive']);
  expect(found(restored('x'), [])).toEqual(['inconclusive']);
});

test('and VNFCs that are others than before are named', () => {
  const resourceChanges = { affectedVnfcs: [{ id: 'c' }, { id: 'other' }] };
  expect(judge(rollbackChanges, instance(0, 'c'))).toEqual([]);
  expect(judge(rollbackChanges, instance(0, 'other'), { resourceChanges })).toEqual([]);
  expect(judge(rollbackChanges, instance(0, 'other'))).toEqual(['shall op-occ:resourceChanges:missing-after-rollback']);
});
