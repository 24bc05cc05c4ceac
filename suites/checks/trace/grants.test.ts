import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound, observed, ROOT, sent } from './build.test-data.ts';
import { asynchronousGrant, grantDescribes, grantedOnce, grantResources, grantUsed } from './grants.ts';

const ask = (label: string, json: object = { flavourId: 'f' }): Exchange =>
  sent({ kind: 'legal', step: label }, { method: 'POST', path: '/vnf_instances/i/instantiate', json, status: 202 });
const occ = (label: string, more: object = {}): Exchange =>
  observed(`${label}.op_occ`, '/vnf_lcm_op_occs/o', {
    id: 'o',
    vnfInstanceId: 'i',
    operationState: 'COMPLETED',
    grantId: 'g',
    _links: { grant: { href: 'x' } },
    ...more,
  });
const before = (label: string, more: object = {}): Exchange =>
  observed(`${label}.before`, '/vnf_instances/i', { id: 'i', vnfdId: 'd', ...more });
const GRANT = {
  vnfInstanceId: 'i',
  vnfLcmOpOccId: 'o',
  vnfdId: 'd',
  flavourId: 'f',
  operation: 'INSTANTIATE',
  isAutomaticInvocation: false,
  _links: {
    vnfInstance: { href: `${ROOT}/vnf_instances/i` },
    vnfLcmOpOcc: { href: `${ROOT}/vnf_lcm_op_occs/o` },
  },
};
const grant = (more: object = {}, status = 201): Exchange =>
  inbound('grant', '/grant/v1/grants', { json: { ...GRANT, ...more }, status, answer: { id: 'g' } });

describe('a grant', () => {
  const check = grantedOnce('instantiate');
  const change = inbound('vim', '/apis/apps/v1/namespaces/i/deployments', { status: 201 });
  test('is asked for once, and before resources are touched', () => {
    expect(found(check, [ask('instantiate'), grant(), change, occ('instantiate')])).toEqual([]);
    expect(found(check, [ask('instantiate'), occ('instantiate')])).toEqual(['shall grant:not-asked-for']);
    expect(found(check, [ask('instantiate'), grant(), grant(), occ('instantiate')])).toEqual([
      'shall grant:asked-for-again',
    ]);
    expect(found(check, [ask('instantiate'), change, grant(), occ('instantiate')])).toEqual([
      'shall grant:resources-touched-before',
    ]);
    expect(found(check, [ask('instantiate')])).toEqual(['inconclusive']);
  });
  test('is named by the operation occurrence', () => {
    expect(found(grantUsed('instantiate'), [ask('instantiate'), grant(), occ('instantiate')])).toEqual([]);
    expect(
      found(grantUsed('instantiate'), [ask('instantiate'), grant(), occ('instantiate', { grantId: 'h' })]),
    ).toEqual(['shall op-occ:grantId:differs']);
    expect(found(grantUsed('instantiate'), [ask('instantiate'), grant(), occ('instantiate', { _links: {} })])).toEqual([
      'should op-occ:link:grant:missing',
    ]);
  });
});

describe('a grant request', () => {
  const judge = (more: object, operation = 'INSTANTIATE', instance: object = {}): readonly string[] =>
    found(grantDescribes('instantiate', operation), [
      before('instantiate', instance),
      ask('instantiate'),
      grant(more),
      occ('instantiate'),
    ]);
  test('describes the operation', () => {
    expect(judge({})).toEqual([]);
    expect(judge({ operation: 'SCALE' })).toEqual(['shall grant:operation']);
    expect(judge({ vnfdId: 'e' })).toEqual(['shall grant:vnfdId']);
    expect(judge({ isAutomaticInvocation: true })).toEqual(['shall grant:isAutomaticInvocation']);
    expect(judge({ _links: { vnfInstance: GRANT._links.vnfInstance } })).toEqual(['shall grant:_links.vnfLcmOpOcc']);
  });
  test('names the flavour that is instantiated, and no other afterwards', () => {
    expect(judge({ flavourId: undefined })).toEqual(['shall grant:flavourId']);
    expect(judge({ flavourId: 'x' })).toEqual(['shall grant:flavourId']);
    const instance = { instantiatedVnfInfo: { flavourId: 'f' } };
    expect(judge({ operation: 'HEAL' }, 'HEAL', instance)).toEqual([]);
    expect(judge({ operation: 'HEAL', flavourId: undefined }, 'HEAL', instance)).toEqual([]);
    expect(judge({ operation: 'HEAL', flavourId: 'x' }, 'HEAL', instance)).toEqual(['shall grant:flavourId']);
    expect(judge({ operation: 'HEAL', instantiationLevelId: 'l' }, 'HEAL', instance)).toEqual([
      'shall grant:instantiationLevelId',
    ]);
  });
  test('names the resources that come', () => {
    const check = grantResources('instantiate', 'addResources');
    const changed = occ('instantiate', { resourceChanges: { affectedVnfcs: [{ changeType: 'ADDED' }] } });
    const compute = { id: 'r', type: 'COMPUTE' };
    expect(found(check, [ask('instantiate'), grant({ addResources: [compute] }), changed])).toEqual([]);
    expect(found(check, [ask('instantiate'), grant({ instantiationLevelId: 'l' }), changed])).toEqual([]);
    expect(found(check, [ask('instantiate'), grant(), changed])).toEqual(['shall grant:addResources:missing']);
    expect(found(check, [ask('instantiate'), grant({ addResources: [compute, compute] }), changed])).toEqual([
      'should grant:addResources:count',
    ]);
    expect(
      found(check, [ask('instantiate'), grant({ addResources: [{ ...compute, resource: {} }] }), changed]),
    ).toEqual(['shall grant:addResources:resource']);
  });
  test('names the resources that go, by their handles', () => {
    const check = grantResources('terminate', 'removeResources');
    const changed = occ('terminate', { resourceChanges: { affectedVnfcs: [{ changeType: 'REMOVED' }] } });
    const compute = { id: 'r', type: 'COMPUTE' };
    expect(
      found(check, [ask('terminate'), grant({ removeResources: [{ ...compute, resource: {} }] }), changed]),
    ).toEqual([]);
    expect(found(check, [ask('terminate'), grant({ removeResources: [compute] }), changed])).toEqual([
      'shall grant:removeResources:resource',
    ]);
  });
});

test('a grant that is given later is fetched and used', () => {
  const label = 'async.instantiate';
  const poll = (status: number): Exchange => inbound('grant', '/grant/v1/grants/g', { method: 'GET', status });
  const failed = occ(label, { operationState: 'ROLLED_BACK' });
  expect(found(asynchronousGrant, [ask(label), grant({}, 202), poll(202), poll(200), occ(label)])).toEqual([]);
  expect(found(asynchronousGrant, [ask(label), grant({}, 202), failed])).toEqual(['shall grant:async:not-followed']);
  expect(found(asynchronousGrant, [ask(label), grant({}, 202), poll(202), failed])).toEqual([
    'shall grant:async:given-up',
  ]);
  expect(found(asynchronousGrant, [ask(label), grant({}, 202), poll(200), failed])).toEqual([
    'shall grant:async:then-ROLLED_BACK',
  ]);
  expect(found(asynchronousGrant, [ask(label), grant({}, 201), occ(label)])).toEqual(['inconclusive']);
  const going = (operationState: string): Exchange => occ(label, { operationState });
  const pending = (state: string): readonly Exchange[] => [
    ask(label),
    grant({}, 202),
    going(state),
    poll(202),
    poll(200),
    occ(label),
  ];
  expect(found(asynchronousGrant, pending('STARTING'))).toEqual([]);
  expect(found(asynchronousGrant, pending('PROCESSING'))).toEqual(['shall grant:not-waited-for']);
  expect(found(asynchronousGrant, [ask(label), grant({}, 202), poll(200), going('PROCESSING'), occ(label)])).toEqual(
    [],
  );
});
