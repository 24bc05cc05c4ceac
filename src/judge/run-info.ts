import type { RunOutcome } from '../exchange/exchange.ts';
import type { Major, Release } from '../model/release-model.ts';

/** What `run.json` says about a run: who was judged, when, by what. Written at the start and again at the end. */
export interface RunInfo {
  readonly format: 1;
  /** Id of the run, equal to `run` in the header line of exchanges.ndjson. */
  readonly id: string;
  /** RFC 3339 UTC. */
  readonly startedAt: string;
  /** Absent while the run goes on, and for ever where it was killed. */
  readonly endedAt?: string;
  /** When it was resumed after an interruption. */
  readonly resumed?: readonly string[];
  /** From the start to the end in milliseconds, breaks included; absent with `endedAt`. */
  readonly duration?: number;
  readonly harness: { readonly version: string; readonly commit?: string };
  readonly target: {
    readonly name: string;
    /** Releases that the deployment claims; they decide the exit code. */
    readonly claims: readonly Release[];
    /** URI {apiRoot}/{apiName}/{major} by `{apiName}/{major}`. */
    readonly roots: Readonly<Record<string, string>>;
  };
  /** ICS: item -> claimed. */
  readonly ics: Readonly<Record<string, boolean>>;
  /** What the user narrowed the run to; absent: everything. */
  readonly selection?: {
    readonly releases?: readonly Release[];
    readonly apis?: readonly string[];
    /** Globs over case ids. */
    readonly cases?: readonly string[];
  };
  /** The run reached its end and its record is whole. False: it was killed or interrupted, or the record is damaged. */
  readonly complete: boolean;
  /** Why it is not complete, as found when the record was read; with file and line if there is one. */
  readonly incomplete?: string;
  /** Exchanges recorded. */
  readonly exchanges: number;
  readonly procedures: readonly ProcedureRun[];
  /** Times in which the SUT was not reachable; absent: none. */
  readonly outages?: readonly Outage[];
  /** What the run left on the SUT; absent where the lists were not compared: the run goes on, or was killed. */
  readonly left?: LeftOvers;
  readonly environment: { readonly node: string; readonly platform: string };
}

/** RFC 3339 UTC, from the last answer to the first connection that was taken again; without one, to the end of the run. */
export interface Outage {
  readonly from: string;
  readonly until?: string;
}

/** The SUT's lists after a run, compared with those before it. */
export interface LeftOvers {
  /** There at the end and not at the start. */
  readonly resources: readonly LeftOver[];
  /** Lists that could not be read, each with the reason: nothing is known about what they would show. */
  readonly unread: readonly string[];
}

export interface LeftOver {
  /** Collection: `vnf_instances`. */
  readonly resource: string;
  readonly url: string;
  /** This run created it; otherwise it may belong to another user of the SUT. */
  readonly own: boolean;
}

export interface ProcedureRun {
  /** Key in the record. */
  readonly run: string;
  readonly procedure: string;
  readonly major: Major;
  readonly dialect: Release;
  /** Absent: it did not come to its end. */
  readonly outcome?: RunOutcome;
  readonly ms: number;
}
