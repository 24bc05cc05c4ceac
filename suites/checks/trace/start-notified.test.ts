import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification } from './build.test-data.ts';
import { startNotified } from './start-notified.ts';

let second = 0;
const told = (operationState: string, notificationStatus: string): Exchange =>
  notification({
    notificationType: 'VnfLcmOperationOccurrenceNotification',
    vnfLcmOpOccId: 'o',
    subscriptionId: 's',
    operationState,
    notificationStatus,
    timeStamp: new Date(Date.UTC(2026, 0, 1, 0, 0, second++)).toISOString(),
  });
const failed = told('FAILED_TEMP', 'RESULT');

it('is a start after retry and rollback', () => {
  expect(found(startNotified, [failed, told('PROCESSING', 'START')])).toEqual([]);
  expect(found(startNotified, [failed, told('ROLLING_BACK', 'START')])).toEqual([]);
  expect(found(startNotified, [failed, told('PROCESSING', 'RESULT')])).toEqual([
    'shall notification:op-occ:error-handling-not-a-start',
  ]);
  expect(found(startNotified, [failed, told('ROLLING_BACK', 'RESULT')])).toEqual([
    'shall notification:op-occ:error-handling-not-a-start',
  ]);
});

it('leaves the first PROCESSING open', () => {
  expect(found(startNotified, [told('PROCESSING', 'RESULT'), told('FAILED_TEMP', 'RESULT')])).toEqual(['inconclusive']);
});
