import type { Exchange } from '../exchange/exchange.ts';
import type { Stimulus } from '../exchange/stimulus.ts';
import type { ApiModel, Major, Method, Release, ReleaseModel } from '../model/release-model.ts';
import type { Profile } from '../target/profile.ts';
import type { NfvoControl, Sink, SinkOptions, VimControl } from '../../counterparts/control.ts';

/** Drives the SUT and asserts nothing (design: record once, judge many). */
export interface Procedure {
  /** `vnflcm.lifecycle`; unique. */
  readonly name: string;
  readonly api: string;
  readonly purpose: string;
  readonly since?: Release;
  readonly until?: Release;
  /** ICS item without which the procedure is not run. */
  readonly ics?: string;
  /** Releases that changed the wire form of its requests (2.6.1: filters): it is driven once for each form, not once for each major version. */
  readonly formChangesIn?: readonly Release[];
  /** Must have the SUT for itself (e.g. it restarts something); default: runs beside others. */
  readonly alone?: true;
  run(driver: Driver): Promise<void>;
}

/** A header set to null is not sent, also where the client would add it (Accept, Content-Type, Version, Authorization). */
export interface SutRequest {
  readonly method: Method | (string & {});
  /** Path below {apiRoot}/{apiName}/{apiMajorVersion} (`/vnf_instances`), below {apiRoot}/{apiName} with `root: 'apiName'`, or an absolute URL (Location, links). */
  readonly path: string;
  readonly root?: 'apiName';
  /** Query string without `?`, already encoded. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly json?: unknown;
  /** Exact bytes in place of `json`. */
  readonly raw?: string | Uint8Array;
  readonly timeoutMs?: number;
}

export interface Driver {
  readonly run: string;
  readonly api: ApiModel;
  readonly model: ReleaseModel;
  readonly major: Major;
  /** Release whose wire form requests take. */
  readonly dialect: Release;
  readonly profile: Profile;
  /** Answer of the ICS, `undefined` where it is silent. */
  claims(item: string): boolean | undefined;

  /** Sends one request and records the exchange. Never throws for what the SUT does; see `failure`. */
  send(request: SutRequest, stimulus: Stimulus): Promise<Exchange>;
  /** Absolute URL of a path as `send` takes it. */
  url(path: string): string;
  /** Whether the profile names the SUT as this absolute URL does; requests go nowhere else. */
  isNamed(href: string): boolean;

  /** A notification endpoint of the procedure's own with a secret path. */
  sink(options?: SinkOptions): Promise<Sink>;
  /** Absent when the profile does not let the harness play them. */
  readonly nfvo?: NfvoControl;
  readonly vim?: VimControl;

  /**
   * What the run creates on the SUT (201 with Location) is journalled by `send` and removed after the run; `clean` does the
   * same from the journal of a killed run. Procedures clean up only where the cleaning itself is of interest.
   */

  /** Tells that instance-related inbound traffic (grants) of this id belongs to this run. Done by `send` itself for 201 answers of VnfInstance. */
  owns(vnfInstanceId: string): void;
  sleep(ms: number): Promise<void>;
  /** Polls until a value comes back, soon at first, then every `everyMs`, less often where answers or the end are slow to come; `undefined` after the time-out. */
  until<T>(poll: () => Promise<T | undefined>, timeoutMs: number, everyMs?: number): Promise<T | undefined>;
  /** Ends the procedure: a premise failed at the SUT. */
  blocked(reason: string, because?: Exchange): never;
}
