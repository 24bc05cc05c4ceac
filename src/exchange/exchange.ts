import type { Major, Release } from '../model/release-model.ts';
import type { Stimulus } from './stimulus.ts';

/** Header fields as on the wire: order, spelling and repetition kept. Secret values are redacted before an Exchange exists. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Payload as on the wire. `utf8` when the bytes are valid UTF-8, else `base64`. */
export interface Body {
  readonly encoding: 'utf8' | 'base64';
  readonly data: string;
  /** Size on the wire, also when `data` was cut at the store's limit. */
  readonly bytes: number;
  readonly truncated?: true;
  /** Content coding that was taken off `data`. */
  readonly decoded?: string;
  /** Content coding that is still on `data`: one that is not known here, or that `broken` says it is not. */
  readonly coded?: string;
  readonly broken?: true;
}

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: Body;
  /** Certificate that the client showed in TLS and that was found good; inbound only. */
  readonly certificate?: ClientCertificate;
}

export interface ClientCertificate {
  /** Distinguished name, its parts joined by commas. */
  readonly subject: string;
  /** SHA-256 of the certificate in base64url, as `x5t#S256` has it (RFC 7515 4.1.8). */
  readonly thumbprint: string;
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body?: Body;
}

/** Why no (whole) response came. */
export interface WireFailure {
  readonly kind: 'timeout' | 'refused' | 'reset' | 'tls' | 'protocol' | 'too-large' | 'closed';
  readonly message: string;
}

export interface Exchange {
  readonly type: 'exchange';
  /** Unique in the run, in order of completion: `x17`. */
  readonly id: string;
  /** Start of the request, RFC 3339 UTC with milliseconds. */
  readonly at: string;
  /** Whole duration in milliseconds. */
  readonly ms: number;
  /** `outbound`: the harness asked the SUT. `inbound`: the SUT asked a counterpart of the harness. */
  readonly direction: 'outbound' | 'inbound';
  /** API the exchange belongs to: vnflcm, vnflcm-notification, grant, vnfpkgm, oauth2, vim. */
  readonly api: string;
  readonly major?: Major;
  /** Release whose rules formed the request; absent for inbound. */
  readonly dialect?: Release;
  /** Key of the procedure run it belongs to, `ambient` when it cannot be told. */
  readonly run: string;
  readonly stimulus: Stimulus;
  readonly request: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly failure?: WireFailure;
}

/** Life of a procedure run in the record. A run whose end is missing was cut off and is not judged. */
export type RunEvent =
  | {
      readonly type: 'begin';
      readonly run: string;
      readonly procedure: string;
      readonly api: string;
      readonly major: Major;
      readonly dialect: Release;
      /** Releases that the run is evidence for. */
      readonly releases: readonly Release[];
      readonly at: string;
    }
  | { readonly type: 'end'; readonly run: string; readonly at: string; readonly outcome: RunOutcome };

/**
 * `blocked`: a premise failed at the SUT, `because` names the exchange that shows it; what came before is still judged.
 * `error`: the harness could not do its work.
 * `disturbed`: the SUT was not reachable for a while, as `because` shows: what came of it is not judged.
 */
export type RunOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'blocked' | 'disturbed'; readonly reason: string; readonly because?: string }
  | { readonly kind: 'error'; readonly reason: string };

export type StoreLine =
  | { readonly type: 'header'; readonly format: 1; readonly run: string; readonly at: string }
  | Exchange
  | RunEvent
  /** The run was resumed here. `abandoned`: procedure runs before it that never ended; they are driven again. */
  | { readonly type: 'resumed'; readonly at: string; readonly abandoned: readonly string[] }
  | {
      readonly type: 'footer';
      readonly exchanges: number;
      readonly runs: number;
      /** How many `resumed` lines there are; absent: none. */
      readonly resumed?: number;
      readonly at: string;
    };
