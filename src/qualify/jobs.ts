import { rmSync } from 'node:fs';
import { catalogue } from '../../suites/cases/index.ts';
import { FAULTS, isFaultName } from '../../reference/faults/catalogue.ts';
import type { Fault } from '../../reference/faults/fault.ts';
import { MANNERS, type Manner, type MannerName } from '../../reference/manners/catalogue.ts';
import { messageOf } from '../errors.ts';
import type { Release } from '../model/release-model.ts';
import { drive, proceduresOf, runDirectory } from './drive.ts';
import { isFound, resultOf, type FaultResult } from './fault-result.ts';
import { judgeMutants, type MutantOptions, type MutantResult } from './record-mutants.ts';
import { trivialTarget, type Trivial } from './trivial.ts';

/** A piece of a qualification; pieces know nothing of each other, so that any process may do any of them. */
export type Job =
  | {
      readonly kind: 'right';
      readonly release: Release;
      readonly out: string;
      readonly busy?: true;
      readonly manner?: MannerName;
    }
  | { readonly kind: 'fault'; readonly name: string; readonly out: string; readonly whole?: true }
  | { readonly kind: 'mutants'; readonly options: MutantOptions }
  | { readonly kind: 'trivial'; readonly server: Trivial; readonly release: Release; readonly out: string };

/** The unmutated orchestrator: nothing may fail. */
export interface RightResult {
  readonly release: Release;
  /** There was much of others beside it: no list fits on one page. */
  readonly busy?: true;
  /** It was right in another way than usual. */
  readonly manner?: MannerName;
  readonly passed: number;
  readonly failed: readonly { readonly case: string; readonly deviations: readonly string[] }[];
  readonly inconclusive: readonly string[];
  readonly exchanges: number;
  readonly ms: number;
}

export interface TrivialResult {
  readonly server: Trivial;
  readonly release: Release;
  readonly judged: number;
  readonly passed: readonly string[];
  /** Of these, cases that provoke behaviour; the others look at the form of whatever is exchanged. */
  readonly provoked: readonly string[];
  readonly ms: number;
}

export type Outcome =
  | { readonly kind: 'right'; readonly result: RightResult }
  | { readonly kind: 'fault'; readonly result: FaultResult }
  | { readonly kind: 'mutants'; readonly result: MutantResult }
  | { readonly kind: 'trivial'; readonly result: TrivialResult };

/** Does a job. A port that somebody was quicker to take is no reason to give up. */
export async function perform(job: Job): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(job);
    } catch (error) {
      if (tries === 3 || !messageOf(error).includes('EADDRINUSE')) throw error;
    }
  }
}

async function once(job: Job): Promise<Outcome> {
  switch (job.kind) {
    case 'right':
      return { kind: 'right', result: await right(job) };
    case 'fault':
      return { kind: 'fault', result: await withFault(job) };
    case 'mutants':
      return { kind: 'mutants', result: await judgeMutants(job.options) };
    case 'trivial':
      return { kind: 'trivial', result: await trivial(job.server, job.release, job.out) };
  }
}

/** More than two pages of each kind of resource. */
const OTHERS = 25;

async function right({ release, out, busy, manner }: Extract<Job, { kind: 'right' }>): Promise<RightResult> {
  const { denies = [] }: Partial<Manner> = manner === undefined ? {} : MANNERS[manner];
  const settings = {
    ...(busy === undefined ? {} : { foreign: OTHERS, pageSize: 10 }),
    ...(manner === undefined ? {} : { manner }),
  };
  const { verdicts, exchanges, ms } = await drive({ release, out, settings, denies });
  return {
    release,
    ...(busy === undefined ? {} : { busy }),
    ...(manner === undefined ? {} : { manner }),
    passed: verdicts.filter((one) => one.verdict === 'pass').length,
    failed: verdicts
      .filter((one) => one.verdict === 'fail' || one.verdict === 'error')
      .map((one) => ({ case: one.case, deviations: one.findings.map((found) => found.deviation) })),
    inconclusive: verdicts.filter((one) => one.verdict === 'inconclusive').map((one) => one.case),
    exchanges,
    ms,
  };
}

async function withFault({ name, out, whole }: Extract<Job, { kind: 'fault' }>): Promise<FaultResult> {
  if (!isFaultName(name)) throw new Error(`there is no fault ${name}`);
  const fault: Fault = FAULTS[name];
  const release = fault.release ?? '3.7.1';
  const dir = runDirectory(out, name);
  const procedures = fault.procedures ?? proceduresOf(fault.seen, release);
  const settings = { fault: name, ...fault.with };
  const driven = await drive({ release, out: dir, settings, ...(whole === undefined ? { procedures } : {}) });
  const result = resultOf(name, fault, release, driven);
  // What went as foreseen need not be kept.
  if (isFound(result) && result.collateral.length === 0) rmSync(dir, { recursive: true, force: true });
  return result;
}

const IMPATIENT = { request: 2000, operation: 200, notification: 50 };

async function trivial(server: Trivial, release: Release, out: string): Promise<TrivialResult> {
  const dir = runDirectory(out, `trivial-${server}-${release}`);
  const target = await trivialTarget(server, release, `${dir}-profile`);
  const { verdicts, ms } = await drive({ release, out: dir, target, timeouts: IMPATIENT });
  const judged = verdicts.filter((one) => one.verdict !== 'not-applicable' && one.verdict !== 'not-supported');
  const passed = judged.filter((one) => one.verdict === 'pass').map((one) => one.case);
  const provoking = new Set(catalogue().flatMap((one) => (one.kind === 'trace' ? [one.id] : [])));
  const provoked = passed.filter((id) => provoking.has(id));
  if (provoked.length === 0) rmSync(dir, { recursive: true, force: true });
  rmSync(`${dir}-profile`, { recursive: true, force: true });
  return { server, release, judged: judged.length, passed, provoked, ms };
}
