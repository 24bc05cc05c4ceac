import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, sent } from './build.test-data.ts';
import { rollbackAnswered, rollbackEnds, rollbackLink } from './rollbacks.ts';

const OCC = '/vnf_lcm_op_occs/o';
const failed = (links: object = { rollback: {} }, state = 'FAILED_TEMP'): Exchange =>
  observed('start.op_occ', OCC, { id: 'o', operation: 'HEAL', operationState: state, _links: links });
const rollback = (status: number, answer?: unknown): Exchange =>
  sent(
    { kind: 'legal', task: 'rollback', step: 'heal.rollback' },
    { method: 'POST', path: `${OCC}/rollback`, status, answer },
  );
const end = (operationState: string): Exchange =>
  observed('heal.rollback.op_occ', OCC, { id: 'o', operation: 'HEAL', operationState });
const vim = (status: number): Exchange => inbound('vim', '/apis/apps/v1/namespaces/i/deployments', { status });
const unsupported = { status: 404, detail: 'HEAL cannot be rolled back' };

it('is accepted, or refused with 404 and a reason', () => {
  expect(found(rollbackAnswered, [failed(), rollback(202)])).toEqual([]);
  expect(found(rollbackAnswered, [failed(), rollback(404, unsupported)])).toEqual([]);
  expect(found(rollbackAnswered, [failed(), rollback(404)])).toEqual(['shall rollback:unsupported:problem-details']);
  expect(found(rollbackAnswered, [failed(), rollback(500)])).toEqual(['shall rollback:unsupported:500']);
  expect(found(rollbackAnswered, [failed({}, 'COMPLETED'), rollback(409)])).toEqual(['inconclusive']);
});

it('may be refused once with 409, as something else may be under way', () => {
  expect(found(rollbackAnswered, [failed(), rollback(409)])).toEqual([]);
  expect(found(rollbackAnswered, [failed(), rollback(409), rollback(409)])).toEqual(['shall rollback:unsupported:409']);
});

it('leads to ROLLED_BACK when it was accepted', () => {
  const run = (...more: readonly Exchange[]): readonly string[] => found(rollbackEnds, [failed(), ...more]);
  expect(run(vim(201), rollback(202), end('ROLLED_BACK'))).toEqual([]);
  expect(run(vim(201), rollback(202), end('ROLLING_BACK'), end('FAILED_TEMP'))).toEqual([
    'shall rollback:accepted-in-vain',
  ]);
  expect(run(rollback(202), end('FAILED_TEMP'))).toEqual(['should rollback:accepted-in-vain']);
  expect(run(rollback(202), vim(500), end('FAILED_TEMP'))).toEqual(['inconclusive']);
  expect(run(rollback(404, unsupported))).toEqual(['inconclusive']);
});

it('agrees with the link', () => {
  expect(found(rollbackLink, [failed(), rollback(202)])).toEqual([]);
  expect(found(rollbackLink, [failed({}), rollback(404, unsupported)])).toEqual([]);
  expect(found(rollbackLink, [failed({}), rollback(202)])).toEqual(['shall op-occ:link:rollback:missing']);
  expect(found(rollbackLink, [failed(), rollback(404, unsupported)])).toEqual(['shall op-occ:link:rollback:in-vain']);
  expect(found(rollbackLink, [failed(), rollback(500)])).toEqual(['inconclusive']);
});
