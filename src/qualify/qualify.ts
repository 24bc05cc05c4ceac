import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '../../reference/faults/catalogue.ts';
import { globToExpression } from '../engine/glob.ts';
import { harnessVersion } from '../engine/harness-version.ts';
import { UserError } from '../errors.ts';
import { RELEASES, type Release } from '../model/release-model.ts';
import { runDirectory } from './drive.ts';
import { isFound, type FaultResult } from './fault-result.ts';
import type { Job, Outcome, RightResult, TrivialResult } from './jobs.ts';
import { mannerJobs } from './manners.ts';
import type { ListedMutant, MutantResult } from './record-mutants.ts';
import { seededRandom, shuffled } from './sample.ts';
import { faultOfEachCase } from './seen-by.ts';
import { TRIVIAL } from './trivial.ts';
import { Workers } from './workers.ts';

export interface QualifyOptions {
  readonly out: string;
  readonly seed: number;
  /** Globs over the names of faults; absent: all. */
  readonly faults?: string;
  /** Glob over the names of other manners of being right: these and nothing else. Absent: all. */
  readonly manners?: string;
  /** So many faults of each kind at most, chosen by the seed. */
  readonly faultsPerKind?: number;
  /** Faults are driven with all procedures, not with those alone whose cases have to see them. */
  readonly whole?: true;
  /** Releases that the unmutated orchestrator is driven as, and whose records mutants are made of. */
  readonly releases: readonly Release[];
  /** Mutants of one rule, each of another exchange. */
  readonly perRule: number;
  /** Mutants in all; absent: as many as `perRule` gives. 0: none. */
  readonly mutants?: number;
  readonly processes: number;
  /** Stops it: its processes end, and nothing is written. */
  readonly signal?: AbortSignal;
  readonly onDone?: (line: string, done: number, total: number) => void;
}

/** What `qualification.json` holds. */
export interface Qualified {
  readonly format: 1;
  readonly harness: string;
  readonly at: string;
  readonly seed: number;
  readonly seconds: number;
  /** Certain faults were asked for: the right orchestrator and trivial servers were left out. */
  readonly partial?: true;
  readonly unmutated: readonly RightResult[];
  /** Right in another manner than usual. */
  readonly manners: readonly RightResult[];
  readonly faults: {
    readonly seeded: number;
    readonly found: number;
    readonly missed: readonly string[];
    readonly results: readonly FaultResult[];
  };
  /** Cases that failed although they have nothing to do with the fault, of all that were judged, and of all that failed. */
  readonly collateral: { readonly cases: number; readonly judged: number; readonly failed: number };
  readonly mutants: {
    readonly made: number;
    readonly rules: number;
    readonly killed: number;
    readonly warned: number;
    readonly survived: readonly ListedMutant[];
    readonly equivalent: readonly ListedMutant[];
    /** Equivalent ones that a case fails for. */
    readonly blamed: readonly ListedMutant[];
  };
  readonly trivial: readonly TrivialResult[];
  /** Pieces that the harness itself broke at. */
  readonly errors: readonly string[];
  readonly qualified: boolean;
}

/** Jobs that wait more than they work go to a process at a time. */
const EACH = 4;

/** @throws UserError when no fault has such a name; what the signal was aborted with */
export async function qualify(options: QualifyOptions): Promise<Qualified> {
  const started = performance.now();
  const names = chosenFaults(options);
  rmSync(options.out, { recursive: true, force: true });
  mkdirSync(options.out, { recursive: true });
  const workers = new Workers(options.processes, EACH);
  try {
    const collected = await unlessAborted(options.signal, runJobs(workers, options, names));
    const qualified = summed(options, collected, Math.round((performance.now() - started) / 100) / 10);
    put(options.out, 'qualification.json', qualified);
    put(options.out, 'figures.json', figuresOf(qualified));
    put(options.out, 'seen-by.json', faultOfEachCase(collected.faults));
    return qualified;
  } finally {
    workers.close();
  }
}

/** Work goes on in the background as far as it can; what comes of it is nobody's. */
function unlessAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (signal === undefined) return work;
  const aborted = new Promise<never>((_done, failed) => {
    const fail = (): void => failed(new Error('aborted', { cause: signal.reason }));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  return Promise.race([work, aborted]);
}

function put(dir: string, name: string, value: unknown): void {
  writeFileSync(join(dir, name), `${JSON.stringify(value, null, 2)}\n`);
}

/** What reports and documents show of it: docs/qualification.json is such a file. */
function figuresOf(qualified: Qualified): object {
  const { format, harness, at, seed, seconds, unmutated, manners, faults, collateral, mutants, trivial } = qualified;
  const { survived, equivalent, blamed, ...counts } = mutants;
  return {
    format,
    harness,
    at,
    seed,
    seconds,
    qualified: qualified.qualified,
    unmutated: unmutated.map(({ failed, release, passed, busy }) => ({
      release,
      ...(busy === undefined ? {} : { busy }),
      passed,
      failed: failed.length,
    })),
    manners: {
      driven: new Set(manners.map((one) => one.manner)).size,
      passed: manners.reduce((all, one) => all + one.passed, 0),
      failed: manners.reduce((all, one) => all + one.failed.length, 0),
    },
    faults: { seeded: faults.seeded, found: faults.found },
    collateral,
    mutants: { ...counts, survived: survived.length, equivalent: equivalent.length, blamed: blamed.length },
    trivial: trivial.map(({ server, release, judged, passed, provoked }) => ({
      server,
      release,
      judged,
      passed: passed.length,
      provoked: provoked.length,
    })),
  };
}

function chosenFaults({ faults, manners, faultsPerKind, seed }: QualifyOptions): readonly string[] {
  if (manners !== undefined && faults === undefined) return [];
  const glob = faults === undefined ? undefined : globToExpression(faults);
  const names = Object.keys(FAULTS).filter((name) => glob?.test(name) !== false);
  if (names.length === 0)
    throw new UserError(`no fault matches ${faults ?? ''}`, {
      code: 'E_USAGE',
      wayOut: 'docs/qualification.md says where the faults are listed.',
    });
  if (faultsPerKind === undefined) return names;
  const kinds = new Map<string, string[]>();
  for (const name of shuffled(names, seededRandom(seed))) {
    const kind = kindOf(name);
    const known = kinds.get(kind) ?? [];
    kinds.set(kind, known);
    if (known.length < faultsPerKind) known.push(name);
  }
  return [...kinds.values()].flat();
}

/** Where a fault is to be seen: the first two parts of its first case. */
function kindOf(name: string): string {
  const fault = FAULTS[name as keyof typeof FAULTS];
  return fault.seen[0].split('.').slice(0, 2).join('.');
}

interface Collected {
  readonly unmutated: RightResult[];
  readonly manners: RightResult[];
  readonly faults: FaultResult[];
  readonly mutants: MutantResult[];
  readonly trivial: TrivialResult[];
  readonly errors: string[];
}

async function runJobs(workers: Workers, options: QualifyOptions, names: readonly string[]): Promise<Collected> {
  const collected: Collected = { unmutated: [], manners: [], faults: [], mutants: [], trivial: [], errors: [] };
  const beside = [...(isPartial(options) ? [] : besideTheFaults(options.out)), ...mannerJobs(options)];
  const records = recordsOf(options);
  const mutating = options.mutants === 0 ? [] : records;
  const total = names.length + beside.length + records.length + mutating.length;
  let done = 0;
  const one = async (label: string, job: Job): Promise<void> => {
    let line = label;
    try {
      line = `${label}: ${take(collected, await workers.run(job))}`;
    } catch (error) {
      collected.errors.push(`${label}: ${error instanceof Error ? error.message : String(error)}`);
    }
    options.onDone?.(line, ++done, total);
  };
  const { out, whole } = options;
  const wholly = whole === undefined ? {} : { whole };
  const recordOf = (release: Release): string => runDirectory(out, `unmutated-${release}`);
  await Promise.all([
    ...records.map((release) => one(`unmutated ${release}`, { kind: 'right', release, out: recordOf(release) })),
    ...beside.map(({ label, job }) => one(label, job)),
    ...names.map((name) => one(name, { kind: 'fault', name, out: join(out, 'faults'), ...wholly })),
  ]);
  // Afterwards, because judging thousands of them keeps a process from driving anything.
  await Promise.all(
    mutating.map((release) => {
      const most = options.mutants === undefined ? {} : { most: Math.ceil(options.mutants / mutating.length) };
      const { seed, perRule } = options;
      const about = { release, record: recordOf(release), seed, perRule, ...most };
      return one(`mutants ${release}`, { kind: 'mutants', options: about });
    }),
  );
  return collected;
}

/** Somebody who asks for certain faults wants to know of these alone. */
function isPartial({ faults, manners }: QualifyOptions): boolean {
  return faults !== undefined || manners !== undefined;
}

/** Releases that the right orchestrator is driven as; of a part only for its records. */
function recordsOf(options: QualifyOptions): readonly Release[] {
  return isPartial(options) && options.mutants === 0 ? [] : options.releases;
}

/** The right orchestrator with much of others beside it, and what is no orchestrator, as one release of each major version. */
function besideTheFaults(out: string): readonly { readonly label: string; readonly job: Job }[] {
  return [
    { label: 'unmutated 3.7.1, busy', job: { kind: 'right', release: '3.7.1', out: join(out, 'busy'), busy: true } },
    ...(['2.6.1', '3.7.1'] as const).flatMap((release) =>
      TRIVIAL.map((server) => ({
        label: `trivial ${server} ${release}`,
        job: { kind: 'trivial', server, release, out } as const,
      })),
    ),
  ];
}

/** @returns how it went, in a few words */
function take(into: Collected, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'right':
      (outcome.result.manner === undefined ? into.unmutated : into.manners).push(outcome.result);
      return outcome.result.failed.length === 0 ? 'nothing fails' : `${outcome.result.failed.length} cases fail`;
    case 'fault':
      into.faults.push(outcome.result);
      return isFound(outcome.result) ? 'found' : 'MISSED';
    case 'mutants':
      into.mutants.push(outcome.result);
      return `${outcome.result.killed} of ${outcome.result.made} killed`;
    case 'trivial':
      into.trivial.push(outcome.result);
      return `${outcome.result.passed.length} of ${outcome.result.judged} pass`;
  }
}

function summed(
  options: QualifyOptions,
  { unmutated, manners, faults, mutants, trivial, errors }: Collected,
  seconds: number,
): Qualified {
  const byName = <T>(list: readonly T[], key: (item: T) => string): readonly T[] =>
    [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const results = byName(faults, (one) => one.fault);
  const missed = results.filter((one) => !isFound(one)).map((one) => one.fault);
  const broken = [
    ...errors,
    ...results.flatMap((one) => (one.error === undefined ? [] : `${one.fault}: ${one.error}`)),
  ];
  const sum = <T>(list: readonly T[], of: (item: T) => number): number => list.reduce((all, one) => all + of(one), 0);
  const collateral = {
    cases: sum(faults, (one) => one.collateral.length),
    judged: sum(faults, (one) => one.judged),
    failed: sum(faults, (one) => one.failed),
  };
  const survived = mutants.flatMap((one) => one.survived);
  const equivalent = mutants.flatMap((one) => one.equivalent);
  const blamed = mutants.flatMap((one) => one.blamed);
  const made = sum(mutants, (one) => one.made);
  const killed = sum(mutants, (one) => one.killed);
  return {
    format: 1,
    harness: harnessVersion(),
    at: new Date().toISOString(),
    seed: options.seed,
    seconds,
    ...(isPartial(options) ? { partial: true } : {}),
    unmutated: byName(unmutated, (one) => `${RELEASES.indexOf(one.release)}${one.busy === true ? ' busy' : ''}`),
    manners: byName(manners, (one) => `${one.manner ?? ''} ${one.release}`),
    faults: { seeded: results.length, found: results.length - missed.length, missed, results },
    collateral,
    mutants: {
      made,
      rules: sum(mutants, (one) => one.rules),
      killed,
      warned: sum(mutants, (one) => one.warned),
      survived,
      equivalent,
      blamed,
    },
    trivial: byName(trivial, (one) => `${one.server} ${one.release}`),
    errors: broken,
    qualified:
      broken.length === 0 &&
      missed.length === 0 &&
      blamed.length === 0 &&
      [...unmutated, ...manners].every((one) => one.failed.length === 0) &&
      killed >= LEAST_KILLED * (made - equivalent.length) &&
      collateral.cases <= MOST_COLLATERAL * collateral.judged &&
      trivial.every((one) => one.provoked.length === 0),
  };
}

/** Share of the mutants that something forbids. */
const LEAST_KILLED = 0.99;
/** Share of the judged cases. */
const MOST_COLLATERAL = 0.02;
