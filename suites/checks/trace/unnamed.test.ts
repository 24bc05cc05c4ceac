import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { unnamedOperation } from './unnamed.ts';

const asked = (status: number): Exchange =>
  sent(
    { kind: 'unusual', aspect: 'unnamed-operation', variant: 'instantiate' },
    { method: 'POST', path: '/vnf_instances/i/instantiate', status },
  );
const seen = (operationState: string, status = 200): Exchange =>
  observed('unnamed-operation.op_occ', '/vnf_lcm_op_occs/o', { operationState }, status);

test('an operation on an instance without a name ends', () => {
  expect(found(unnamedOperation, [asked(202), seen('STARTING'), seen('COMPLETED')])).toEqual([]);
  expect(found(unnamedOperation, [asked(202), seen('FAILED_TEMP')])).toEqual([]);
  expect(found(unnamedOperation, [asked(202), seen('STARTING')])).toEqual(['shall unnamed-operation:stuck:STARTING']);
  expect(found(unnamedOperation, [asked(500)])).toEqual(['shall unnamed-operation:500']);
});

test('one that was refused, or cannot be read, says nothing', () => {
  expect(found(unnamedOperation, [])).toEqual(['inconclusive']);
  expect(found(unnamedOperation, [asked(409)])).toEqual(['inconclusive']);
  expect(found(unnamedOperation, [asked(202)])).toEqual(['inconclusive']);
  expect(found(unnamedOperation, [asked(202), seen('STARTING'), seen('STARTING', 500)])).toEqual(['inconclusive']);
});

test('where an ordinary operation fails in the same way, the name is not to blame', () => {
  const ordinary = sent({ kind: 'legal' }, { method: 'POST', path: '/vnf_instances/j/instantiate', status: 500 });
  expect(found(unnamedOperation, [ordinary, asked(500)])).toEqual(['inconclusive']);
});
