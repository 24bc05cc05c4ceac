import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed } from './build.test-data.ts';
import { changesInPlace, failureChangesNotified } from './changes-notified.ts';

const told = (operationState: string, notificationStatus: string, more: object = {}): Exchange =>
  notification({
    notificationType: 'VnfLcmOperationOccurrenceNotification',
    vnfLcmOpOccId: 'o',
    operationState,
    notificationStatus,
    ...more,
  });
const some = { affectedVnfcs: [{ id: 'a', changeType: 'ADDED' }] };

it('tells changes in a RESULT, and only where there are any', () => {
  const run = (status: string, more: object): readonly string[] => found(changesInPlace, [told('X', status, more)]);
  expect(run('RESULT', some)).toEqual([]);
  expect(run('START', {})).toEqual([]);
  expect(run('START', some)).toEqual(['shall notification:op-occ:affectedVnfcs:out-of-place']);
  expect(run('RESULT', { changedExtConnectivity: [] })).toEqual([
    'shall notification:op-occ:changedExtConnectivity:out-of-place',
  ]);
  expect(run('RESULT', { changedInfo: { vnfInstanceName: 'n' } })).toEqual([]);
  expect(run('RESULT', { changedInfo: {} })).toEqual(['shall notification:op-occ:changedInfo:out-of-place']);
  expect(found(changesInPlace, [])).toEqual(['inconclusive']);
});

it('tells the changes of a failure', () => {
  const occ = (resourceChanges: object): Exchange =>
    observed('x.op_occ', '/vnf_lcm_op_occs/o', { id: 'o', operationState: 'FAILED_TEMP', resourceChanges });
  const check = failureChangesNotified;
  expect(found(check, [occ(some), told('FAILED_TEMP', 'RESULT', some)])).toEqual([]);
  expect(found(check, [occ(some), told('FAILED_TEMP', 'RESULT')])).toEqual([
    'shall notification:op-occ:affectedVnfcs:missing',
  ]);
  expect(found(check, [occ(some), told('FAILED_TEMP', 'RESULT', { verbosity: 'SHORT' })])).toEqual(['inconclusive']);
  expect(found(check, [occ({}), told('FAILED_TEMP', 'RESULT')])).toEqual(['inconclusive']);
});
