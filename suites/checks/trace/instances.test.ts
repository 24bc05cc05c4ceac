import { describe, expect, test } from 'vitest';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import {
  createdAppears,
  createdInstance,
  deletedIsGone,
  instantiatedState,
  modified,
  terminatedState,
} from './instances.ts';

const PATH = '/vnf_instances/i';
const request = { vnfdId: 'd', vnfInstanceName: 'n' };
const fresh = { id: 'i', ...request, instantiationState: 'NOT_INSTANTIATED' };
const create = (answer: object = fresh, location = `http://sut.example${PATH}`): Exchange =>
  sent(
    { kind: 'legal', step: 'create' },
    { method: 'POST', json: request, status: 201, answer, answerHeaders: [['Location', location]] },
  );

describe('a new VNF instance', () => {
  test('is what was asked for', () => {
    expect(found(createdInstance, [create()])).toEqual([]);
  });

  test.each([
    ['instantiationState', { instantiationState: 'INSTANTIATED' }],
    ['vnfdId', { vnfdId: 'other' }],
    ['vnfInstanceName', { vnfInstanceName: 'N' }],
  ])('is not otherwise in %s', (name, more) => {
    expect(found(createdInstance, [create({ ...fresh, ...more })])).toEqual([`shall created:${name}`]);
  });

  test('has no instantiatedVnfInfo, though nothing forbids it', () => {
    expect(found(createdInstance, [create({ ...fresh, instantiatedVnfInfo: {} })])).toEqual([
      'should created:instantiatedVnfInfo',
    ]);
  });

  test('is where Location leads', () => {
    expect(found(createdInstance, [create(fresh, '/vnf_instances/j')])).toEqual(['shall created:Location']);
  });

  test('can be read as it was answered, and is in the list once', () => {
    const read = (answer: object, status = 200): Exchange => observed('read.created', PATH, answer, status);
    const list = (ids: readonly string[], headers: HeaderList = []): Exchange =>
      sent(
        { kind: 'observe', step: 'list.created' },
        { path: '/vnf_instances', answer: ids.map((id) => ({ id })), answerHeaders: headers },
      );
    const shuffled = Object.fromEntries(Object.entries(fresh).reverse());
    expect(found(createdAppears, [create(), read(shuffled), list(['h', 'i'])])).toEqual([]);
    expect(found(createdAppears, [create(), read({}, 404)])).toEqual(['shall created:read-status']);
    expect(found(createdAppears, [create(), read({ ...fresh, vnfdId: 'e' })])).toEqual(['shall created:read-differs']);
    expect(found(createdAppears, [create(), read(fresh), list(['h'])])).toEqual(['shall created:not-listed']);
    expect(found(createdAppears, [create(), read(fresh), list(['i', 'i'])])).toEqual(['shall created:not-listed']);
    const next: HeaderList = [['Link', '</vnf_instances?nextpage_opaque_marker=m>; rel="next"']];
    expect(found(createdAppears, [create(), read(fresh), list(['h'], next)])).toEqual([]);
    expect(found(createdAppears, [create()])).toEqual(['inconclusive']);
  });
});

test('a deleted VNF instance is gone', () => {
  const gone = (status: number): Exchange => sent({ kind: 'legal', step: 'delete' }, { method: 'DELETE', status });
  const read = (status: number): Exchange => observed('read.deleted', PATH, {}, status);
  const list = (id: string): Exchange => observed('list.deleted', '/vnf_instances', [{ id }]);
  expect(found(deletedIsGone, [create(), gone(204), read(404), list('h')])).toEqual([]);
  expect(found(deletedIsGone, [create(), gone(204), read(200), list('h')])).toEqual(['shall deleted:still-read']);
  expect(found(deletedIsGone, [create(), gone(204), read(404), list('i')])).toEqual(['shall deleted:still-listed']);
  expect(found(deletedIsGone, [create(), gone(204), read(404), list('g'), list('h')])).toEqual([]);
  expect(found(deletedIsGone, [create(), gone(204), read(404), list('h'), list('i')])).toEqual([
    'shall deleted:still-listed',
  ]);
  expect(found(deletedIsGone, [create(), gone(409), read(200)])).toEqual(['inconclusive']);
  const task = (status: number): Exchange =>
    sent({ kind: 'unknown-resource', step: 'task.deleted' }, { method: 'POST', path: `${PATH}/instantiate`, status });
  expect(found(deletedIsGone, [create(), gone(204), read(404), task(404)])).toEqual([]);
  expect(found(deletedIsGone, [create(), gone(204), read(404), task(202)])).toEqual(['shall deleted:task-accepted']);
});

describe('an instantiated VNF instance', () => {
  const instantiate = sent({ kind: 'legal', step: 'instantiate' }, { method: 'POST', json: { flavourId: 'f' } });
  const info = {
    flavourId: 'f',
    vnfState: 'STARTED',
    vnfcResourceInfo: [{ id: 'c' }],
    vnfcInfo: [{ id: 'x', vnfcResourceInfoId: 'c' }, { id: 'y' }],
  };
  const read = (more: object = {}, state = 'INSTANTIATED'): readonly Exchange[] => [
    instantiate,
    observed('read.instantiated', PATH, { instantiationState: state, instantiatedVnfInfo: { ...info, ...more } }),
  ];

  test('is started, of the flavour that was asked for', () => {
    expect(found(instantiatedState, read())).toEqual([]);
    expect(found(instantiatedState, read({}, 'NOT_INSTANTIATED'))).toEqual(['shall instantiated:instantiationState']);
    expect(found(instantiatedState, read({ vnfState: 'STOPPED' }))).toEqual([
      'shall instantiated:instantiatedVnfInfo.vnfState',
    ]);
    expect(found(instantiatedState, read({ flavourId: 'g' }))).toEqual([
      'shall instantiated:instantiatedVnfInfo.flavourId',
    ]);
  });

  test('refers to resources that it has', () => {
    expect(found(instantiatedState, read({ vnfcInfo: [{ id: 'x', vnfcResourceInfoId: 'z' }] }))).toEqual([
      'shall instantiated:vnfcInfo:dangling',
    ]);
  });

  test('refers to VIM connections that it shows, where it shows any', () => {
    const on = (vimConnectionId: string | undefined, vimConnectionInfo?: unknown): readonly string[] => {
      const vnfcResourceInfo = [{ id: 'c', computeResource: { resourceId: 'r', vimConnectionId } }];
      const instantiatedVnfInfo = { ...info, vnfcResourceInfo };
      const shown = { instantiationState: 'INSTANTIATED', vimConnectionInfo, instantiatedVnfInfo };
      return found(instantiatedState, [instantiate, observed('read.instantiated', PATH, shown)]);
    };
    expect([on('v', { v: {} }), on('v', [{ id: 'v' }]), on(undefined, { v: {} }), on('v')]).toEqual([[], [], [], []]);
    for (const shown of [{ v: {} }, [{ id: 'v' }]])
      expect(on('', shown)).toEqual(['shall instantiated:vimConnectionId:dangling']);
  });
});

test('a terminated VNF instance is not instantiated any more', () => {
  const read = (answer: object): Exchange => observed('read.terminated', PATH, answer);
  expect(found(terminatedState, [read(fresh)])).toEqual([]);
  expect(found(terminatedState, [read({ instantiationState: 'INSTANTIATED' })])).toEqual([
    'shall terminated:instantiationState',
  ]);
  expect(found(terminatedState, [read({ ...fresh, instantiatedVnfInfo: {} })])).toEqual([
    'should terminated:instantiatedVnfInfo',
  ]);
});

test('a modification shows', () => {
  const patch = (status: number): Exchange =>
    sent({ kind: 'legal', step: 'modify' }, { method: 'PATCH', json: { vnfInstanceDescription: 'd' }, status });
  const read = (vnfInstanceDescription: string): Exchange =>
    observed('read.modified', PATH, { vnfInstanceDescription });
  expect(found(modified, [patch(202), read('a'), read('d')])).toEqual([]);
  expect(found(modified, [patch(202), read('a')])).toEqual(['shall modified:not-shown']);
  expect(found(modified, [patch(409), read('a')])).toEqual(['inconclusive']);
});
