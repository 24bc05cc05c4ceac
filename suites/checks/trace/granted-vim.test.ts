import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, sent } from './build.test-data.ts';
import { grantedVimShown } from './granted-vim.ts';

const create = sent(
  { kind: 'legal', task: 'create', step: 'granted-vim.create' },
  { method: 'POST', path: '/vnf_instances', status: 201, answer: { id: 'i' } },
);
const grant = (vims: object, vnfInstanceId = 'i'): Exchange =>
  inbound('grant', '/grant/v1/grants', { status: 201, answer: { vnfInstanceId, ...vims } });
const end = (operationState = 'COMPLETED'): Exchange =>
  observed('granted-vim.start.op_occ', '/vnf_lcm_op_occs/o', { id: 'o', operationState });
const after = (vimConnectionInfo?: unknown): Exchange =>
  observed('granted-vim.after', '/vnf_instances/i', { id: 'i', vimConnectionInfo });

const MAP = { vimConnectionInfo: { vim: { vimType: 'T' } } };
const LIST = { vimConnections: [{ id: 'vim', vimType: 'T' }] };

test('the connection of the grant is shown, in a map or a list', () => {
  expect(found(grantedVimShown, [create, grant(MAP), end(), after({ vim: { vimType: 'T' }, more: {} })])).toEqual([]);
  expect(found(grantedVimShown, [create, grant(LIST), end(), after([{ id: 'vim', vimType: 'T' }])])).toEqual([]);
});

test('it is missing, or is another', () => {
  const missing = ['shall granted-vim:not-shown'];
  expect(found(grantedVimShown, [create, grant(MAP), end(), after()])).toEqual(missing);
  expect(found(grantedVimShown, [create, grant(LIST), end(), after([{ id: 'other', vimType: 'T' }])])).toEqual(missing);
  expect(found(grantedVimShown, [create, grant(MAP), end(), after({ vim: { vimType: 'X' } })])).toEqual([
    'shall granted-vim:other-type',
  ]);
});

test('without a grant for the instance that names one, or an end that is COMPLETED, there is nothing to say', () => {
  expect(found(grantedVimShown, [create, grant({}), end(), after()])).toEqual(['inconclusive']);
  expect(found(grantedVimShown, [create, grant(MAP, 'another'), end(), after()])).toEqual(['inconclusive']);
  expect(found(grantedVimShown, [create, grant(MAP), end('FAILED_TEMP'), after()])).toEqual(['inconclusive']);
  expect(found(grantedVimShown, [create, grant(MAP), end()])).toEqual(['inconclusive']);
});
