import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed } from './build.test-data.ts';
import { grantedVimShown } from './granted-vim.ts';
import { ask, GRANT, occ } from './grants.test-data.ts';

const check = grantedVimShown('start', 'after', 'granted-vim');
const grant = (vims: object, vnfLcmOpOccId = 'o'): Exchange =>
  inbound('grant', '/grant/v1/grants', {
    json: { ...GRANT, vnfLcmOpOccId },
    status: 201,
    answer: { id: 'g', ...vims },
  });
const after = (vimConnectionInfo?: unknown): Exchange =>
  observed('after', '/vnf_instances/i', { id: 'i', vimConnectionInfo });

const MAP = { vimConnectionInfo: { vim: { vimType: 'T' } } };
const LIST = { vimConnections: [{ id: 'vim', vimType: 'T' }] };

test('the connection of the grant is shown, in a map or a list', () => {
  expect(found(check, [ask('start'), grant(MAP), occ('start'), after({ vim: { vimType: 'T' }, more: {} })])).toEqual(
    [],
  );
  expect(found(check, [ask('start'), grant(LIST), occ('start'), after([{ id: 'vim', vimType: 'T' }])])).toEqual([]);
});

test('it is missing, or is another', () => {
  const missing = ['shall granted-vim:not-shown'];
  const judge = (granted: object, shown?: unknown): readonly string[] =>
    found(check, [ask('start'), grant(granted), occ('start'), after(shown)]);
  expect(judge(MAP)).toEqual(missing);
  expect(judge(LIST, [{ id: 'other', vimType: 'T' }])).toEqual(missing);
  expect(judge(MAP, { vim: { vimType: 'X' } })).toEqual(['shall granted-vim:other-type']);
});

test('without a grant for the operation that names one, or an end that is COMPLETED, there is nothing to say', () => {
  const failed = occ('start', { operationState: 'FAILED_TEMP' });
  expect(found(check, [ask('start'), grant({}), occ('start'), after()])).toEqual(['inconclusive']);
  expect(found(check, [ask('start'), grant(MAP, 'another'), occ('start'), after()])).toEqual(['inconclusive']);
  expect(found(check, [ask('start'), grant(MAP), failed, after()])).toEqual(['inconclusive']);
  expect(found(check, [ask('start'), grant(MAP), occ('start')])).toEqual(['inconclusive']);
});
