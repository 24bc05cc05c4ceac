import { expect, test } from 'vitest';
import { RELEASES } from '../../src/model/release-model.ts';
import { catalogue } from './index.ts';

const ids = catalogue().map(({ id }) => id);

test('each case has an id of its own, which names no release', () => {
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(ids.filter((id) => RELEASES.some((release) => id.includes(release)))).toEqual([]);
});
