import type { Command } from 'commander';
import { examples } from './options.ts';

export function icsCommand(program: Command): void {
  const ics = program
    .command('ics')
    .description('implementation conformance statements (what a deployment claims)')
    .addHelpText(
      'after',
      examples(['nfv-tst ics probe --target my.yaml', 'draft an ICS from what the target answers']),
    );
  ics
    .command('probe')
    .description('draft an ICS from what the target answers; each line says how certain it is')
    .requiredOption('--target <file>', 'target profile (IXIT)')
    .option('--out <file>', 'write the draft to this file (default: standard output)')
    .addHelpText(
      'after',
      `${examples(['nfv-tst ics probe --target my.yaml --out my-ics.yaml', 'then read and correct it, and refer to it in the profile: ics: my-ics.yaml'])}
The requests name resources that do not exist. If the target creates one anyway, it is removed.
Only the vendor can decide what to claim: a probe only sees what the target does today.`,
    )
    .action(probe);
}

async function probe(options: { readonly target: string; readonly out?: string }): Promise<void> {
  const [{ loadProfile }, { mustAnswer }, { Prober }, { probeIcs }, { draft }] = await Promise.all([
    import('../target/load-profile.ts'),
    import('./must-answer.ts'),
    import('./reach.ts'),
    import('./ics-probe.ts'),
    import('./ics-draft.ts'),
  ]);
  const profile = loadProfile(options.target);
  await mustAnswer(profile);
  const prober = new Prober(profile);
  const found = await probeIcs(prober, profile).finally(() => prober.close());
  const text = draft(profile, found);
  if (options.out === undefined) {
    process.stdout.write(text);
    return;
  }
  const { writeFileSync } = await import('node:fs');
  try {
    writeFileSync(options.out, text, { flag: 'wx' });
  } catch (error) {
    const [{ UserError }, { messageOf }] = await Promise.all([import('../errors.ts'), import('../errors.ts')]);
    throw new UserError(`cannot write ${options.out}: ${messageOf(error)}`, {
      code: 'E_USAGE',
      wayOut: 'An existing ICS is not overwritten: choose another name, or remove the file.',
    });
  }
  console.error(`Wrote ${options.out}. Read each line before you claim it.`);
}
