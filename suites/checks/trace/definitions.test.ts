import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, inbound } from './build.test-data.ts';
import { affectedOfVnfd, definitionsNamed, definitionsOfVnfd, removedAsAsked } from './definitions.ts';
import { ask, GRANT, occ } from './grants.test-data.ts';

const DEFINITION = { id: 'd1', type: 'COMPUTE', vnfdId: 'd' };

/** A grant request with these members, and a grant with these. */
function granted(asked: object, given: object = {}): Exchange {
  const answer = { id: 'g', ...given };
  return inbound('grant', '/grant/v1/grants', { json: { ...GRANT, ...asked }, status: 201, answer });
}

const changed = (...affectedVnfcs: readonly object[]): Exchange =>
  occ('x', { resourceChanges: { affectedVnfcs: affectedVnfcs } });

test('a VNFC that was changed names the definition that was granted', () => {
  const informed = granted({ addResources: [DEFINITION] }, { addResources: [{ resourceDefinitionId: 'd1' }] });
  const judge = (vnfc: object, grant = informed): readonly string[] =>
    found(definitionsNamed('x'), [ask('x'), grant, changed({ changeType: 'ADDED', ...vnfc })]);
  expect(judge({ resourceDefinitionId: 'd1' })).toEqual([]);
  expect(judge({})).toEqual(['shall op-occ:resourceDefinitionId:missing']);
  expect(judge({ resourceDefinitionId: 'd2' })).toEqual(['shall op-occ:resourceDefinitionId:differs']);
  // The grant says nothing of it, or something else was changed.
  expect(judge({}, granted({ addResources: [DEFINITION] }))).toEqual(['inconclusive']);
  expect(judge({ changeType: 'REMOVED' })).toEqual(['inconclusive']);
  expect(found(definitionsNamed('x'), [ask('x'), changed()])).toEqual(['inconclusive']);
});

test('what is removed is what the grant was asked for', () => {
  const resource = { resourceId: 'r1' };
  const grant = granted({ removeResources: [{ ...DEFINITION, resource }] });
  const judge = (...all: readonly object[]): readonly string[] =>
    found(removedAsAsked('x'), [
      ask('x'),
      grant,
      changed(...all.map((computeResource) => ({ changeType: 'REMOVED', computeResource }))),
    ]);
  expect(judge(resource)).toEqual([]);
  expect(judge({ resourceId: 'r2' })).toEqual(['shall grant:removeResources:others-removed']);
  // Without an identifier there is nothing to compare, and how many there are is judged by itself.
  expect([judge({}), judge(resource, { resourceId: 'r2' })]).toEqual([['inconclusive'], ['inconclusive']]);
  expect(found(removedAsAsked('x'), [ask('x'), changed()])).toEqual(['inconclusive']);
});

test('where the VNFD changes, each definition says of which it is', () => {
  const judge = (...addResources: readonly object[]): readonly string[] =>
    found(definitionsOfVnfd('x'), [ask('x'), granted({ addResources }), occ('x')]);
  expect(judge(DEFINITION)).toEqual([]);
  expect(judge(DEFINITION, { id: 'd2' })).toEqual(['shall grant:ResourceDefinition.vnfdId:missing']);
  expect(judge()).toEqual(['inconclusive']);
});

test('where the VNFD changes, each affected resource says of which it is', () => {
  const judge = (resourceChanges: object): readonly string[] =>
    found(affectedOfVnfd('x'), [ask('x'), occ('x', { resourceChanges })], { release: '3.3.1' });
  const [of, bare] = [{ id: '1', vnfdId: 'd' }, { id: '2' }];
  expect(judge({ affectedVnfcs: [of], affectedVirtualLinks: [of], affectedVirtualStorages: [of] })).toEqual([]);
  expect(judge({ affectedVnfcs: [of, bare] })).toEqual(['shall op-occ:AffectedVnfc.vnfdId:missing']);
  expect(judge({ affectedVirtualLinks: [bare], affectedVirtualStorages: [bare] })).toEqual([
    'shall op-occ:AffectedVirtualLink.vnfdId:missing',
    'shall op-occ:AffectedVirtualStorage.vnfdId:missing',
  ]);
  expect(judge({})).toEqual(['inconclusive']);
});
