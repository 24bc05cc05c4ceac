import { expect, test } from 'vitest';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { notification } from '../checks/trace/build.test-data.ts';
import { isWhole } from './stragglers.ts';

const told = (vnfLcmOpOccId: string, operationState: string): Exchange =>
  notification({ notificationType: 'VnfLcmOperationOccurrenceNotification', vnfLcmOpOccId, operationState });

test('every operation is told from its start to where it rests, in whatever order', () => {
  const creation = notification({ notificationType: 'VnfIdentifierCreationNotification', vnfInstanceId: 'i' });
  expect(isWhole([])).toBe(true);
  expect(isWhole([creation, told('a', 'COMPLETED'), told('a', 'STARTING')])).toBe(true);
  expect(isWhole([told('a', 'STARTING'), told('a', 'FAILED_TEMP'), told('b', 'COMPLETED')])).toBe(false);
  expect(isWhole([told('a', 'STARTING'), told('a', 'PROCESSING')])).toBe(false);
});
