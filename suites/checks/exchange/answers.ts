import { header, mediaType } from '../../../src/exchange/body.ts';
import type { Exchange, RecordedResponse } from '../../../src/exchange/exchange.ts';
import type { Match } from '../../../src/exchange/match.ts';
import type { ExchangeContext, Observation } from '../../../src/judge/case.ts';
import type { ResponseModel } from '../../../src/model/release-model.ts';
import { observe } from '../observe.ts';
import { challenge, contentRange } from './header-forms.ts';
import { showsHugeNumber } from '../huge-number.ts';
import { links, member } from './links.ts';
import { payloadForm, type Side } from './payload.ts';
import { problemDetails } from './problem-details.ts';
import { repeatedItems } from './repeated-items.ts';
import { secrets } from './secrets.ts';
import { versionHeader } from './version-header.ts';

/**
 * The form of an answer of the SUT, whatever provoked it: it came at all, its status is one of the operation, payload,
 * media type and headers are what the release lays down.
 */
export function answerForm(exchange: Exchange, context: ExchangeContext): readonly Observation[] {
  const { response } = exchange;
  if (response === undefined) return noAnswer(exchange, context.match);
  const { match } = context;
  if (match === undefined) return [];
  const seen = { exchange, response, match, context };
  return [
    ...versionHeader(seen),
    ...(response.status >= 400 ? errorForm(seen) : successForm(seen)),
    ...secrets(exchange, response, context.model.release),
  ];
}

export interface Answer {
  readonly exchange: Exchange;
  readonly response: RecordedResponse;
  readonly match: Match;
  readonly context: ExchangeContext;
}

/** Stimuli that ask for nothing out of the ordinary: what is not answered is the operation, whatever it was sent for. */
const ORDINARY: readonly string[] = ['legal', 'observe', 'cleanup', 'repeat', 'duplicate', 'subscription-filter'];

function noAnswer(exchange: Exchange, match: Match | undefined): readonly Observation[] {
  const failure = exchange.failure;
  if (failure === undefined || failure.kind === 'refused') return [];
  const { kind } = exchange.stimulus;
  const what =
    ORDINARY.includes(kind) && match !== undefined ? `${match.resource.name}.${exchange.request.method}` : kind;
  return [
    observe({
      check: 'answer.whole',
      deviation: `no-answer:${failure.kind}:${what}`,
      clause: 'RFC 9110 15',
      keyword: 'shall',
      message: 'A request gets a complete HTTP response',
      expected: 'a status line, headers and the complete payload',
      observed: `${failure.kind}: ${failure.message}`,
      pointer: 'status',
      exchange,
    }),
  ];
}

function successForm(answer: Answer): readonly Observation[] {
  const { match, response, exchange } = answer;
  const known = match.operation?.responses.get(response.status);
  if (known === undefined) {
    if (match.operation === undefined || response.status < 200 || isNotModified(answer)) return [];
    const allowed = [...match.operation.responses.keys()].filter((status) => status < 400);
    return [
      observe({
        check: 'answer.status',
        deviation: `success-status:${nameOf(answer)}:${response.status}`,
        clause: match.operation.clause,
        keyword: 'shall',
        message: `${response.status} is not a success status of ${exchange.request.method} on ${match.resource.path}`,
        expected: allowed.join(' or '),
        observed: String(response.status),
        pointer: 'status',
        exchange,
      }),
    ];
  }
  return [
    ...requiredHeaders(answer, known),
    ...lengthOfNothing(answer),
    ...contentRange(answer),
    ...repeatedItems(answer),
    ...payload(answer, known),
    ...links(answer),
  ];
}

/** A conditional read of what the client has already (RFC 9110 13.1.2), which no operation of the GS lists. */
function isNotModified({ exchange, response }: Answer): boolean {
  return response.status === 304 && header(exchange.request.headers, 'if-none-match') !== undefined;
}

function requiredHeaders(answer: Answer, known: ResponseModel): readonly Observation[] {
  const { match, response, exchange } = answer;
  return known.headers.flatMap((wanted) => {
    // Version is judged for all answers alike (versionHeader).
    if (wanted === 'Version' || header(response.headers, wanted) !== undefined) return [];
    return [
      observe({
        check: 'answer.headers',
        deviation: `header:${wanted}:${nameOf(answer)}:${response.status}`,
        clause: match.operation?.clause ?? match.resource.clause,
        keyword: 'shall',
        message: `${response.status} to ${exchange.request.method} ${match.resource.path} carries ${wanted}`,
        expected: `header ${wanted}`,
        observed: 'no such header',
        pointer: `header:${wanted}`,
        exchange,
      }),
    ];
  });
}

/** A length is not said of what cannot be there (RFC 9110 8.6). */
function lengthOfNothing({ response, exchange }: Answer): readonly Observation[] {
  const length = header(response.headers, 'content-length');
  if (response.status !== 204 || length === undefined) return [];
  return [
    observe({
      check: 'answer.length',
      deviation: 'content-length-with-204',
      clause: 'RFC 9110 8.6',
      keyword: 'shall',
      message: '204 has no Content-Length',
      expected: 'no Content-Length',
      observed: length,
      pointer: 'header:Content-Length',
      exchange,
    }),
  ];
}

function payload(answer: Answer, known: ResponseModel): readonly Observation[] {
  const { response, exchange, match, context } = answer;
  if (known.type === undefined) return payloadOfNothing(answer);
  const { url } = exchange.request;
  return payloadForm({
    side: ANSWER,
    exchange,
    match,
    context,
    message: response,
    type: known.type,
    mediaTypes: [known.mediaType ?? 'application/json', ...(known.alternatives ?? [])],
    selection: {
      direction: 'response',
      ...(known.list === true ? { list: true, allFields: /[?&]all_fields\b/.test(url) } : {}),
    },
    // What should not have been accepted comes back as it was sent.
    mayBeBroken: exchange.stimulus.kind === 'malformed-json' || showsHugeNumber(exchange),
    isPartial: /[?&](exclude_fields|fields|exclude_default)\b/.test(url),
  });
}

const ANSWER: Side = {
  check: 'answer',
  what: ({ exchange, match }) =>
    `${exchange.response?.status ?? ''} to ${exchange.request.method} ${match.resource.path}`,
  mediaTypeDeviation: ({ message }) => `media-type:success:${mediaType(message.headers) ?? 'none'}`,
  jsonDeviation: (payload, kind) => `payload:${kind}:${nameOf(payload)}:${payload.exchange.response?.status ?? ''}`,
  judged: (payload, value) => withoutBroken(value, payload),
};

/** Of the operation, in deviations. */
function nameOf({ match, exchange }: Pick<Answer, 'match' | 'exchange'>): string {
  return `${match.resource.name}.${exchange.request.method}`;
}

function payloadOfNothing(answer: Answer): readonly Observation[] {
  const { response, exchange } = answer;
  if (response.body === undefined || response.status !== 204) return [];
  return [
    observe({
      check: 'answer.payload',
      deviation: `payload-with-204:${nameOf(answer)}`,
      clause: 'RFC 9110 15.3.5',
      keyword: 'shall',
      message: '204 has no payload',
      expected: 'no payload',
      observed: response.body.data,
      pointer: '',
      exchange,
    }),
  ];
}

/** What came of a body that breaks its data type shows the break again: that it was accepted is judged, not its echo. */
function withoutBroken(value: unknown, { exchange, context }: Pick<Answer, 'exchange' | 'context'>): unknown {
  if (exchange.stimulus.kind === 'invalid-body' || isOfBroken(value, context)) return undefined;
  return Array.isArray(value) && value.some((item) => isOfBroken(item, context))
    ? value.filter((item) => !isOfBroken(item, context))
    : value;
}

function isOfBroken(item: unknown, { fromBrokenBodies }: ExchangeContext): boolean {
  const id = member(item, 'id');
  return typeof id === 'string' && fromBrokenBodies?.has(id) === true;
}

function errorForm(answer: Answer): readonly Observation[] {
  return [...allowHeader(answer), ...challenge(answer), ...problemDetails(answer)];
}

/** Also for methods that no release defines on the resource, whose answers belong to no operation. */
export function allowHeader({ exchange, response }: Pick<Answer, 'exchange' | 'response'>): readonly Observation[] {
  if (response.status !== 405 || header(response.headers, 'allow') !== undefined) return [];
  return [
    observe({
      check: 'answer.allow',
      deviation: '405-without-allow',
      clause: 'RFC 9110 15.5.6',
      keyword: 'shall',
      message: 'A 405 response lists the allowed methods in Allow',
      expected: 'header Allow',
      observed: 'no such header',
      pointer: 'header:Allow',
      exchange,
    }),
  ];
}
