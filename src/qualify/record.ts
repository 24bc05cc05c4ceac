import { join } from 'node:path';
import { catalogue } from '../../suites/cases/index.ts';
import { HarnessError } from '../errors.ts';
import type { Exchange, RunEvent } from '../exchange/exchange.ts';
import { countRecord, readRecord } from '../exchange/read-record.ts';
import type { TargetFacts, TestCase } from '../judge/case.ts';
import { inForce, Judge } from '../judge/judge.ts';
import { readRunInfo } from '../judge/run-directory.ts';
import { loadModel } from '../model/load.ts';
import type { Release, ReleaseModel } from '../model/release-model.ts';
import { answerOf } from '../target/ics.ts';

type Begin = Extract<RunEvent, { type: 'begin' }>;
type End = Extract<RunEvent, { type: 'end' }>;

/** A procedure run of a record, whole. */
export interface RecordedRun {
  readonly begin: Begin;
  readonly end: End;
  readonly exchanges: readonly Exchange[];
}

/** A record in memory, with what it takes to judge parts of it again for one release. */
export class JudgedRecord {
  readonly model: ReleaseModel;
  readonly runs: readonly RecordedRun[];
  readonly target: TargetFacts;
  readonly #everyExchange: readonly TestCase[];
  readonly #traces = new Map<string, readonly TestCase[]>();
  readonly #known = new Map<string, ReadonlySet<string>>();

  private constructor(model: ReleaseModel, runs: readonly RecordedRun[], target: TargetFacts) {
    this.model = model;
    this.runs = runs;
    this.target = target;
    const cases = catalogue().filter((one) => inForce(one, model.release));
    this.#everyExchange = cases.filter((one) => one.kind === 'every-exchange');
    for (const { begin } of runs)
      this.#traces.set(
        begin.procedure,
        cases.filter((one) => one.kind === 'trace' && one.procedure === begin.procedure),
      );
  }

  /** @throws UserError, HarnessError where the directory holds no run, or not the whole of its record */
  static async read(dir: string, release: Release): Promise<JudgedRecord> {
    const info = readRunInfo(dir);
    const file = join(dir, 'exchanges.ndjson');
    const end = await countRecord(file);
    if (!end.complete) throw new HarnessError(`the record in ${dir} is not complete: ${end.reason}`);
    const open = new Map<string, { begin: Begin; exchanges: Exchange[] }>();
    const runs: RecordedRun[] = [];
    for await (const line of readRecord(file)) {
      if (line.type === 'begin') open.set(line.run, { begin: line, exchanges: [] });
      else if (line.type === 'exchange') open.get(line.run)?.exchanges.push(line);
      else if (line.type === 'end') {
        const run = open.get(line.run);
        if (run !== undefined) runs.push({ ...run, end: line });
      }
    }
    return new JudgedRecord(loadModel().release(release), runs, {
      roots: info.target.roots,
      claims: (item, major) => answerOf(info.ics, item, major),
    });
  }

  /** What the cases over every exchange say of one exchange by itself: `case deviation`. */
  ofExchange(run: RecordedRun, exchange: Exchange): ReadonlySet<string> {
    const judge = new Judge(this.#everyExchange, [this.model], this.target);
    judge.begin(run.begin);
    judge.exchange(exchange);
    return said(judge);
  }

  /** What the cases over the run's trace say. */
  ofTrace(run: RecordedRun, exchanges: readonly Exchange[]): ReadonlySet<string> {
    const judge = new Judge(this.#traces.get(run.begin.procedure) ?? [], [this.model], this.target);
    judge.begin(run.begin);
    for (const exchange of exchanges) judge.exchange(exchange);
    judge.end(run.end);
    return said(judge);
  }

  /** As `ofExchange` and `ofTrace` for what was recorded; asked once. */
  known(run: RecordedRun, exchange?: Exchange): ReadonlySet<string> {
    const key = exchange === undefined ? run.begin.run : `${run.begin.run} ${exchange.id}`;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const found = exchange === undefined ? this.ofTrace(run, run.exchanges) : this.ofExchange(run, exchange);
    this.#known.set(key, found);
    return found;
  }
}

function said(judge: Judge): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { case: id, findings } of judge.verdicts())
    for (const { deviation, keyword } of findings) if (keyword !== 'info') all.add(`${keyword} ${id} ${deviation}`);
  return all;
}
