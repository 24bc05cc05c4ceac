import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { SpecsResult } from '../model/specs-cli.ts';
import type { Release } from '../model/release-model.ts';
import { examples, releases } from './options.ts';

interface Output {
  readonly json?: true;
}

export function specsCommand(program: Command): void {
  const specs = program
    .command('specs')
    .description('the model and the OpenAPI documents generated from it')
    .addHelpText('after', examples(['nfv-tst specs diff 2.6.1 3.3.1', 'what a newer release changes']));
  specs
    .command('build')
    .description('write the OpenAPI documents of each release into specs-versions/<release>/')
    .option('--json', 'print as JSON what was written')
    .addHelpText('after', examples(['nfv-tst specs build', 'after a change in specs-versions/model']))
    .action(async (output: Output) => print((await import('../model/specs-cli.ts')).specsBuild(), output));
  specs
    .command('verify')
    .description('compare the model with official documents; exit code 1 if a difference is unexplained')
    .requiredOption('--against <dir>', 'directory with the official documents')
    .option('--json', 'print all differences as JSON')
    .addHelpText(
      'after',
      examples(['nfv-tst specs verify --against ../openapi', 'official documents, also of several releases']),
    )
    .action(async ({ against, ...output }: Output & { readonly against: string }) => {
      const { existsSync } = await import('node:fs');
      if (!existsSync(against)) {
        const { UserError } = await import('../errors.ts');
        throw new UserError(`${against} does not exist`, {
          code: 'E_USAGE',
          wayOut: 'Give the directory of the documents.',
        });
      }
      print((await import('../model/specs-cli.ts')).specsVerify(against), output);
    });
  specs
    .command('diff')
    .description('what changed from one release to another')
    .argument('<from>', 'release', one)
    .argument('<to>', 'release', one)
    .option('--json', 'print as JSON')
    .addHelpText('after', examples(['nfv-tst specs diff 2.6.1 3.3.1', 'attributes, resources, status codes']))
    .action(async (from: Release, to: Release, output: Output) =>
      print((await import('../model/specs-cli.ts')).specsDiff(from, to), output),
    );
}

function one(written: string): Release {
  const release = releases(written, undefined)[0];
  if (release === undefined) throw new InvalidArgumentError('Expected a release.');
  return release;
}

function print(result: SpecsResult<unknown>, { json }: Output): void {
  console.log(json === true ? JSON.stringify(result.data, undefined, 2) : result.text);
  process.exitCode = result.clean ? 0 : 1;
}
