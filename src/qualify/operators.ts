import { header, jsonOf } from '../exchange/body.ts';
import type { Exchange, HeaderList } from '../exchange/exchange.ts';
import { matchExchange, type Match } from '../exchange/match.ts';
import { generate } from '../model/generate.ts';
import { isObject } from '../model/json.ts';
import type { ReleaseModel } from '../model/release-model.ts';
import { replaced, type RecordMutant } from './mutant.ts';
import { bodyOf, payloads, type Payload } from './payloads.ts';
import type { JudgedRecord, RecordedRun } from './record.ts';

/** Every mutant of one exchange that the release forbids: payload, headers, status. */
export function mutantsOf(record: JudgedRecord, run: RecordedRun, exchange: Exchange): readonly RecordMutant[] {
  const match = plainMatch(record, exchange);
  if (match === undefined) return [];
  const make: Make = (rule, becomes, harmless) =>
    replaced(run, exchange, `${kindOf(exchange, match)} ${rule}`, becomes, harmless);
  return exchange.direction === 'outbound'
    ? [...answers(record.model, exchange, match, make)]
    : [...calls(record.model, exchange, match, make)];
}

/** An exchange with a payload that shows all that its data type has. */
export interface Filled {
  /** What the payload stands for: the operation and the status of the answer. */
  readonly kind: string;
  readonly exchange: Exchange;
}

/** What the record never shows is tried on such a one, by its form alone: the rest of the record knows nothing of it. */
export function filled(record: JudgedRecord, exchange: Exchange): Filled | undefined {
  const match = plainMatch(record, exchange);
  if (match === undefined) return undefined;
  const { request, response, direction } = exchange;
  const about = direction === 'inbound' ? requested(match) : answered(exchange, match);
  if (about === undefined) return undefined;
  const full = generate(record.model, about.type, { full: true });
  const payload = bodyOf(about.list === true ? [full] : full);
  const touched =
    direction === 'inbound'
      ? { request: { ...request, ...payload } }
      : { ...(response === undefined ? {} : { response: { ...response, ...payload } }) };
  return { kind: kindOf(exchange, match), exchange: { ...exchange, id: `${exchange.id} filled`, ...touched } };
}

function plainMatch(record: JudgedRecord, exchange: Exchange): Match | undefined {
  const match = matchExchange(exchange, record.model, record.target.roots);
  if (match === undefined || !isPlain(exchange)) return undefined;
  // A method that the resource does not have is refused with 405, whose form is judged like that of any refusal.
  return match.operation === undefined && (exchange.response?.status ?? 0) < 400 ? undefined : match;
}

/** Errors are alike whatever their status. */
function kindOf({ direction, request, response }: Exchange, { api, resource, operation }: Match): string {
  const status = response?.status ?? 0;
  const answer = direction === 'inbound' ? '' : ` ${status < 400 ? status : 'error'}`;
  if (operation === undefined) return `${api.name} ${resource.name} no such method`;
  const selected = isSelected(request.url) && status < 400 ? ' selected' : '';
  return `${api.name} ${resource.name} ${request.method}${answer}${selected}`;
}

type Make = (rule: string, becomes: Exchange, harmless?: string) => RecordMutant;

/** What the payload of an answer is to be, where it is one. */
function answered({ request, response }: Exchange, { operation }: Match): Payload | undefined {
  if (response?.body === undefined) return undefined;
  if (response.status >= 400) return { type: 'ProblemDetails' };
  const known = operation?.responses.get(response.status);
  if (known?.type === undefined || known.mediaType !== 'application/json') return undefined;
  const list = known.list === true;
  const { url } = request;
  return { type: known.type, list, partial: list && !/[?&]all_fields\b/.test(url), selected: isSelected(url) };
}

function requested({ operation }: Match): Payload | undefined {
  return operation?.request === undefined ? undefined : { type: operation.request.type };
}

/** What succeeds with a broken body shows the break again: it is not the place to look at the form of an answer. */
function isPlain({ stimulus, response }: Exchange): boolean {
  return (
    response !== undefined &&
    (!BROKEN.includes(stimulus.kind) || response.status >= 300) &&
    response.body?.truncated !== true
  );
}

const BROKEN: readonly Exchange['stimulus']['kind'][] = ['invalid-body', 'malformed-json'];

/** Attribute selectors that leave something out. */
function isSelected(url: string): boolean {
  return /[?&](exclude_fields|fields|exclude_default)\b/.test(url);
}

/** Stimuli of which each status but one is wrong. */
const PLAIN: readonly Exchange['stimulus']['kind'][] = [
  'legal',
  'observe',
  'inbound',
  'wrong-state',
  'unknown-resource',
];

function* answers(model: ReleaseModel, exchange: Exchange, match: Match, make: Make): Generator<RecordMutant> {
  const { response } = exchange;
  if (response === undefined) return;
  const { status } = response;
  const known = match.operation?.responses.get(status);
  const about = answered(exchange, match);
  if (about !== undefined)
    for (const { rule, body, harmless } of payloads(model, about, response.body))
      yield make(rule, { ...exchange, response: { ...response, ...bodyOf(body) } }, harmless);
  const wanted = new Set([...(known?.headers ?? []), 'Content-Type', 'Version', ...(BY_STATUS[status] ?? [])]);
  for (const name of wanted)
    for (const { rule, headers } of headerMutants(response.headers, name)) {
      const isFree = rule.endsWith(ANOTHER_VERSION) && (status === 406 || match.resource.name.endsWith('api_versions'));
      const harmless = isFree ? 'a list of versions, or a refusal of one, may name another one' : undefined;
      yield make(rule, { ...exchange, response: { ...response, headers } }, harmless);
    }
  yield* borne(exchange, match, make);
  if (!PLAIN.includes(exchange.stimulus.kind)) return;
  for (const other of movedTo(status, match)) yield make(`status ${status} to ${other}`, withStatus(exchange, other));
}

/** What clients have to bear (SOL013 5.1, RFC 9110 5.1). */
function* borne(exchange: Exchange, match: Match, make: Make): Generator<RecordMutant> {
  const { response } = exchange;
  const json = jsonOf(response?.body);
  if (response === undefined) return;
  if (json.kind === 'json' && isObject(json.value)) {
    const body = bodyOf({ ...json.value, unheardOf: { any: 'thing' } });
    const becomes = { ...exchange, response: { ...response, ...body } };
    yield make('added attribute', becomes, 'clients ignore unknown attributes');
  }
  const headers: HeaderList = [...response.headers, ['X-Unheard-Of', match.api.name]];
  const becomes = { ...exchange, response: { ...response, headers } };
  yield make('added header', becomes, 'clients ignore unknown headers');
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
  const expected = requested(match);
  if (expected !== undefined)
    for (const { rule, body } of payloads(model, expected, request.body))
      yield make(rule, { ...exchange, request: { ...request, ...bodyOf(body) } });
  const wanted = [...(expected === undefined ? [] : ['Content-Type']), 'Version'];
  for (const name of wanted)
    for (const { rule, headers } of headerMutants(request.headers, name))
      yield make(rule, { ...exchange, request: { ...request, headers } });
}

/** Headers that HTTP makes mandatory, whatever the operation (RFC 9110 15.5.2, 15.5.6, 15.3.7). */
const BY_STATUS: Readonly<Record<number, readonly string[]>> = {
  206: ['Content-Range'],
  401: ['WWW-Authenticate'],
  405: ['Allow'],
};

interface ChangedHeaders {
  readonly rule: string;
  readonly headers: HeaderList;
}

const ANOTHER_VERSION = '99.0.0';

/** Values that a header does not take. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  'Content-Type': ['text/plain'],
  Version: ['two', ANOTHER_VERSION],
  Location: ['http://127.0.0.1/nowhere'],
  'WWW-Authenticate': ['', 'Bearer realm="a', '="a"'],
  'Content-Range': ['0-9/10', 'bytes 9-0/10', 'bytes 0-9', 'lines 0-9/10'],
};

function* headerMutants(headers: HeaderList, name: string): Generator<ChangedHeaders> {
  if (header(headers, name) === undefined) return;
  const others = headers.filter(([field]) => field.toLowerCase() !== name.toLowerCase());
  yield { rule: `header dropped ${name}`, headers: others };
  for (const wrong of WRONG[name] ?? [])
    yield { rule: `header changed ${name} ${wrong}`, headers: [...others, [name, wrong]] };
}
