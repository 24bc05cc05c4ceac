import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed } from './build.test-data.ts';
import { afterTermination, terminatedAgainstVim } from './terminations.ts';

const occ = (step: string, operationState: string): Exchange =>
  observed(`terminate-failed.${step}.op_occ`, '/vnf_lcm_op_occs/o', { id: 'o', vnfInstanceId: 'i', operationState });
const remove = (status: number): Exchange =>
  inbound('vim', '/apis/apps/v1/namespaces/i/deployments/vdu1', { method: 'DELETE', status });
const instance = (step: string, instantiationState: string): Exchange =>
  observed(`terminate-failed.${step}`, '/vnf_instances/i', { id: 'i', instantiationState });

it('is not completed against the VIM', () => {
  expect(found(terminatedAgainstVim, [remove(500), occ('start', 'FAILED_TEMP')])).toEqual([]);
  expect(found(terminatedAgainstVim, [remove(500), occ('start', 'COMPLETED')])).toEqual([
    'shall terminate:completed-in-spite-of-vim',
  ]);
  expect(found(terminatedAgainstVim, [remove(200), occ('start', 'COMPLETED')])).toEqual(['inconclusive']);
  expect(found(terminatedAgainstVim, [occ('start', 'COMPLETED')])).toEqual(['inconclusive']);
});

it('leaves the instance as rollback or retry say', () => {
  const back = occ('rollback', 'ROLLED_BACK');
  expect(found(afterTermination, [back, instance('after', 'INSTANTIATED')])).toEqual([]);
  expect(found(afterTermination, [back, instance('after', 'NOT_INSTANTIATED')])).toEqual([
    'shall instance-after:the rollback of a termination',
  ]);
  const again = occ('retry', 'COMPLETED');
  expect(found(afterTermination, [again, instance('retry.after', 'NOT_INSTANTIATED')])).toEqual([]);
  expect(found(afterTermination, [again, instance('retry.after', 'INSTANTIATED')])).toEqual([
    'shall instance-after:the retry of a termination',
  ]);
  expect(found(afterTermination, [occ('retry', 'FAILED_TEMP')])).toEqual(['inconclusive']);
});
