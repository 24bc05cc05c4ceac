import { setTimeout as sleep } from 'node:timers/promises';
import type { HeaderList } from '../src/exchange/exchange.ts';
import { apiVersions, knowsApi, versionUsed } from './api-version.ts';
import type { GrantAnswer, InboundRecorder, NfvoControl, PackageRead } from './control.ts';
import { type GrantRequest, makeGrant, readGrantRequest } from './grants.ts';
import { type Answer, json, jsonHeaders, page, stranger } from './answer.ts';
import type { Incoming } from './incoming.ts';
import { listen } from './listener.ts';
import { type PackageChoice, packageFacts, packagesOf, withoutPackage } from './package.ts';
import { freshVnfdId, packageStore, type PackageStore } from './packages.ts';
import type { ListenTls } from './tls.ts';
import { tokenIssuer, unauthorized } from './tokens.ts';

/** The NFVO as a VNFM sees it: token endpoint, VNF packages (SOL003 10), grants (SOL003 9). */
export interface NfvoServer extends NfvoControl {
  close(): Promise<void>;
}

export interface NfvoSettings {
  readonly host: string;
  readonly port: number;
  readonly clientId: string;
  /** Absent: the client authenticates by its certificate, which `tls.clientCa` asks for. */
  readonly clientSecret?: string;
  readonly tls?: ListenTls;
  /** Seconds that a token is good for; default 3600. */
  readonly tokenLifetime?: number;
}

/** More grants than this are forgotten, oldest first. */
const GRANTS_KEPT = 10_000;

interface State {
  readonly packages: PackageStore;
  readonly answers: Map<string, GrantAnswer>;
  readonly grants: Map<string, Kept>;
  /** VNFDs whose reads are answered in a way of their own. */
  readonly reads: Map<string, PackageRead>;
}

/** A grant that was asked for. */
interface Kept {
  readonly grant: unknown;
  readonly vnfInstanceId: string;
  /** How often GET still answers 202. */
  polls: number;
  /** After that it answers 403. */
  readonly refused: boolean;
}

type Reply = Pick<Answer, 'status' | 'headers' | 'body' | 'note' | 'subject'>;

export async function startNfvo(
  settings: NfvoSettings & { readonly package: PackageChoice; readonly recorder: InboundRecorder },
): Promise<NfvoServer> {
  const issuer = tokenIssuer({ id: settings.clientId, secret: settings.clientSecret }, settings.tokenLifetime);
  const state: State = {
    packages: packageStore(packagesOf(settings.package)),
    answers: new Map(),
    grants: new Map(),
    reads: new Map(),
  };
  const listener = await listen({
    host: settings.host,
    port: settings.port,
    ...(settings.tls === undefined ? {} : { tls: settings.tls }),
    recorder: settings.recorder,
    handle: async (request) => {
      const path = request.segments;
      if (path === null) return stranger(404, 'no such resource');
      if (path.length === 1 && path[0] === 'token') {
        const reply = issuer.token(request);
        return { ...reply, api: 'oauth2', ...(reply.status === 200 ? {} : { run: 'ambient' }) };
      }
      const api = path[0];
      if (api !== 'grant' && api !== 'vnfpkgm') return stranger(404, 'no such resource');
      const refusal = issuer.refuse(request);
      if (refusal !== undefined) return { ...refusal, api, run: 'ambient' };
      return { ...(await serve(state, api, path.slice(1), request)), api };
    },
  });
  const base = listener.base;
  return {
    apiRoot: base,
    tokenEndpoint: `${base}/token`,
    grants: (vnfInstanceId, answer) => void state.answers.set(vnfInstanceId, answer),
    onboard: async (options) =>
      state.packages.onboard(
        packageFacts(options?.vnfdId ?? freshVnfdId(), withoutPackage(settings.package), options?.vnfdVersion),
      ),
    readsOf: (vnfdId, answer) => void state.reads.set(vnfdId, answer),
    close: () => listener.close(),
  };
}

async function serve(
  state: State,
  api: 'grant' | 'vnfpkgm',
  path: readonly string[],
  request: Incoming,
): Promise<Reply> {
  const prefix = `${request.base}/${api}`;
  const [major = '', ...rest] = path;
  const versionsOf =
    path.length === 1 && major === 'api_versions'
      ? { major: undefined }
      : rest.length === 1 && rest[0] === 'api_versions'
        ? { major }
        : undefined;
  if (versionsOf !== undefined) {
    if (request.method !== 'GET') return notAllowed('GET');
    const at = versionsOf.major === undefined ? prefix : `${prefix}/${versionsOf.major}`;
    return {
      status: 200,
      headers: jsonHeaders(),
      body: json(apiVersions(at, api, versionsOf.major)),
      note: 'api versions',
    };
  }
  if (!knowsApi(api, major)) return problem(404, 'no such API version');
  const version = versionUsed(api, major, request.header('version'));
  if (version === undefined) return problem(406, `version ${request.header('version') ?? ''} is not supported`);
  const reply =
    api === 'grant'
      ? await grants(state, rest, request, version)
      : packages(state, rest, request, `${prefix}/${major}`, major);
  return { ...reply, headers: [...(reply.headers ?? []), ['Version', version]] };
}

function packages(state: State, path: readonly string[], request: Incoming, uri: string, major: string): Reply {
  const reply = state.packages.read(path, request, uri, major);
  const subject = reply?.vnfdId ?? (path[0] === 'onboarded_vnf_packages' ? path[1] : undefined);
  const about = subject === undefined ? {} : { subject };
  const told = subject === undefined ? undefined : state.reads.get(subject);
  if (told === 'unauthorized')
    return { ...unauthorized('Bearer error="invalid_token"', 'token refused on purpose'), ...about };
  if (reply === undefined && told === 'silent') return { status: 404, note: 'package read 404, no payload', ...about };
  if (reply === undefined && told === 'html') return { ...page(404), note: 'package read 404, a web page', ...about };
  if (reply === undefined) return { ...problem(404, 'no such VNF package or part of it'), ...about };
  if (request.method !== 'GET') return { ...notAllowed('GET'), ...about };
  return {
    status: reply.status,
    headers: reply.headers,
    body: reply.body,
    note: `package read ${reply.status}`,
    ...about,
  };
}

async function grants(state: State, path: readonly string[], request: Incoming, version: string): Promise<Reply> {
  const [collection, id, ...rest] = path;
  if (collection !== 'grants' || rest.length > 0) return problem(404, 'no such resource');
  if (id === undefined) return request.method === 'POST' ? decide(state, request, version) : notAllowed('POST');
  const kept = state.grants.get(id);
  if (kept === undefined) return problem(404, 'no such grant');
  const subject = kept.vnfInstanceId;
  if (request.method !== 'GET') return { ...notAllowed('GET'), subject };
  if (kept.polls > 0) {
    kept.polls -= 1;
    return { status: 202, note: `grant: not yet, ${kept.polls} more polls`, subject };
  }
  if (kept.refused) return { ...problem(403, 'the grant is refused'), note: 'grant: refused later', subject };
  return { status: 200, headers: jsonHeaders(), body: json(kept.grant), note: 'grant: read', subject };
}

async function decide(state: State, request: Incoming, version: string): Promise<Reply> {
  const asked = parse(request.body);
  if (typeof asked === 'string') return problem(400, asked);
  const subject = asked.vnfInstanceId;
  const answer = state.answers.get(subject) ?? state.answers.get('*') ?? { kind: 'granted' };
  if (answer.kind === 'refused') {
    const status = answer.status ?? 403;
    return { ...problem(status, answer.detail ?? 'the grant is refused'), note: `grant: refused ${status}`, subject };
  }
  if (answer.kind === 'broken') {
    return { ...problem(answer.status, 'the NFVO is out of order'), note: `grant: broken ${answer.status}`, subject };
  }
  const grantsUri = `${request.base}/grant/v1/grants`;
  const vimAsMap = Number(version.split('.')[1]) >= 4;
  const vim = answer.kind === 'granted' ? answer.vim : undefined;
  const grant = makeGrant(asked, { grantsUri, vimAsMap, ...(vim === undefined ? {} : { vim }) });
  const polls = answer.kind === 'async' ? answer.polls : 0;
  const refused = answer.kind === 'async' && answer.refused === true;
  keep(state, grant.id, { grant, vnfInstanceId: subject, polls, refused });
  const location: HeaderList = [['Location', `${grantsUri}/${grant.id}`]];
  if (answer.kind === 'async') return { status: 202, headers: location, note: 'grant: asynchronous', subject };
  if (answer.delayMs !== undefined)
    await sleep(answer.delayMs, undefined, { signal: request.gone }).catch(() => undefined);
  answer.asked?.();
  if (answer.until !== undefined) await Promise.race([answer.until, aborted(request.gone)]);
  return { status: 201, headers: [...jsonHeaders(), ...location], body: json(grant), note: 'grant: granted', subject };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function keep(state: State, id: string, kept: Kept): void {
  state.grants.set(id, kept);
  const oldest = state.grants.keys().next();
  if (state.grants.size > GRANTS_KEPT && oldest.done !== true) state.grants.delete(oldest.value);
}

function parse(body: Buffer): GrantRequest | string {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return readGrantRequest(value);
  } catch {
    return 'the body is not JSON';
  }
}

function notAllowed(allow: string): Reply {
  const refusal = problem(405, `only ${allow} here`);
  return { ...refusal, headers: [...(refusal.headers ?? []), ['Allow', allow]] };
}

function problem(status: number, detail: string): Reply {
  return { status, headers: jsonHeaders('application/problem+json'), body: json({ status, detail }), note: detail };
}
