import { setTimeout as delay } from 'node:timers/promises';
import type { NfvoControl, Sink, SinkOptions, VimControl } from '../../counterparts/control.ts';
import { header, jsonOf } from '../exchange/body.ts';
import type { WireClient, WireResult } from '../exchange/client.ts';
import type { Exchange, HeaderList } from '../exchange/exchange.ts';
import type { Stimulus } from '../exchange/stimulus.ts';
import { decoded, resourcePath } from '../exchange/uri.ts';
import type { ApiModel, Major, ReleaseModel } from '../model/release-model.ts';
import type { Profile } from '../target/profile.ts';
import type { Journal } from './journal.ts';
import { marksOf } from './marks.ts';
import type { Driver, SutRequest } from './procedure.ts';
import { putOff } from './put-off.ts';

/** Thrown by `blocked`, caught by the engine: the SUT did not let the procedure go on. */
export class PremiseFailed extends Error {
  readonly because: string | undefined;
  constructor(reason: string, because?: string) {
    super(reason);
    this.because = because;
  }
}

/** Times that a request is put off; after that the SUT is refusing it. */
const MOST_PUT_OFF = 3;
/** A SUT that takes long to answer is busy, and asking it all the time keeps it from what is waited for. */
const PAUSE_PER_POLL = 2;
/** What has taken long may take a little longer. */
const PAUSE_PER_WAIT = 1 / 20;

/** What all drivers of a run of the harness share. */
export interface DriverParts {
  readonly client: WireClient;
  readonly profile: Profile;
  readonly claims: (item: string, major?: Major) => boolean | undefined;
  readonly credentials: { headers(): Promise<Record<string, string>>; bad(): Promise<Record<string, string>> };
  readonly journal: Journal;
  readonly record: (outbound: Outbound) => Exchange;
  readonly openSink: (options: SinkOptions & { readonly run: string }) => Promise<Sink>;
  readonly owns: (vnfInstanceId: string, run: string) => void;
  readonly nfvo?: NfvoControl;
  readonly vim?: VimControl;
  /** Why what the procedure does ends, and only cleaning up is left to do; `undefined`: it does not. */
  readonly stopped?: () => string | undefined;
}

export interface Outbound {
  readonly run: string;
  readonly api: ApiModel;
  readonly stimulus: Stimulus;
  readonly method: string;
  readonly url: string;
  readonly body?: Uint8Array;
  readonly result: WireResult;
}

/** The driver of one procedure run. */
export function createDriver(parts: DriverParts, run: string, model: ReleaseModel, api: ApiModel): Driver {
  const root = parts.profile.apis[api.name]?.[api.major];
  if (root === undefined) throw new Error(`the profile has no URI for ${api.name} ${api.major}`);
  const url = (path: string, under?: 'apiName'): string => {
    if (/^[a-z]+:\/\//i.test(path)) return path;
    return `${under === 'apiName' ? root.slice(0, root.lastIndexOf('/')) : root}${path}`;
  };
  const own = new URL(root).host;
  // Nothing else is called: an absolute URL of the SUT's (Location, link) may lead elsewhere.
  const isNamed = ({ origin, host, protocol }: URL): boolean =>
    parts.profile.otherOrigins.includes(origin) || (host === own && /^https?:$/.test(protocol));
  /** Sends a request; `pause`: it is to be sent again after so many milliseconds, because the SUT asks for that. */
  const once = async (
    request: SutRequest,
    stimulus: Stimulus,
    mayPutOff: boolean,
  ): Promise<{ readonly exchange: Exchange; readonly pause?: number }> => {
    if (stimulus.kind !== 'cleanup') goOn(parts);
    const target = urlOf(url(request.path, request.root), request.query, isNamed);
    const body = payload(request);
    const headers = await requestHeaders(parts, driver, request, stimulus, body !== undefined);
    const ask = asked(parts, driver, request, body);
    const result = await parts.client.send({
      method: request.method,
      url: target,
      headers,
      timeoutMs: request.timeoutMs ?? parts.profile.timeouts.request,
      ...(body === undefined ? {} : { body }),
    });
    const pause = mayPutOff ? putOff(result) : undefined;
    const exchange = parts.record({
      run,
      api,
      stimulus: pause === undefined ? stimulus : { kind: 'put-off' },
      method: request.method,
      url: target.href,
      result,
      ...(body === undefined ? {} : { body }),
    });
    note(parts, driver, request, exchange);
    if (ask !== undefined && isAnswered(exchange)) parts.journal.answered(ask);
    return { exchange, ...(pause === undefined ? {} : { pause }) };
  };
  const driver: Driver = {
    run,
    api,
    model,
    major: api.major,
    dialect: model.release,
    profile: parts.profile,
    claims: (item) => parts.claims(item, api.major),
    url,
    isNamed: (href) => URL.canParse(href) && isNamed(new URL(href)),
    send: async (request, stimulus) => {
      for (let times = 0; ; times += 1) {
        const { exchange, pause } = await once(request, stimulus, times < MOST_PUT_OFF);
        if (pause === undefined) return exchange;
        await delay(pause);
      }
    },
    sink: (options = {}) => parts.openSink({ ...options, run }),
    ...(parts.nfvo === undefined ? {} : { nfvo: parts.nfvo }),
    ...(parts.vim === undefined ? {} : { vim: parts.vim }),
    owns: (id) => parts.owns(id, run),
    sleep: (ms) => delay(ms),
    until: async (poll, timeoutMs, everyMs = 100) => {
      const began = performance.now();
      for (let pause = everyMs / 8; ; pause = Math.min(pause * 2, everyMs)) {
        goOn(parts);
        const asked = performance.now();
        const value = await poll();
        const now = performance.now();
        if (value !== undefined || now > began + timeoutMs) return value;
        await delay(Math.max(pause, PAUSE_PER_POLL * (now - asked), PAUSE_PER_WAIT * (now - began)));
      }
    },
    blocked: (reason, because) => {
      throw new PremiseFailed(`${reason}${because === undefined ? '' : outcomeOf(because)}`, because?.id);
    },
  };
  return driver;
}

/** @throws PremiseFailed where the procedure is to end */
function goOn({ stopped }: DriverParts): void {
  const why = stopped?.();
  if (why !== undefined) throw new PremiseFailed(why);
}

/** What came in place of what was needed; nothing where the answer looks like one of the API. */
function outcomeOf({ response, failure }: Exchange): string {
  if (response === undefined) return `: no answer (${failure?.message ?? failure?.kind ?? 'unknown'})`;
  const type = header(response.headers, 'content-type');
  const foreign = type === undefined || /json/i.test(type) ? '' : ` ${type.split(';')[0] ?? ''}`;
  return response.status < 300 && foreign === '' ? '' : `: answered ${response.status}${foreign}`;
}

/** An absolute URL to which a request is sent. @throws PremiseFailed where the profile does not name the SUT so */
function urlOf(text: string, query: string | undefined, isNamed: (url: URL) => boolean): URL {
  let parsed: URL;
  try {
    parsed = new URL(query === undefined ? text : `${text}?${query}`);
  } catch {
    throw new PremiseFailed(`"${text}" is not a URI that can be followed`);
  }
  if (!isNamed(parsed)) {
    const wayOut = 'if the SUT is there as well, otherOrigins may name it so';
    throw new PremiseFailed(`${parsed.origin} is not in the profile, so no request is sent to it (${wayOut})`);
  }
  return parsed;
}

function payload(request: SutRequest): Uint8Array | undefined {
  if (request.raw !== undefined) return typeof request.raw === 'string' ? Buffer.from(request.raw) : request.raw;
  return request.json === undefined ? undefined : Buffer.from(JSON.stringify(request.json));
}

async function requestHeaders(
  parts: DriverParts,
  driver: Driver,
  request: SutRequest,
  stimulus: Stimulus,
  hasBody: boolean,
): Promise<HeaderList> {
  const wanted = new Map<string, readonly [string, string]>();
  const set = (name: string, value: string): void => void wanted.set(name.toLowerCase(), [name, value]);
  set('Accept', 'application/json');
  if (hasBody) set('Content-Type', request.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
  if (driver.model.sol013) set('Version', driver.api.version);
  for (const [name, value] of Object.entries(parts.profile.headers)) set(name, value);
  if (stimulus.kind !== 'credentials')
    for (const [name, value] of Object.entries(await parts.credentials.headers())) set(name, value);
  if (stimulus.kind === 'credentials' && stimulus.variant === 'bad') {
    for (const [name, value] of Object.entries(await parts.credentials.bad())) set(name, value);
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (value === null) wanted.delete(name.toLowerCase());
    else set(name, value);
  }
  return [...wanted.values()];
}

/** Journals a request that may create something, before it is sent. */
function asked(parts: DriverParts, driver: Driver, request: SutRequest, body?: Uint8Array): string | undefined {
  const resource = /^\/([a-z_]+)(?:\?|$)/.exec(request.path)?.[1];
  if (request.method !== 'POST' || request.root !== undefined || resource === undefined) return undefined;
  const marks = marksOf(Buffer.from(body ?? []).toString());
  return parts.journal.asked({ resource, run: driver.run, api: driver.api.name, major: driver.major, marks });
}

/** Whether it is known what came of a request that creates: it was refused, or what it made has its place in the journal. */
function isAnswered(exchange: Exchange): boolean {
  if (exchange.failure?.kind === 'refused' || exchange.failure?.kind === 'tls') return true;
  const status = exchange.response?.status;
  return status === 201 ? idOf(exchange) !== undefined : status !== undefined;
}

/** Journals what was made and what is gone, and claims new instances for this run's grants. */
function note(parts: DriverParts, driver: Driver, request: SutRequest, exchange: Exchange): void {
  const response = exchange.response;
  if (response === undefined) return;
  const location = header(response.headers, 'location');
  const common = { run: driver.run, api: driver.api.name, major: driver.major };
  if (response.status === 201) {
    const resource = request.path.split('?')[0]?.replace(/^\//, '') ?? '';
    const id = idOf(exchange);
    // The harness's own URL of the resource: a SUT's Location may be wrong, and is not trusted for cleaning up.
    if (id !== undefined) parts.journal.made({ resource, url: driver.url(resourcePath(resource, id)), ...common });
    if (id !== undefined && resource === 'vnf_instances') parts.owns(id, driver.run);
  }
  const opOcc = location === undefined ? null : /\/vnf_lcm_op_occs\/([^/?#]+)$/.exec(location);
  if (response.status === 202 && opOcc !== null) {
    parts.journal.made({
      resource: 'vnf_lcm_op_occs',
      url: driver.url(resourcePath('vnf_lcm_op_occs', decoded(opOcc[1] ?? ''))),
      ...common,
    });
  }
  // 404 in a clean-up: it went before, and the kill came before the word of it.
  const wasGone = exchange.stimulus.kind === 'cleanup' && response.status === 404;
  if (wasGone || (request.method === 'DELETE' && response.status === 204)) parts.journal.gone(exchange.request.url);
}

function idOf(exchange: Exchange): string | undefined {
  const json = jsonOf(exchange.response?.body);
  if (json.kind !== 'json' || typeof json.value !== 'object' || json.value === null || !('id' in json.value))
    return undefined;
  return typeof json.value.id === 'string' ? json.value.id : undefined;
}
