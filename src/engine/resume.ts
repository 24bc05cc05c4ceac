import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { readRunInfo } from '../judge/run-directory.ts';
import type { RunInfo } from '../judge/run-info.ts';
import type { Profile } from '../target/profile.ts';
import { rootsOf, type Resume } from './engine.ts';
import { harnessVersion } from './harness-version.ts';
import { mustNotRun } from './running.ts';
import { targetDir, type RunSettings } from './settings.ts';
import { startedWith } from './started-with.ts';

/**
 * Settings with which the interrupted run in `dir` is resumed.
 * @throws UserError where there is none, or nothing is left to do
 */
export function brokenOff(dir: string): RunSettings {
  const { settings: kept } = startedWith(dir);
  if (kept === undefined)
    throw new UserError(`${dir} contains no run that could be resumed`, {
      code: 'E_RECORD',
      wayOut: 'Name the directory that you gave to `nfv-tst run --out`, or start a new run with `nfv-tst run`.',
    });
  mustNotRun(dir);
  const settings: RunSettings = { ...kept, out: resolve(dir), resume: true };
  if (settings.targets.every((target) => runBefore(targetDir(settings, target))?.complete === true))
    throw new UserError(`the run in ${dir} is complete: there is nothing to resume`, {
      code: 'E_USAGE',
      wayOut: `\`nfv-tst judge ${dir}\` judges its record again; \`nfv-tst run\` starts a new run.`,
    });
  return settings;
}

/**
 * What the run in a target's directory says of itself; `undefined` where it was stopped before it began.
 * @throws UserError E_RECORD where its run.json cannot be read
 */
export function runBefore(out: string): RunInfo | undefined {
  const begun = ['run.json', 'exchanges.ndjson'].every((name) => existsSync(join(out, name)));
  return begun ? readRunInfo(out) : undefined;
}

/** Port on which an embedded orchestrator was, and has to be again: the record names it. */
export function portOf(before: RunInfo): number {
  return Number(new URL(Object.values(before.target.roots)[0] ?? '').port);
}

/**
 * What stays as it was.
 * @throws UserError where the profile, or the harness, is another one: half a record cannot be judged by two measures
 */
export function resumption(before: RunInfo, profile: Profile, out: string): Resume {
  const then = { ...before.target, ics: before.ics, version: before.harness.version };
  const now = { roots: rootsOf(profile), claims: profile.claims, ics: profile.ics, version: harnessVersion() };
  for (const [what, has, had] of [
    ['the URIs of its APIs', now.roots, then.roots],
    ['the releases that it claims', now.claims, then.claims],
    ['the ICS', now.ics, then.ics],
    ['the version of the harness', now.version, then.version],
  ] as const) {
    if (ordered(has) !== ordered(had))
      throw new UserError(
        `the run in ${out} cannot be resumed: ${what} changed from ${ordered(had)} to ${ordered(has)}`,
        {
          code: 'E_PROFILE',
          wayOut: 'Undo the change, or start a new run with `nfv-tst run`.',
        },
      );
  }
  return {
    startedAt: new Date(before.startedAt),
    resumed: [...(before.resumed ?? []), new Date().toISOString()],
    outages: before.outages ?? [],
  };
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part,
  );
}
