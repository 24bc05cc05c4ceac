import { Option, type Command } from 'commander';
import type { RunSettings, TargetSetting } from '../engine/settings.ts';
import type { Stop } from '../engine/signals.ts';
import { lcmMajor, RELEASES, type Release } from '../model/release-model.ts';
import { between, examples, releases, texts } from './options.ts';

interface Options {
  readonly target?: string;
  readonly release?: readonly Release[];
  readonly api?: readonly string[];
  readonly case?: readonly string[];
  readonly out: string;
  readonly workers?: number;
  readonly allure?: true;
  readonly resume?: string;
}

export function runCommand(program: Command): void {
  program
    .command('run')
    .description('drive and judge a deployment (without --target: the embedded orchestrator)')
    .option('--target <file>', 'target profile (IXIT), see docs/ixit.md')
    .option('--release <release>', 'judge for this release only; may be repeated', releases)
    .option('--api <name>', 'only cases of this API; may be repeated', texts)
    .option('--case <glob>', "only cases whose id matches, e.g. 'vnflcm.*.scale.*'; may be repeated", texts)
    .option('--out <dir>', 'directory of the run', 'out/latest')
    .option('--workers <n>', 'number of Playwright workers', between(1, 64))
    .option('--allure', 'also write Allure results')
    .addOption(
      new Option('--resume <dir>', 'resume the run in this directory, which was killed or interrupted').conflicts([
        'target',
        'release',
        'api',
        'case',
        'out',
        'allure',
      ]),
    )
    .addHelpText(
      'after',
      examples(
        ['nfv-tst run', 'the embedded orchestrator, as each release'],
        ['nfv-tst run --target my.yaml', 'against all releases of its API versions'],
        ['nfv-tst run --target my.yaml --release 3.3.1', 'one release'],
        ["nfv-tst run --target my.yaml --case '*subscriptions*'", 'some cases'],
        ['nfv-tst run --resume out/latest', 'after a kill: same target and cases, finished procedures are kept'],
      ),
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const [{ hold }, { emptied }] = await Promise.all([import('../engine/running.ts'), import('./run-dirs.ts')]);
  const settings = options.resume === undefined ? await newRun(options) : await resumed(options.resume);
  const release = hold(settings.out);
  try {
    if (options.resume === undefined) emptied(settings.out, settings.targets);
    await drive(settings, options.workers);
  } finally {
    release();
  }
}

async function drive(settings: RunSettings, workers: number | undefined): Promise<void> {
  const [{ runConformance }, { progressView }, { allCases, showRuns }, { judgedDirs, mustAgree }] = await Promise.all([
    import('../engine/run.ts'),
    import('./progress.ts'),
    import('./show-runs.ts'),
    import('./run-dirs.ts'),
  ]);
  const view = progressView('run');
  let loaded: Promise<unknown> | undefined;
  const result = await runConformance({
    ...settings,
    ...(workers === undefined ? {} : { workers }),
    onProgress: (line) => {
      view.update(line);
      // This process has nothing else to do until the end.
      loaded ??= allCases();
    },
    onStop: (how) => {
      view.stop();
      console.error(stopText(how, settings.out));
    },
  }).finally(() => view.stop());
  const dirs = judgedDirs(result, settings.out);
  const exitCode = await showRuns(dirs, settings.out);
  mustAgree(result, exitCode);
  process.exitCode = exitCode;
}

function stopText(how: Stop, out: string): string {
  if (how === 'at once') return 'Stopped at once; the target was not cleaned.';
  return `Stopping: cleaning up on the target. A second signal stops at once; what is left then, \`nfv-tst clean ${out}\` removes.`;
}

async function newRun(options: Options): Promise<RunSettings> {
  const { mustBeWritable } = await import('./writable.ts');
  mustBeWritable(options.out, '--out');
  await checkSelection(options);
  if (options.target !== undefined) await checkTarget(options.target, options.release);
  return {
    targets: targetsOf(options.target, options.release),
    out: options.out,
    releases: options.release ?? [],
    apis: options.api ?? [],
    ...(options.case === undefined ? {} : { cases: options.case }),
    allure: options.allure === true,
  };
}

/** The target has to answer; the run itself checks that it is the same. */
async function resumed(dir: string): Promise<RunSettings> {
  const [{ brokenOff }, { mustBeWritable }] = await Promise.all([
    import('../engine/resume.ts'),
    import('./writable.ts'),
  ]);
  const settings = brokenOff(dir);
  mustBeWritable(dir);
  for (const target of settings.targets) if (target.kind === 'profile') await checkTarget(target.file, undefined);
  return settings;
}

function targetsOf(target: string | undefined, asked: readonly Release[] | undefined): readonly TargetSetting[] {
  if (target !== undefined) return [{ kind: 'profile', file: target }];
  return (asked ?? RELEASES).map((release) => ({ kind: 'embedded', release }));
}

/** An API or a case that does not exist is reported before anything is driven. */
async function checkSelection(options: Options): Promise<void> {
  if (options.api === undefined && options.case === undefined) return;
  const [{ catalogue }, { knownApis }, { globToExpression }, { UserError }] = await Promise.all([
    import('../../suites/cases/index.ts'),
    import('./cases.ts'),
    import('../engine/glob.ts'),
    import('../errors.ts'),
  ]);
  if (options.api !== undefined) await knownApis(options.api, catalogue());
  if (options.case === undefined) return;
  const ids = catalogue().map((one) => one.id);
  const unfit = options.case.find((glob) => !ids.some((id) => globToExpression(glob).test(id)));
  if (unfit === undefined) return;
  const { didYouMean } = await import('../model/nearest.ts');
  throw new UserError(`no case matches ${unfit === '' ? "''" : unfit}${didYouMean(unfit, ids)}`, {
    code: 'E_USAGE',
    wayOut: '`nfv-tst cases list` lists them all.',
  });
}

/** A wrong profile, a target that does not answer or rejects the credentials: better reported now than as a thousand verdicts. */
async function checkTarget(file: string, asked: readonly Release[] | undefined): Promise<void> {
  const [{ loadProfile }, { mustAnswer }, { UserError }] = await Promise.all([
    import('../target/load-profile.ts'),
    import('./must-answer.ts'),
    import('../errors.ts'),
  ]);
  const profile = loadProfile(file);
  for (const release of asked ?? []) {
    if (profile.apis['vnflcm'] !== undefined && profile.apis['vnflcm'][lcmMajor(release)] === undefined)
      throw new UserError(
        `--release ${release}: the profile has no apis.vnflcm.${lcmMajor(release)}, which this release needs`,
        {
          code: 'E_USAGE',
          wayOut: 'Add its URI to the profile, or choose another release.',
        },
      );
  }
  await mustAnswer(profile);
}
