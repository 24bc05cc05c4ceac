import { expect, test } from 'vitest';
import { found, observed } from './build.test-data.ts';
import { afterHealing } from './healings.ts';

const vnfc = (resourceId: string): object => ({ id: 'c', computeResource: { resourceId } });
const WHOLE = { scaleStatus: [{ aspectId: 'a', scaleLevel: 1 }], vnfcResourceInfo: [vnfc('r')] };

function judge(info: object, instantiationState = 'INSTANTIATED'): readonly string[] {
  const read = (step: string, more: object): ReturnType<typeof observed> =>
    observed(`heal-failed.${step}`, '/vnf_instances/i', { id: 'i', instantiationState, ...more });
  return found(afterHealing, [
    read('before', { instantiatedVnfInfo: WHOLE }),
    read('after', { instantiatedVnfInfo: { ...WHOLE, ...info } }),
  ]);
}

test('a healing that failed leaves the scale levels as they were', () => {
  expect(judge({})).toEqual([]);
  expect(judge({ scaleStatus: undefined })).toEqual(['shall heal-failed:scaleStatus:missing']);
  expect(judge({ scaleStatus: [{ aspectId: 'a', scaleLevel: 0 }] })).toEqual(['shall heal-failed:scaleStatus:changed']);
  expect(judge({}, 'NOT_INSTANTIATED')).toEqual(['inconclusive']);
  expect(found(afterHealing, [])).toEqual(['inconclusive']);
});

test('and no VNFC without a resource', () => {
  expect(judge({ vnfcResourceInfo: [] })).toEqual([]);
  expect(judge({ vnfcResourceInfo: [vnfc('r'), vnfc('')] })).toEqual(['shall heal-failed:resourceId:empty']);
});
