import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDriver, PremiseFailed, type DriverParts } from '../drive/driver.ts';
import { Journal } from '../drive/journal.ts';
import type { Driver, Procedure } from '../drive/procedure.ts';
import type { RunOutcome } from '../exchange/exchange.ts';
import { ExchangeStore } from '../exchange/store.ts';
import type { TestCase } from '../judge/case.ts';
import { Judge } from '../judge/judge.ts';
import type { LeftOvers, Outage } from '../judge/run-info.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { Major, Release, ReleaseModel } from '../model/release-model.ts';
import { claimsOf } from '../target/load-profile.ts';
import type { Profile } from '../target/profile.ts';
import { openParts, type OpenParts } from './parts.ts';
import { outcomeOf } from './outcome.ts';
import { Outages, watched, takesRequests } from './outages.ts';
import { again, inOrder, needs, plannedKey, runsOf, type PlannedRun } from './plan.ts';
import { Pool } from './pool.ts';
import { settledRuns } from './settled.ts';
import { leftSince, type Stock } from './stock.ts';

export interface EngineOptions {
  readonly profile: Profile;
  /** Directory of the run; made when missing. */
  readonly out: string;
  readonly cases: readonly TestCase[];
  readonly procedures: readonly Procedure[];
  /** Releases to judge, with their models. */
  readonly models: readonly ReleaseModel[];
  /** Undoes what the driver's run made on the SUT. */
  readonly remove: (driver: Driver, journal: Journal) => Promise<void>;
  /** Lists what is on the SUT; without it lists are not compared. */
  readonly takeStock?: (parts: DriverParts) => Promise<Stock>;
  readonly onProgress?: (progress: Progress) => void;
  /** The SUT is reachable again. */
  readonly onReturn?: () => void;
  /** Goes on with the record in `out`: what has ended there is settled. */
  readonly resume?: Resume;
}

/** What a resumed run keeps from before. */
export interface Resume {
  readonly startedAt: Date;
  /** Times at which it was resumed, this one included; RFC 3339 UTC. */
  readonly resumed: readonly string[];
  readonly outages: readonly Outage[];
}

interface WantedCase {
  readonly case: TestCase;
  readonly release: Release;
}

/** Procedure runs done and planned. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

export interface RunSummary {
  readonly run: string;
  readonly procedure: string;
  readonly major: Major;
  readonly dialect: Release;
  readonly outcome: RunOutcome;
  readonly ms: number;
}

/** What came of driving a run once. */
interface Driven {
  readonly summary: RunSummary;
  /** Requests that were cut off. */
  readonly cut: readonly string[];
}

/** Drives one target, records, judges. One a target and process; everything of it ends with `close`. */
export class Engine {
  readonly profile: Profile;
  readonly startedAt: Date;
  readonly resumed: readonly string[];
  readonly #options: EngineOptions;
  readonly #models: ReadonlyMap<Release, ReleaseModel>;
  readonly #judge: Judge;
  readonly #store: ExchangeStore;
  readonly #pool: Pool;
  readonly #open: OpenParts;
  readonly #runs = new Map<string, Promise<RunSummary>>();
  readonly #summaries: RunSummary[] = [];
  readonly #settled = new Set<string>();
  readonly #outages: Outages;
  #planned: Promise<void> | undefined;
  #isPlanDriven = false;
  #closing = false;
  #cut = false;
  #whole = false;
  readonly #before: Stock | undefined;
  #left: LeftOvers | undefined;

  private constructor(
    options: EngineOptions,
    judge: Judge,
    store: ExchangeStore,
    open: OpenParts,
    settled: readonly RunSummary[],
    startedAt: Date,
    before: Stock | undefined,
  ) {
    this.#before = before;
    this.profile = options.profile;
    this.startedAt = startedAt;
    this.resumed = options.resume?.resumed ?? [];
    for (const summary of settled) {
      const key = plannedKey(summary.run);
      this.#runs.set(key, Promise.resolve(summary));
      this.#settled.add(key);
      this.#summaries.push(summary);
    }
    this.#options = options;
    this.#models = new Map(options.models.map((model) => [model.release, model]));
    this.#judge = judge;
    this.#store = store;
    this.#open = open;
    this.#pool = new Pool(options.profile.parallel);
    const back = [open.forget, options.onReturn ?? ((): void => undefined)];
    this.#outages = new Outages(() => takesRequests(open.parts.client, options.profile), back, options.resume?.outages);
  }

  static async start(options: EngineOptions): Promise<Engine> {
    const { profile } = options;
    mkdirSync(options.out, { recursive: true });
    const judge = new Judge(options.cases, options.models, { roots: rootsOf(profile), claims: claimsOf(profile) });
    const file = join(options.out, 'exchanges.ndjson');
    const isNew = options.resume === undefined;
    const startedAt = options.resume?.startedAt ?? new Date();
    const id = runId(profile, startedAt);
    // Before the record: where there is a record of a run, however short, there is word of what it made.
    const journal = Journal.begin(join(options.out, 'journal.ndjson'));
    const store = isNew ? ExchangeStore.begin(file, id) : await ExchangeStore.resume(file, id);
    const settled = isNew ? [] : await settledRuns(judge, file);
    const open = await openParts(profile, journal, store, judge);
    const before = await options.takeStock?.(open.parts);
    return new Engine(options, judge, store, open, settled, startedAt, before);
  }

  /** Equal in run.json and the record. */
  get id(): string {
    return runId(this.profile, this.startedAt);
  }

  get releases(): readonly Release[] {
    return [...this.#models.keys()];
  }

  get summaries(): readonly RunSummary[] {
    return this.#summaries;
  }

  /** All that was planned was driven to its end; known when the engine is closed. */
  get whole(): boolean {
    return this.#whole;
  }

  /** What is left on the SUT; known when the engine is closed. */
  get left(): LeftOvers | undefined {
    return this.#left;
  }

  /** Times in which the SUT was not reachable. */
  get outages(): readonly Outage[] {
    return this.#outages.all;
  }

  get exchanges(): number {
    return this.#store.exchanges;
  }

  /**
   * Drives everything that the cases need, as far as the profile lets procedures run in parallel. Cases over every exchange
   * are judged from what the others need; only for those that stay open after that, the rest is driven, too.
   */
  plan(cases: readonly WantedCase[]): Promise<void> {
    this.#planned = this.#driveFor(cases).then(() => void (this.#isPlanDriven = true));
    return this.#planned;
  }

  async #driveFor(cases: readonly WantedCase[]): Promise<void> {
    const drive = async (some: readonly WantedCase[]): Promise<void> => {
      const wanted = some.flatMap((one) => this.#runsFor(one.case, one.release));
      await Promise.allSettled(inOrder(wanted, this.#options.procedures).map((run) => this.#need(run)));
    };
    await drive(cases.filter((one) => one.case.kind === 'trace'));
    const open = cases.filter((one) => this.judged(one.case, one.release).verdict === 'inconclusive');
    await drive(open);
  }

  /** Drives what the case needs, if that has not been done, and judges. */
  async verdict(testCase: TestCase, release: Release): Promise<Verdict> {
    if (testCase.kind === 'every-exchange' && this.#planned !== undefined) await this.#planned;
    else await Promise.all(this.#runsFor(testCase, release).map((run) => this.#need(run)));
    return this.judged(testCase, release);
  }

  /** The verdict as the record stands now. */
  judged(testCase: TestCase, release: Release): Verdict {
    return this.#judge.verdict(testCase, release);
  }

  /** Whether all that the case needs has been driven. */
  isSettled(testCase: TestCase, release: Release): boolean {
    if (testCase.kind === 'every-exchange' && this.#planned !== undefined) return this.#isPlanDriven;
    return this.#runsFor(testCase, release).every((run) => this.#settled.has(run.key));
  }

  verdicts(): Iterable<Verdict> {
    return this.#judge.verdicts();
  }

  /** Starts to close at once, where nobody wants the verdicts that are still missing. */
  stop(): void {
    this.#cut ||= !this.#isPlanDriven;
    this.#closing = true;
    this.#pool.drop(new Error('the run was stopped'));
  }

  /** What has not started is dropped, what runs is cut short but cleans up behind itself. */
  async close(): Promise<void> {
    this.#whole = !this.#cut && this.#summaries.length === this.#runs.size;
    this.#closing = true;
    this.#pool.drop(new Error('the run was stopped'));
    await Promise.allSettled(this.#runs.values());
    // The record is closed when nobody can bring anything any more.
    try {
      await this.#compareStock();
      await this.#open.close();
    } finally {
      this.#store.close(this.#whole);
    }
  }

  async #compareStock(): Promise<void> {
    const { takeStock } = this.#options;
    const { parts } = this.#open;
    if (takeStock === undefined || this.#before === undefined) return;
    this.#left = await leftSince(this.#before, () => takeStock(parts), parts.journal);
  }

  #runsFor(testCase: TestCase, release: Release): readonly PlannedRun[] {
    return needs(testCase, this.#options.procedures)
      .flatMap((procedure) => runsOf(procedure, this.releases, this.#models, this.profile))
      .filter((run) => run.releases.includes(release) && this.#claimed(run));
  }

  #claimed({ procedure, dialect }: PlannedRun): boolean {
    const major = this.#models.get(dialect)?.apis.get(procedure.api)?.major;
    return procedure.ics === undefined || this.#open.parts.claims(procedure.ics, major) !== false;
  }

  #need(run: PlannedRun): Promise<RunSummary> {
    const known = this.#runs.get(run.key);
    if (known !== undefined) return known;
    if (this.#cut) return Promise.reject(new Error('the run was stopped'));
    const started = this.#pool
      .run(() => this.#drive(run), run.procedure.alone)
      .then((first) => (this.#isToBeDrivenAgain(first) ? this.#driveAgain(run, first) : first))
      .then(({ summary }) => this.#settle(run, summary));
    this.#runs.set(run.key, started);
    return started;
  }

  /** Not where the SUT has gone for good. */
  #isToBeDrivenAgain({ summary }: Driven): boolean {
    return summary.outcome.kind === 'disturbed' && this.#outages.isOver;
  }

  /** Alone: where the SUT goes away once more, it was nobody else's request. */
  #driveAgain(run: PlannedRun, { cut }: Driven): Promise<Driven> {
    return this.#pool.run(() => this.#drive(again(run), cut), true);
  }

  #settle(run: PlannedRun, summary: RunSummary): RunSummary {
    this.#summaries.push(summary);
    this.#settled.add(run.key);
    this.#options.onProgress?.({ done: this.#summaries.length, total: this.#runs.size, label: run.key });
    return summary;
  }

  /**
   * A run in which the SUT was not reachable for a while is disturbed: nothing that came of it is judged. It stays a matter of the
   * SUT where a request is cut off that was so the first time, too (`cutBefore`).
   */
  async #drive(run: PlannedRun, cutBefore: readonly string[] = []): Promise<Driven> {
    await this.#reachable();
    const started = performance.now();
    const began = Date.now();
    const model = this.#models.get(run.dialect);
    const api = model?.apis.get(run.procedure.api);
    if (model === undefined || api === undefined) throw new Error(`no model for ${run.key}`);
    this.#open.recorder.begin({
      type: 'begin',
      run: run.key,
      procedure: run.procedure.name,
      api: api.name,
      major: api.major,
      dialect: run.dialect,
      releases: run.releases,
      at: now(),
    });
    let isCut = false as boolean;
    let isCleaning = false as boolean;
    const stopped = (): string | undefined => {
      if (isCleaning) return undefined;
      isCut ||= this.#closing;
      return isCut ? 'the run was stopped' : this.#outages.since(began)?.reason;
    };
    const { record, cut } = watched(this.#open.parts.record, this.#outages);
    const driver = createDriver({ ...this.#open.parts, record, stopped }, run.key, model, api);
    const ended = await outcomeOf(run.procedure, driver);
    isCleaning = true;
    await this.#cleanUp(driver);
    if (ended.kind === 'error' || cut.length > 0) await this.#outages.look();
    const outage = this.#outages.since(began);
    // What could not be removed while nobody was there.
    if (outage !== undefined) await this.#cleanUp(driver);
    // It has no end in the record: it is not judged, and driven again when the run is resumed.
    if (isCut) throw new Error('the run was stopped');
    const isItsOwn = outage === undefined || cut.some((one) => cutBefore.includes(one));
    const came: RunOutcome = isItsOwn ? ended : { kind: 'disturbed', ...outage };
    const outcome = this.#open.recorder.end({ type: 'end', run: run.key, at: now(), outcome: came });
    const summary = {
      run: run.key,
      procedure: run.procedure.name,
      major: api.major,
      dialect: run.dialect,
      outcome,
      ms: Math.round(performance.now() - started),
    };
    return { summary, cut };
  }

  /** Waits while the SUT is away, as long as it may take for an operation. */
  #reachable(): Promise<void> {
    return this.#outages.over(this.profile.timeouts.operation, () => this.#closing);
  }

  /** Whatever goes wrong here is not a verdict's business: what stays is in the journal, and `clean` takes it up. */
  async #cleanUp(driver: Driver): Promise<void> {
    await this.#reachable();
    try {
      const { journal } = this.#open.parts;
      await this.#options.remove(driver, journal);
      // History of the SUT's own: nothing of ours is left there once its instance is dealt with.
      for (const entry of journal.left(driver.run)) if (entry.resource === 'vnf_lcm_op_occs') journal.gone(entry.url);
    } catch (error) {
      if (!(error instanceof PremiseFailed)) throw error;
    }
  }
}

function now(): string {
  return new Date().toISOString();
}

function runId(profile: Profile, startedAt: Date): string {
  return `${profile.name}-${startedAt.toISOString()}`;
}

/** URI prefixes by `apiName/major`. */
export function rootsOf(profile: Profile): Readonly<Record<string, string>> {
  const roots: Record<string, string> = {};
  for (const [api, majors] of Object.entries(profile.apis)) {
    for (const [major, uri] of Object.entries(majors)) roots[`${api}/${major}`] = uri;
  }
  return roots;
}
