import { join } from 'node:path';
import { lcmMajor, RELEASES, type Release } from '../model/release-model.ts';

/**
 * What a run is about. It reaches Playwright's processes through the environment, because configuration and workers are
 * separate processes; this is the only place that knows the variables.
 */
export interface RunSettings {
  readonly targets: readonly TargetSetting[];
  readonly out: string;
  /** Releases to judge; empty: all that the deployment's APIs belong to. */
  readonly releases: readonly Release[];
  /** APIs to judge; empty: all. */
  readonly apis: readonly string[];
  /** Globs over case ids; absent: all. */
  readonly cases?: readonly string[];
  readonly allure: boolean;
  /** Resumes the interrupted run in `out`. */
  readonly resume?: true;
}

/** A profile's file, or a release that the embedded orchestrator is to serve. */
export type TargetSetting =
  { readonly kind: 'profile'; readonly file: string } | { readonly kind: 'embedded'; readonly release: Release };

const VARIABLE = 'NFV_TST_RUN';

export function toEnvironment(settings: RunSettings): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(settings) };
}

/** Whether the command line started this; else somebody called Playwright. */
export function byCommandLine(environment: NodeJS.ProcessEnv = process.env): boolean {
  return environment[VARIABLE] !== undefined;
}

/** Without settings (`npx playwright test`) the embedded orchestrator is judged, as each release. */
export function settingsFromEnvironment(environment: NodeJS.ProcessEnv = process.env): RunSettings {
  const text = environment[VARIABLE];
  if (text !== undefined) return JSON.parse(text) as RunSettings;
  const target = environment['NFV_TST_TARGET'];
  return {
    targets:
      target === undefined
        ? RELEASES.map((release) => ({ kind: 'embedded', release }))
        : [{ kind: 'profile', file: target }],
    out: environment['NFV_TST_OUT'] ?? 'out/latest',
    releases: [],
    apis: [],
    allure: environment['NFV_TST_ALLURE'] === '1',
  };
}

/** Directory of one target: that of the run, or one below it where there are several. */
export function targetDir(settings: Pick<RunSettings, 'out' | 'targets'>, target: TargetSetting): string {
  return settings.targets.length > 1 ? join(settings.out, targetKey(target)) : settings.out;
}

/** Keys of the targets that are judged against a release: an embedded orchestrator has one major version of the API only. */
export function targetsOf(release: Release, { targets }: Pick<RunSettings, 'targets'>): readonly string[] {
  return targets
    .filter((target) => target.kind !== 'embedded' || lcmMajor(release) === lcmMajor(target.release))
    .map(targetKey);
}

/** Key of a target in titles of tests and directories; short, because people read it in every line of a report. */
export function targetKey(target: TargetSetting): string {
  if (target.kind === 'embedded') return `embedded-${target.release}`;
  const base = target.file.split(/[\\/]/).pop() ?? target.file;
  return base.replace(/\.ya?ml$/, '');
}
