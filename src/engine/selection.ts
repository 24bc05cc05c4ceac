import type { TestCase } from '../judge/case.ts';
import type { RunInfo } from '../judge/run-info.ts';
import { globToExpression } from './glob.ts';
import type { RunSettings } from './settings.ts';

type Selection = NonNullable<RunInfo['selection']>;

/** What the user narrowed a run to; `undefined`: everything. */
export function selectionOf(settings: Pick<RunSettings, 'releases' | 'apis' | 'cases'>): Selection | undefined {
  const { releases, apis, cases } = settings;
  if (releases.length === 0 && apis.length === 0 && cases === undefined) return undefined;
  return {
    ...(releases.length === 0 ? {} : { releases }),
    ...(apis.length === 0 ? {} : { apis }),
    ...(cases === undefined ? {} : { cases: [cases] }),
  };
}

/** Whether a case is within APIs and globs. `--api vnflcm` takes the whole suite, `--api grant` what is about grants in it. */
export function selects(selection: Omit<Selection, 'releases'> | undefined): (one: TestCase) => boolean {
  const apis = selection?.apis;
  const globs = selection?.cases?.map(globToExpression);
  return (one) =>
    (apis === undefined || apis.includes(one.suite) || apis.includes(one.api)) &&
    (globs === undefined || globs.some((glob) => glob.test(one.id)));
}
