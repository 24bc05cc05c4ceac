import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { generate } from '../../../src/model/generate.ts';
import { sent } from '../trace/build.test-data.ts';
import { answerForm } from './answers.ts';
import { get, instance, judge, JSON_TYPE, model } from './judge.test-data.ts';
import { schemaDeviation } from './payload.ts';

test('one piece of code is one cause', () => {
  const issue = { pointer: '/x', expected: '', observed: '' };
  const cause = (attribute: string, keyword: string, more: object = {}): string =>
    schemaDeviation({ ...issue, attribute, keyword, ...more });
  const expected = 'RFC 3339 date-time with offset or Z';
  expect(cause('VnfIdentifierCreationNotification.timeStamp', 'format', { expected })).toBe(
    'schema:Notification:date-time',
  );
  expect(cause('VnfLcmOpOcc.startTime', 'format', { expected })).toBe('schema:VnfLcmOpOcc:date-time');
  expect(cause('ResourceHandle.vimConnectionId', 'type', { observed: null })).toBe('schema:ResourceHandle:null');
  expect(cause('ResourceHandle.resourceId', 'type', { observed: '5' })).toBe('schema:ResourceHandle.resourceId:type');
  expect(cause('VnfIdentifierDeletionNotification._links', 'required')).toBe(
    'schema:VnfIdentifierNotification._links:required',
  );
});

test('what the GS asks for and the OpenAPI files of ETSI do not is a warning', () => {
  const full = generate(model, 'VnfInstance', { full: true }) as { instantiatedVnfInfo: Record<string, unknown> };
  const info = { ...full.instantiatedVnfInfo };
  Reflect.deleteProperty(info, 'extCpInfo');
  const instantiated = { ...instance, instantiationState: 'INSTANTIATED', instantiatedVnfInfo: info };
  expect(judge(answerForm, get('/vnf_instances/i1', instantiated)).filter((one) => one.includes('extCp'))).toEqual([
    'should schema:VnfInstance.instantiatedVnfInfo.extCpInfo:required',
  ]);
  const none = { ...instantiated, instantiatedVnfInfo: { ...info, extCpInfo: [] } };
  expect(judge(answerForm, get('/vnf_instances/i1', none)).filter((one) => one.includes('extCp'))).toEqual([
    'should schema:VnfInstance.instantiatedVnfInfo.extCpInfo:minItems',
  ]);
});

test('a list may leave out what instances of its state have, but not where all_fields asks for it', () => {
  const bare = { ...instance, instantiationState: 'INSTANTIATED' };
  expect(judge(answerForm, get('/vnf_instances', [bare]))).toEqual([]);
  expect(judge(answerForm, get('/vnf_instances?all_fields', [bare]))).toEqual([
    'shall schema:VnfInstance.instantiatedVnfInfo:required',
  ]);
  expect(judge(answerForm, get('/vnf_instances?all_fields', [instance]))).toEqual([]);
});

test('attribute selectors may leave anything out; what is there follows its data type', () => {
  const list = (query: string, item: unknown): readonly string[] =>
    judge(answerForm, get(`/vnf_instances?${query}`, [item])).filter((one) => !one.startsWith('info'));
  for (const query of ['fields=id', 'exclude_fields=vnfdId', 'exclude_default']) {
    expect(list(query, { id: 'i1', instantiatedVnfInfo: { scaleStatus: [{}] } })).toEqual([]);
    expect(list(query, { id: 7, instantiationState: 'SOMEHOW' })).toEqual([
      'shall schema:VnfInstance.id:type',
      'shall schema:VnfInstance.instantiationState:enum',
    ]);
    expect(list(query, { id: 'i1', instantiatedVnfInfo: { flavourId: null } })).toEqual([
      'shall schema:VnfInstance:null',
    ]);
    expect(list(query, 'i1')).toEqual(['shall schema:VnfInstance:type']);
  }
});

test('the payload follows its data type; what the release does not name is information', () => {
  expect(judge(answerForm, get('/vnf_instances', [{ ...instance, vnfdId: undefined }]))).toEqual([
    'shall schema:VnfInstance.vnfdId:required',
  ]);
  expect(judge(answerForm, get('/vnf_instances', [{ ...instance, vendorSays: 1 }]))).toEqual([
    'info unknown-attribute:VnfInstance.vendorSays',
  ]);
});

test('times of one data type are one deviation', () => {
  const occ = {
    ...(generate(model, 'VnfLcmOpOcc') as Record<string, unknown>),
    startTime: '2026-01-01T00:00:00',
    stateEnteredTime: '2026-01-01 00:00:00Z',
  };
  expect(new Set(judge(answerForm, get('/vnf_lcm_op_occs', [occ])))).toEqual(
    new Set(['shall schema:VnfLcmOpOcc:date-time']),
  );
});

test('a payload may be of any media type of a range, and is not looked into', () => {
  const path = '/vnf_snapshots/s1/vnf_state_snapshot';
  const state = (type: string): Exchange =>
    get(path, 'bytes', [
      ['Content-Type', type],
      ['Version', '2.0.0'],
    ]);
  expect(judge(answerForm, state('application/octet-stream'))).toEqual([]);
  expect(judge(answerForm, state('text/html'))).toEqual(['shall media-type:success:text/html']);
});

test('a payload that has to be JSON is, unless it echoes what was not', () => {
  const cut = { path: '/vnf_instances', rawAnswer: '[{', answerHeaders: JSON_TYPE, status: 200 };
  expect(judge(answerForm, sent({ kind: 'observe' }, cut))).toEqual(['shall payload:broken:vnf_instances.GET:200']);
  expect(judge(answerForm, sent({ kind: 'malformed-json', how: '[{' }, cut))).toEqual([]);
});
