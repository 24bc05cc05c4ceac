import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError, UserError } from '../errors.ts';
import type { RunResult } from '../engine/run.ts';
import { targetKey, type TargetSetting } from '../engine/settings.ts';
import type { RunInfo } from '../judge/run-info.ts';
import { keepTarget } from './started-with.ts';

/** Takes away what says that a run in `out` came to its end, so that an earlier one is never taken for this one. */
export function emptied(out: string, targets: readonly TargetSetting[]): void {
  for (const dir of [out, ...targets.map((target) => join(out, targetKey(target)))]) {
    for (const name of ['run.json', 'verdicts.ndjson']) rmSync(join(dir, name), { force: true });
  }
  for (const target of targets) if (target.kind === 'profile') keepTarget(out, target.file);
}

/** Lines of Playwright's output that are shown where it could not work. */
const SHOWN = 40;

/**
 * Directories that hold verdicts of this run.
 * @throws UserError, HarnessError where the run could not be made; in the words of the process that made it
 */
export function judgedDirs(result: RunResult): readonly string[] {
  const { failure, dirs, output, playwrightExit } = result;
  if (failure !== undefined) {
    const more = failure.wayOut === undefined ? {} : { wayOut: failure.wayOut };
    throw failure.user
      ? new UserError(failure.message, { code: 'E_PROFILE', ...more })
      : new HarnessError(failure.message, { code: 'E_PLAYWRIGHT', ...more });
  }
  const judged = dirs.filter(cameToItsEnd);
  if (judged.length === dirs.length && playwrightExit <= 1) return judged;
  throw new HarnessError(
    [`the run broke off (Playwright ended with ${playwrightExit})`, ...output.trim().split('\n').slice(-SHOWN)].join(
      '\n',
    ),
    {
      code: 'E_PLAYWRIGHT',
      wayOut: `What was recorded so far is in ${dirs.join(', ')}; \`nfv-tst judge\` and \`nfv-tst clean\` read it.`,
    },
  );
}

/** run.json is there from the start; only one that says so came to its end. */
function cameToItsEnd(dir: string): boolean {
  const file = join(dir, 'run.json');
  if (!existsSync(file)) return false;
  const info = JSON.parse(readFileSync(file, 'utf8')) as RunInfo;
  return info.endedAt !== undefined && existsSync(join(dir, 'verdicts.ndjson'));
}
