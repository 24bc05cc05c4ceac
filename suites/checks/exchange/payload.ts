import { header, jsonOf, mediaType, type Json } from '../../../src/exchange/body.ts';
import type { Body, Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import type { Match } from '../../../src/exchange/match.ts';
import type { ExchangeContext, Observation } from '../../../src/judge/case.ts';
import type { SchemaIssue } from '../../../src/model/release-model.ts';
import { issuesOf, unknownOf, validatorFor, type ValidatorOptions } from '../../../src/model/schema.ts';
import { observe } from '../observe.ts';

/** A payload that the SUT wrote, in an answer or in a call of its own, and what the release lays down for it. */
export interface Payload {
  readonly side: Side;
  readonly exchange: Exchange;
  readonly match: Match;
  readonly context: ExchangeContext;
  readonly message: { readonly headers: HeaderList; readonly body?: Body };
  readonly type: string;
  /** Media types that are right; one may be a range: `application/*`. */
  readonly mediaTypes: readonly string[];
  /** How the data type is used. */
  readonly selection: ValidatorOptions;
  /** Attribute selectors may have left anything out (SOL013 5.3): what, is judged by the cases on selectors. */
  readonly isPartial?: boolean;
  /** There is a reason, judged elsewhere, for it not to be JSON. */
  readonly mayBeBroken: boolean;
}

/** In what answers and calls differ. Its words are put together only where something is found: most payloads are right. */
export interface Side {
  /** First part of the names of checks. */
  readonly check: 'answer' | 'call';
  /** What carries the payload, for a person. */
  what(payload: Payload): string;
  mediaTypeDeviation(payload: Payload): string;
  jsonDeviation(payload: Payload, kind: Json['kind']): string;
  /** What of the payload is held against its data type; `undefined`: nothing. */
  judged(payload: Payload, value: unknown): unknown;
}

/** Media type, JSON, data type, and attributes that the release does not have. */
export function payloadForm(payload: Payload): readonly Observation[] {
  const found = wrongMediaType(payload);
  // Images, archives, state of a VNF: nothing to look into.
  if (!payload.mediaTypes.includes('application/json')) return found;
  const json = jsonOf(payload.message.body);
  if (json.kind === 'unread') return found;
  if (json.kind !== 'json') return payload.mayBeBroken ? found : [...found, notJson(payload, json)];
  const value = payload.side.judged(payload, json.value);
  return value === undefined ? found : [...found, ...breaches(payload, value)];
}

function wrongMediaType(payload: Payload): readonly Observation[] {
  const { side, exchange, message, mediaTypes } = payload;
  const type = mediaType(message.headers);
  if (mediaTypes.some((wanted) => isOf(type, wanted))) return [];
  return [
    observe({
      check: `${side.check}.media-type`,
      deviation: side.mediaTypeDeviation(payload),
      clause: 'SOL013 5.1',
      keyword: 'shall',
      message: 'A payload has a Content-Type',
      expected: mediaTypes.join(' or '),
      observed: header(message.headers, 'content-type') ?? 'no Content-Type',
      pointer: 'header:Content-Type',
      exchange,
    }),
  ];
}

/** `wanted` may be a range: `application/*`. */
function isOf(type: string | undefined, wanted: string): boolean {
  return type === wanted || (wanted.endsWith('/*') && type?.startsWith(wanted.slice(0, -1)) === true);
}

function notJson(payload: Payload, json: Exclude<Json, { readonly kind: 'json' | 'unread' }>): Observation {
  const { side, exchange, match, type, selection } = payload;
  return observe({
    check: `${side.check}.payload`,
    deviation: side.jsonDeviation(payload, json.kind),
    clause: match.operation?.clause ?? match.resource.clause,
    keyword: 'shall',
    message: `${side.what(payload)} has a JSON payload`,
    expected: `${selection.list === true ? 'a list of ' : ''}${type}`,
    observed: json.kind === 'none' ? 'no payload' : json.why,
    pointer: '',
    exchange,
  });
}

/** What is wrong with a value whatever was left out of it; a choice between structures may depend on what is missing. */
const WHATEVER_IS_MISSING = new Set(['type', 'enum', 'const', 'format', 'pattern', 'maxItems', 'minimum', 'maximum']);

/** Where the payload breaks its data type, and what it has beyond it. */
function breaches(
  { side, exchange, match, context, type, selection, isPartial }: Payload,
  value: unknown,
): readonly Observation[] {
  const { model } = context;
  const validator = validatorFor(model, type, selection);
  const clause = model.types.get(type)?.clause ?? match.resource.clause;
  const all = issuesOf(validator, value);
  const issues = isPartial === true ? all.filter(({ keyword }) => WHATEVER_IS_MISSING.has(keyword)) : all;
  return [
    ...issues.map((issue) =>
      observe({
        check: `${side.check}.schema`,
        deviation: schemaDeviation(issue),
        clause: model.types.get(issue.attribute.split('.')[0] ?? '')?.clause ?? clause,
        keyword: isDisputed(issue, context) ? 'should' : 'shall',
        message: `${issue.attribute} violates its data type (${issue.keyword})`,
        expected: issue.expected,
        observed: issue.observed,
        pointer: issue.pointer,
        exchange,
      }),
    ),
    ...unknownOf(validator, model, type, value).map(({ attribute, pointer }) =>
      observe({
        check: `${side.check}.schema`,
        deviation: `unknown-attribute:${attribute}`,
        clause,
        keyword: 'info',
        message: `${attribute} is not an attribute of this release`,
        expected: 'attributes of the release',
        observed: attribute,
        pointer,
        exchange,
      }),
    ),
  ];
}

/** Mandatory by the table of the GS, and not by the OpenAPI files of ETSI: a product made by these is not to blame. */
const REQUIRED_BY_TEXT_ALONE: Readonly<Record<string, readonly string[]>> = {
  'VnfInstance.instantiatedVnfInfo.extCpInfo': ['3.3.1'],
  'VnfInstance._links': ['3.3.1', '3.7.1'],
  'VnfLcmOpOcc._links': ['3.3.1', '3.7.1'],
};

/** 1..N by table and file; a VNF whose VNFD declares no external CP, as the harness's own, has none to show. */
const EMPTY_BY_NATURE = 'VnfInstance.instantiatedVnfInfo.extCpInfo';

function isDisputed({ attribute, keyword }: SchemaIssue, { model }: ExchangeContext): boolean {
  if (attribute === EMPTY_BY_NATURE && keyword === 'minItems') return true;
  return keyword === 'required' && REQUIRED_BY_TEXT_ALONE[attribute]?.includes(model.release) === true;
}

/**
 * Root cause of a broken data type. Times of one data type are written by one piece of code, those of all notifications too;
 * so are optional attributes of a data type that are written as null, and links of the notifications about identifiers.
 */
export function schemaDeviation(issue: SchemaIssue): string {
  const [type = '', ...path] = issue.attribute.split('.');
  const family = type.replace(/^VnfIdentifier(?:Creation|Deletion)Notification$/, 'VnfIdentifierNotification');
  if (issue.keyword === 'format' && issue.expected.includes('date-time'))
    return `schema:${/Notification$/.test(type) ? 'Notification' : type}:date-time`;
  if (issue.keyword === 'type' && issue.observed === null) return `schema:${type}:null`;
  return `schema:${[family, ...path].join('.')}:${issue.keyword}`;
}
