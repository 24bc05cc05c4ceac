import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError, UserError, type ExitCode } from '../errors.ts';
import type { RunResult } from '../engine/run.ts';
import { targetKey, type TargetSetting } from '../engine/settings.ts';
import type { RunInfo } from '../judge/run-info.ts';
import { keepTarget } from '../engine/started-with.ts';

/** Removes what says that a run in `out` is complete, so that an earlier run is never taken for this one. */
export function emptied(out: string, targets: readonly TargetSetting[]): void {
  for (const dir of [out, ...targets.map((target) => join(out, targetKey(target)))]) {
    for (const name of ['run.json', 'verdicts.ndjson']) rmSync(join(dir, name), { force: true });
  }
  for (const target of targets) if (target.kind === 'profile') keepTarget(out, target.file);
}

/** Exit code of Playwright after Ctrl-C. */
const INTERRUPTED = 130;
/** Lines of Playwright's output that are shown where it failed. */
const SHOWN = 40;

/**
 * Directories that hold verdicts of this run.
 * @throws UserError, HarnessError where the run could not be made; in the words of the process that ran it
 */
export function judgedDirs(result: RunResult, out: string): readonly string[] {
  const { failure, dirs, output, playwrightExit } = result;
  if (failure !== undefined) {
    const more = failure.wayOut === undefined ? {} : { wayOut: failure.wayOut };
    throw failure.user
      ? new UserError(failure.message, { code: 'E_PROFILE', ...more })
      : new HarnessError(failure.message, { code: 'E_PLAYWRIGHT', ...more });
  }
  const judged = dirs.filter(cameToItsEnd);
  if (judged.length === dirs.length && playwrightExit <= 1) return judged;
  const why =
    playwrightExit === INTERRUPTED ? 'the run was interrupted' : `the run ended early (exit code ${playwrightExit})`;
  throw broken(
    why,
    output,
    `\`nfv-tst run --resume ${out}\` resumes it. What was recorded so far is in ${dirs.join(', ')}; \`nfv-tst judge\` and \`nfv-tst clean\` can read it.`,
  );
}

/**
 * That Playwright and the verdicts agree: a failure of its own beside verdicts that are all fine is the harness's.
 * @throws HarnessError E_PLAYWRIGHT
 */
export function mustAgree(result: RunResult, exitCode: ExitCode): void {
  if (exitCode !== 0 || result.playwrightExit === 0) return;
  throw broken('Playwright reported a failure that is in no verdict', result.output, undefined);
}

function broken(why: string, output: string, wayOut: string | undefined): HarnessError {
  const said = output.split('\n').filter((line) => line.trim() !== '');
  return new HarnessError([why, ...said.slice(-SHOWN)].join('\n'), {
    code: 'E_PLAYWRIGHT',
    ...(wayOut === undefined ? {} : { wayOut }),
  });
}

/** run.json is there from the start; only one that says so came to its end. */
function cameToItsEnd(dir: string): boolean {
  const file = join(dir, 'run.json');
  if (!existsSync(file)) return false;
  const info = JSON.parse(readFileSync(file, 'utf8')) as RunInfo;
  return info.endedAt !== undefined && existsSync(join(dir, 'verdicts.ndjson'));
}
