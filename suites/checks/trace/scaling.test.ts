import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { changedResources, scaledBack, scaledBy } from './scaling.ts';

const ask = sent(
  { kind: 'legal', step: 'out' },
  { method: 'POST', status: 202, json: { type: 'SCALE_OUT', aspectId: 'a', numberOfSteps: 1 } },
);
const occ = (resourceChanges: object = {}): Exchange =>
  observed('out.op_occ', '/vnf_lcm_op_occs/o', { id: 'o', operationState: 'COMPLETED', resourceChanges });
const instance = (label: string, scaleLevel: number | undefined, ...vnfcs: readonly string[]): Exchange =>
  observed(label, '/vnf_instances/i', {
    instantiatedVnfInfo: {
      ...(scaleLevel === undefined ? {} : { scaleStatus: [{ aspectId: 'a', scaleLevel }] }),
      vnfcResourceInfo: vnfcs.map((id) => ({ id })),
    },
  });

it('moves the level of the aspect', () => {
  const check = scaledBy('out', 'before', 'after', 1);
  const run = (from: number | undefined, to: number | undefined): readonly string[] =>
    found(check, [instance('before', from), ask, occ(), instance('after', to)]);
  expect(run(0, 1)).toEqual([]);
  expect(run(0, 2)).toEqual(['shall scaled:out:level']);
  expect(run(undefined, undefined)).toEqual(['shall scaled:no-status']);
  expect(found(check, [instance('before', 0), ask])).toEqual(['inconclusive']);
});

it('names the VNFCs that came and went', () => {
  const check = changedResources('out', ['later', 'before'], 'after');
  const run = (...affectedVnfcs: readonly object[]): readonly string[] =>
    found(check, [instance('before', 0, 'a'), ask, occ({ affectedVnfcs }), instance('after', 1, 'a', 'b')]);
  expect(run({ id: 'b', changeType: 'ADDED' })).toEqual([]);
  expect(run()).toEqual(['shall op-occ:resourceChanges:ADDED']);
  expect(run({ id: 'b', changeType: 'MODIFIED' })).toEqual(['shall op-occ:resourceChanges:replaced-told-as-modified']);
  expect(run({ id: 'b', changeType: 'ADDED' }, { id: 'a', changeType: 'MODIFIED' })).toEqual([]);
  expect(run({ id: 'b', changeType: 'ADDED' }, { id: 'a', changeType: 'REMOVED' })).toEqual([
    'shall op-occ:resourceChanges:REMOVED',
  ]);
});

it('scales once, also when it was retried', () => {
  const check = scaledBack('before', 'retry', 'back', 'after');
  const ended = (step: string, operationState: string): Exchange =>
    observed(`${step}.op_occ`, '/vnf_lcm_op_occs/o', { id: 'o', operationState });
  const run = (retried: string, ...after: readonly string[]): readonly string[] =>
    found(check, [
      instance('before', 0, 'a'),
      ended('retry', retried),
      ended('back', 'COMPLETED'),
      instance('after', 0, ...after),
    ]);
  expect(run('COMPLETED', 'b')).toEqual([]);
  expect(run('COMPLETED', 'a', 'b')).toEqual(['shall retry:scaled-more-than-once']);
  expect(run('FAILED_TEMP', 'a', 'b')).toEqual(['inconclusive']);
  expect(found(check, [instance('before', 0, 'a')])).toEqual(['inconclusive']);
});
