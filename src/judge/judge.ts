import { header } from '../exchange/body.ts';
import { matchExchange } from '../exchange/match.ts';
import type { Exchange, RunEvent } from '../exchange/exchange.ts';
import { isOfGateway } from '../exchange/gateway.ts';
import { MOST_BYTES, MOST_CALLS, Ration } from '../exchange/ration.ts';
import { RELEASES, type ApiModel, type ReleaseModel, type Release } from '../model/release-model.ts';
import type { Observation, TargetFacts, TestCase } from './case.ts';
import { clauseIn } from './clauses.ts';
import { Findings } from './merge.ts';
import { shownBy } from './shown-by.ts';
import { anotherVersion, unfit } from './unfit.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

type Begin = Extract<RunEvent, { type: 'begin' }>;
type End = Extract<RunEvent, { type: 'end' }>;
type ExchangeCase = Extract<TestCase, { kind: 'every-exchange' }>;
type TraceCase = Extract<TestCase, { kind: 'trace' }>;

/** How a case stands before anything is judged. */
type Standing =
  { readonly kind: 'judge' } | { readonly kind: 'not-applicable' | 'not-supported'; readonly reason: string };

/** What a case over every exchange has come to. */
interface Fold {
  judged: number;
  shown: boolean;
  readonly findings: Findings;
  /** Where the check itself broke down, and how. */
  brokeDown?: string;
}

/** A procedure run that has not ended. */
interface Open {
  readonly begin: Begin;
  readonly exchanges: Exchange[];
  readonly ration: Ration;
  /** Requests without a whole answer, or with one that may be a gateway's: whether that is about them is known at the end. */
  readonly unanswered: Exchange[];
}

/** A case that an exchange of some API and release is put to. */
interface Folding {
  readonly testCase: ExchangeCase;
  readonly api: ApiModel;
  readonly fold: Fold;
}

/**
 * Judges a record as it streams by: exchanges of a run are kept until the run ends, everything else is folded at once.
 * Live runs and `judge DIR` use the same object, so they cannot differ.
 */
export class Judge {
  readonly #cases: readonly TestCase[];
  /** Trace cases by procedure. */
  readonly #traceCases = new Map<string, TraceCase[]>();
  readonly #models: ReadonlyMap<Release, ReleaseModel>;
  readonly #target: TargetFacts;
  readonly #open = new Map<string, Open>();
  /** Releases that a procedure run is evidence for; it may bring exchanges after its end. */
  readonly #evidence = new Map<string, readonly ReleaseModel[]>();
  readonly #traceVerdicts = new Map<string, Verdict>();
  readonly #folds = new Map<string, Fold>();
  /** By release and API, and by method and resource besides. */
  readonly #foldings = new Map<string, readonly Folding[]>();
  readonly #standings = new Map<string, Standing>();
  readonly #fromBrokenBodies = new Set<string>();

  /** `models`: the releases to judge. */
  constructor(cases: readonly TestCase[], models: readonly ReleaseModel[], target: TargetFacts) {
    this.#cases = cases;
    for (const testCase of cases) {
      if (testCase.kind !== 'trace') continue;
      const others = this.#traceCases.get(testCase.procedure) ?? [];
      this.#traceCases.set(testCase.procedure, others);
      others.push(testCase);
    }
    this.#models = new Map(models.map((model) => [model.release, model]));
    this.#target = target;
  }

  begin(event: Begin): void {
    this.#open.set(event.run, { begin: event, exchanges: [], ration: new Ration(), unanswered: [] });
    this.#evidence.set(
      event.run,
      event.releases.flatMap((release) => this.#models.get(release) ?? []),
    );
  }

  exchange(exchange: Exchange): void {
    const run = this.#open.get(exchange.run);
    if (run?.ration.hasRoomFor(exchange) === true) run.exchanges.push(exchange);
    for (const id of madeOfBroken(exchange)) this.#fromBrokenBodies.add(id);
    if (run !== undefined && isUnanswered(exchange)) run.unanswered.push(exchange);
    else this.#take(exchange);
  }

  #take(exchange: Exchange): void {
    for (const model of this.#evidence.get(exchange.run) ?? this.#models.values()) this.#fold(exchange, model);
  }

  /** The run is judged with its last exchange; what arrives later is seen by the checks over every exchange only. */
  end(event: End): void {
    const run = this.#open.get(event.run);
    if (run === undefined) return;
    this.#open.delete(event.run);
    if (event.outcome.kind !== 'disturbed') for (const exchange of run.unanswered) this.#take(exchange);
    const judged = { ...run, unfit: unfit(run.exchanges) };
    for (const testCase of this.#traceCases.get(run.begin.procedure) ?? []) {
      for (const release of run.begin.releases) {
        const model = this.#models.get(release);
        if (model !== undefined && this.#standing(testCase, model).kind === 'judge') {
          this.#traceVerdicts.set(key(testCase, release), this.#judgeTrace(testCase, model, judged, event));
        }
      }
    }
  }

  /** The verdict on a case as the record stands now. */
  verdict(testCase: TestCase, release: Release): Verdict {
    const model = this.#models.get(release);
    if (model === undefined) throw new Error(`release ${release} is not judged here`);
    const stands = this.#standing(testCase, model);
    if (stands.kind !== 'judge') return bare(testCase, model, stands.kind, stands.reason);
    if (testCase.kind === 'trace') {
      return (
        this.#traceVerdicts.get(key(testCase, release)) ??
        bare(testCase, model, 'inconclusive', `procedure ${testCase.procedure} did not reach its end in this record`)
      );
    }
    const fold = this.#folds.get(key(testCase, release));
    if (fold === undefined || (fold.judged === 0 && fold.brokeDown === undefined))
      return bare(testCase, model, 'inconclusive', 'the record contains no exchange of the kind that this case judges');
    if (fold.brokeDown !== undefined) return bare(testCase, model, 'error', fold.brokeDown);
    const findings = fold.findings.list();
    const about = { findings, judged: fold.judged };
    if (findings.some(({ keyword }) => keyword === 'shall')) return { ...bare(testCase, model, 'fail'), ...about };
    if (fold.shown) return { ...bare(testCase, model, 'pass'), ...about };
    const reason = 'all exchanges of this kind in the record are refusals, or have payloads that cannot be examined';
    return { ...bare(testCase, model, 'inconclusive', reason), ...about };
  }

  /** On each case that a release has; a rule that it does not have is none of its cases. */
  *verdicts(): Generator<Verdict> {
    for (const release of this.#models.keys())
      for (const testCase of this.#cases) if (inForce(testCase, release)) yield this.verdict(testCase, release);
  }

  #judgeTrace(
    testCase: TraceCase,
    model: ReleaseModel,
    run: { begin: Begin; exchanges: readonly Exchange[]; unfit: string | undefined; ration: Ration },
    end: End,
  ): Verdict {
    if (end.outcome.kind === 'error') return bare(testCase, model, 'error', end.outcome.reason);
    if (end.outcome.kind === 'disturbed') return bare(testCase, model, 'inconclusive', shownBy(end.outcome));
    // What is missing may be among the rest: neither a pass nor a fail would stand.
    if (run.ration.spent) return bare(testCase, model, 'inconclusive', FLOODED);
    const api = model.apis.get(run.begin.api);
    if (api === undefined)
      return bare(testCase, model, 'not-applicable', `release ${model.release} has no API ${run.begin.api}`);
    const trace = { model, api, outcome: end.outcome, exchanges: run.exchanges, target: this.#target };
    const said = attempt(testCase.judge, trace);
    if ('brokeDown' in said) return bare(testCase, model, 'error', said.brokeDown);
    if (said.judged === 0 && said.notApplicable !== undefined)
      return bare(testCase, model, 'not-applicable', said.notApplicable);
    const findings = new Findings();
    for (const observation of said.observations) findings.add(inRelease(observation, model));
    const list = findings.list();
    const failed = list.some((finding) => finding.keyword === 'shall');
    const open = said.inconclusive ?? (said.judged > 0 ? run.unfit : whyNothing(end));
    const verdict: VerdictKind = failed ? 'fail' : open === undefined ? 'pass' : 'inconclusive';
    const reason = verdict === 'inconclusive' ? open : undefined;
    return { ...bare(testCase, model, verdict, reason), findings: list, judged: said.judged };
  }

  /** This runs for every exchange, release and case: what can be prepared is prepared (#prepared). */
  #fold(exchange: Exchange, model: ReleaseModel): void {
    const match = matchExchange(exchange, model, this.#target.roots);
    const foldings = this.#prepared(exchange, match?.resource.name, model);
    let context: Parameters<ExchangeCase['judge']>[1] | undefined;
    for (const { testCase, api, fold } of foldings) {
      if (exchange.major !== undefined && api.major !== exchange.major) continue;
      if (context?.api !== api) {
        const fromBrokenBodies = this.#fromBrokenBodies;
        context = { model, api, target: this.#target, fromBrokenBodies, ...(match === undefined ? {} : { match }) };
      }
      const observations = attempt(testCase.judge, exchange, context);
      if (observations === undefined) continue;
      if ('brokeDown' in observations) {
        fold.brokeDown ??= `${exchange.id}: ${observations.brokeDown}`;
        continue;
      }
      fold.judged += 1;
      if (!fold.shown) fold.shown = (testCase.shows?.(exchange) ?? true) && anotherVersion(exchange) === undefined;
      for (const observation of observations) fold.findings.add(inRelease(observation, model));
    }
  }

  /** Cases over every exchange that look at those of this API, resource and method, each with its fold. */
  #prepared({ api, request }: Exchange, resource: string | undefined, model: ReleaseModel): readonly Folding[] {
    const id = `${model.release} ${api} ${request.method} ${resource ?? ''}`;
    const known = this.#foldings.get(id);
    if (known !== undefined) return known;
    const foldings = this.#ofApi(api, model).filter(
      ({ testCase: { on } }) => on === undefined || (on.resource === resource && on.method === request.method),
    );
    this.#foldings.set(id, foldings);
    return foldings;
  }

  #ofApi(of: string, model: ReleaseModel): readonly Folding[] {
    const id = `${model.release} ${of}`;
    const known = this.#foldings.get(id);
    if (known !== undefined) return known;
    const foldings = this.#cases.flatMap((testCase): readonly Folding[] => {
      if (testCase.kind !== 'every-exchange' || (testCase.of ?? testCase.api) !== of) return [];
      const api = model.apis.get(testCase.api);
      if (api === undefined || this.#standing(testCase, model).kind !== 'judge') return [];
      const fold: Fold = { judged: 0, shown: false, findings: new Findings() };
      this.#folds.set(key(testCase, model.release), fold);
      return [{ testCase, api, fold }];
    });
    this.#foldings.set(id, foldings);
    return foldings;
  }

  #standing(testCase: TestCase, model: ReleaseModel): Standing {
    const id = key(testCase, model.release);
    const stands = this.#standings.get(id) ?? standing(testCase, model, this.#target);
    this.#standings.set(id, stands);
    return stands;
  }
}

const FLOODED = `the SUT made more than ${MOST_CALLS} calls in this run, or sent more than ${MOST_BYTES} bytes in them; they are recorded, but not judged as a whole`;

function isUnanswered({ direction, failure, response }: Exchange): boolean {
  return direction === 'outbound' && (failure !== undefined || isOfGateway(response?.status));
}

/** Resources that an accepted body which breaks its data type made (Location), or was sent to. */
function madeOfBroken({ stimulus, request, response }: Exchange): readonly string[] {
  if (stimulus.kind !== 'invalid-body' || response === undefined || response.status >= 300) return [];
  const location = header(response.headers, 'location');
  return [request.url, ...(location === undefined ? [] : [location])].flatMap(
    (uri) => /\/(?:vnf_instances|vnf_lcm_op_occs|subscriptions|vnf_snapshots)\/([^/?#]+)/.exec(uri)?.[1] ?? [],
  );
}

/** A check that breaks down is a fault of ours; it costs its case, not the run. */
function attempt<A extends readonly unknown[], T>(
  judge: (...about: A) => T,
  ...about: A
): T | { readonly brokeDown: string } {
  try {
    return judge(...about);
  } catch (error) {
    return {
      brokeDown: `the check failed with an error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
}

function inRelease(observation: Observation, model: ReleaseModel): Observation {
  return { ...observation, clause: clauseIn(model, observation.clause) };
}

function key(testCase: TestCase, release: Release): string {
  return `${release} ${testCase.id}`;
}

function standing(testCase: TestCase, model: ReleaseModel, target: TargetFacts): Standing {
  const api = model.apis.get(testCase.api);
  if (api === undefined)
    return { kind: 'not-applicable', reason: `release ${model.release} has no API ${testCase.api}` };
  if (!inForce(testCase, model.release)) {
    return { kind: 'not-applicable', reason: `release ${model.release} has no such rule` };
  }
  const major = model.apis.get(testCase.suite)?.major;
  const denied = [testCase.ics ?? []].flat().find((item) => target.claims(item, major) === false);
  if (denied !== undefined) return { kind: 'not-supported', reason: `the ICS does not claim ${denied}` };
  if (testCase.icsAny?.every((item) => target.claims(item, major) === false) === true)
    return { kind: 'not-supported', reason: `the ICS claims none of ${testCase.icsAny.join(', ')}` };
  return { kind: 'judge' };
}

/** Whether a release falls into since/until of a case or a procedure. */
export function inForce(rule: { readonly since?: Release; readonly until?: Release }, release: Release): boolean {
  if (rule.since !== undefined && compare(release, rule.since) < 0) return false;
  return rule.until === undefined || compare(release, rule.until) < 0;
}

function compare(a: Release, b: Release): number {
  return RELEASES.indexOf(a) - RELEASES.indexOf(b);
}

function whyNothing(end: End): string {
  if (end.outcome.kind === 'blocked') return `could not be provoked: ${shownBy(end.outcome)}`;
  return 'the procedure ran, but produced no exchange of the kind that this case judges';
}

function bare(testCase: TestCase, model: ReleaseModel, verdict: VerdictKind, reason?: string): Verdict {
  return {
    case: testCase.id,
    release: model.release,
    api: testCase.api,
    major: model.apis.get(testCase.api)?.major ?? '',
    role: testCase.role,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    tst010: testCase.tst010 ?? [],
    findings: [],
    judged: 0,
  };
}
