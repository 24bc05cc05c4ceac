import { join } from 'node:path';
import type { Command } from 'commander';
import type { Release } from '../model/release-model.ts';
import { examples, releases } from './options.ts';

interface JudgeOptions {
  readonly release?: readonly Release[];
  readonly out?: string;
}

export function judgeCommand(program: Command): void {
  program
    .command('judge')
    .description('judge the record of a run again, without its target; verdicts and reports are written anew')
    .argument('<dir>', 'directory of the run')
    .option('--release <release>', 'judge for this release only; may be repeated', releases)
    .option('--out <dir>', 'where verdicts and reports go; default: the run itself, with --release as-<release> in it')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst judge out/latest', 'with the checks of today'],
        ['nfv-tst judge out/latest --release 3.7.1', 'what would the next release say? In out/latest/as-3.7.1'],
      ),
    )
    .action(judge);
}

async function judge(dir: string, options: JudgeOptions): Promise<void> {
  const [{ rejudge }, { showRuns }, { runCopy }] = await Promise.all([
    import('../engine/rejudge.ts'),
    import('./show-runs.ts'),
    import('./run-copy.ts'),
  ]);
  const out = options.out ?? (options.release === undefined ? dir : join(dir, `as-${options.release.join('-')}`));
  runCopy(dir, out, options.release);
  const { end } = await rejudge(dir, { out, ...(options.release === undefined ? {} : { releases: options.release }) });
  if (!end.complete) console.error(`warning: the record is not complete: ${end.reason ?? 'its end is missing'}`);
  process.exitCode = await showRuns([out], out);
}
