import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { startOrchestrator } from '../../reference/start.ts';
import { embeddedProfile, freePort } from '../../src/engine/embedded.ts';
import { readRecord } from '../../src/exchange/read-record.ts';
import type { MatrixFile } from '../../src/judge/matrix.ts';
import type { RunInfo } from '../../src/judge/run-info.ts';
import { nfvTst, verdictsIn } from '../command.ts';

/**
 * Kills (SIGKILL) a process of a run at random points, looks at what is left, and resumes the run:
 * `npm run test:kill -- --points 50`. Engine, judge and counterparts are one process; the others are workers and the command
 * line. Linux only (ps). The orchestrator has a fault, so that there is something to find before and after.
 */

const VICTIMS = ['engine', 'worker', 'command line'] as const;
type Victim = (typeof VICTIMS)[number];

const { values } = parseArgs({
  options: { points: { type: 'string', default: '6' }, case: { type: 'string', default: 'vnflcm.*' } },
});
const points = Number(values.points);
const dir = mkdtempSync(join(tmpdir(), 'kill-'));
const BIN = fileURLToPath(new URL('../../bin/nfv-tst.mjs', import.meta.url));

const port = await freePort();
const nfvo = { host: '127.0.0.1', port, clientId: 'sut', clientSecret: 'of-the-sut' };
const apiRoot = `http://127.0.0.1:${port}`;
const sut = await startOrchestrator({
  release: '3.3.1',
  fault: 'refused-grant-ignored',
  nfvo: { ...nfvo, apiRoot, tokenEndpoint: `${apiRoot}/token` },
});
const profile = join(dir, 'ixit.yaml');
writeFileSync(profile, stringify(embeddedProfile('3.3.1', sut.url, nfvo)));

/** Ids of what there is on the SUT. */
async function onSut(): Promise<string> {
  const lists = ['vnf_instances', 'subscriptions', 'vnf_snapshots'].map(async (name) => {
    const answer = await fetch(`${sut.url}/${name}`, { headers: { Version: '2.0.0' } });
    const items: unknown = await answer.json();
    return Array.isArray(items) ? items.map((item: { id: string }) => `${name}/${item.id}`) : [];
  });
  return (await Promise.all(lists)).flat().sort().join();
}

function start(out: string): ChildProcess {
  const args = ['run', '--target', profile, '--release', '3.3.1', '--case', values.case, '--out', out];
  return spawn(process.execPath, [BIN, ...args], { stdio: 'ignore', env: { ...process.env, NO_COLOR: '1' } });
}

/** Processes below one, with what they were started as; children before grandchildren. */
function below(pid: number): readonly { readonly pid: number; readonly what: string }[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) =>
      found === null ? [] : [{ pid: Number(found[1]), parent: Number(found[2]), what: found[3] ?? '' }],
    );
  const of = (parent: number): typeof all => all.filter((one) => one.parent === parent);
  const walk = (parent: number): typeof all => of(parent).flatMap((one) => [one, ...walk(one.pid)]);
  return walk(pid);
}

function pidOf(victim: Victim, command: number): number | undefined {
  if (victim === 'command line') return command;
  const found = below(command).filter(({ what }) => /playwright/.test(what));
  const isWorker = (what: string): boolean => /workerProcessEntry|common\/process/.test(what);
  return found.find(({ what }) => (victim === 'worker' ? isWorker(what) : /cli\.js test/.test(what)))?.pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function record(out: string): Promise<{ complete: boolean; lines: number }> {
  const file = join(out, 'exchanges.ndjson');
  if (!existsSync(file)) return { complete: false, lines: 0 };
  const lines = readRecord(file);
  for (let count = 0; ; count++) {
    const next = await lines.next();
    if (next.done === true) return { complete: next.value.complete, lines: count };
  }
}

function completeIn(out: string, name: 'run.json' | 'matrix.json'): boolean {
  const file = join(out, name);
  if (!existsSync(file)) return false;
  const value = JSON.parse(readFileSync(file, 'utf8')) as { complete?: boolean } & Partial<MatrixFile>;
  return value.complete ?? value.targets?.every((one) => one.complete) ?? false;
}

/** What each case says, whatever the numbers of its exchanges. */
function saidIn(out: string): ReadonlyMap<string, string> {
  return new Map(
    verdictsIn(out).map(({ case: id, verdict, findings }) => [
      id,
      [verdict, ...findings.map(({ keyword, deviation }) => `${keyword} ${deviation}`)].join(', '),
    ]),
  );
}

function infoIn(out: string): RunInfo {
  return JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
}

/** What does not hold after a kill; an empty list: all does. */
async function wrongAfter(out: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const { complete, lines } = await record(out);
  const whole = readFileSync(join(out, 'exchanges.ndjson'), 'utf8').split('\n').length - 1;
  if (lines < whole) wrong.push(`only ${lines} of ${whole} lines can be read`);
  // A kill may come between the footer and the word of it, never the other way round.
  if (completeIn(out, 'run.json') && !complete) wrong.push('run.json says that the run is whole, the record does not');
  if (!complete) {
    const judged = await nfvTst('judge', out);
    if (judged.code === 0 || !judged.err.includes('not complete'))
      wrong.push(`judge says ${judged.code}: ${judged.err}`);
    if (completeIn(out, 'matrix.json')) wrong.push('the matrix says that it is whole');
  }
  return wrong;
}

/** Nobody else uses the orchestrator: what only may be of the run is of the run. */
async function wrongAfterCleaning(out: string, before: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const first = await nfvTst('clean', out);
  const cleaned = first.out.includes('uncertain: ') ? await nfvTst('clean', out, '--include-uncertain') : first;
  if (cleaned.code !== 0) wrong.push(`clean: ${cleaned.out}${cleaned.err}`);
  const after = await onSut();
  if (after !== before) wrong.push(`left on the SUT: ${after}`);
  return wrong;
}

/** The run comes to the verdicts of the unbroken one, in whatever state it was left. */
async function wrongAfterGoingOn(out: string, before: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const wasComplete = completeIn(out, 'run.json');
  const resumed = await nfvTst('run', '--resume', out);
  const isRefused = resumed.code === 2 && resumed.err.includes('there is nothing to resume');
  if (wasComplete !== isRefused) wrong.push(`run --resume says ${resumed.code}: ${resumed.err}`);
  if (!(await record(out)).complete || !completeIn(out, 'run.json')) wrong.push('the resumed run is not complete');
  const said = saidIn(out);
  for (const [id, words] of unbroken)
    if (said.get(id) !== words) wrong.push(`${id} is ${said.get(id) ?? 'missing'}, unbroken ${words}`);
  if (said.size !== unbroken.size) wrong.push(`${said.size} verdicts, unbroken ${unbroken.size}`);
  return [...wrong, ...(await wrongAfterCleaning(out, before))];
}

/** Kills after `ms`; what was wrong, and whether there was somebody to kill. `cleans`: before the run goes on, which does so itself. */
async function point(
  victim: Victim,
  ms: number,
  out: string,
  cleans: boolean,
): Promise<{ killed: boolean; wrong: readonly string[] }> {
  const before = await onSut();
  const child = start(out);
  const command = child.pid ?? 0;
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (!existsSync(join(out, 'exchanges.ndjson')) && child.exitCode === null) await sleep(20);
  await sleep(ms);
  const pid = child.exitCode === null ? pidOf(victim, command) : undefined;
  const others = below(command);
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await ended;
  // The command line is gone; what it started may go on, and is waited for.
  for (const end = Date.now() + 120_000; others.some((one) => isAlive(one.pid)) && Date.now() < end;) await sleep(100);
  const wrong = [
    ...(await wrongAfter(out)),
    ...(cleans ? await wrongAfterCleaning(out, before) : []),
    ...(await wrongAfterGoingOn(out, before)),
  ];
  if (others.some((one) => isAlive(one.pid))) wrong.push('a process of the run goes on for ever');
  return { killed: pid !== undefined, wrong };
}

const whole = join(dir, 'unbroken');
await new Promise((ended) => start(whole).once('close', ended));
const unbroken = saidIn(whole);
const spanMs = infoIn(whole).duration ?? 0;
if (![...unbroken.values()].some((words) => words.startsWith('fail'))) throw new Error('the fault is not found');

/** Each victim with and without cleaning before the run goes on, in turn. */
const KINDS = VICTIMS.flatMap((victim) => [true, false].map((cleans) => ({ victim, cleans })));
/** Tries to meet a process that is still there. */
const TRIES = 4;

let [passed, failed, missed] = [0, 0, 0];
for (let nth = 0; nth < points; nth++) {
  const { victim, cleans } = KINDS[nth % KINDS.length] ?? { victim: 'engine', cleans: true };
  let ms = Math.round(0.9 * Math.random() * spanMs);
  for (let tries = 1; tries <= TRIES; tries++, ms = Math.round(ms / 2)) {
    const out = join(dir, `run-${nth}-${tries}`);
    const { killed, wrong } = await point(victim, ms, out, cleans);
    rmSync(out, { recursive: true, force: true });
    const what = `${victim} after ${ms} ms, ${cleans ? 'cleaned' : 'not cleaned'}`;
    const words = [...(killed ? [] : ['had ended, nobody was killed']), ...(wrong.length === 0 ? ['fine'] : wrong)];
    process.stdout.write(`${nth + 1}/${points} ${what}: ${words.join('; ')}\n`);
    // Whatever is wrong counts, but that nothing is wrong with a run that nobody broke says nothing.
    if (wrong.length > 0) failed += 1;
    else if (killed) passed += 1;
    else if (tries < TRIES) continue;
    else missed += 1;
    break;
  }
}
await sut.close();
rmSync(dir, { recursive: true, force: true });
if (missed > 0) process.stdout.write(`${missed} of the failed killed nobody\n`);
// The last line is the count that .ci/run reads: a point that killed nobody has shown nothing.
process.stdout.write(`${passed} passed, ${failed + missed} failed\n`);
process.exitCode = failed + missed === 0 ? 0 : 1;
