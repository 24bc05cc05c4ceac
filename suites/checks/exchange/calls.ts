import { headerValues } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Match } from '../../../src/exchange/match.ts';
import type { ExchangeContext, Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { payloadForm, type Side } from './payload.ts';

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
  return payloadForm({
    side: CALL,
    exchange,
    match,
    context,
    message: exchange.request,
    type: wanted.type,
    mediaTypes: [wanted.mediaType],
    selection: { direction: 'request' },
    // What the SUT gave up on while it sent it may have been right.
    mayBeBroken: exchange.failure !== undefined,
  });
}

const CALL: Side = {
  check: 'call',
  what: () => 'The request',
  mediaTypeDeviation: ({ match }) => `call-media-type:${match.api.name}`,
  jsonDeviation: ({ match }, kind) => `call-payload:${match.api.name}:${kind}`,
  judged: (_payload, value) => value,
};

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
