import type { Exchange, RunOutcome } from '../exchange/exchange.ts';
import type { Match } from '../exchange/match.ts';
import type { AnyApi, AnyModel, ApiModel, Major, Release, ReleaseModel } from '../model/release-model.ts';
import type { Finding, Role } from './verdict.ts';

/** What a check gets to see: one procedure run of the record, judged for one release. */
export interface Trace {
  readonly model: ReleaseModel;
  readonly api: ApiModel;
  readonly outcome: RunOutcome;
  /** In order of completion; outbound and inbound. */
  readonly exchanges: readonly Exchange[];
  /** Facts about the target that checks may need. */
  readonly target: TargetFacts;
}

export interface TargetFacts {
  /** Prefix of each API: {apiRoot}/{apiName}, by API name and major: `vnflcm/v1`. No trailing slash. */
  readonly roots: Readonly<Record<string, string>>;
  /** Answer to an ICS item, for one major version of the API where it differs; `undefined` where the ICS is silent. */
  claims(item: string, major?: Major): boolean | undefined;
}

/** A finding before it is merged with its likes. */
export type Observation = Omit<Finding, 'places'>;

/** What a check says. `judged` is the number of exchanges it could apply to: 0 means nothing was tested (inconclusive). */
export interface Judgement {
  readonly judged: number;
  readonly observations: readonly Observation[];
  /** Why the rule has nothing to apply to at this SUT: it shows so itself, or the ICS says so. Counts when nothing was judged. */
  readonly notApplicable?: string;
  /** Set when the case could not be tested although exchanges were there. */
  readonly inconclusive?: string;
}

/** Over the trace of the one procedure that the case needs. Pure. */
export type TraceCheck = (trace: Trace) => Judgement;
/** Over every single exchange of the record, whoever provoked it. Pure; `undefined`: does not apply. */
export type ExchangeCheck = (exchange: Exchange, context: ExchangeContext) => readonly Observation[] | undefined;

export interface ExchangeContext {
  readonly model: AnyModel;
  readonly api: AnyApi;
  readonly target: TargetFacts;
  /** Resource and operation; absent when no resource of the release fits the URI. */
  readonly match?: Match;
  /** Ids of resources that were made or changed by a body that breaks its data type, as far as the record has got. */
  readonly fromBrokenBodies?: ReadonlySet<string>;
}

interface CaseBase {
  /** Never changes, the same for every release: `vnflcm.vnf_instances.post.created`. */
  readonly id: string;
  readonly title: string;
  /** Test purpose, a sentence or two. */
  readonly purpose: string;
  /** API that the rule belongs to: vnflcm, vnflcm-notification, grant, ... */
  readonly api: string;
  /** Suite (one a driven API) that the case stands in; notifications and grants stand with `vnflcm`. */
  readonly suite: string;
  readonly role: Role;
  /** First and first-not release; absent: all. */
  readonly since?: Release;
  readonly until?: Release;
  /** Clause, by release where it moved. */
  readonly clause: string;
  /** ICS item that makes the case applicable, or several that all have to be claimed. */
  readonly ics?: string | readonly string[];
  /** ICS items of which one at least has to be claimed. */
  readonly icsAny?: readonly string[];
  readonly tst010?: readonly string[];
}

export type TestCase = CaseBase &
  (
    | { readonly kind: 'trace'; readonly procedure: string; readonly judge: TraceCheck }
    | {
        readonly kind: 'every-exchange';
        readonly judge: ExchangeCheck;
        /** The one operation whose exchanges it looks at, where it is one: the others need not be shown to it. */
        readonly on?: { readonly resource: string; readonly method: string };
        /** API of the exchanges that it looks at, where that has no model of its own (`oauth2`); else `api`. */
        readonly of?: string;
        /** Whether an exchange that was judged shows what the case is about; a pass needs one that does. Default: each does. */
        readonly shows?: (exchange: Exchange) => boolean;
      }
  );
