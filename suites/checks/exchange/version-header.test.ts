import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../../src/exchange/exchange.ts';
import type { Release } from '../../../src/model/release-model.ts';
import { get, instance, JSON_TYPE, judge, ofAnswer, PROBLEM, without } from './judge.test-data.ts';
import { versionHeader } from './version-header.ts';

interface Wire {
  readonly path?: string;
  readonly status?: number;
  readonly major?: 'v1' | 'v2';
}

/** What is found in a read that asks for a version and is answered with one; `undefined`: no header. */
function version(
  asked: string | undefined,
  said: string | undefined,
  { path = '/vnf_instances', status = 200, major = 'v2' }: Wire = {},
  release: Release = '3.3.1',
): readonly string[] {
  const named = (one: string | undefined): HeaderList => (one === undefined ? [] : [['Version', one]]);
  const body = status === 200 ? [instance] : { status, detail: 'd' };
  const type = without(status === 200 ? JSON_TYPE : PROBLEM, 'Version');
  const exchange = get(path, body, [...type, ...named(said)], status);
  const url = exchange.request.url.replace('/v2/', `/${major}/`);
  const request = { method: 'GET', url, headers: named(asked) };
  return judge(ofAnswer(versionHeader), { ...exchange, major, request }, release);
}

const V1 = { major: 'v1' } as const;

describe('Version of an answer', () => {
  test('is there from 2.5.1 on', () => {
    expect(version('2.0.0', undefined)).toEqual(['shall version-header:missing:success']);
    expect(version('1.3.0', undefined, V1, '2.6.1')).toEqual(['shall version-header:missing:success']);
    expect(version('2.0.0', undefined, { status: 404 })).toEqual(['should version-header:missing:error']);
    expect(version(undefined, undefined, { path: '/api_versions' })).toEqual([
      'should version-header:missing:api_versions',
    ]);
  });

  test('is a version identifier', () => {
    expect(version('2.0.0', 'two')).toEqual(['shall version-header:ill-formed']);
    expect(version('2.0.0', '2.0')).toEqual(['shall version-header:ill-formed']);
    expect(version('2.0.0', '2.0', { status: 404 })).toEqual(['should version-header:ill-formed']);
  });

  test('is nothing that 2.4.1 knows', () => {
    for (const said of [undefined, '7.0.0', 'two']) expect(version(undefined, said, V1, '2.4.1')).toEqual([]);
  });

  test('of a success is of the major version of its URI', () => {
    expect(version('2.0.0', '1.3.0')).toEqual(['shall version-header:another-major']);
    expect(version('2.0.0', '20.0.0-impl:example.com:product:1')).toEqual(['shall version-header:another-major']);
    expect(version(undefined, '1.3.0')).toEqual(['shall version-header:another-major']);
    expect(version('2.3.0', '1.3.0', {}, '3.7.1')).toEqual(['shall version-header:another-major']);
    expect(version('1.3.0', '2.0.0', V1, '2.6.1')).toEqual(['shall version-header:another-major']);
    expect(version('1.3.0', '1.3.0', V1, '2.6.1')).toEqual([]);
  });

  test('is the one that was asked for; another one of its major version is a warning', () => {
    expect(version('2.3.0', '2.0.0')).toEqual(['should version-header:not-asked-for']);
    expect(version('2.0.0', '2.0.1')).toEqual(['should version-header:not-asked-for']);
    expect(version('2.0.0', '2.0.0')).toEqual([]);
    expect(version('2.0.0', '2.0.0', {}, '3.7.1')).toEqual([]);
  });

  test('may have a part of the implementation, asked for or not', () => {
    expect(version('2.0.0', '2.0.0-impl:example.com:product:1')).toEqual([]);
    expect(version('2.0.0-impl:example.com:product:1', '2.0.0')).toEqual([]);
  });

  test('is that of the URI where none was asked for, an ill-formed one, or one of another major version', () => {
    for (const asked of [undefined, 'one', '99.0.0']) expect(version(asked, '2.0.0')).toEqual([]);
  });

  test('of an error is less of a matter, and 406 may name what is served instead', () => {
    expect(version('2.0.0', '1.3.0', { status: 404 })).toEqual(['should version-header:another-major']);
    expect(version('2.3.0', '2.0.0', { status: 404 })).toEqual([]);
    expect(version('2.3.0', '2.0.0', { status: 406 })).toEqual([]);
    expect(version('2.0.0', '1.3.0', { status: 406 })).toEqual([]);
  });

  test('of a list of versions belongs to none of them', () => {
    expect(version('2.0.0', '1.3.0', { path: '/api_versions' })).toEqual([]);
    expect(version('2.0.0', '2.3.0', { path: '/api_versions' })).toEqual([]);
    expect(version('2.0.0', '1.3.0', { path: '/api_versions?x=1' })).toEqual([]);
  });
});
