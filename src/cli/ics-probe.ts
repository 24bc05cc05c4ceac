import { randomUUID } from 'node:crypto';
import type { WireResult } from '../exchange/client.ts';
import { METHODS, type ApiModel, type Major, type Method, type Resource } from '../model/release-model.ts';
import { membersOf } from '../target/credentials.ts';
import type { Profile } from '../target/profile.ts';
import type { ProgressEvent } from './progress.ts';
import { hasSol013, modelsOf, offeredVersions, versionHeader } from './doctor-target.ts';
import { headerOf, payloadOf, urisOf, type Prober } from './reach.ts';

/** What one request says about an ICS item. `undefined`: nothing. */
export interface Evidence {
  readonly item: string;
  /** Major version of the API that was asked. */
  readonly major: Major;
  readonly claimed: boolean | undefined;
  readonly sure: 'sure' | 'fairly sure' | 'cannot tell';
  /** What was asked and answered, for the comment. */
  readonly because: string;
}

type Found = Omit<Evidence, 'major'>;
type Uri = ReturnType<typeof urisOf>[number];

/** One question to the target. */
interface Question {
  readonly label: string;
  readonly major: Major;
  readonly ask: () => Promise<readonly Found[]>;
}

/** Asks about every operation of the model that an ICS item stands for, and about some options. */
export async function probeIcs(
  prober: Prober,
  profile: Profile,
  onProgress: (progress: ProgressEvent) => void = () => undefined,
): Promise<readonly Evidence[]> {
  const evidence: Evidence[] = [];
  const questions = urisOf(profile).flatMap((uri): readonly Question[] => {
    const api = modelsOf(profile, uri)[0];
    return api === undefined ? [] : new UriProbe(prober, uri, api).questions(profile.auth.kind !== 'none');
  });
  const started = performance.now();
  const total = questions.length;
  for (const [index, { label, major, ask }] of questions.entries()) {
    evidence.push(...(await ask()).map((one) => ({ ...one, major })));
    const done = index + 1;
    onProgress({ total, done, label, etaMs: ((performance.now() - started) / done) * (total - done) });
  }
  return evidence;
}

class UriProbe {
  readonly #prober: Prober;
  readonly #uri: Uri;
  readonly #api: ApiModel;
  readonly #version: Record<string, string>;

  constructor(prober: Prober, uri: Uri, api: ApiModel) {
    this.#prober = prober;
    this.#uri = uri;
    this.#api = api;
    this.#version = versionHeader(api);
  }

  questions(authenticates: boolean): readonly Question[] {
    const { major } = this.#api;
    const operations = this.#api.resources
      .filter(({ root }) => root === 'apiMajorVersion')
      .flatMap((resource) =>
        METHODS.flatMap((method): readonly Question[] => {
          const item = resource.operations.get(method)?.ics;
          if (item === undefined) return [];
          return [{ label: item, major, ask: async () => [await this.#operation(item, resource, method)] }];
        }),
      );
    return [...operations, { label: `options of ${this.#uri.key}`, major, ask: () => this.#options(authenticates) }];
  }

  async #options(authenticates: boolean): Promise<readonly Found[]> {
    const { api, uri } = this.#uri;
    if (api !== 'vnflcm') return [];
    const list = `${uri}/vnf_instances`;
    const versions = await this.#ask('GET', `${uri}/api_versions`);
    const good = await this.#ask('GET', `${list}?filter=${encodeURIComponent(`(eq,id,${randomUUID()})`)}`);
    const broken = await this.#ask('GET', `${list}?filter=${encodeURIComponent('(nfv-tst,')}`);
    return [
      this.#versionsOption(versions),
      ...(hasSol013(this.#api) ? [filterOption(good, broken)] : []),
      await this.#authentication(list, authenticates),
    ];
  }

  #versionsOption(answer: WireResult): Found {
    const offered = offeredVersions(answer);
    return {
      item: 'vnflcm.api_versions',
      claimed: offered !== undefined,
      sure: offered === undefined ? 'fairly sure' : 'sure',
      because: `GET ${this.#uri.key}/api_versions: ${summary(answer)}`,
    };
  }

  async #authentication(list: string, authenticates: boolean): Promise<Found> {
    const item = 'vnflcm.authentication';
    if (!authenticates)
      return { item, claimed: undefined, sure: 'cannot tell', because: 'the profile has no credentials' };
    const answer = await this.#prober.ask('GET', list, this.#version, 'none');
    const status = answer.response?.status;
    return {
      item,
      claimed: status === 401,
      sure: status === 401 || status === 200 ? 'sure' : 'fairly sure',
      because: `without credentials: ${summary(answer)}`,
    };
  }

  async #operation(item: string, resource: Resource, method: Method): Promise<Found> {
    const id = randomUUID();
    const path = resource.path.replace(/\{[^}]+\}/g, id);
    const answer = await this.#ask(method, `${this.#uri.uri}${path}`);
    await this.#undo(method, answer);
    // The same method one level beside it, at a resource that no API has: what the target says to a path it does not know.
    const beside = await this.#ask(method, `${this.#uri.uri}${path.replace(/[^/]+$/, `nfv-tst-${id.slice(0, 8)}`)}`);
    const because = `${method} ${this.#uri.key}${resource.path}: ${summary(answer)}`;
    return { item, because, ...judged(answer, beside, resource.path.endsWith('}')) };
  }

  async #ask(method: string, url: string): Promise<WireResult> {
    const body = method === 'POST' || method === 'PUT' || method === 'PATCH' ? {} : undefined;
    return this.#prober.ask(method, url, this.#version, 'valid', body);
  }

  /** An empty body should be refused; where it made something, that goes again. */
  async #undo(method: Method, answer: WireResult): Promise<void> {
    const location = headerOf(answer, 'location');
    if (method !== 'POST' || answer.response?.status !== 201 || location === undefined) return;
    const base = `${this.#uri.uri}/`;
    if (!URL.canParse(location, base)) return;
    const url = new URL(location, base);
    if (url.host === new URL(base).host) await this.#prober.ask('DELETE', url.href, this.#version);
  }
}

/**
 * @param answer to an operation on a resource that does not exist
 * @param beside answer to a path that no API has
 * @param individual the path ends in an id, so that `beside` asks the same resource for another id and tells nothing
 */
export function judged(
  answer: WireResult,
  beside: WireResult,
  individual: boolean,
): Pick<Evidence, 'claimed' | 'sure'> {
  const status = answer.response?.status;
  const cannotTell = { claimed: undefined, sure: 'cannot tell' } as const;
  if (status === undefined) return cannotTell;
  if (status === 501) return { claimed: false, sure: 'sure' };
  if (status === 405) return { claimed: false, sure: 'fairly sure' };
  if (status < 300) return { claimed: true, sure: 'sure' };
  if (status === 404) {
    const problem = isProblem(answer);
    if (individual) return problem ? { claimed: true, sure: 'fairly sure' } : cannotTell;
    if (signature(answer) !== signature(beside)) return { claimed: problem, sure: 'fairly sure' };
    return problem ? cannotTell : { claimed: false, sure: 'fairly sure' };
  }
  // 401, 403 and 406 say nothing of the operation; other refusals (400, 409, 415, 422) come from one that is there, and so
  // does a failure where a path that is not there gets its 404.
  if (status === 401 || status === 403 || status === 406 || status < 400) return cannotTell;
  if (status >= 500 && beside.response?.status !== 404) return cannotTell;
  return signature(answer) === signature(beside) ? cannotTell : { claimed: true, sure: 'fairly sure' };
}

function filterOption(good: WireResult, broken: WireResult): Found {
  const item = 'vnflcm.filter';
  const because = `GET with a filter: ${summary(good)}; with a broken one: ${summary(broken)}`;
  const [right, wrong] = [good.response?.status, broken.response?.status];
  if (right === 200 && wrong === 400) return { item, claimed: true, sure: 'fairly sure', because };
  if (right === 200 && wrong === 200) return { item, claimed: false, sure: 'fairly sure', because };
  return { item, claimed: undefined, sure: 'cannot tell', because };
}

function isProblem(answer: WireResult): boolean {
  const type = headerOf(answer, 'content-type') ?? '';
  return type.includes('application/problem+json') || 'detail' in membersOf(payloadOf(answer));
}

/** What tells a refusal by an operation from one by the router: status, media type, words without ids and paths. */
function signature(answer: WireResult): string {
  const type = (headerOf(answer, 'content-type') ?? '').split(';')[0] ?? '';
  const text = Buffer.from(answer.response?.body ?? new Uint8Array())
    .toString('utf8')
    .slice(0, 2000);
  const words = text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '<id>')
    .replace(/nfv-tst-[0-9a-f]{8}/g, '<path>')
    .replace(/\/[^\s"'<]*/g, '<path>');
  return `${answer.response?.status ?? 0} ${type} ${words}`;
}

function summary(answer: WireResult): string {
  if (answer.response === undefined) return answer.failure?.message ?? 'no answer';
  const type = headerOf(answer, 'content-type');
  return `${answer.response.status}${type === undefined ? '' : ` ${type.split(';')[0] ?? ''}`}`;
}
