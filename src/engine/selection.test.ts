import { describe, expect, test } from 'vitest';
import type { TestCase } from '../judge/case.ts';
import { catalogue } from '../../suites/cases/index.ts';
import { inForce } from '../judge/judge.ts';
import type { Release } from '../model/release-model.ts';
import { selectionOfPlan } from './selection.ts';

const cases = catalogue();
const releases: readonly Release[] = ['3.3.1', '3.7.1'];
const ALL = { releases: [], apis: [] };

function planned(
  release: Release,
  which: (one: TestCase) => boolean = () => true,
): { case: TestCase; release: Release }[] {
  return cases.filter((one) => inForce(one, release) && which(one)).map((one) => ({ case: one, release }));
}
const isOfSubscriptions = ({ id }: TestCase): boolean => id.startsWith('vnflcm.subscriptions.');

describe('what a target was asked for', () => {
  test('is everything where all cases of all releases are planned', () => {
    expect(selectionOfPlan(ALL, [...planned('3.3.1'), ...planned('3.7.1')], { releases, cases })).toBeUndefined();
  });

  test('is what the settings say where that is what is planned', () => {
    const settings = { ...ALL, cases: ['vnflcm.subscriptions.*'] };
    const wanted = releases.flatMap((release) => planned(release, isOfSubscriptions));
    expect(selectionOfPlan(settings, wanted, { releases, cases })).toEqual({ cases: ['vnflcm.subscriptions.*'] });
  });

  test('is restricted to a release if Playwright runs one project', () => {
    expect(selectionOfPlan(ALL, planned('3.7.1'), { releases, cases })).toEqual({ releases: ['3.7.1'] });
  });

  test('is restricted to cases if Playwright runs some tests, even if only one release lacks some', () => {
    const some = planned('3.3.1', isOfSubscriptions);
    const ids = some.map((one) => one.case.id).sort();
    expect(selectionOfPlan(ALL, some, { releases, cases })).toEqual({ releases: ['3.3.1'], cases: ids });
    const shard = [...planned('3.3.1'), ...planned('3.7.1').slice(1)];
    expect(selectionOfPlan(ALL, shard, { releases, cases })?.cases?.length).toBeGreaterThan(ids.length);
  });
});
