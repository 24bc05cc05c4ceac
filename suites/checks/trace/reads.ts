import type { Exchange } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { operationName } from './operation-name.ts';
import { answered, entitiesAt, judgement, listed, statusOf, steps, textAt, without } from './reading.ts';
import type { Select } from './statuses.ts';

/** Label of the plain reads of resources that are there. */
export const READ = 'read.plain';

/** A plain GET of a resource that is there gives that resource, with 200. */
export function readable(select: Select): TraceCheck {
  return (trace) => {
    const reads = steps(trace, READ).filter(
      (one) =>
        one.response !== undefined && select(one, trace) && !unclaimed(one, trace) && !showsSomethingElse(one, trace),
    );
    if (reads.length === 0) return without('a read of the resource', trace);
    return judgement(
      reads.length,
      reads.flatMap((exchange) => judge(exchange, trace)),
    );
  };
}

/** A success whose payload is not even a list, or an object, is no read of the resource: its form is judged elsewhere. */
function showsSomethingElse(exchange: Exchange, trace: Trace): boolean {
  if (exchange.response?.status !== 200) return false;
  const operation = matchExchange(exchange, trace.model, trace.target.roots)?.operation;
  const isList = operation?.responses.get(200)?.list === true;
  if (isList) return listed(exchange) === undefined;
  const body = answered(exchange);
  return body === undefined || Object.keys(body).length === 0;
}

/** A collection that the ICS does not claim may be unknown to the SUT. */
function unclaimed(exchange: Exchange, trace: Trace): boolean {
  const item = matchExchange(exchange, trace.model, trace.target.roots)?.operation?.ics;
  return exchange.response?.status === 404 && item !== undefined && trace.target.claims(item, trace.api.major) !== true;
}

function judge(exchange: Exchange, trace: Trace): readonly Observation[] {
  const { resource, variables, operation } = matchExchange(exchange, trace.model, trace.target.roots) ?? {};
  const clause = operation?.clause ?? resource?.clause ?? 'SOL003 5.4';
  const seen = { clause, keyword: 'shall', exchange } as const;
  const status = statusOf(exchange);
  if (status !== 200) {
    return [
      observe({
        ...seen,
        check: 'read.status',
        deviation: `read:${operationName(exchange, trace)}:${status}`,
        message: 'An existing resource can be read',
        expected: '200',
        observed: String(status),
        pointer: 'status',
      }),
    ];
  }
  if (resource?.path.endsWith('/api_versions') === true) return ownVersion(exchange, trace, seen);
  const id = variables?.at(-1);
  const body = answered(exchange);
  if (id === undefined || body === undefined || textAt(body, 'id') === id) return [];
  return [
    observe({
      ...seen,
      check: 'read.identity',
      deviation: `read:${operationName(exchange, trace)}:another`,
      message: 'A read returns the resource that the URI names',
      expected: id,
      observed: body['id'],
      pointer: '/id',
    }),
  ];
}

/** A producer that serves a major version names a version of it (SOL013 9.1.3). */
function ownVersion(
  exchange: Exchange,
  trace: Trace,
  seen: { readonly clause: string; readonly keyword: 'shall'; readonly exchange: Exchange },
): readonly Observation[] {
  const body = answered(exchange);
  if (body === undefined) return [];
  const versions = entitiesAt(body, 'apiVersions').map((one) => textAt(one, 'version') ?? '');
  const major = trace.api.major.slice(1);
  if (versions.some((version) => version.startsWith(`${major}.`))) return [];
  return [
    observe({
      ...seen,
      check: 'read.api-versions',
      deviation: `api-versions:${trace.api.major}:not-named`,
      message: 'The listed versions include one of the major version that is served',
      expected: `a version ${major}.x.y`,
      observed: versions,
      pointer: '/apiVersions',
    }),
  ];
}
