import type { WireFailure } from '../exchange/exchange.ts';
import type { WireResult } from '../exchange/client.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES, type ApiModel, type Release } from '../model/release-model.ts';
import { membersOf } from '../target/credentials.ts';
import type { Profile } from '../target/profile.ts';
import type { Remark } from './doctor.ts';
import { headerOf, payloadOf, type Prober, type urisOf } from './reach.ts';

type Uri = ReturnType<typeof urisOf>[number];

/** The models of one API and major version, newest release first, those claimed before the others. */
export function modelsOf(profile: Profile, { key, api }: Uri): readonly ApiModel[] {
  const model = loadModel();
  const major = key.slice(api.length + 1);
  const found = RELEASES.flatMap((release) => model.release(release).apis.get(api) ?? [])
    .filter((one) => one.major === major)
    .reverse();
  const claimed = (one: ApiModel): boolean => profile.claims.includes(one.release);
  return [...found.filter(claimed), ...found.filter((one) => !claimed(one))];
}

/** The request header `Version`, if the release defines it. */
export function versionHeader(api: ApiModel | undefined): Record<string, string> {
  return api === undefined || !hasSol013(api) ? {} : { Version: api.version };
}

export function hasSol013({ release }: ApiModel): boolean {
  return loadModel().release(release).sol013;
}

/** Is it there, does it accept the credentials, which versions does it offer, does its clock agree? */
export async function examineUri(prober: Prober, profile: Profile, uri: Uri): Promise<Remark[]> {
  const models = modelsOf(profile, uri);
  const api = models[0];
  if (api === undefined) {
    const found = 'no release that the harness knows has this API version';
    return [{ about: uri.key, state: 'note', found, fix: 'none of it will be judged; remove it' }];
  }
  const list = `${uri.uri}/${listOf(api)}`;
  const before = Date.now();
  const answer = await prober.ask('GET', list, versionHeader(api));
  if (answer.failure !== undefined) return [unreachable(uri, answer.failure)];
  const remarks = [reading(uri, list, answer)];
  remarks.push(...(await withoutCredentials(prober, profile, uri, list, api)));
  if (models.some(hasSol013)) remarks.push(await versions(prober, profile, uri, models));
  remarks.push(clock(uri, answer, before));
  return remarks;
}

/** A list that can be read without knowing anything: the first container resource. */
function listOf(api: ApiModel): string {
  const resource = api.resources.find(
    (one) =>
      one.root === 'apiMajorVersion' &&
      !one.path.includes('{') &&
      one.operations.has('GET') &&
      one.name !== 'api_versions',
  );
  return (resource?.path ?? '/').replace(/^\//, '');
}

function unreachable({ key, uri }: Uri, failure: WireFailure): Remark {
  const { host, protocol } = new URL(uri);
  const fixes: Record<WireFailure['kind'], string> = {
    refused: `is it running, and is ${host} its address? If not, change apis.${key.replace('/', '.')}`,
    timeout: 'is there a firewall in between, or does the target hang? If not, raise timeouts.request',
    tls: 'set tls.ca to the CA that signed its certificate, and tls.cert and tls.key if it requires a client certificate',
    protocol: `what listens there does not speak ${protocol === 'https:' ? 'HTTPS; is it http://' : 'HTTP; is it https://'}?`,
    reset: 'it closes the connection; is the scheme (http or https) correct, is there a proxy in between?',
    closed: 'it closes the connection in the middle of its answer; look at its log',
    'too-large': 'its answer does not end; is the path that of the API?',
  };
  return { about: key, state: 'wrong', found: `${uri}: ${failure.message}`, fix: fixes[failure.kind] };
}

function reading({ key, uri }: Uri, list: string, answer: WireResult): Remark {
  const status = answer.response?.status ?? 0;
  const type = headerOf(answer, 'content-type') ?? 'no Content-Type';
  const found = `GET ${list}: ${status}, ${type}, ${answer.ms} ms`;
  const wrong = (fix: string): Remark => ({ about: key, state: 'wrong', found, fix });
  const isList = Array.isArray(payloadOf(answer));
  if (status === 200 && type.includes('json') && isList) return { about: key, state: 'ok', found };
  if (status === 200) return wrong('this is not a SOL003 API; check host, port and path');
  if (status >= 300 && status < 400)
    return wrong(`it redirects to ${headerOf(answer, 'location') ?? '?'}; use that URI in the profile`);
  const certificate = /SSL certificate/.test(Buffer.from(answer.response?.body ?? []).toString('latin1'));
  // How nginx and others refuse: with HTTP, after a handshake that accepts everybody.
  if (status === 400 && certificate)
    return wrong(
      'it rejects our client certificate or requires one: set tls.cert and tls.key, from a CA that it trusts',
    );
  if (status === 401) return wrong('it rejects the credentials; check auth');
  if (status === 403) return wrong('the credentials are accepted, but may not read; give the user the required role');
  if (status === 404)
    return wrong(`there is nothing at ${uri}; check the path: the prefix of a gateway may be missing`);
  if (status === 406) return wrong('it does not support the version of the claimed release; check claims');
  if (status >= 500)
    return wrong(
      'the target itself fails; look at its log. Some targets without authentication need headers that name a user (headers:)',
    );
  return wrong('unexpected answer; look at the log of the target');
}

/** What it answers to a request without credentials. */
async function withoutCredentials(
  prober: Prober,
  profile: Profile,
  { key }: Uri,
  list: string,
  api: ApiModel,
): Promise<Remark[]> {
  if (profile.auth.kind === 'none') return [];
  const about = `${key} without credentials`;
  const status = (await prober.ask('GET', list, versionHeader(api), 'none')).response?.status;
  if (status === 401) return [{ about, state: 'ok', found: 'refused with 401' }];
  if (status === undefined || status >= 400)
    return [{ about, state: 'note', found: `answered with ${status ?? 'nothing'} instead of 401` }];
  const fix = 'does the target authenticate at all? Cases on authentication will report this';
  return [{ about, state: 'note', found: `accepted with ${status}`, fix }];
}

async function versions(
  prober: Prober,
  profile: Profile,
  { key, uri }: Uri,
  models: readonly ApiModel[],
): Promise<Remark> {
  const about = `${key} versions`;
  const answer = await prober.ask('GET', `${uri}/api_versions`);
  const offered = offeredVersions(answer);
  if (offered === undefined) {
    const found = `GET ${uri}/api_versions: ${answer.response?.status ?? answer.failure?.message ?? 'nothing'}`;
    return { about, state: 'unknown', found };
  }
  const text = offered.length === 0 ? 'none' : offered.join(', ');
  const claimed = models.filter((one) => profile.claims.includes(one.release));
  const lacking = claimed.filter((one) => !offered.some((version) => sameMinor(version, one.version)));
  if (lacking.length === 0) return { about, state: 'ok', found: `offers ${text}` };
  const fits = models.filter((one) => offered.some((version) => sameMinor(version, one.version)));
  return {
    about,
    state: 'note',
    found: `offers ${text}; claimed: ${lacking.map((one) => `${one.release} (${one.version})`).join(', ')}`,
    fix:
      fits.length === 0
        ? 'check claims; no release that the harness knows has these versions'
        : `check claims; these versions are those of ${releasesOf(fits)}`,
  };
}

function releasesOf(models: readonly ApiModel[]): string {
  return models
    .map((one): Release => one.release)
    .sort()
    .join(', ');
}

/** Versions of an api_versions answer; `undefined` where it is none. */
export function offeredVersions(answer: WireResult): readonly string[] | undefined {
  if (answer.response?.status !== 200) return undefined;
  const list = membersOf(payloadOf(answer))['apiVersions'];
  if (!Array.isArray(list)) return undefined;
  return list.map((one: unknown) => membersOf(one)['version']).filter((version) => typeof version === 'string');
}

function sameMinor(a: string, b: string): boolean {
  return a.split('.').slice(0, 2).join('.') === b.split('.').slice(0, 2).join('.');
}

/** Seconds that clocks may differ; the Date header has whole seconds only. */
const CLOCK_LIMIT = 3;

function clock({ key }: Uri, answer: WireResult, before: number): Remark {
  const about = `${key} clock`;
  const date = Date.parse(headerOf(answer, 'date') ?? '');
  if (Number.isNaN(date)) return { about, state: 'unknown', found: 'its answers have no Date header' };
  const ahead = Math.round((date + 500 - (before + answer.ms / 2)) / 1000);
  if (Math.abs(ahead) <= CLOCK_LIMIT) return { about, state: 'ok', found: 'agrees with ours' };
  return {
    about,
    state: 'note',
    found: `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} ours`,
    fix: 'synchronise both with NTP: times of operations and notifications are compared',
  };
}
