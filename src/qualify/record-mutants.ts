import type { Release } from '../model/release-model.ts';
import type { RecordMutant } from './mutant.ts';
import { mutantsOf } from './operators.ts';
import { JudgedRecord } from './record.ts';
import { seededRandom, shuffled } from './sample.ts';

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

/** A rule is tried on exchanges of all runs, in an order that the seed decides. */
function chosen(
  record: JudgedRecord,
  seed: number,
  perRule: number,
  most: number | undefined,
): readonly RecordMutant[] {
  const random = seededRandom(seed);
  const exchanges = record.runs.flatMap((run) => run.exchanges.map((exchange) => ({ run, exchange })));
  const times = new Map<string, number>();
  const all: RecordMutant[] = [];
  for (const { run, exchange } of shuffled(exchanges, random)) {
    if (record.known(run, exchange).size > 0) continue;
    for (const mutant of mutantsOf(record, run, exchange)) {
      const before = times.get(mutant.rule) ?? 0;
      if (before >= perRule) continue;
      times.set(mutant.rule, before + 1);
      all.push(mutant);
    }
  }
  return most === undefined ? all : shuffled(all, random).slice(0, most);
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
