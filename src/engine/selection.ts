import type { TestCase } from '../judge/case.ts';
import { inForce } from '../judge/judge.ts';
import type { RunInfo } from '../judge/run-info.ts';
import type { Release } from '../model/release-model.ts';
import { globToExpression } from './glob.ts';
import type { RunSettings } from './settings.ts';

interface Planned {
  readonly case: TestCase;
  readonly release: Release;
}

type Selection = NonNullable<RunInfo['selection']>;

/** What the user narrowed a run to; `undefined`: everything. */
export function selectionOf(settings: Pick<RunSettings, 'releases' | 'apis' | 'cases'>): Selection | undefined {
  const { releases, apis, cases } = settings;
  if (releases.length === 0 && apis.length === 0 && cases === undefined) return undefined;
  return {
    ...(releases.length === 0 ? {} : { releases }),
    ...(apis.length === 0 ? {} : { apis }),
    ...(cases === undefined ? {} : { cases }),
  };
}

/**
 * What a run of a target was restricted to. Playwright has its own options for that (`--grep`, `--project`, `--shard`),
 * which the settings do not show.
 * @param wanted cases planned, of releases that the target can be judged for
 * @param of all of these releases and all cases
 */
export function selectionOfPlan(
  settings: Parameters<typeof selectionOf>[0],
  wanted: readonly Planned[],
  of: { readonly releases: readonly Release[]; readonly cases: readonly TestCase[] },
): Selection | undefined {
  const asked = selectionOf(settings);
  const cases = of.cases.filter(selects(asked));
  const planned = new Map(
    of.releases.map((release) => [
      release,
      new Set(wanted.flatMap((one) => (one.release === release ? one.case.id : []))),
    ]),
  );
  const lacking = (release: Release): readonly TestCase[] =>
    cases.filter((one) => inForce(one, release) && planned.get(release)?.has(one.id) !== true);
  const isLeftOut = (release: Release): boolean => planned.get(release)?.size === 0 && lacking(release).length > 0;
  const releases = of.releases.filter((release) => !isLeftOut(release));
  const selection = {
    ...asked,
    ...(releases.length < of.releases.length ? { releases } : {}),
    ...(releases.some((release) => lacking(release).length > 0)
      ? { cases: [...new Set(wanted.map((one) => one.case.id))].sort() }
      : {}),
  };
  return Object.keys(selection).length === 0 ? undefined : selection;
}

/** Whether a case is within APIs and globs. `--api vnflcm` takes the whole suite, `--api grant` what is about grants in it. */
export function selects(selection: Omit<Selection, 'releases'> | undefined): (one: TestCase) => boolean {
  const apis = selection?.apis;
  const globs = selection?.cases?.map(globToExpression);
  return (one) =>
    (apis === undefined || apis.includes(one.suite) || apis.includes(one.api)) &&
    (globs === undefined || globs.some((glob) => glob.test(one.id)));
}
