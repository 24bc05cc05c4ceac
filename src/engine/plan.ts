import { inForce } from '../judge/judge.ts';
import type { TestCase } from '../judge/case.ts';
import { RELEASES, type Release, type ReleaseModel } from '../model/release-model.ts';
import type { Procedure } from '../drive/procedure.ts';
import type { Profile } from '../target/profile.ts';

/** One procedure against one major version of an API, or, where the wire form changes within it, one of the forms. */
export interface PlannedRun {
  readonly key: string;
  readonly procedure: Procedure;
  /** Release whose rules form the requests. */
  readonly dialect: Release;
  readonly releases: readonly Release[];
}

const AGAIN = ' again';

/** The same run, driven once more: under a key of its own, as what comes late of the first is none of its business. */
export function again(run: PlannedRun): PlannedRun {
  return { ...run, key: `${run.key}${AGAIN}` };
}

/** Key of the planned run that a run in the record is, be it for the first time or again. */
export function plannedKey(key: string): string {
  return key.endsWith(AGAIN) ? key.slice(0, -AGAIN.length) : key;
}

/** Releases that the deployment can be judged against: those whose major version of the API has a URI in the profile. */
export function judgedReleases(profile: Profile, models: readonly ReleaseModel[], api = 'vnflcm'): readonly Release[] {
  return models.flatMap((model) => {
    const major = model.apis.get(api)?.major;
    return major !== undefined && profile.apis[api]?.[major] !== undefined ? [model.release] : [];
  });
}

/** The runs of a procedure for the releases to be judged. Requests follow the newest release claimed of a major, else the newest. */
export function runsOf(
  procedure: Procedure,
  releases: readonly Release[],
  models: ReadonlyMap<Release, ReleaseModel>,
  profile: Profile,
): readonly PlannedRun[] {
  const inScope = releases.filter(
    (release) => inForce(procedure, release) && models.get(release)?.apis.has(procedure.api),
  );
  const byForm = new Map<string, { readonly major: string; readonly group: Release[] }>();
  for (const release of inScope) {
    const major = models.get(release)?.apis.get(procedure.api)?.major ?? '';
    const form = `${major} ${formOf(procedure, release)}`;
    const known = byForm.get(form);
    if (known === undefined) byForm.set(form, { major, group: [release] });
    else known.group.push(release);
  }
  return [...byForm.values()].flatMap(({ major, group }) => {
    const dialect = dialectOf(group, profile.claims);
    if (dialect === undefined) return [];
    const form = procedure.formChangesIn === undefined ? major : dialect;
    return [{ key: `${procedure.name}@${form}`, procedure, dialect, releases: group }];
  });
}

/** Which of its wire forms the requests of a procedure take in a release. */
function formOf({ formChangesIn = [] }: Procedure, release: Release): number {
  return formChangesIn.filter((since) => RELEASES.indexOf(since) <= RELEASES.indexOf(release)).length;
}

/** Release whose rules form the requests to one major version: the newest claimed, else the newest. */
export function dialectOf(releases: readonly Release[], claims: readonly Release[]): Release | undefined {
  const newest = RELEASES.filter((release) => releases.includes(release)).reverse();
  return newest.find((release) => claims.includes(release)) ?? newest[0];
}

/** Names of the procedures that a case needs; a case over every exchange takes whatever is driven. */
export function needs(testCase: TestCase, procedures: readonly Procedure[]): readonly Procedure[] {
  return testCase.kind === 'trace'
    ? procedures.filter((procedure) => procedure.name === testCase.procedure)
    : procedures;
}

/**
 * Each run once, in the order of the procedures whatever the order of the cases: one that leaves traces on the SUT stands last
 * for a reason. All API versions in parallel.
 */
export function inOrder(runs: readonly PlannedRun[], procedures: readonly Procedure[]): readonly PlannedRun[] {
  const place = (run: PlannedRun): number => procedures.indexOf(run.procedure);
  return [...new Map(runs.map((run) => [run.key, run])).values()].sort((a, b) => place(a) - place(b));
}
