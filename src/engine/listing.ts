import { catalogue } from '../../suites/cases/index.ts';
import { inForce } from '../judge/judge.ts';
import type { Release } from '../model/release-model.ts';
import { selectionOf, selects } from './selection.ts';
import { settingsFromEnvironment } from './settings.ts';

/** What a test tells of its test case. */
export interface ListedCase {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly clause: string;
  readonly api: string;
  readonly role: string;
}

/**
 * Test cases that a release has for a suite, as far as the run was not narrowed to others. Those over every exchange come
 * last: they are settled when everything has been driven.
 */
export function listed(release: Release, suite: string): readonly ListedCase[] {
  const selected = selects(selectionOf(settingsFromEnvironment()));
  const wanted = catalogue().filter((one) => one.suite === suite && inForce(one, release) && selected(one));
  return [...wanted.filter(({ kind }) => kind === 'trace'), ...wanted.filter(({ kind }) => kind !== 'trace')].map(
    ({ id, title, purpose, clause, api, role }) => ({ id, title, purpose, clause, api, role }),
  );
}
