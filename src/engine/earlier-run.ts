import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { certificateFile } from '../judge/certificate.ts';
import { PLAYWRIGHT_REPORTS, REPORT_FILES } from '../judge/run-directory.ts';
import { RELEASES } from '../model/release-model.ts';
import { targetDir, type RunSettings } from './settings.ts';
import { startedWith } from './started-with.ts';

type Place = Pick<RunSettings, 'out' | 'targets'>;

const REPORTS = [
  ...Object.values(REPORT_FILES),
  ...Object.values(PLAYWRIGHT_REPORTS),
  ...RELEASES.map(certificateFile),
];

/**
 * Removes the reports of an earlier run in the same directory, so that none of them is taken for a report of the run that
 * starts now, even if that is killed at once.
 */
export function removeReports(run: Place): void {
  for (const dir of placesOf(run))
    for (const name of REPORTS) rmSync(join(dir, name), { recursive: true, force: true });
}

/** Also removes what says that the earlier run is complete, and its verdicts. */
export function removeResults(run: Place): void {
  for (const dir of placesOf(run))
    for (const name of ['run.json', 'verdicts.ndjson']) rmSync(join(dir, name), { force: true });
  removeReports(run);
}

/** The directory, those of the targets in it, and those of the targets that the earlier run had. */
function placesOf(run: Place): ReadonlySet<string> {
  const before = earlierTargets(run.out);
  return new Set([run.out, ...[run, { ...run, targets: before }].flatMap(dirsOf)]);
}

/** A file that cannot be read will be replaced, like everything else of the earlier run. */
function earlierTargets(out: string): RunSettings['targets'] {
  try {
    return startedWith(out).settings?.targets ?? [];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function dirsOf(run: Place): readonly string[] {
  return run.targets.map((target) => targetDir(run, target));
}
