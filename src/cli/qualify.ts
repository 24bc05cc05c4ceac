import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { RELEASES, type Release } from '../model/release-model.ts';
import type { QualifyOptions } from '../qualify/qualify.ts';
import { between, examples, releases } from './options.ts';

interface Options {
  readonly faults?: string;
  readonly manners?: string;
  readonly mutants?: number;
  readonly all?: true;
  readonly sample?: true;
  readonly whole?: true;
  readonly release?: readonly Release[];
  readonly seed: number;
  readonly processes?: number;
  readonly out: string;
}

export function qualifyCommand(program: Command): void {
  program
    .command('qualify')
    .description(
      'measure the suite itself with seeded faults, other correct behaviour, mutated records and trivial servers',
    )
    .option('--faults <glob>', "only faults whose name matches, e.g. 'filter-*'; nothing else without --mutants")
    .option('--manners <glob>', "only other correct behaviour whose name matches, e.g. 'json-*'")
    .option('--mutants <n>', 'at most this many record mutants; 0: none', between(0, 10_000_000))
    .option('--all', 'apply each rule to up to 40 exchanges instead of one')
    .option('--whole', 'run every procedure for each fault, to find false alarms elsewhere')
    .addOption(
      new Option('--sample', 'a quick check: one fault of each kind, 2000 mutants of two releases').conflicts('whole'),
    )
    .option('--release <release>', 'mutate records of this release only; may be repeated', releases)
    .option('--seed <n>', 'seed for choosing samples', between(0, 2 ** 31), 1)
    .option('--processes <n>', 'processes that drive and judge', between(1, 64))
    .option('--out <dir>', 'directory for qualification.json and the records', 'out/qualify')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst qualify', 'all faults, each rule once'],
        ['nfv-tst qualify --all', 'all faults, each rule up to 40 times'],
        ["nfv-tst qualify --faults 'if-match-*'", 'some faults and nothing else'],
        ["nfv-tst qualify --manners '*'", 'is anything blamed that is merely different?'],
        ['nfv-tst qualify --sample --seed 7', 'another sample'],
      ),
    )
    .action(qualifySuite);
}

async function qualifySuite(options: Options): Promise<void> {
  const [{ qualify }, { shown }, { stoppable }, { availableParallelism }] = await Promise.all([
    import('../qualify/qualify.ts'),
    import('../qualify/show.ts'),
    import('./stopped.ts'),
    import('node:os'),
  ]);
  const sampled = options.sample === true;
  const mutants =
    options.mutants ?? (sampled ? 2000 : (options.faults ?? options.manners) === undefined ? undefined : 0);
  const wanted: QualifyOptions = {
    out: options.out,
    seed: options.seed,
    releases: options.release ?? (sampled ? [RELEASES[0], ...RELEASES.slice(-1)] : RELEASES),
    perRule: options.all === true ? 40 : mutants === undefined ? 1 : 2,
    processes: options.processes ?? Math.min(4, availableParallelism()),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    ...(options.manners === undefined ? {} : { manners: options.manners }),
    ...(sampled ? { faultsPerKind: 1 } : {}),
    ...(options.whole === undefined ? {} : { whole: options.whole }),
    ...(mutants === undefined ? {} : { mutants }),
    onDone: (line, done, total) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done}/${total} ${line}`);
      if (done === total && process.stderr.isTTY) process.stderr.write('\n');
    },
  };
  const qualified = await stoppable('the qualification', 'Stopping: nothing of it counts.', (signal) =>
    qualify({ ...wanted, signal }),
  );
  console.log(shown(qualified));
  console.log(`Details: ${join(options.out, 'qualification.json')}`);
  process.exitCode = qualified.qualified ? 0 : 1;
}
