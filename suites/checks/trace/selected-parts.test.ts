import { expect, test } from 'vitest';
import { sent, traceOf } from './build.test-data.ts';
import { selectedParts } from './selected-parts.ts';

const info = { flavourId: 'f', vnfState: 'STARTED', scaleStatus: [{ aspectId: 'a', scaleLevel: 0 }] };
const bare = { id: 'i', vnfdId: 'd', instantiationState: 'INSTANTIATED' };
const whole = { ...bare, instantiatedVnfInfo: info, metadata: { a: 1 } };

function judged(selector: 'fields' | 'exclude_fields', names: string, item: object): readonly string[] {
  const query = `${selector}=${names}`;
  const exchange = sent(
    { kind: 'selector', query, valid: true, step: 'vnf_instances' },
    { path: `/vnf_instances?${query}`, answer: [item] },
  );
  const paths = names.split(',').map((path) => path.split('/'));
  const shown = { ...item };
  const selected = { trace: traceOf([exchange]), type: 'VnfInstance', selector, paths, item: shown, whole, exchange };
  return selectedParts(selected).map(({ keyword, deviation }) => `${keyword} ${deviation}`);
}

test('fields adds what it names and no other complex attribute', () => {
  expect(judged('fields', 'metadata', { ...bare, metadata: { a: 1 } })).toEqual([]);
  expect(judged('fields', 'metadata', whole)).toEqual(['shall selector:fields:unasked']);
});

test('a structure named beside a part of it is there as a whole', () => {
  const names = 'instantiatedVnfInfo,instantiatedVnfInfo/flavourId';
  expect(judged('fields', names, { ...bare, instantiatedVnfInfo: info })).toEqual([]);
  expect(judged('fields', names, { ...bare, instantiatedVnfInfo: { flavourId: 'f' } })).toContain(
    'shall selector:fields:part-lost',
  );
});

test('mandatory parts stay beside the one that is named, and where they are named to go', () => {
  const { scaleStatus, flavourId, vnfState } = info;
  const names = 'instantiatedVnfInfo/scaleStatus';
  expect(judged('fields', names, { ...bare, instantiatedVnfInfo: { scaleStatus } })).toEqual([
    'should selector:fields:mandatory-parts',
  ]);
  expect(judged('fields', names, { ...bare, instantiatedVnfInfo: { scaleStatus, flavourId, vnfState } })).toEqual([]);
  const without = { ...whole, instantiatedVnfInfo: { scaleStatus, vnfState } };
  expect(judged('exclude_fields', 'instantiatedVnfInfo/flavourId', without)).toEqual([
    'should selector:exclude_fields:mandatory-parts',
  ]);
});
