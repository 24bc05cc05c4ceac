import type { Command } from 'commander';
import { examples } from './options.ts';
import { runsIn } from './runs-in.ts';

export function matrixCommand(program: Command): void {
  program
    .command('matrix')
    .description('print the matrix of one or more runs, and write matrix.json, matrix.html, junit.xml and ctrf.json')
    .argument('<dir...>', 'directories that `nfv-tst run` or `nfv-tst judge` wrote')
    .option('--out <dir>', 'directory for the files (default: that of the run; with several runs, none are written)')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst matrix out/latest', 'make the reports of a run again'],
        ['nfv-tst matrix out/a out/b --out out/both', 'two deployments side by side'],
      ),
    )
    .action(async (dirs: readonly string[], options: { readonly out?: string }) => {
      const [{ showRuns }, { mustBeWritable }, { readRunInfo }] = await Promise.all([
        import('./show-runs.ts'),
        import('./writable.ts'),
        import('../judge/run-directory.ts'),
      ]);
      const runs = dirs.flatMap(runsIn);
      for (const run of runs) readRunInfo(run);
      const out = options.out ?? (dirs.length === 1 ? dirs[0] : undefined);
      if (out !== undefined) mustBeWritable(out, '--out');
      process.exitCode = await showRuns(runs, out);
    });
}
