import type { ClientCertificate, Exchange, RecordedRequest, WireFailure } from '../src/exchange/exchange.ts';

/** What a procedure may tell the counterparts to do. Implementations: nfvo, vim, sink in this folder. */

export interface SinkOptions {
  /** Status for the endpoint test (GET); default 204. `'down'`: the URI of a port that nobody listens on. */
  readonly test?: number | 'down';
  /** Status for notifications (POST); default 204. */
  readonly notify?: number;
  /** Answers that refuse have no payload, and so no Content-Type. */
  readonly bare?: true;
  /** Payload of answers that refuse, where it is not a whole ProblemDetails: a web page, or one without `detail`. */
  readonly payload?: 'html' | 'no-detail';
  /** Milliseconds to wait before an answer. */
  readonly delayMs?: number;
  /** Credentials that the SUT has to present, as given to it in the subscription. */
  readonly basic?: { readonly userName: string; readonly password: string };
  /**
   * As above, OAuth 2.0 client credentials; the sink serves a token endpoint of its own, see `Sink.tokenEndpoint`. Without a
   * password the client has to show a certificate.
   */
  readonly oauth2?: { readonly clientId: string; readonly clientPassword?: string };
  /** API of the notifications, default `vnflcm-notification`. */
  readonly api?: string;
}

export interface Sink {
  /** callbackUri for the subscription; carries a secret path. */
  readonly uri: string;
  /** Where the credentials of `SinkOptions.oauth2` buy a token; absent without them. */
  readonly tokenEndpoint?: string;
  /** Inbound exchanges so far, as many as are kept (`Ration`): endpoint tests and notifications. */
  received(): readonly Exchange[];
  /** Resolves with the first (past or future) exchange that matches, `undefined` after the time-out. */
  waitFor(match: (exchange: Exchange) => boolean, timeoutMs: number): Promise<Exchange | undefined>;
  /** From now on answers `status`. */
  answer(change: Pick<SinkOptions, 'test' | 'notify' | 'delayMs'>): void;
  close(): Promise<void>;
}

/** VIM that the NFVO names in a grant, in the words of VimConnectionInfo (SOL003 4.4.1.6). */
export interface GrantedVim {
  readonly id: string;
  readonly [attribute: string]: unknown;
}

/**
 * How grants are answered for an instance. `vim`: the connection that the grant names; absent: the SUT has got its VIM
 * otherwise. `until`: held back until it settles, so that an operation stays where it is;
 * `asked` is called when a request is held.
 * `async`: 202 with Location; GET on it answers 202 `polls` times, then 200 with the Grant, or 403 where it is `refused`.
 */
export type GrantAnswer =
  | {
      readonly kind: 'granted';
      readonly vim?: GrantedVim;
      readonly delayMs?: number;
      readonly until?: Promise<unknown>;
      readonly asked?: () => void;
    }
  | { readonly kind: 'async'; readonly polls: number; readonly refused?: true }
  | { readonly kind: 'refused'; readonly status?: number; readonly detail?: string }
  | { readonly kind: 'broken'; readonly status: number };

/**
 * A VNFD that is not there is answered with 404: without a payload, which need not be there (SOL013 6.4), or with a web page, as
 * a proxy may do. `unauthorized`: the token is refused.
 */
export type PackageRead = 'silent' | 'html' | 'unauthorized';

export interface NfvoControl {
  /** Base URI {apiRoot} of packages and grants, and the token endpoint. */
  readonly apiRoot: string;
  readonly tokenEndpoint: string;
  /** Next and later grants for the instance (`*`: all others); the latest word counts. */
  grants(vnfInstanceId: string, answer: GrantAnswer): void;
  /** A VNFD id, a new one unless one is given, that is served as a package of its own; used to see package reads. */
  onboard(options?: {
    readonly vnfdId?: string;
    readonly vnfdVersion?: string;
  }): Promise<{ readonly vnfdId: string; readonly vnfPkgId: string }>;
  /** From now on reads of this VNFD, or of its package, are answered so. */
  readsOf(vnfdId: string, answer: PackageRead): void;
}

export interface VimControl {
  readonly endpoint: string;
  /** Makes the next requests that change something (`down`: all) fail / hang / go through again, for one namespace. */
  behave(
    namespace: string,
    how:
      | { readonly kind: 'normal' }
      | { readonly kind: 'fail' | 'down'; readonly status: number }
      | { readonly kind: 'hang' | 'never-ready' },
  ): void;
}

/** Where a counterpart puts what it saw; the engine gives it, redaction happens behind it. */
export interface InboundRecorder {
  record(inbound: {
    readonly api: string;
    /**
     * Procedure run it belongs to, when the counterpart knows (sink); `ambient` for strangers (unknown path, no token);
     * else the engine attributes it by `subject`.
     */
    readonly run?: string;
    readonly startedAt: Date;
    readonly ms: number;
    readonly request: {
      readonly method: string;
      readonly url: string;
      readonly headers: RecordedRequest['headers'];
      readonly body: Uint8Array;
      readonly certificate?: ClientCertificate;
    };
    /** Absent when the SUT went away before it was answered; then `failure` says so. */
    readonly response?: {
      readonly status: number;
      readonly headers: RecordedRequest['headers'];
      readonly body: Uint8Array;
    };
    readonly failure?: WireFailure;
    /** What the exchange is about, for the attribution: vnfInstanceId (grants), vnfdId (packages), namespace (VIM). */
    readonly subject?: string;
    /** Into the stimulus: what the counterpart was told to do. */
    readonly answer: string;
  }): Exchange;
}
