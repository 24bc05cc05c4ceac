import type { Command } from 'commander';
import { examples } from './options.ts';
import { runsIn } from './runs-in.ts';

export function matrixCommand(program: Command): void {
  program
    .command('matrix')
    .description('print the matrix of one or more runs, and write matrix.json, matrix.html and junit.xml over them')
    .argument('<dir...>', 'directories that `nfv-tst run` or `nfv-tst judge` wrote')
    .option('--out <dir>', 'where the files go; default: the directory itself when one is named, else nowhere')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst matrix out/latest', 'the run once more'],
        ['nfv-tst matrix out/a out/b --out out/both', 'two deployments side by side'],
      ),
    )
    .action(async (dirs: readonly string[], options: { readonly out?: string }) => {
      const { showRuns } = await import('./show-runs.ts');
      process.exitCode = await showRuns(dirs.flatMap(runsIn), options.out ?? (dirs.length === 1 ? dirs[0] : undefined));
    });
}
