import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { errorOf, HarnessError, type Failure } from '../errors.ts';
import type { RecordEnd } from '../exchange/record-course.ts';
import { readRunInfo } from '../judge/run-directory.ts';
import type { OfficialCase, Sheet } from '../../suites/cases/tst010.ts';
import type { Release } from '../model/release-model.ts';
import type { ModelSource } from '../model/source.ts';
import { forkSource } from './fork-source.ts';

/** A record to be judged again, and where its verdicts go. */
export interface Judging {
  readonly dir: string;
  readonly out: string;
  readonly releases?: readonly Release[];
}

export type JudgingDone =
  { readonly end: RecordEnd; /** How many. */ readonly verdicts: number } | { readonly failure: Failure };

type Said = Extract<JudgingDone, { end: unknown }>;

/** What became of one record. */
export type Judged = Judging & Said;

/**
 * Judges records in parallel, on all cores: one in this process, the others in helpers.
 * @returns in the order of the records
 * @throws UserError E_RECORD where one cannot be read, HarnessError where the harness could not do its work
 */
export async function rejudgeMany(records: readonly Judging[]): Promise<readonly Judged[]> {
  const results = new Map<Judging, Judged>();
  const waiting = new Waiting(records);
  const helpers = Array.from({ length: Math.min(availableParallelism(), records.length) - 1 }, () =>
    forkSource(new URL('rejudge-process.ts', import.meta.url), [], { serialization: 'advanced' }),
  );
  const judges = [judgedHere, ...helpers.map((helper) => (one: Judging) => judgedBy(helper, one))];
  try {
    if (helpers.length > 0) await handOver(helpers);
    await Promise.all(
      judges.map(async (judge) => {
        for (const next of waiting.forProcess()) results.set(next, { ...next, ...(await judge(next)) });
      }),
    );
  } finally {
    for (const helper of helpers) if (helper.connected) helper.disconnect();
  }
  return records.flatMap((record) => results.get(record) ?? []);
}

/** Judges one record in this process. What that takes is loaded now: helpers start meanwhile. */
export async function judgedHere({ dir, ...options }: Judging): Promise<Said> {
  const { rejudge } = await import('./rejudge.ts');
  const { end, verdicts } = await rejudge(dir, options);
  return { end, verdicts: verdicts.length };
}

/** What files say that every process needs, so that none reads them again: first of all that a helper hears. */
export interface ReadAlready {
  readonly model: readonly ModelSource[];
  readonly official: ReadonlyMap<Sheet, readonly OfficialCase[]>;
}

async function handOver(helpers: readonly ChildProcess[]): Promise<void> {
  const [{ modelSources }, { officialCases, SHEETS }] = await Promise.all([
    import('../model/load.ts'),
    import('../../suites/cases/tst010.ts'),
  ]);
  const official = new Map(SHEETS.map((sheet) => [sheet, officialCases(sheet)]));
  const read: ReadAlready = { model: modelSources(), official };
  for (const helper of helpers) helper.send(read);
}

async function judgedBy(helper: ChildProcess, judging: Judging): Promise<Said> {
  const heard = new AbortController();
  const { signal } = heard;
  helper.send(judging);
  const answer = await Promise.race([
    once(helper, 'message', { signal }).then(([message]) => message as JudgingDone),
    once(helper, 'exit', { signal }).then(([code, by]) => {
      const how = code === null ? `was killed by ${String(by)}` : `ended with ${String(code)}`;
      throw new HarnessError(`the process that judged ${judging.dir} ${how}`);
    }),
  ]).finally(() => heard.abort());
  if ('failure' in answer) throw errorOf(answer.failure);
  return answer;
}

/** Records that nobody judges yet. */
class Waiting {
  readonly #records: { readonly record: Judging; readonly versions: string }[];
  readonly #begun = new Set<string>();

  constructor(records: readonly Judging[]) {
    // The longest first, so that none of them is begun when the others are done.
    const longestFirst = [...records].sort((a, b) => sizeOf(b) - sizeOf(a));
    this.#records = longestFirst.map((record) => ({ record, versions: versionsOf(record) }));
  }

  /** For one process: first of the API version that it has everything compiled for, then of one that no other process is at. */
  *forProcess(): Generator<Judging> {
    let mine: string | undefined;
    for (;;) {
      const found =
        this.#records.find(({ versions }) => versions === mine) ??
        this.#records.find(({ versions }) => !this.#begun.has(versions)) ??
        this.#records[0];
      if (found === undefined) return;
      this.#records.splice(this.#records.indexOf(found), 1);
      mine = found.versions;
      this.#begun.add(mine);
      yield found.record;
    }
  }
}

/** API versions that a record is about. */
function versionsOf({ dir }: Judging): string {
  try {
    return Object.keys(readRunInfo(dir).target.roots).sort().join(' ');
  } catch {
    // What is wrong is said when it is judged.
    return '';
  }
}

function sizeOf({ dir }: Judging): number {
  return statSync(join(dir, 'exchanges.ndjson'), { throwIfNoEntry: false })?.size ?? 0;
}
