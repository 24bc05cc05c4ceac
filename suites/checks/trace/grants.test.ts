import { describe, expect, test } from 'vitest';
import { found, inbound } from './build.test-data.ts';
import { ask, before, GRANT, grant, occ } from './grants.test-data.ts';
import { grantDescribes, grantedOnce, grantResources, grantUsed } from './grants.ts';

describe('a grant', () => {
  const check = grantedOnce('instantiate');
  const change = inbound('vim', '/apis/apps/v1/namespaces/i/deployments', { status: 201 });
  test('is asked for once, and before resources are touched', () => {
    expect(found(check, [ask('instantiate'), grant(), change, occ('instantiate')])).toEqual([]);
    expect(found(check, [ask('instantiate'), occ('instantiate')])).toEqual(['shall grant:not-asked-for']);
    expect(found(check, [ask('instantiate'), grant(), grant(), occ('instantiate')])).toEqual([
      'shall grant:asked-for-again',
    ]);
    // A token that was over is no second request.
    expect(found(check, [ask('instantiate'), grant({}, 401), grant(), occ('instantiate')])).toEqual([]);
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
  test('names one of the two flavours where it is changed', () => {
    const change = (flavourId?: string): readonly string[] =>
      found(grantDescribes('x', 'CHANGE_FLAVOUR'), [
        before('x', { instantiatedVnfInfo: { flavourId: 'f' } }),
        ask('x', { newFlavourId: 'g' }),
        grant({ operation: 'CHANGE_FLAVOUR', flavourId }),
        occ('x'),
      ]);
    expect([change('f'), change('g')]).toEqual([[], []]);
    expect([change('h'), change()]).toEqual([['shall grant:flavourId'], ['shall grant:flavourId']]);
  });
  test('names the VNFD to come where it is changed, and nowhere else', () => {
    const change = (dstVnfdId?: string): readonly string[] =>
      found(grantDescribes('x', 'CHANGE_VNFPKG'), [
        before('x'),
        ask('x', { vnfdId: 'e' }),
        grant({ operation: 'CHANGE_VNFPKG', dstVnfdId }),
        occ('x'),
      ]);
    expect(change('e')).toEqual([]);
    expect([change('d'), change()]).toEqual([['shall grant:dstVnfdId'], ['shall grant:dstVnfdId']]);
    expect(judge({ dstVnfdId: 'e' })).toEqual(['shall grant:dstVnfdId']);
  });
  test('has handles of what is there', () => {
    const resource = { id: '1', type: 'COMPUTE' };
    expect(judge({ updateResources: [{ ...resource, resource: { resourceId: 'r' } }] })).toEqual([]);
    expect(judge({ updateResources: [resource] })).toEqual(['shall grant:updateResources:resource']);
    expect(judge({ removeResources: [resource] })).toEqual(['shall grant:removeResources:resource']);
    expect(judge({ addResources: [{ ...resource, resource: {} }] })).toEqual(['shall grant:addResources:resource']);
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
