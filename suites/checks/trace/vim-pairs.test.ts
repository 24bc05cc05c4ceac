import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { vimPairs } from './vim-pairs.ts';

const given = { tst_key: 'a', MyKey: 'b', tstNumber: 7 };
const asked = (status = 202): Exchange =>
  sent(
    { kind: 'unusual', aspect: 'vim-pairs', variant: 'instantiate' },
    {
      method: 'POST',
      path: '/vnf_instances/i/instantiate',
      json: { vimConnectionInfo: { v: { vimType: 't', interfaceInfo: given } } },
      status,
    },
  );
const read = (interfaceInfo?: object): Exchange =>
  observed('recover', '/vnf_instances/i', { vimConnectionInfo: { v: { vimType: 't', interfaceInfo } } });

test('interfaceInfo is shown as it was given, with more where the SUT knows more', () => {
  expect(found(vimPairs, [asked(), read(given)])).toEqual([]);
  expect(found(vimPairs, [asked(), read({ ...given, more: 1 })])).toEqual([]);
});

test('keys and values stay', () => {
  expect(found(vimPairs, [asked(), read({ ...given, tstNumber: '7' })])).toEqual([
    'shall round-trip:interfaceInfo:values-as-text',
  ]);
  expect(found(vimPairs, [asked(), read({ tstKey: 'a', myKey: 'b', tstNumber: 7 })])).toEqual([
    'shall round-trip:interfaceInfo:keys-changed',
  ]);
});

test('where it is refused or not shown there is nothing to say', () => {
  expect(found(vimPairs, [asked(400), read(given)])).toEqual(['inconclusive']);
  expect(found(vimPairs, [asked(), read()])).toEqual(['inconclusive']);
  expect(found(vimPairs, [asked()])).toEqual(['inconclusive']);
});
