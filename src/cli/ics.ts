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

async function probe({ target, out }: { readonly target: string; readonly out?: string }): Promise<void> {
  const [{ loadProfile }, { mustAnswer }, { mustBeVnfm }, { Prober }, { probeIcs }, { draft }, { progressView }] =
    await Promise.all([
      import('../target/load-profile.ts'),
      import('./must-answer.ts'),
      import('./must-be-vnfm.ts'),
      import('./reach.ts'),
      import('./ics-probe.ts'),
      import('./ics-draft.ts'),
      import('./progress.ts'),
    ]);
  const profile = loadProfile(target);
  if (out !== undefined) await mustBeNew(out);
  const prober = new Prober(profile);
  const view = progressView('ics probe');
  try {
    await mustAnswer(profile);
    await mustBeVnfm(prober, profile);
    const found = await probeIcs(prober, profile, (progress) => view.update(progress));
    view.stop();
    const text = draft(profile, found);
    if (out === undefined) process.stdout.write(text);
    else await create(out, text);
  } finally {
    view.stop();
    prober.close();
  }
  if (out !== undefined) console.error(`Wrote ${out}. Read each line before you claim it.`);
}

/** Told before the target is asked anything. @throws UserError E_USAGE */
async function mustBeNew(path: string): Promise<void> {
  await create(path, '');
  const { rmSync } = await import('node:fs');
  rmSync(path);
}

/** @throws UserError E_USAGE */
async function create(path: string, text: string): Promise<void> {
  const [{ writeFileSync }, { UserError, messageOf }] = await Promise.all([import('node:fs'), import('../errors.ts')]);
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw new UserError(`cannot write ${path}: ${messageOf(error)}`, {
      code: 'E_USAGE',
      wayOut: 'Name a new file in a directory that is there: an existing ICS is not overwritten.',
    });
  }
}
