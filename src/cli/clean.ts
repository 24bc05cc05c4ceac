import type { Command } from 'commander';
import { examples } from './options.ts';

export function cleanCommand(program: Command): void {
  program
    .command('clean')
    .description('remove from the target what a killed run left there')
    .argument('<dir>', 'directory of the run; it holds journal.ndjson')
    .option('--target <file>', 'target profile (IXIT); default: the one that the run was started with')
    .option('--perhaps', 'also what only may be of the run; what that is, is listed without this')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst clean out/latest', 'after a run that was killed'],
        ['nfv-tst clean out/latest --perhaps', 'nobody else uses the target'],
      ),
    )
    .action(clean);
}

async function clean(dir: string, options: { readonly target?: string; readonly perhaps?: true }): Promise<void> {
  const [{ cleanRun }, { loadProfile }, { targetOf }] = await Promise.all([
    import('../engine/clean.ts'),
    import('../target/load-profile.ts'),
    import('../engine/started-with.ts'),
  ]);
  const profile = loadProfile(options.target ?? targetOf(dir));
  const { removed, left, unsure } = await cleanRun(dir, profile, options.perhaps);
  console.log(`${removed} removed, ${left.length} left`);
  for (const url of left) console.log(`  ${url}`);
  for (const what of unsure) console.log(`  perhaps ${what}`);
  const { HarnessError } = await import('../errors.ts');
  if (left.length > 0)
    throw new HarnessError('the target did not let everything be removed', {
      code: 'E_HARNESS',
      wayOut: 'Operations may still run on it: try again later, or remove by hand what is listed.',
    });
  if (unsure.length > 0)
    throw new HarnessError('something may be left of requests whose answer nobody saw', {
      code: 'E_HARNESS',
      wayOut: "It may be somebody else's: look at what is listed. `--perhaps` removes it.",
    });
}
