import type { Major, Release } from '../model/release-model.ts';

/** IXIT: how to reach a SUT and what to say to it. Read from YAML by load-profile.ts; `${VARIABLE}` is already replaced. */
export interface Profile {
  readonly name: string;
  /** File it came from, for messages. */
  readonly file: string;
  /** Releases that the deployment claims; they decide the exit code. */
  readonly claims: readonly Release[];
  /** By API name, then major: URI {apiRoot}/{apiName}/{major}, no trailing slash. `apis.vnflcm.v1`. */
  readonly apis: Readonly<Record<string, Partial<Record<Major, string>>>>;
  /** `scheme://host[:port]`, normalized: under which the SUT is there as well, for links that name it so. */
  readonly otherOrigins: readonly string[];
  /** Sent with each request to the SUT. */
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: Auth;
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly verify: boolean };
  /** vimConnectionInfo of v1: an array; of v2: a map (SOL003 3.3.1 4.4.1.6). Absent: none is sent. */
  readonly vim: { readonly v1?: readonly unknown[]; readonly v2?: Readonly<Record<string, unknown>> };
  readonly vnf: VnfFacts;
  /** Bodies of LCM operations by task (`instantiate`, `scale`, `heal`, ...) and major; merged over what the harness makes itself (RFC 7396). */
  readonly operations: Readonly<Record<string, Partial<Record<Major, Readonly<Record<string, unknown>>>>>>;
  readonly callback: {
    readonly host: string;
    readonly port: number;
    /** host name to hand out, where it is not `host` */ readonly advertise?: string;
    readonly tls?: ServerTls;
  };
  /** Counterparts that the harness is to play, each on a fixed port because the SUT's settings name it. */
  readonly counterparts: {
    readonly nfvo?: {
      readonly host: string;
      readonly port: number;
      readonly clientId: string;
      /** Absent only where `tls.clientCa` lets the client authenticate by its certificate (RFC 8705 2). */
      readonly clientSecret?: string;
      /** Milliseconds that a token is good for. */
      readonly tokenLifetime?: number;
      readonly tls?: ServerTls;
    };
    readonly vim?: { readonly host: string; readonly port: number; readonly token: string; readonly tls?: ServerTls };
  };
  /** Milliseconds. */
  readonly timeouts: { readonly request: number; readonly operation: number; readonly notification: number };
  /** Milliseconds to wait after a final operationState before the instance is used again. */
  readonly settle: number;
  /** Procedures that may run in parallel. */
  readonly parallel: number;
  /** ICS: item -> claimed; wildcard `vnflcm.*` allowed, the longest match wins. */
  readonly ics: Readonly<Record<string, boolean>>;
}

/** HTTPS of something that the harness plays. PEM files. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
  /** Who connects has to show a certificate of this CA; absent: none is asked for. */
  readonly clientCa?: string;
}

/** What the VNFD offers, as far as bodies need it. */
export interface VnfFacts {
  /** VNFD to create instances of; by major where it differs. */
  readonly vnfdId: string | Partial<Record<Major, string>>;
  readonly flavourId: string;
  readonly instantiationLevelId?: string;
  readonly aspectId?: string;
  readonly vduId?: string;
  readonly extCpdId?: string;
  /** Another flavour, another VNFD version, for change_flavour and change_vnfpkg. */
  readonly otherFlavourId?: string;
  readonly otherVnfdId?: string;
  /** Folder or CSAR of the user's own package for `vnfdId`, served by the NFVO that the harness plays; absent: its own. */
  readonly package?: string;
}

export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'oauth2';
      readonly tokenEndpoint: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
      /** How the client shows its secret: HTTP Basic (default; RFC 6749 2.3.1) or in the form. */
      readonly clientAuthentication?: 'basic' | 'body';
    }
  /** `environment`: OS_* variables; else an entry of clouds.yaml (`file`, or where OpenStack clients look for it). */
  | { readonly kind: 'keystone'; readonly cloud?: string; readonly file?: string; readonly environment: boolean };
