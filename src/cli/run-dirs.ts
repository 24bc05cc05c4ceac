import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf, HarnessError, type ExitCode } from '../errors.ts';
import { removeResults } from '../engine/earlier-run.ts';
import type { RunResult } from '../engine/run.ts';
import type { TargetSetting } from '../engine/settings.ts';
import { keepTarget } from '../engine/started-with.ts';
import { readRunInfo } from '../judge/run-directory.ts';

/** Prepares `out` for a run, so that no result of an earlier run is ever taken for one of this run. */
export function emptied(out: string, targets: readonly TargetSetting[]): void {
  removeResults({ out, targets });
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
  const { failure, dirs, output, playwrightExit, stopped } = result;
  if (failure !== undefined) throw errorOf(failure);
  const judged = dirs.filter(cameToItsEnd);
  if (judged.length === dirs.length && playwrightExit <= 1) return judged;
  const isInterrupted = playwrightExit === INTERRUPTED || stopped !== undefined;
  const why = isInterrupted ? 'the run was interrupted' : `the run ended early (exit code ${playwrightExit})`;
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
  if (!['run.json', 'verdicts.ndjson'].every((name) => existsSync(join(dir, name)))) return false;
  return readRunInfo(dir).endedAt !== undefined;
}
