import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { lcmMajor, RELEASES, type Release } from '../model/release-model.ts';
import { examples, releases } from './options.ts';
import { runsIn } from './runs-in.ts';

interface JudgeOptions {
  readonly release?: readonly Release[];
  readonly out?: string;
}

export function judgeCommand(program: Command): void {
  program
    .command('judge')
    .description('judge the record of a run again, without its target, and write verdicts and reports again')
    .argument('<dir>', 'directory of the run, or of the runs of several targets')
    .option('--release <release>', 'judge for this release only; may be repeated', releases)
    .option(
      '--out <dir>',
      'directory for verdicts and reports (default: that of the run; with --release, as-<release> in it)',
    )
    .addHelpText(
      'after',
      examples(
        ['nfv-tst judge out/latest', "with today's checks"],
        ['nfv-tst judge out/latest/embedded-3.3.1', 'only one of several targets'],
        ['nfv-tst judge out/latest --release 3.7.1', 'against another release; results in out/latest/as-3.7.1'],
      ),
    )
    .action(judge);
}

async function judge(dir: string, options: JudgeOptions): Promise<void> {
  const [{ rejudgeMany }, { copyRecord, mustHoldRun }, { mustBeWritable }] = await Promise.all([
    import('../engine/rejudge-many.ts'),
    import('./copy-record.ts'),
    import('./writable.ts'),
  ]);
  const { release } = options;
  const out = options.out ?? (release === undefined ? dir : join(dir, `as-${release.join('-')}`));
  const records = runsIn(dir).map((run) => ({
    dir: run,
    out: run === dir ? out : join(out, basename(run)),
    ...(release === undefined ? {} : { releases: release }),
  }));
  for (const record of records) mustHoldRun(record.dir);
  if (release !== undefined)
    await mustBeEvidence(
      dir,
      records.map((record) => record.dir),
      release,
    );
  mustBeWritable(out, '--out');
  for (const record of records) copyRecord(record.dir, record.out, release);
  const judging = rejudgeMany(records);
  // While others judge, this process loads what shows it.
  const [judged, { showRuns }] = await Promise.all([judging, import('./show-runs.ts')]);
  for (const { dir: run, end } of judged) {
    if (!end.complete) console.error(`warning: the record in ${run} is not complete: ${end.reason}`);
  }
  // A run against another major version of the API is no evidence for the release.
  const telling = judged.filter(({ verdicts }) => verdicts > 0);
  const shown = telling.length > 0 ? telling : judged;
  process.exitCode = await showRuns(
    shown.map((one) => one.out),
    out,
  );
}

/** @throws UserError E_USAGE where no record is of the API version of a release */
async function mustBeEvidence(dir: string, runs: readonly string[], asked: readonly Release[]): Promise<void> {
  const [{ readRunInfo }, { UserError }] = await Promise.all([
    import('../judge/run-directory.ts'),
    import('../errors.ts'),
  ]);
  const roots = runs.map((run) => readRunInfo(run).target.roots);
  const isJudged = (release: Release): boolean =>
    roots.some((root) => root[`vnflcm/${lcmMajor(release)}`] !== undefined);
  const unfit = asked.find((release) => !isJudged(release));
  if (unfit === undefined) return;
  const fit = RELEASES.filter(isJudged);
  throw new UserError(
    `${dir} cannot be judged against ${unfit}: that release has API ${lcmMajor(unfit)}, of which nothing was recorded`,
    {
      code: 'E_USAGE',
      wayOut:
        fit.length === 0
          ? 'Nothing was recorded of any API version that the harness knows.'
          : `It can be judged against ${fit.join(', ')}. For ${unfit}, run against the API ${lcmMajor(unfit)} of the target.`,
    },
  );
}
