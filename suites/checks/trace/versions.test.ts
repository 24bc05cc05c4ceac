import { expect, it } from 'vitest';
import { found, observed, ROOT } from './build.test-data.ts';
import { namedVersions, uriPrefix, versionOfRelease, versionsServed, withoutVersion } from './versions.ts';

const said = (uriPrefix: string, versions: readonly string[] = ['2.0.0'], status = 200) => [
  observed(
    'versions.major',
    '/api_versions',
    { uriPrefix, apiVersions: versions.map((version) => ({ version })) },
    status,
  ),
];

it('uriPrefix leads to the API', () => {
  const judge = uriPrefix('versions.major');
  expect(found(judge, said(`${ROOT}/`))).toEqual([]);
  expect(found(judge, said('https://other.example/nfv/vnflcm/v2/'))).toEqual([]);
  expect(found(judge, said(ROOT))).toEqual(['should api-versions:uriPrefix:without-slash']);
  expect(found(judge, said('/vnflcm/v2'))).toEqual(['should api-versions:uriPrefix:without-root']);
  expect(found(judge, said('/vnflcm'))).toEqual(['shall api-versions:uriPrefix:without-major']);
  expect(found(judge, said('/vnflcm', ['1.3.0', '2.0.0']))).toEqual(['should api-versions:uriPrefix:without-major']);
  expect(found(judge, said(`${ROOT}/`, [], 404))).toEqual(['inconclusive']);
});

it('versions have their form and name what is served', () => {
  const judge = namedVersions('versions.major');
  expect(found(judge, said(ROOT, ['2.0.0', '2.1.0-impl:example.com:product:1']))).toEqual([]);
  expect(found(judge, said(ROOT, ['2.0.0', 'two']))).toEqual(['shall api-versions:version:ill-formed']);
  expect(found(judge, said(ROOT, ['2.0.0', '2.0.0']))).toEqual(['should api-versions:version:repeated']);
  expect(found(judge, said(ROOT, ['1.3.0']))).toEqual(['shall api-versions:version:missing']);
  expect(found(versionOfRelease, said(ROOT, ['2.0.0']))).toEqual([]);
  expect(found(versionOfRelease, said(ROOT, ['2.1.0']))).toEqual(['info api-versions:version:not-2.0.0']);
});

it('the resource is there, also for who knows no version', () => {
  expect(found(versionsServed('versions.major'), said(ROOT))).toEqual([]);
  expect(found(versionsServed('versions.major'), said(ROOT, [], 404))).toEqual(['shall api-versions:major:404']);
  const plain = (status: number, answer: unknown = { uriPrefix: ROOT, apiVersions: [{ version: '2.0.0' }] }) => [
    observed('versions.all.without', '/api_versions', answer, status),
  ];
  expect(found(withoutVersion('versions.all.without'), plain(200))).toEqual([]);
  expect(found(withoutVersion('versions.all.without'), plain(200, {}))).toEqual(['inconclusive']);
  expect(found(withoutVersion('versions.all.without'), plain(307))).toEqual(['shall api-versions:without-version:307']);
  expect(found(withoutVersion('versions.all.without'), plain(400))).toEqual([
    'should api-versions:without-version:400',
  ]);
  expect(found(withoutVersion('versions.all.without'), [])).toEqual(['inconclusive']);
});
