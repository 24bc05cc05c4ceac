import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed } from './build.test-data.ts';
import { ask, before, grant, occ } from './grants.test-data.ts';
import { refusedLeavesAlone } from './refused-grants.ts';

const label = 'refused.scale';
const check = refusedLeavesAlone(label, 'scale');
const after = (more: object = {}): Exchange =>
  observed(`${label}.after`, '/vnf_instances/i', { id: 'i', vnfdId: 'd', ...more });
const rolledBack = occ(label, { operationState: 'ROLLED_BACK' });
const vnfcs = (...ids: readonly string[]): object => ({
  instantiatedVnfInfo: { vnfcResourceInfo: ids.map((id) => ({ id })) },
});

test('a refused operation leaves the instance and the VIM alone', () => {
  const start = [before(label, vnfcs('a', 'b')), ask(label), grant({}, 403)];
  expect(found(check, [...start, rolledBack, after(vnfcs('b', 'a'))])).toEqual([]);
  expect(found(check, [...start, rolledBack, after(vnfcs('a', 'b', 'c'))])).toEqual([
    'shall grant-refused:yet-changed:scale',
  ]);
  const change = inbound('vim', '/apis/apps/v1/namespaces/i/deployments', { status: 201 });
  expect(found(check, [...start, change, rolledBack, after(vnfcs('a', 'b'))])).toEqual([
    'shall grant-refused:resources-touched',
  ]);
  expect(found(check, [...start, rolledBack, change, after(vnfcs('a', 'b'))])).toEqual([]);
});

test('what the SUT does to the instance by itself is not held against the refused operation', () => {
  const byItself = inbound('grant', '/grant/v1/grants', {
    json: { vnfInstanceId: 'i', vnfLcmOpOccId: 'p', isAutomaticInvocation: true },
    status: 201,
  });
  const start = [byItself, before(label, vnfcs('a', 'b')), ask(label), grant({}, 403), rolledBack];
  expect(found(check, [...start, after(vnfcs('a', 'b'))])).toEqual([]);
  expect(found(check, [...start, after(vnfcs('a', 'c'))])).toEqual(['inconclusive']);
});

test('without a grant that was refused there is nothing to say', () => {
  expect(found(check, [])).toEqual(['inconclusive']);
  expect(found(check, [before(label), ask(label), grant(), occ(label), after()])).toEqual(['inconclusive']);
  expect(found(check, [before(label), ask(label), grant({}, 403), rolledBack])).toEqual(['inconclusive']);
});
