import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environment } from './figure.ts';

/**
 * `npm run bench [-- NAME...]` measures the figures of the README, one line of JSON each, after a line on the environment.
 * What takes many minutes is measured only by name.
 */

const BENCHES = ['red-run', 'overhead', 'rejudge'];
const LONG_ONES = ['million'];
const asked = process.argv.slice(2);
const foreign = asked.find((name) => ![...BENCHES, ...LONG_ONES].includes(name));
if (foreign !== undefined) {
  process.stderr.write(`no bench ${foreign}; there are ${[...BENCHES, ...LONG_ONES].join(', ')}\n`);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify({ environment: environment() })}\n`);
for (const name of asked.length > 0 ? asked : BENCHES) {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), [], { execArgv: ['--import', 'tsx'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
