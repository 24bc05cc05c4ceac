import { describe, expect, test } from 'vitest';
import { RELEASES } from '../../src/model/release-model.ts';
import { catalogue } from './index.ts';

const ids = catalogue().map(({ id }) => id);

test('each case has an id of its own, which names no release', () => {
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(ids.filter((id) => RELEASES.some((release) => id.includes(release)))).toEqual([]);
});

describe('the purpose of a case', () => {
  const purposes = catalogue().map(({ purpose }) => purpose);

  test('tells more than its title', () => {
    const bare = catalogue().filter(({ title, purpose }) => purpose.length < title.length || purpose === `${title}.`);
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test('is a sentence or two of its own', () => {
    expect(purposes.filter((purpose) => !/^[A-Za-z].{30,}\.$/.test(purpose))).toEqual([]);
    expect(purposes.filter((purpose) => purpose.length > 350)).toEqual([]);
    expect(purposes.filter((purpose, i) => purposes.indexOf(purpose) !== i)).toEqual([]);
  });
});
