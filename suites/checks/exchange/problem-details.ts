import { header, jsonOf, mediaType } from '../../../src/exchange/body.ts';
import type { Body } from '../../../src/exchange/exchange.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { issuesOf, validatorFor } from '../../../src/model/schema.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** SOL013 6.4: these responses shall have ProblemDetails, a 412 should, others may. */
const SHALL_EXPLAIN = new Set([400, 403, 409, 422, 429, 500]);
const SHOULD_EXPLAIN = new Set([412]);

const TYPE = 'application/problem+json';

/** Error answers: ProblemDetails there where it has to be, of the right form, with the status of the status line. */
export function problemDetails(answer: Answer): readonly Observation[] {
  const { body, headers } = answer.response;
  if (body === undefined) return missing(answer);
  const json = jsonOf(body);
  const isTyped = mediaType(headers) === TYPE;
  // Something else than a ProblemDetails: one deviation, however many of its attributes are missing.
  if (!isTyped && !(json.kind === 'json' && looksLikeProblem(json.value))) return otherPayload(answer, body);
  const found = isTyped ? [] : wrongMediaType(answer);
  if (json.kind === 'unread') return found;
  if (json.kind !== 'json') return [...found, ...notJson(answer, body)];
  return [...found, ...breaches(answer, json.value), ...otherStatus(answer, json.value)];
}

const THERE = { check: 'problem-details.there', clause: 'SOL013 6.4', pointer: '' } as const;
const FORM = { clause: 'SOL013 6.3', keyword: 'shall', pointer: '' } as const;

function keywordOf(status: number): 'shall' | 'should' {
  return SHALL_EXPLAIN.has(status) ? 'shall' : 'should';
}

function missing({ exchange, response: { status } }: Answer): readonly Observation[] {
  if (!SHALL_EXPLAIN.has(status) && !SHOULD_EXPLAIN.has(status)) return [];
  return [
    observe({
      ...THERE,
      deviation: `problem-details:missing:${status}`,
      keyword: keywordOf(status),
      message: `A ${status} response has ProblemDetails`,
      expected: 'ProblemDetails',
      observed: 'no payload',
      exchange,
    }),
  ];
}

function otherPayload({ exchange, response: { status, headers } }: Answer, body: Body): readonly Observation[] {
  return [
    observe({
      ...THERE,
      deviation: `problem-details:other-payload:${status}`,
      keyword: keywordOf(status),
      message: `The payload of a ${status} response is ProblemDetails`,
      expected: `${TYPE} with status and detail`,
      observed: `${mediaType(headers) ?? 'no Content-Type'}: ${body.data}`,
      exchange,
    }),
  ];
}

function wrongMediaType({ exchange, response: { headers } }: Answer): readonly Observation[] {
  return [
    observe({
      ...FORM,
      check: 'problem-details.media-type',
      deviation: `problem-details:media-type:${mediaType(headers) ?? 'none'}`,
      message: `ProblemDetails is sent as ${TYPE}`,
      expected: TYPE,
      observed: header(headers, 'content-type') ?? 'no Content-Type',
      pointer: 'header:Content-Type',
      exchange,
    }),
  ];
}

function notJson({ exchange }: Answer, body: Body): readonly Observation[] {
  return [
    observe({
      ...FORM,
      check: 'problem-details.form',
      deviation: 'problem-details:not-json',
      message: 'The payload of an error response is ProblemDetails',
      expected: 'ProblemDetails',
      observed: body.data,
      exchange,
    }),
  ];
}

function breaches({ exchange, context }: Answer, value: unknown): readonly Observation[] {
  return issuesOf(validatorFor(context.model, 'ProblemDetails'), value).map((issue) =>
    observe({
      ...FORM,
      check: 'problem-details.form',
      deviation: `problem-details:${issue.attribute}:${issue.keyword}`,
      message: `${issue.attribute} violates its data type (${issue.keyword})`,
      expected: issue.expected,
      observed: issue.observed,
      pointer: issue.pointer,
      exchange,
    }),
  );
}

function otherStatus({ exchange, response: { status } }: Answer, value: unknown): readonly Observation[] {
  const named = statusIn(value);
  if (named === undefined || named === status) return [];
  return [
    observe({
      ...FORM,
      check: 'problem-details.status',
      deviation: 'problem-details:status-differs',
      message: 'ProblemDetails.status equals the status code of the response',
      expected: String(status),
      observed: String(named),
      pointer: '/status',
      exchange,
    }),
  ];
}

function statusIn(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('status' in value)) return undefined;
  return typeof value.status === 'number' ? value.status : undefined;
}

function looksLikeProblem(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'status' in value && 'detail' in value;
}
