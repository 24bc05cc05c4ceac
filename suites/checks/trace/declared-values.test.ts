import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed } from './build.test-data.ts';
import { valuesTaken, valuesTold } from './declared-values.ts';
import { ask, before, occ } from './grants.test-data.ts';

const LABEL = 'declared.instantiate';
const values = { extensions: { e: 'new' }, vnfConfigurableProperties: { p: 'new' } };
const old = { extensions: { e: 'old' }, vnfConfigurableProperties: { p: 'old' } };
const after = (more: object): Exchange => observed('declared.after', '/vnf_instances/i', { id: 'i', ...more });

test('an instance has the values that its instantiation brought', () => {
  const judge = (shown: object, operationState = 'COMPLETED'): readonly string[] =>
    found(valuesTaken, [ask(LABEL, values), occ(LABEL, { operationState }), after(shown)]);
  expect(judge({ ...values, extensions: { e: 'new', more: 1 } })).toEqual([]);
  expect(judge(old)).toEqual([
    'shall instantiate:extensions:not-applied',
    'shall instantiate:vnfConfigurableProperties:not-applied',
  ]);
  expect(judge(old, 'FAILED_TEMP')).toEqual(['inconclusive']);
});

test('and what it changed is told', () => {
  const judge = (told: object, shown: object, read = values): readonly string[] =>
    found(valuesTold, [
      before(LABEL, old),
      ask(LABEL, values),
      occ(LABEL, shown),
      notification({
        notificationType: 'VnfLcmOperationOccurrenceNotification',
        vnfLcmOpOccId: 'o',
        operationState: 'COMPLETED',
        ...told,
      }),
      after(read),
    ]);
  const whole = { changedInfo: values };
  expect(judge(whole, whole)).toEqual([]);
  expect(judge({}, whole)).toEqual(['shall notification:op-occ:changedInfo:missing:INSTANTIATE']);
  expect(judge(whole, { changedInfo: { extensions: { e: 'new' } } })).toEqual([
    'should op-occ:changedInfo:missing:INSTANTIATE',
  ]);
  // What was not changed need not be told, and a short notification tells nothing.
  expect(judge({}, {}, old)).toEqual(['inconclusive']);
  expect(judge({ verbosity: 'SHORT' }, whole)).toEqual(['inconclusive']);
});
