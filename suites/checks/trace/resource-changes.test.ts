import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, ROOT, sent } from './build.test-data.ts';
import { changesKept, changesShown } from './resource-changes.ts';

const OCC = '/vnf_lcm_op_occs/o';
const occ = (operationState: string, ...ids: readonly string[]): Exchange =>
  observed('x.op_occ', OCC, {
    id: 'o',
    vnfInstanceId: 'i',
    operationState,
    ...(ids.length === 0 ? {} : { resourceChanges: { affectedVnfcs: ids.map((id) => ({ id, changeType: 'ADDED' })) } }),
  });
const post = (task: string, status = 202): Exchange =>
  sent({ kind: 'legal', task }, { method: 'POST', path: `${OCC}/${task}`, status });

it('keeps what was changed until somebody undoes it', () => {
  const run = (...all: readonly Exchange[]): readonly string[] => found(changesKept, all);
  expect(run(occ('PROCESSING'), occ('FAILED_TEMP', 'a'), post('fail', 200), occ('FAILED', 'a', 'b'))).toEqual([]);
  expect(run(occ('FAILED_TEMP', 'a'), post('fail', 200), occ('FAILED'))).toEqual(['shall op-occ:resourceChanges:lost']);
  expect(run(occ('FAILED_TEMP', 'a'), post('retry', 409), occ('FAILED_TEMP', 'b'))).toEqual([
    'shall op-occ:resourceChanges:lost',
  ]);
  expect(run(occ('FAILED_TEMP', 'a'), post('rollback'), occ('ROLLED_BACK'))).toEqual(['inconclusive']);
  expect(run(occ('FAILED_TEMP'), occ('FAILED'))).toEqual(['inconclusive']);
});

const start = sent(
  { kind: 'legal', task: 'scale' },
  {
    method: 'POST',
    path: '/vnf_instances/i/scale',
    status: 202,
    answerHeaders: [['Location', `${ROOT}${OCC}`]],
  },
);
const vim = (method: string, status: number, namespace = 'i'): Exchange =>
  inbound('vim', `/apis/apps/v1/namespaces/${namespace}/deployments/vdu1`, { method, status });

it('tells what the VIM was seen to do', () => {
  const run = (...all: readonly Exchange[]): readonly string[] => found(changesShown, [start, ...all]);
  expect(run(vim('PATCH', 200), occ('FAILED_TEMP', 'a'))).toEqual([]);
  expect(run(vim('PATCH', 200), occ('FAILED_TEMP'))).toEqual(['shall op-occ:resourceChanges:missing-after-failure']);
});

it('says nothing where the VIM did nothing, undid it, or did it for others', () => {
  const run = (...all: readonly Exchange[]): readonly string[] => found(changesShown, [start, ...all]);
  expect(run(vim('PATCH', 500), occ('FAILED_TEMP'))).toEqual(['inconclusive']);
  expect(run(vim('GET', 200), occ('FAILED_TEMP'))).toEqual(['inconclusive']);
  expect(run(vim('PATCH', 200, 'j'), occ('FAILED_TEMP'))).toEqual(['inconclusive']);
  expect(run(vim('POST', 201), vim('DELETE', 200), occ('FAILED_TEMP'))).toEqual(['inconclusive']);
  expect(run(occ('FAILED_TEMP'))).toEqual(['inconclusive']);
});
