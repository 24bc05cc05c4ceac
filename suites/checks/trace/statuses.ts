import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { Stimulus } from '../../../src/exchange/stimulus.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { allowHeader } from '../exchange/answers.ts';
import { observe } from '../observe.ts';
import { controlFailure, failsAnyway } from './control.ts';
import { operationName } from './operation-name.ts';
import { answered, statusOf } from './reading.ts';

/** What an answer to a kind of stimulus may be. */
export interface Expectation {
  readonly kind: Stimulus['kind'];
  /** Right, also where the standard leaves a choice. */
  readonly statuses: readonly number[];
  readonly clause: string;
  readonly message: string;
  /** Statuses that miss the letter of the rule and do what it wants: a warning. */
  readonly tolerated?: (status: number) => boolean;
}

/** Any refusal. */
const refused = (status: number): boolean => status >= 400 && status < 500;

export const EXPECTATIONS = {
  'unknown-resource': {
    kind: 'unknown-resource',
    statuses: [404],
    clause: 'SOL013 6.4',
    message: 'A request for a resource that does not exist is answered with 404',
  },
  'unsupported-method': {
    kind: 'unsupported-method',
    statuses: [405],
    clause: 'SOL013 6.4',
    message: 'A method that the resource does not support is answered with 405',
  },
  unacceptable: {
    kind: 'unacceptable',
    statuses: [406],
    clause: 'SOL013 6.4',
    message: 'An Accept without a media type that the producer can send is answered with 406',
    tolerated: refused,
  },
  'unsupported-media-type': {
    kind: 'unsupported-media-type',
    statuses: [415],
    clause: 'RFC 9110 15.5.16',
    message: 'A payload of a media type that the operation does not support is refused with 415',
    tolerated: refused,
  },
  'malformed-json': {
    kind: 'malformed-json',
    statuses: [400],
    clause: 'SOL013 6.4',
    message: 'A payload that is not JSON is answered with 400',
  },
  'invalid-body': {
    kind: 'invalid-body',
    statuses: [400, 422],
    clause: 'SOL013 6.4',
    message: 'A payload that violates its data type is answered with 400 or 422',
  },
  'extra-attribute': {
    kind: 'extra-attribute',
    statuses: [200, 201, 202, 204],
    clause: 'SOL013 5.1',
    message: 'An attribute that the producer does not know is ignored',
  },
  'wrong-state': {
    kind: 'wrong-state',
    statuses: [409],
    clause: 'SOL013 6.4',
    message: 'A task that the state of the resource does not allow is answered with 409',
  },
} as const satisfies Record<string, Expectation>;

/** Selects the exchanges of a case. */
export type Select = (exchange: Exchange, trace: Trace) => boolean;

/** Every selected exchange of the expectation's kind was answered as expected. */
export function statusCheck(expectation: Expectation, select: Select = () => true): TraceCheck {
  return (trace) => {
    const relevant = trace.exchanges.filter(
      (exchange) =>
        exchange.stimulus.kind === expectation.kind && exchange.response !== undefined && select(exchange, trace),
    );
    const telling = relevant.filter(
      (exchange) => controlFailure(exchange, trace) === undefined && !mayHaveEnded(exchange),
    );
    const open = telling.length === 0 ? (failsAnyway(relevant, trace) ?? whyEnded(relevant)) : undefined;
    return {
      judged: telling.length,
      observations: telling.flatMap((exchange) => judge(exchange, expectation, trace)),
      ...(open === undefined ? {} : { inconclusive: open }),
      ...(relevant.length === 0 && expectation.kind === 'unacceptable' && nothingThere(trace, select)
        ? { notApplicable: 'the resource does not exist, as a plain read shows, so there is no content to negotiate' }
        : {}),
    } satisfies Judgement;
  };
}

/**
 * Nothing may hold an operation up until it is to be cancelled, and whether its state or the payload is looked at first is left
 * open.
 */
function mayHaveEnded({ stimulus, request, response }: Exchange): boolean {
  return stimulus.kind === 'malformed-json' && response?.status === 409 && /\/cancel$/.test(request.url);
}

function whyEnded(relevant: readonly Exchange[]): string | undefined {
  const ended = relevant.find(mayHaveEnded);
  return ended && `the operation that was to be cancelled may have ended (exchange ${ended.id})`;
}

/** Every plain read of the resource was answered with 404. */
function nothingThere(trace: Trace, select: Select): boolean {
  const reads = trace.exchanges.filter(
    (exchange) => exchange.stimulus.kind === 'observe' && exchange.response !== undefined && select(exchange, trace),
  );
  return reads.length > 0 && reads.every(({ response }) => response?.status === 404);
}

/** Step of requests to tasks that the ICS denies. */
const UNSUPPORTED_TASK = 'unsupported-task';

/** A task that is not supported is answered with 404, and then with a ProblemDetails that says so in detail (5.4.5.3.1 and its likes). */
export function unsupportedTasks(trace: Trace): Judgement {
  const asked = trace.exchanges.filter(
    ({ stimulus, response }) => stimulus.step === UNSUPPORTED_TASK && response?.status === 404,
  );
  const denied = trace.exchanges.some(({ stimulus }) => stimulus.step === UNSUPPORTED_TASK);
  return {
    judged: asked.length,
    ...(denied || trace.outcome.kind !== 'done' ? {} : { notApplicable: 'the ICS excludes no task' }),
    observations: asked.flatMap((exchange) => {
      const body = answered(exchange);
      if (body !== undefined && typeof body['detail'] === 'string' && body['status'] !== undefined) return [];
      const clause = matchExchange(exchange, trace.model, trace.target.roots)?.operation?.clause ?? 'SOL003 5.4';
      return [
        observe({
          check: 'status.unsupported-task',
          deviation: 'unsupported-task:problem-details',
          clause,
          keyword: 'shall',
          message: 'The 404 for an unsupported task has ProblemDetails',
          expected: 'ProblemDetails with detail',
          observed: exchange.response?.body?.data ?? 'no payload',
          pointer: '',
          exchange,
        }),
      ];
    }),
  };
}

/** As `statusCheck` for methods that a resource does not have; a 405 names those that there are. */
export function methodRefused(select: Select): TraceCheck {
  const expectation = EXPECTATIONS['unsupported-method'];
  return (trace) => {
    const { judged, observations } = statusCheck(expectation, select)(trace);
    const refused = trace.exchanges.filter(
      (exchange) => exchange.stimulus.kind === expectation.kind && select(exchange, trace),
    );
    const allowed = refused.flatMap((exchange) =>
      exchange.response === undefined ? [] : allowHeader({ exchange, response: exchange.response }),
    );
    return { judged, observations: [...observations, ...allowed] };
  };
}

function judge(exchange: Exchange, expectation: Expectation, trace: Trace): readonly Observation[] {
  const status = statusOf(exchange);
  if (expectation.statuses.includes(status)) return [];
  const keyword = expectation.tolerated?.(status) === true ? 'should' : 'shall';
  return [
    observe({
      check: `status.${expectation.kind}`,
      deviation: `${cause(exchange, trace, status)}:${status}`,
      clause: expectation.clause,
      keyword,
      message: expectation.message,
      expected: expectation.statuses.join(' or '),
      observed: `${status} to ${exchange.request.method} ${operationName(exchange, trace).split('.')[0] ?? ''}`,
      pointer: 'status',
      exchange,
    }),
  ];
}

/** What a product team would look at: routing and negotiation are common to all resources, payloads and states are not. */
function cause(exchange: Exchange, trace: Trace, status: number): string {
  const { stimulus } = exchange;
  switch (stimulus.kind) {
    case 'invalid-body':
      return `invalid-body:${stimulus.mutation.attribute}:${stimulus.mutation.op}`;
    case 'wrong-state':
      return `wrong-state:${stimulus.task}:${stimulus.state}`;
    case 'unknown-resource':
    case 'extra-attribute':
      return `${stimulus.kind}:${operationName(exchange, trace)}`;
    case 'malformed-json':
      // A parser that falls over is one for all; an operation that takes what is no JSON is one of its own.
      if (status < 400) return `${stimulus.kind}:${operationName(exchange, trace)}`;
      return stimulus.how === 'not UTF-8' ? `${stimulus.kind}:not-utf8` : stimulus.kind;
    case 'version':
    case 'credentials':
      return `${stimulus.kind}:${stimulus.variant}`;
    default:
      return stimulus.kind;
  }
}
