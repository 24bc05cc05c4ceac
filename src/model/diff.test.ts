import { expect, it } from 'vitest';
import { diffReleases, summarised } from './diff.ts';
import { RELEASES } from './release-model.ts';
import { smallModel } from './small-model.test-data.ts';

const said = (a: '2.4.1' | '2.6.1', b: '2.6.1' | '3.3.1'): string[] =>
  summarised(diffReleases(smallModel().release(a), smallModel().release(b))).map(
    (c) => `${c.kind} ${c.what} ${c.where}${c.from === undefined ? '' : `: ${c.from} -> ${c.to ?? ''}`}`,
  );

it('says what a release brought, each once', () => {
  expect(said('2.4.1', '2.6.1')).toEqual([
    'changed api things version: 1.1.0 -> 1.3.0',
    'added header things Version (12 places)',
  ]);
  expect(said('2.6.1', '3.3.1')).toEqual([
    'changed api things version: 1.3.0 -> 2.0.0',
    'added value PartKind TINY',
    'removed attribute Thing.oldId',
    'changed attribute Thing.same: String 0..1 -> Integer 0..1',
    'added attribute Thing.newId',
  ]);
});

it('a release and itself do not differ', () => {
  for (const release of RELEASES)
    expect(diffReleases(smallModel().release(release), smallModel().release(release))).toEqual([]);
});
