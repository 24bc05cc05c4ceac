import type { Exchange, RecordedRequest } from '../src/exchange/exchange.ts';

/** What a procedure may tell the counterparts to do. Implementations: nfvo, vim, sink in this folder. */

export interface SinkOptions {
  /** Status for the endpoint test (GET); default 204. `'down'`: the URI of a port that nobody listens on. */
  readonly test?: number | 'down';
  /** Status for notifications (POST); default 204. */
  readonly notify?: number;
  /** Milliseconds to wait before an answer. */
  readonly delayMs?: number;
  /** Credentials that the SUT has to present, as given to it in the subscription. */
  readonly basic?: { readonly userName: string; readonly password: string };
}

export interface Sink {
  /** callbackUri for the subscription; carries a secret path. */
  readonly uri: string;
  /** Inbound exchanges so far: endpoint tests and notifications. */
  received(): readonly Exchange[];
  /** Resolves with the first (past or future) exchange that matches, `undefined` after the time-out. */
  waitFor(match: (exchange: Exchange) => boolean, timeoutMs: number): Promise<Exchange | undefined>;
  /** From now on answers `status`. */
  answer(change: Pick<SinkOptions, 'test' | 'notify' | 'delayMs'>): void;
  close(): Promise<void>;
}

/** How grants are answered for an instance. `async`: 202 with Location, 201-content by GET after `delayMs`. */
export type GrantAnswer =
  | { readonly kind: 'granted'; readonly delayMs?: number }
  | { readonly kind: 'async'; readonly polls: number }
  | { readonly kind: 'refused'; readonly status?: number; readonly detail?: string }
  | { readonly kind: 'broken'; readonly status: number };

export interface NfvoControl {
  /** Base URI {apiRoot} of packages and grants, and the token endpoint. */
  readonly apiRoot: string;
  readonly tokenEndpoint: string;
  /** Next and later grants for the instance (`*`: all others); the latest word counts. */
  grants(vnfInstanceId: string, answer: GrantAnswer): void;
  /** A VNFD id that is served as a package of its own; used to see package reads. */
  onboard(options?: { readonly vnfdVersion?: string }): Promise<{ readonly vnfdId: string; readonly vnfPkgId: string }>;
}

export interface VimControl {
  readonly endpoint: string;
  /** Makes the next requests that change something fail / hang / go through again, for one namespace. */
  behave(
    namespace: string,
    how:
      | { readonly kind: 'normal' }
      | { readonly kind: 'fail'; readonly status: number }
      | { readonly kind: 'hang' | 'never-ready' },
  ): void;
}

/** Where a counterpart puts what it saw; the engine gives it, redaction happens behind it. */
export interface InboundRecorder {
  record(inbound: {
    readonly api: string;
    /** Procedure run it belongs to, when the counterpart knows (sink); else the engine attributes it. */
    readonly run?: string;
    readonly startedAt: Date;
    readonly ms: number;
    readonly request: {
      readonly method: string;
      readonly url: string;
      readonly headers: RecordedRequest['headers'];
      readonly body: Uint8Array;
    };
    readonly response: {
      readonly status: number;
      readonly headers: RecordedRequest['headers'];
      readonly body: Uint8Array;
    };
    /** Into the stimulus: what the counterpart was told to do. */
    readonly answer: string;
  }): Exchange;
}
