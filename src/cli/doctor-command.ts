import type { Command } from 'commander';
import { examples } from './options.ts';

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check a profile and its target: reachable? authorised? versions, clock, callbacks, ports')
    .requiredOption('--target <file>', 'target profile (IXIT)')
    .addHelpText(
      'after',
      `${examples(['nfv-tst doctor --target my.yaml', 'before the first run'])}
To see whether the target can reach the harness, a subscription is created on it and removed immediately.`,
    )
    .action(async ({ target }: { readonly target: string }) => {
      const [{ loadProfile }, { examine, printed }] = await Promise.all([
        import('../target/load-profile.ts'),
        import('./doctor.ts'),
      ]);
      const profile = loadProfile(target);
      const remarks = await examine(profile);
      console.log(printed(profile, remarks));
      process.exitCode = remarks.some(({ state }) => state === 'wrong') ? 2 : 0;
    });
}
