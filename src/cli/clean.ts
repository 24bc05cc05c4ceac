import type { Command } from 'commander';
import { examples } from './options.ts';

export function cleanCommand(program: Command): void {
  program
    .command('clean')
    .description('remove what a killed run left on the target')
    .argument('<dir>', 'directory of the run; it contains journal.ndjson')
    .option('--target <file>', 'target profile (IXIT) (default: the one used for the run)')
    .option(
      '--include-uncertain',
      'also remove resources that probably, but not certainly, belong to this run; without it they are only listed',
    )
    .addHelpText(
      'after',
      examples(
        ['nfv-tst clean out/latest', 'after a run that was killed'],
        ['nfv-tst clean out/latest --include-uncertain', 'if nobody else uses the target'],
      ),
    )
    .action(clean);
}

interface CleanOptions {
  readonly target?: string;
  readonly includeUncertain?: true;
}

async function clean(dir: string, options: CleanOptions): Promise<void> {
  const [{ cleanRun }, { loadProfile }, { targetOf }] = await Promise.all([
    import('../engine/clean.ts'),
    import('../target/load-profile.ts'),
    import('../engine/started-with.ts'),
  ]);
  const profile = loadProfile(options.target ?? targetOf(dir));
  const { removed, left, uncertain } = await cleanRun(dir, profile, options.includeUncertain);
  console.log(`${removed} removed, ${left.length} left`);
  for (const url of left) console.log(`  ${url}`);
  for (const what of uncertain) console.log(`  uncertain: ${what}`);
  const { HarnessError } = await import('../errors.ts');
  if (left.length > 0)
    throw new HarnessError('not everything could be removed from the target', {
      code: 'E_HARNESS',
      wayOut: 'Operations may still be running on it. Try again later, or remove what is listed by hand.',
    });
  if (uncertain.length > 0)
    throw new HarnessError('requests whose answer was never received may have left something behind', {
      code: 'E_HARNESS',
      wayOut: 'What is listed may belong to somebody else: look at it. `--include-uncertain` removes it.',
    });
}
