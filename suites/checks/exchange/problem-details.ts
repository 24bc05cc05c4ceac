import { header, jsonOf, mediaType } from '../../../src/exchange/body.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { issuesOf, validatorFor } from '../../../src/model/schema.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** SOL013 6.4: these responses shall have ProblemDetails, a 412 should, others may. */
const SHALL_EXPLAIN = new Set([400, 403, 409, 422, 429, 500]);
const SHOULD_EXPLAIN = new Set([412]);

/** Error answers: ProblemDetails there where it has to be, of the right form, with the status of the status line. */
export function problemDetails({ exchange, response, context }: Answer): readonly Observation[] {
  const { status } = response;
  const there = { check: 'problem-details.there', clause: 'SOL013 6.4', exchange } as const;
  const seen = { clause: 'SOL013 6.3', exchange } as const;
  const keyword = SHALL_EXPLAIN.has(status) ? 'shall' : 'should';
  if (response.body === undefined) {
    if (keyword === 'should' && !SHOULD_EXPLAIN.has(status)) return [];
    return [
      observe({
        ...there,
        deviation: `problem-details:missing:${status}`,
        keyword,
        message: `A ${status} response has ProblemDetails`,
        expected: 'ProblemDetails',
        observed: 'no payload',
        pointer: '',
      }),
    ];
  }
  const json = jsonOf(response.body);
  const type = mediaType(response.headers);
  if (type !== 'application/problem+json' && !looksLikeProblem(json.kind === 'json' ? json.value : undefined)) {
    // Something else than a ProblemDetails: one deviation, however many of its attributes are missing.
    return [
      observe({
        ...there,
        deviation: `problem-details:other-payload:${status}`,
        keyword,
        message: `The payload of a ${status} response is ProblemDetails`,
        expected: 'application/problem+json with status and detail',
        observed: `${type ?? 'no Content-Type'}: ${response.body.data}`,
        pointer: '',
      }),
    ];
  }
  const found: Observation[] = [];
  if (type !== 'application/problem+json') {
    found.push(
      observe({
        ...seen,
        check: 'problem-details.media-type',
        deviation: `problem-details:media-type:${type ?? 'none'}`,
        keyword: 'shall',
        message: 'ProblemDetails is sent as application/problem+json',
        expected: 'application/problem+json',
        observed: header(response.headers, 'content-type') ?? 'no Content-Type',
        pointer: 'header:Content-Type',
      }),
    );
  }
  if (json.kind === 'unread') return found;
  if (json.kind !== 'json') {
    found.push(
      observe({
        ...seen,
        check: 'problem-details.form',
        deviation: `problem-details:not-json`,
        keyword: 'shall',
        message: 'The payload of an error response is ProblemDetails',
        expected: 'ProblemDetails',
        observed: response.body.data,
        pointer: '',
      }),
    );
    return found;
  }
  for (const issue of issuesOf(validatorFor(context.model, 'ProblemDetails'), json.value)) {
    found.push(
      observe({
        ...seen,
        check: 'problem-details.form',
        deviation: `problem-details:${issue.attribute}:${issue.keyword}`,
        keyword: 'shall',
        message: `${issue.attribute} violates its data type (${issue.keyword})`,
        expected: issue.expected,
        observed: issue.observed,
        pointer: issue.pointer,
      }),
    );
  }
  const named = statusIn(json.value);
  if (named !== undefined && named !== status) {
    found.push(
      observe({
        ...seen,
        check: 'problem-details.status',
        deviation: 'problem-details:status-differs',
        keyword: 'shall',
        message: 'ProblemDetails.status equals the status code of the response',
        expected: String(status),
        observed: String(named),
        pointer: '/status',
      }),
    );
  }
  return found;
}

function statusIn(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('status' in value)) return undefined;
  return typeof value.status === 'number' ? value.status : undefined;
}

function looksLikeProblem(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'status' in value && 'detail' in value;
}
