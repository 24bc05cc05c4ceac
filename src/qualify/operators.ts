import { header, jsonOf, toBody } from '../exchange/body.ts';
import type { Body, Exchange, HeaderList } from '../exchange/exchange.ts';
import { matchExchange, type Match } from '../exchange/match.ts';
import { mutations } from '../model/mutate.ts';
import type { ReleaseModel } from '../model/release-model.ts';
import { replaced, type RecordMutant } from './mutant.ts';
import type { JudgedRecord, RecordedRun } from './record.ts';

/** Every mutant of one exchange that the release forbids: payload, headers, status, and notifications lost or doubled. */
export function mutantsOf(record: JudgedRecord, run: RecordedRun, exchange: Exchange): readonly RecordMutant[] {
  const match = matchExchange(exchange, record.model, record.target.roots);
  if (match?.operation === undefined || !isPlain(exchange)) return [];
  const make = (rule: string, becomes: Exchange): RecordMutant =>
    replaced(run, exchange, `${match.api.name} ${match.resource.name} ${exchange.request.method} ${rule}`, becomes);
  return exchange.direction === 'outbound'
    ? [...answers(record.model, exchange, match, make)]
    : [...calls(record.model, exchange, match, make), ...lostAndDoubled(run, exchange)];
}

type Make = (rule: string, becomes: Exchange) => RecordMutant;

/** What was provoked on purpose, or shows a part only, is not the place to look at the form of an answer. */
function isPlain({ stimulus, request, response }: Exchange): boolean {
  const kinds: readonly (typeof stimulus.kind)[] = ['legal', 'observe', 'inbound', 'wrong-state', 'unknown-resource'];
  return (
    kinds.includes(stimulus.kind) &&
    response !== undefined &&
    response.body?.truncated !== true &&
    !/[?&](exclude_fields|fields|exclude_default)\b/.test(request.url)
  );
}

function* answers(model: ReleaseModel, exchange: Exchange, match: Match, make: Make): Generator<RecordMutant> {
  const { response } = exchange;
  if (response === undefined) return;
  const { status } = response;
  const known = match.operation?.responses.get(status);
  const withBody = (body: unknown): Exchange => ({ ...exchange, response: { ...response, ...bodyOf(body) } });
  const withHeaders = (headers: HeaderList): Exchange => ({ ...exchange, response: { ...response, headers } });
  if (status < 400 && known?.type !== undefined && known.mediaType === 'application/json')
    for (const { rule, body } of payloads(model, known.type, known.list === true, response.body))
      yield make(`${status} ${rule}`, withBody(body));
  if (status >= 400)
    for (const { rule, body } of payloads(model, 'ProblemDetails', false, response.body))
      yield make(`error ${rule}`, withBody(body));
  const wanted = new Set([...(known?.headers ?? []), 'Content-Type', ...(status < 400 ? ['Version'] : [])]);
  for (const name of wanted)
    for (const { rule, headers } of headerMutants(response.headers, name))
      yield make(`${status < 400 ? status : 'error'} ${rule}`, withHeaders(headers));
  yield* harmless(exchange, match, make);
  for (const other of movedTo(status, match)) yield make(`status ${status} to ${other}`, withStatus(exchange, other));
}

/** What clients have to bear (SOL013 5.1, RFC 9110 5.1). */
function* harmless(exchange: Exchange, match: Match, make: Make): Generator<RecordMutant> {
  const { response } = exchange;
  const json = jsonOf(response?.body);
  if (response === undefined) return;
  if (json.kind === 'json' && isRecord(json.value) && !Array.isArray(json.value)) {
    const body = bodyOf({ ...json.value, unheardOf: { any: 'thing' } });
    const becomes = { ...exchange, response: { ...response, ...body } };
    yield { ...make(`${response.status} added attribute`, becomes), harmless: 'unknown attributes are ignored' };
  }
  const headers: HeaderList = [...response.headers, ['X-Unheard-Of', match.api.name]];
  const becomes = { ...exchange, response: { ...response, headers } };
  yield { ...make(`${response.status} added header`, becomes), harmless: 'unknown headers are ignored' };
}

function withStatus(exchange: Exchange, status: number): Exchange {
  const { response } = exchange;
  return response === undefined ? exchange : { ...exchange, response: { ...response, status } };
}

/** Statuses next to it that the operation does not answer with. */
function movedTo(status: number, { operation }: Match): readonly number[] {
  const near: Readonly<Record<number, readonly number[]>> = {
    200: [201, 202, 204],
    201: [200, 202],
    202: [200, 201],
    204: [200, 202],
    404: [400, 500],
    409: [400, 500],
  };
  return (near[status] ?? []).filter((other) => other >= 400 || operation?.responses.has(other) !== true);
}

function* calls(model: ReleaseModel, exchange: Exchange, match: Match, make: Make): Generator<RecordMutant> {
  const { request } = exchange;
  const expected = match.operation?.request;
  if (expected !== undefined)
    for (const { rule, body } of payloads(model, expected.type, false, request.body))
      yield make(rule, { ...exchange, request: { ...request, ...bodyOf(body) } });
  const wanted = [...(expected === undefined ? [] : ['Content-Type']), 'Version'];
  for (const name of wanted)
    for (const { rule, headers } of headerMutants(request.headers, name))
      yield make(rule, { ...exchange, request: { ...request, headers } });
}

function* lostAndDoubled(run: RecordedRun, exchange: Exchange): Generator<RecordMutant> {
  const json = jsonOf(exchange.request.body);
  if (exchange.api !== 'vnflcm-notification' || json.kind !== 'json' || !WATCHED.includes(run.begin.procedure)) return;
  const told = json.value as { readonly [name in 'notificationType' | 'operationState' | 'vnfInstanceId']?: string };
  // Filters by VNFD let the instances of other runs through, which have their own subscribers.
  if (!isOfRun(run, told.vnfInstanceId ?? '')) return;
  // The others do not wait for these, so that a record without them proves nothing.
  if (told.operationState === undefined && run.begin.procedure !== 'vnflcm.lifecycle') return;
  const what = `${told.notificationType ?? ''} ${told.operationState ?? ''}`.trim();
  yield { run, exchange, rule: `lost ${what}`, mutate: (all) => all.filter((one) => one !== exchange) };
  yield {
    run,
    exchange,
    rule: `doubled ${what}`,
    mutate: (all) => all.flatMap((one) => (one === exchange ? [one, one] : one)),
  };
}

function isOfRun(run: RecordedRun, vnfInstanceId: string): boolean {
  const path = `/vnf_instances/${vnfInstanceId}`;
  return run.exchanges.some((one) => one.direction === 'outbound' && one.request.url.endsWith(path));
}

/** Procedures whose subscribers are to hear of everything. */
const WATCHED = ['vnflcm.lifecycle', 'vnflcm.failures', 'vnflcm.tasks'];

interface Changed {
  readonly rule: string;
  readonly body: unknown;
}

/** Payloads one step from the recorded one; of a list its first item is touched. */
function* payloads(model: ReleaseModel, type: string, list: boolean, body: Body | undefined): Generator<Changed> {
  const json = jsonOf(body);
  if (json.kind !== 'json') return;
  const items = list && Array.isArray(json.value) ? (json.value as unknown[]) : undefined;
  const subject = items === undefined ? json.value : items[0];
  if (subject === undefined || (list && items === undefined)) return;
  const whole = (one: unknown): unknown => (items === undefined ? one : [one, ...items.slice(1)]);
  for (const { mutation, body: mutated } of mutations(model, type, subject)) {
    yield { rule: `${mutation.op} ${mutation.attribute}`, body: whole(mutated) };
    const path = mutation.pointer.split('/').slice(1);
    if (mutation.op === 'drop-required')
      yield { rule: `rename ${mutation.attribute}`, body: whole(renamed(subject, path)) };
    const value = mutation.op === 'wrong-format' ? at(subject, path) : undefined;
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
      yield {
        rule: `offset ${mutation.attribute}`,
        body: whole(set(subject, path, value.replace(/(Z|[+-]\d\d:\d\d)$/, ''))),
      };
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function set(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === key ? set(item, rest, to) : item));
  return isRecord(value) ? { ...value, [key]: set(value[key], rest, to) } : value;
}

function renamed(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === key ? renamed(item, rest) : item));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name !== key ? [name, inner] : rest.length === 0 ? [`${name}Renamed`, inner] : [name, renamed(inner, rest)],
    ),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function bodyOf(value: unknown): { readonly body?: Body } {
  const body = toBody(Buffer.from(JSON.stringify(value)));
  return body === undefined ? {} : { body };
}

interface ChangedHeaders {
  readonly rule: string;
  readonly headers: HeaderList;
}

/** Values that a header does not take. */
const WRONG: Readonly<Record<string, string>> = {
  'Content-Type': 'text/plain',
  Version: 'two',
  Location: 'http://127.0.0.1/nowhere',
};

function* headerMutants(headers: HeaderList, name: string): Generator<ChangedHeaders> {
  if (header(headers, name) === undefined) return;
  const others = headers.filter(([field]) => field.toLowerCase() !== name.toLowerCase());
  yield { rule: `header dropped ${name}`, headers: others };
  const wrong = WRONG[name];
  if (wrong !== undefined) yield { rule: `header changed ${name}`, headers: [...others, [name, wrong]] };
}
