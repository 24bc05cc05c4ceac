import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { gracefulCancelShown, gracefulCancelWaits } from './graceful-cancel.ts';

const cancel = (status: number): Exchange =>
  sent(
    { kind: 'legal', task: 'cancel', step: 'cancel-gracefully.cancel' },
    { method: 'POST', path: '/vnf_lcm_op_occs/o/cancel', json: { cancelMode: 'GRACEFUL' }, status },
  );
const after = (shown: Readonly<Record<string, unknown>>): readonly Exchange[] => [
  cancel(202),
  observed('cancel-gracefully.pending', '/vnf_lcm_op_occs/o', { id: 'o', operationState: 'STARTING', ...shown }),
];

test('a graceful cancel waits, and shows how it was asked for', () => {
  const pending = { isCancelPending: true, cancelMode: 'GRACEFUL' };
  expect(found(gracefulCancelWaits, after(pending))).toEqual([]);
  expect(found(gracefulCancelWaits, after({ ...pending, cancelMode: 'FORCEFUL' }))).toEqual(['shall cancel:mode']);
  expect(found(gracefulCancelWaits, after({ isCancelPending: false }))).toEqual(['shall cancel:not-pending']);
  expect(found(gracefulCancelWaits, after({ operationState: 'ROLLED_BACK' }))).toEqual([
    'shall cancel:graceful:not-waited-for',
  ]);
});

test('without a cancel that was accepted there is nothing to say', () => {
  expect(found(gracefulCancelWaits, [])).toEqual(['inconclusive']);
  expect(found(gracefulCancelWaits, [cancel(409), ...after({}).slice(1)])).toEqual(['inconclusive']);
});

test('a graceful cancel in PROCESSING shows how it was asked for, as long as it is waited for', () => {
  const label = 'cancel-processing-gracefully';
  const asked = sent(
    { kind: 'legal', task: 'cancel', step: `${label}.cancel` },
    { method: 'POST', path: '/vnf_lcm_op_occs/o/cancel', json: { cancelMode: 'GRACEFUL' }, status: 202 },
  );
  const showing = (body: object): readonly Exchange[] => [
    asked,
    observed(`${label}.pending`, '/vnf_lcm_op_occs/o', { id: 'o', operationState: 'PROCESSING', ...body }),
  ];
  const pending = { isCancelPending: true, cancelMode: 'GRACEFUL' };
  expect(found(gracefulCancelShown, showing(pending))).toEqual([]);
  expect(found(gracefulCancelShown, showing({ ...pending, cancelMode: 'FORCEFUL' }))).toEqual(['shall cancel:mode']);
  expect(found(gracefulCancelShown, showing({ isCancelPending: false }))).toEqual(['shall cancel:not-pending']);
  expect(found(gracefulCancelShown, showing({ operationState: 'FAILED_TEMP' }))).toEqual(['inconclusive']);
  expect(found(gracefulCancelShown, [])).toEqual(['inconclusive']);
});
