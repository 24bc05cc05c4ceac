import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { credentialsLookedAt, versionLookedAt } from './admission.ts';
import { found, sent } from './build.test-data.ts';

type Variant = 'missing' | 'ill-formed' | 'unsupported';
const version = (variant: Variant, status: number): Exchange =>
  sent({ kind: 'version', variant, value: null }, { path: '/vnf_instances', status });
const credentials = (variant: 'none' | 'bad', status: number): Exchange =>
  sent({ kind: 'credentials', variant }, { path: '/vnf_instances', status });
const versions = versionLookedAt(() => true);
const admitted = credentialsLookedAt(() => true);

test('a version has to be named and served', () => {
  const right = [version('missing', 400), version('ill-formed', 406), version('unsupported', 406)];
  expect(found(versions, right)).toEqual([]);
  const all = (['missing', 'ill-formed', 'unsupported'] as const).map((variant) => version(variant, 200));
  expect(found(versions, all)).toEqual(['shall version:ignored']);
  expect(found(versions, [version('unsupported', 400)])).toEqual(['should version:unsupported:400']);
  expect(found(versions, [version('missing', 500)])).toEqual(['shall version:missing:500']);
  expect(found(versions, [])).toEqual(['inconclusive']);
});

test('credentials have to be shown and to hold', () => {
  expect(found(admitted, [credentials('none', 401), credentials('bad', 401)])).toEqual([]);
  expect(found(admitted, [credentials('bad', 403)])).toEqual(['should credentials:bad:403']);
  expect(found(admitted, [credentials('none', 200)])).toEqual(['shall credentials:none:200']);
  expect(found(admitted, [])).toEqual(['inconclusive']);
});
