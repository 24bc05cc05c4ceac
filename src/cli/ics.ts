import type { Command } from 'commander';
import { examples } from './options.ts';

export function icsCommand(program: Command): void {
  const ics = program.command('ics').description('implementation conformance statements');
  ics
    .command('probe')
    .description('draft an ICS by asking the target; each line says how sure it is')
    .requiredOption('--target <file>', 'target profile (IXIT)')
    .option('--out <file>', 'where the draft goes; default: standard output')
    .addHelpText(
      'after',
      `${examples(['nfv-tst ics probe --target my.yaml --out my-ics.yaml', 'then read it, mend it, and name it in the profile: ics: my-ics.yaml'])}
Requests are about resources that do not exist; should the target make one all the same, it is removed.
What a vendor claims is the vendor's to say: a probe sees only what the target does today.`,
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
    throw new UserError(`${options.out} is not written: ${messageOf(error)}`, {
      code: 'E_USAGE',
      wayOut: 'An ICS is not overwritten; choose another name or remove the file.',
    });
  }
  console.error(`${options.out} written; read each line before you claim it`);
}
