import type { Command } from 'commander';
import type { TestCase } from '../judge/case.ts';
import type { Release } from '../model/release-model.ts';
import { examples, releases, texts } from './options.ts';

interface ListOptions {
  readonly release?: readonly Release[];
  readonly api?: readonly string[];
  readonly json?: true;
}

export function casesCommand(program: Command): void {
  const cases = program
    .command('cases')
    .description('the catalogue of test cases')
    .addHelpText('after', examples(['nfv-tst cases list', 'all test cases, with their releases and titles']));
  cases
    .command('list')
    .description('list the test cases')
    .option('--release <release>', 'only cases of this release; may be repeated', releases)
    .option('--api <name>', 'only cases of this API; may be repeated', texts)
    .option('--json', 'print one JSON array')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst cases list --release 2.6.1', 'the cases for a deployment of 2.6.1'],
        ["nfv-tst cases list --json | jq '.[].id'", 'all ids'],
      ),
    )
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const [{ catalogue }, { inForce }, { RELEASES }] = await Promise.all([
    import('../../suites/cases/index.ts'),
    import('../judge/judge.ts'),
    import('../model/release-model.ts'),
  ]);
  const asked = options.release ?? RELEASES;
  const apis = options.api;
  if (apis !== undefined) await knownApis(apis, catalogue());
  const found = catalogue()
    .filter((one) => apis === undefined || apis.includes(one.api) || apis.includes(one.suite))
    .map((one) => ({ one, in: asked.filter((release) => inForce(one, release)) }))
    .filter((entry) => entry.in.length > 0);
  if (options.json === true) {
    console.log(
      JSON.stringify(
        found.map((entry) => described(entry.one, entry.in)),
        undefined,
        2,
      ),
    );
    return;
  }
  const width = Math.max(0, ...found.map(({ one }) => one.id.length));
  for (const { one, in: judged } of found) console.log(`${one.id.padEnd(width)}  ${judged.join(' ')}  ${one.title}`);
  console.log(`${found.length} cases`);
}

/** @throws UserError where no case is about one of the APIs */
export async function knownApis(apis: readonly string[], cases: readonly TestCase[]): Promise<void> {
  const known = [...new Set(cases.flatMap((one) => [one.suite, one.api]))];
  const unknown = apis.find((api) => !known.includes(api));
  if (unknown === undefined) return;
  const [{ UserError }, { didYouMean }] = await Promise.all([import('../errors.ts'), import('../model/nearest.ts')]);
  throw new UserError(`there are no cases for the API ${unknown}${didYouMean(unknown, known)}`, {
    code: 'E_USAGE',
    wayOut: `There are cases for ${known.join(', ')}.`,
  });
}

/** What the list shows of a case: everything but the check itself. */
function described(one: TestCase, judged: readonly Release[]): object {
  return {
    id: one.id,
    title: one.title,
    purpose: one.purpose,
    api: one.api,
    suite: one.suite,
    role: one.role,
    clause: one.clause,
    releases: judged,
    ...(one.ics === undefined ? {} : { ics: [one.ics].flat() }),
    ...(one.icsAny === undefined ? {} : { icsAny: one.icsAny }),
    tst010: one.tst010 ?? [],
    ...(one.kind === 'trace' ? { procedure: one.procedure } : {}),
  };
}
