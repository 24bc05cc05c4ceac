import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
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
  const [
    { cleanRun },
    { journalIn, owed },
    { mustNotRun },
    { loadProfile },
    { targetOf, wasEmbedded },
    { mustAnswer },
  ] = await Promise.all([
    import('../engine/clean.ts'),
    import('../engine/owed.ts'),
    import('../engine/running.ts'),
    import('../target/load-profile.ts'),
    import('../engine/started-with.ts'),
    import('./must-answer.ts'),
  ]);
  // It would take away what the run works with.
  mustNotRun(dir);
  if (options.target === undefined && wasEmbedded(dir)) await mustOweNothing(dir);
  const profile = loadProfile(options.target ?? targetOf(dir));
  const { here, elsewhere } = owed(dir, profile);
  if (here.length === 0 && elsewhere.length > 0) throw await otherTarget(dir, profile.file, elsewhere);
  const { unread } = journalIn(dir);
  if (unread > 0)
    console.error(`warning: ${unread} lines of ${dir}/journal.ndjson cannot be read; what they name is not removed`);
  if (here.length > 0) {
    // What is gone is written down at once.
    accessSync(join(dir, 'journal.ndjson'), constants.W_OK);
    await mustAnswer(profile);
  }
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

/** @throws UserError where the run left something: it went with the orchestrator, which ends with its run */
async function mustOweNothing(dir: string): Promise<void> {
  const [{ journalIn, resourcesIn }, { isThere }, { UserError }] = await Promise.all([
    import('../engine/owed.ts'),
    import('../judge/there.ts'),
    import('../errors.ts'),
  ]);
  if (isThere(join(dir, 'journal.ndjson'))) {
    const journal = journalIn(dir);
    if (resourcesIn(journal).length + journal.open().length === 0) return;
  }
  throw new UserError(`there is nothing to clean: ${dir} is of a run against the embedded orchestrator`, {
    code: 'E_USAGE',
    wayOut: 'The orchestrator ended with the run, and with it went what the run created there.',
  });
}

async function otherTarget(dir: string, file: string, elsewhere: readonly string[]): Promise<Error> {
  const { UserError } = await import('../errors.ts');
  return new UserError(
    [`${file} does not lead to the target of the run in ${dir}, which left there:`, ...elsewhere].join('\n'),
    { code: 'E_PROFILE', wayOut: 'Name the profile of that target with --target, or remove by hand what is listed.' },
  );
}
