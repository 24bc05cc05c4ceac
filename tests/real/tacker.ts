import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { MatrixFile } from '../../src/judge/matrix.ts';
import type { Verdict } from '../../src/judge/verdict.ts';
import { checkIdentity } from './identity.ts';
import { checkDoctor, checkNotifications, checkRecord } from './mutual-tls.ts';
import { checkClient, checkRenewal, checkServer } from './oauth2.ts';
import { checkSecrets } from './secrets.ts';
import { compare, failing, keyOf, loadTriaged } from './triage.ts';

/**
 * The harness against a real OpenStack Tacker: starts it, judges it, and compares what was found with what people found to be
 * so. `npm run test:tacker -- [--layout A]... [--auth keystone|oauth2] [--tls mutual] [--port N] [--out DIR] [--strict]`. Exit code 1 when
 * the harness or the lab does not work, when more deviations are found that are not listed, or more of the list is missed, than runs
 * vary; with `--strict` when anything differs from the list but what is listed as varying.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIST = join(ROOT, 'docs/targets/tacker-16.yaml');
const COMMAND = join(ROOT, 'bin/nfv-tst.mjs');

const { values } = parseArgs({
  options: {
    layout: { type: 'string', multiple: true, default: ['A', 'B'] },
    auth: { type: 'string', default: 'none' },
    tls: { type: 'string', default: 'none' },
    port: { type: 'string' },
    out: { type: 'string', default: 'out' },
    strict: { type: 'boolean', default: false },
  },
});
const counts = { passed: 0, failed: 0 };
/** Share of the listed deviations that may be missed. */
const BLIND = 0.1;
const now: { running?: ChildProcess; stopped: boolean } = { stopped: false };

// Whoever stops this stops what it runs; Tacker is taken down all the same.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    now.stopped = true;
    now.running?.kill(signal);
  });

for (const layout of values.layout) if (!now.stopped) await judge(layout);
if (now.stopped) check(false, 'came to its end', 'stopped by a signal');
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

async function judge(layout: string): Promise<void> {
  const out = join(values.out, `tacker-${layout}`);
  const port = values.port === undefined ? [] : ['--port', values.port];
  const started = performance.now();
  try {
    const up = await nfvTst([
      'lab',
      'tacker',
      'up',
      '--layout',
      layout,
      '--auth',
      values.auth,
      '--tls',
      values.tls,
      ...port,
    ]);
    check(up.code === 0, `layout ${layout}: Tacker is up`, `exit code ${up.code}`);
    if (up.code !== 0) return;
    const profile = up.stdout.trim().split('\n').pop() ?? '';
    if (values.auth !== 'none') await checkIdentity(profile, check);
    if (values.auth === 'oauth2') await checkClient(profile, check);
    if (layout === 'A') await checkServer(profile, check);
    if (values.tls === 'mutual') {
      await checkDoctor(profile, check);
      await checkNotifications(profile, check);
    }
    const ran = await nfvTst(['run', '--target', profile, '--out', out]);
    check(ran.code === 1, `layout ${layout}: the run ends with 1, non-conformities found`, `exit code ${ran.code}`);
    compareWithList(layout, out);
    checkSecrets(profile, out, check);
    if (values.tls === 'mutual') checkRecord(out, check);
    if (values.auth === 'oauth2') checkRenewal(out, check);
  } finally {
    const down = await nfvTst(['lab', 'tacker', 'down', '--layout', layout]);
    check(down.code === 0, `layout ${layout}: Tacker is down again`, `exit code ${down.code}`);
    say(`layout ${layout}: ${Math.round((performance.now() - started) / 1000)} s in all`);
  }
}

function compareWithList(layout: string, out: string): void {
  const file = join(out, 'matrix.json');
  check(existsSync(file), `layout ${layout}: the run left a matrix`, `${file} is missing`);
  if (!existsSync(file)) return;
  const target = (JSON.parse(readFileSync(file, 'utf8')) as MatrixFile).targets[0];
  check(target?.complete === true, `layout ${layout}: the record is complete`, 'it was interrupted');
  const errors = readFileSync(join(out, 'verdicts.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Verdict)
    .filter(({ verdict }) => verdict === 'error');
  const first = errors[0] === undefined ? '' : `${errors[0].case}: ${errors[0].reason ?? ''}`;
  check(errors.length === 0, `layout ${layout}: no verdict is error`, `${errors.length} are, first ${first}`);
  check(existsSync(LIST), `layout ${layout}: there is a list to compare with`, `${LIST} is missing`);
  if (!existsSync(LIST)) return;
  const comparison = compare(loadTriaged(LIST), layout, target?.deviations ?? []);
  const { known, absent, unknown, gone } = comparison;
  const fails = new Set(failing(comparison, values.strict));
  for (const name of known) check(true, `layout ${layout}: finds ${name}`);
  for (const name of absent) say(`layout ${layout}: ${name} did not show this time`);
  // Some show or not by how quick the machine is; a suite that has gone blind loses more than those.
  const few = gone.length <= BLIND * (known.length + gone.length);
  check(few, `layout ${layout}: finds what is listed`, `${gone.length} are not found any more`);
  for (const name of gone) {
    const what = `layout ${layout}: finds ${name}`;
    if (fails.has(name)) check(false, what, 'listed, and not found any more');
    else say(`look    ${what} (listed, and not found any more)`);
  }
  for (const one of unknown) {
    const seen = `${one.message}; observed ${one.observed}; ${one.exchanges.slice(0, 3).join(' ')}`;
    const what = `layout ${layout}: ${keyOf(one)} is listed`;
    if (fails.has(keyOf(one))) check(false, what, seen);
    else say(`look    ${what} (${seen})`);
  }
}

function check(holds: boolean, what: string, otherwise = ''): void {
  if (holds) counts.passed += 1;
  else counts.failed += 1;
  say(holds ? `ok      ${what}` : `not ok  ${what} (${otherwise})`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs the command line; what it says on stderr is shown as it comes, stdout is shown and returned. */
function nfvTst(args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  say(`$ nfv-tst ${args.join(' ')}`);
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  now.running = child;
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 3, stdout })));
}
