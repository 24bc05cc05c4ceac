import type { Exchange } from '../exchange/exchange.ts';
import type { Release } from '../model/release-model.ts';
import type { RecordMutant } from './mutant.ts';
import { listMutantsOf } from './list-operators.ts';
import { filled, mutantsOf } from './operators.ts';
import { JudgedRecord, type RecordedRun } from './record.ts';
import { seededRandom, shuffled } from './sample.ts';
import { traceMutantsOf } from './trace-operators.ts';

/** A mutant that no case told from the record it was made of, or that nothing forbids. */
export interface ListedMutant {
  readonly release: Release;
  readonly run: string;
  readonly exchange: string;
  readonly rule: string;
  /** Why nothing forbids it. */
  readonly reason?: string;
}

export interface MutantResult {
  readonly made: number;
  readonly killed: number;
  /** Of these, by a warning: what is broken is a `should`. */
  readonly warned: number;
  readonly survived: readonly ListedMutant[];
  readonly equivalent: readonly ListedMutant[];
  /** Equivalent ones that a case fails for. */
  readonly blamed: readonly ListedMutant[];
  readonly rules: number;
}

export interface MutantOptions {
  readonly release: Release;
  /** Directory of an unmutated run. */
  readonly record: string;
  readonly seed: number;
  /** Mutants of one rule, each of another exchange. */
  readonly perRule: number;
  /** At most so many; absent: all. */
  readonly most?: number;
}

/** Makes mutants of a record and judges each. */
export async function judgeMutants({
  release,
  record: dir,
  seed,
  perRule,
  most,
}: MutantOptions): Promise<MutantResult> {
  const record = await JudgedRecord.read(dir, release);
  const mutants = chosen(record, seed, perRule, most);
  const survived: ListedMutant[] = [];
  const equivalent: ListedMutant[] = [];
  const blamed: ListedMutant[] = [];
  let killed = 0;
  let warned = 0;
  for (const mutant of mutants) {
    const fate = fateOf(record, mutant);
    const { run, exchange, rule, harmless: reason } = mutant;
    const listed = { release, run: run.begin.run, exchange: exchange.id, rule };
    if (reason !== undefined) {
      equivalent.push({ ...listed, reason });
      if (fate === 'killed') blamed.push({ ...listed, reason });
    } else if (fate === 'survived') survived.push(listed);
    else {
      killed += 1;
      if (fate === 'warned') warned += 1;
    }
  }
  const rules = new Set(mutants.map((one) => one.rule)).size;
  return { made: mutants.length, killed, warned, survived, equivalent, blamed, rules };
}

interface Place {
  readonly run: RecordedRun;
  readonly exchange: Exchange;
}

/** A rule is tried on exchanges of all runs, in an order that the seed decides. */
function chosen(
  record: JudgedRecord,
  seed: number,
  perRule: number,
  most: number | undefined,
): readonly RecordMutant[] {
  const random = seededRandom(seed);
  const exchanges = shuffled(
    record.runs.flatMap((run) => run.exchanges.map((exchange) => ({ run, exchange }))),
    random,
  ).filter(({ run, exchange }) => record.known(run, exchange).size === 0);
  const times = new Map<string, number>();
  const all: RecordMutant[] = [];
  const take = (mutants: readonly RecordMutant[], limit: number): void => {
    for (const mutant of mutants) {
      const before = times.get(mutant.rule) ?? 0;
      if (before >= limit) continue;
      times.set(mutant.rule, before + 1);
      all.push(mutant);
    }
  };
  for (const { run, exchange } of exchanges) {
    take(mutantsOf(record, run, exchange), perRule);
    take(traceMutantsOf(run, exchange), perRule);
    take(listMutantsOf(run, exchange), perRule);
  }
  for (const { run, exchange } of oneOfEach(record, exchanges)) take(mutantsOf(record, run, exchange), 1);
  return most === undefined ? all : shuffled(all, random).slice(0, most);
}

/** For each kind of payload one exchange, filled with all that its data type has. */
function oneOfEach(record: JudgedRecord, exchanges: readonly Place[]): readonly Place[] {
  const found = new Map<string, Place>();
  for (const { run, exchange } of exchanges) {
    const full = filled(record, exchange);
    if (full !== undefined && !found.has(full.kind)) found.set(full.kind, { run, exchange: full.exchange });
  }
  return [...found.values()];
}

function fateOf(record: JudgedRecord, mutant: RecordMutant): 'killed' | 'warned' | 'survived' {
  const { run, exchange, becomes } = mutant;
  const byForm =
    becomes === undefined ? 'survived' : worst(record.ofExchange(run, becomes), record.known(run, exchange));
  // One read that differs from the next shows a change, whatever it is: what is harmless is harmless by itself only.
  if (byForm !== 'survived' || mutant.harmless !== undefined) return byForm;
  return worst(record.ofTrace(run, mutant.mutate(run.exchanges)), record.known(run));
}

function worst(now: ReadonlySet<string>, before: ReadonlySet<string>): 'killed' | 'warned' | 'survived' {
  const fresh = [...now].filter((one) => !before.has(one));
  if (fresh.some((one) => one.startsWith('shall '))) return 'killed';
  return fresh.length > 0 ? 'warned' : 'survived';
}
