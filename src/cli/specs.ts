import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { SpecsResult } from '../model/specs-cli.ts';
import type { Release } from '../model/release-model.ts';
import { examples, releases, texts } from './options.ts';

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
      await mustExist(against);
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
  importCommand(specs);
  checkCommand(specs);
}

interface ImportOptions extends Output {
  readonly release: string;
  readonly api?: readonly string[];
  readonly out?: string;
}

function importCommand(specs: Command): void {
  specs
    .command('import')
    .description('import official documents of APIs or releases that the model lacks, for generic checks')
    .argument(
      '<dir>',
      'directory of OpenAPI 3.0 or Swagger 2.0 documents, or a single one; $ref may point to other files',
    )
    .requiredOption('--release <release>', 'SOL version of the documents, e.g. 2.8.1', version)
    .option('--api <api>', 'import only this API, by its {apiName}; may be repeated', texts)
    .option('--out <dir>', 'directory for the imported documents, one per API; default: imported/<release>')
    .option('--json', 'say in JSON what was written')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst specs import SOL003/src --release 2.8.1', 'every API of a tree'],
        ['nfv-tst specs import SOL003/src --release 2.8.1 --api vnffm --out fm', 'only fault management, into fm/'],
        ['nfv-tst specs check traffic.har --specs fm', 'judge recorded exchanges against it'],
      ),
    )
    .action(async (dir: string, { release, api, out, ...output }: ImportOptions) => {
      await mustExist(dir);
      const [{ specsImport }, { mustBeWritable }] = await Promise.all([
        import('../model/import-specs.ts'),
        import('./writable.ts'),
      ]);
      const apis = api === undefined ? {} : { apis: api };
      const to = out ?? `imported/${release}`;
      mustBeWritable(to, '--out');
      print(specsImport(dir, { release, ...apis, out: to }), output);
    });
}

function checkCommand(specs: Command): void {
  specs
    .command('check')
    .description('judge recorded exchanges of imported APIs with the generic checks; exit code 1 on deviations')
    .argument('<record>', 'directory of a run, its exchanges.ndjson, or an HTTP archive (*.har)')
    .requiredOption('--specs <dir>', 'directory written by `specs import`')
    .option('--json', 'print all findings as JSON')
    .addHelpText(
      'after',
      `
The generic checks judge status, headers, media type and payload of responses, errors, and what the SUT itself sends. They take the documents literally,
mistakes included. Rules about several exchanges need rows, cases and procedures.
`,
    )
    .addHelpText(
      'after',
      examples(['nfv-tst specs check traffic.har --specs imported/2.8.1', 'exchanges recorded by a proxy']),
    )
    .action(async (record: string, { specs: dir, ...output }: Output & { readonly specs: string }) => {
      const checked = await (await import('./specs-check.ts')).specsCheck(record, dir);
      print(checked, output);
      // The exit code of `judge` for an incomplete record.
      if (checked.data.cut !== undefined) process.exitCode = 3;
    });
}

function version(written: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(written)) throw new InvalidArgumentError('Expected a SOL version such as 2.8.1.');
  return written;
}

async function mustExist(dir: string): Promise<void> {
  const { existsSync } = await import('node:fs');
  if (existsSync(dir)) return;
  const { UserError } = await import('../errors.ts');
  throw new UserError(`${dir} does not exist`, { code: 'E_USAGE', wayOut: 'Give the directory of the documents.' });
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
