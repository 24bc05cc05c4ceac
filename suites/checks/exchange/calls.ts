import { header, headerValues, jsonOf, mediaType } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Match } from '../../../src/exchange/match.ts';
import type { ExchangeContext, Observation } from '../../../src/judge/case.ts';
import { issuesOf, unknownOf, validatorFor } from '../../../src/model/schema.ts';
import { observe } from '../observe.ts';
import { clauseOf, schemaDeviation } from './answer-schema.ts';

/** The form of a request that the SUT sends as a client: notifications, grant requests, package reads. */
export function callForm(exchange: Exchange, context: ExchangeContext): readonly Observation[] {
  const { match } = context;
  if (match === undefined) return [];
  return [
    ...operation(exchange, match),
    ...payload(exchange, match, context),
    ...versionHeader(exchange, match, context),
  ];
}

function operation(exchange: Exchange, match: Match): readonly Observation[] {
  if (match.operation !== undefined) return [];
  return [
    observe({
      check: 'call.method',
      deviation: `call-method:${match.api.name}:${match.resource.name}.${exchange.request.method}`,
      clause: match.resource.clause,
      keyword: 'shall',
      message: `The resource ${match.resource.path} has no ${exchange.request.method}`,
      expected: [...match.resource.operations.keys()].join(', '),
      observed: exchange.request.method,
      pointer: 'method',
      exchange,
    }),
  ];
}

function payload(exchange: Exchange, match: Match, context: ExchangeContext): readonly Observation[] {
  const wanted = match.operation?.request;
  if (wanted === undefined) return [];
  const found: Observation[] = [];
  if (mediaType(exchange.request.headers) !== wanted.mediaType) {
    found.push(
      observe({
        check: 'call.media-type',
        deviation: `call-media-type:${match.api.name}`,
        clause: 'SOL013 5.1',
        keyword: 'shall',
        message: 'A payload has a Content-Type',
        expected: wanted.mediaType,
        observed: header(exchange.request.headers, 'content-type') ?? 'no Content-Type',
        pointer: 'header:Content-Type',
        exchange,
      }),
    );
  }
  const json = jsonOf(exchange.request.body);
  // What the SUT gave up on while it sent it may have been right.
  const isCut = exchange.failure !== undefined && json.kind !== 'json';
  if (json.kind === 'unread' || isCut) return found;
  if (json.kind !== 'json') {
    found.push(
      observe({
        check: 'call.payload',
        deviation: `call-payload:${match.api.name}:${json.kind}`,
        clause: match.operation?.clause ?? match.resource.clause,
        keyword: 'shall',
        message: 'The request has a JSON payload',
        expected: wanted.type,
        observed: json.kind === 'none' ? 'no payload' : json.why,
        pointer: '',
        exchange,
      }),
    );
    return found;
  }
  const clause = context.model.types.get(wanted.type)?.clause ?? match.resource.clause;
  const validator = validatorFor(context.model, wanted.type, { direction: 'request' });
  for (const issue of issuesOf(validator, json.value)) {
    found.push(
      observe({
        check: 'call.schema',
        deviation: schemaDeviation(issue),
        clause: clauseOf(context, issue.attribute) ?? clause,
        keyword: 'shall',
        message: `${issue.attribute} violates its data type (${issue.keyword})`,
        expected: issue.expected,
        observed: issue.observed,
        pointer: issue.pointer,
        exchange,
      }),
    );
  }
  for (const { attribute, pointer } of unknownOf(validator, context.model, wanted.type, json.value)) {
    found.push(
      observe({
        check: 'call.schema',
        deviation: `unknown-attribute:${attribute}`,
        clause,
        keyword: 'info',
        message: `${attribute} is not an attribute of this release`,
        expected: 'attributes of the release',
        observed: attribute,
        pointer,
        exchange,
      }),
    );
  }
  return found;
}

/** SOL013 9.2: from 2.5.1 on a request names the version of the API that its sender follows; a version of another major is a slip. */
function versionHeader(exchange: Exchange, match: Match, context: ExchangeContext): readonly Observation[] {
  if (!context.model.sol013) return [];
  const value = headerValues(exchange.request.headers, 'version')[0];
  const seen = { check: 'call.version', clause: 'SOL013 9.2', pointer: 'header:Version', exchange } as const;
  const name = match.api.name;
  if (value === undefined) {
    return [
      observe({
        ...seen,
        deviation: `call-version:missing:${name}`,
        keyword: 'shall',
        message: `A request to ${name} names the API version in Version`,
        expected: 'header Version',
        observed: 'no such header',
      }),
    ];
  }
  const major = match.api.version.split('.')[0] ?? '';
  if (value.split('.')[0] === major) return [];
  return [
    observe({
      ...seen,
      deviation: `call-version:major:${name}`,
      keyword: 'shall',
      message: `Version is one of ${name} ${match.api.major}`,
      expected: `${major}.x.y`,
      observed: value,
    }),
  ];
}
