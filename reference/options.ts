import type { Release } from '../src/model/release-model.ts';
import type { FaultName } from './faults/catalogue.ts';
import type { MannerName } from './manners/catalogue.ts';

export interface OrchestratorOptions {
  readonly release: Release;
  readonly host?: '127.0.0.1';
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** `http://host:port` by which clients reach it, where that is not where it listens. */
  readonly apiRoot?: string;
  /** NFVO to ask for packages and grants; absent: the built-in catalogue is used and no grant is asked for. */
  readonly nfvo?: NfvoAddress;
  readonly auth?: ClientAuth;
  /** Items on a page of a list; default 50. Releases without paging give all. */
  readonly pageSize?: number;
  /** Milliseconds that each phase (preparation, resources, rollback) of an operation takes; default 40. */
  readonly operationMs?: number;
  /** Same seed, same identifiers. */
  readonly seed?: number;
  /** VNF instances, subscriptions and VNF snapshots of somebody else that are there from the start; default 0. */
  readonly foreign?: number;
  /** What a subscription like an existing one gets: 303 See Other (default) or a 201 of its own. */
  readonly duplicateSubscriptions?: 'see-other' | 'create';
  /** Goes wrong in one way on purpose, to see whether that is noticed. */
  readonly fault?: FaultName;
  /** Is right in another way than usual. */
  readonly manner?: MannerName;
}

export interface NfvoAddress {
  /** {apiRoot} of vnfpkgm and grant. */
  readonly apiRoot: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How consumers of the orchestrator have to authenticate. */
export type ClientAuth =
  { readonly kind: 'none' } | { readonly kind: 'oauth2'; readonly clientId: string; readonly clientSecret: string };

export interface Orchestrator {
  readonly apiRoot: string;
  /** {apiRoot}/vnflcm/v1 or v2. */
  readonly url: string;
  /** Where clients get tokens; there also without authentication. */
  readonly tokenEndpoint: string;
  close(): Promise<void>;
}
