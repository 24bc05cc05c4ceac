import { matchExchange } from '../../../src/exchange/match.ts';
import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import type { Method, Resource } from '../../../src/model/release-model.ts';
import { credentialsLookedAt, versionLookedAt } from '../../checks/trace/admission.ts';
import { oncePerTrace } from '../../checks/trace/reading.ts';
import { readable } from '../../checks/trace/reads.ts';
import {
  EXPECTATIONS,
  methodRefused,
  statusCheck,
  unsupportedTasks,
  type Select,
} from '../../checks/trace/statuses.ts';
import { clauseOf, idOf, itemOf, scoped, type Scoped } from '../scope.ts';
import { traceCases, type Row } from '../trace-cases.ts';

/** Resource of each exchange by its name: a hundred cases ask of one operation each. */
const resources = oncePerTrace(
  (trace) =>
    new Map(
      trace.exchanges.map((one) => [one, matchExchange(one, trace.model, trace.target.roots)?.resource.name] as const),
    ),
);

/** Exchanges of one operation. */
export function onOperation({ resource, method }: Pick<Scoped, 'resource' | 'method'>): Select {
  return (exchange, trace) => exchange.request.method === method && resources(trace).get(exchange) === resource.name;
}

/** One way to ask each resource and method: a case for every pair for which `holds`. */
interface Kind {
  /** Last part of the ids. */
  readonly suffix: string;
  /** What follows method and path. */
  readonly title: string;
  /** What follows method and path. */
  readonly purpose: (scope: Pick<Scoped, 'resource' | 'method'>) => string;
  readonly holds: (resource: Resource, method: Method) => boolean;
  readonly judge: (select: Select) => TraceCheck;
  /** Default: that of the operation. */
  readonly clause?: string;
  /** Beside the item of the operation. */
  readonly ics?: string;
  readonly since?: TestCase['since'];
}

const has = (resource: Resource, method: Method): boolean => resource.operations.has(method);
const reads = (resource: Resource, method: Method): boolean => method === 'GET' && has(resource, method);
const takesPayload = (resource: Resource, method: Method): boolean =>
  resource.operations.get(method)?.request !== undefined;
/** Not so api_versions, which is for clients that do not know a version yet. */
const isVersioned = (resource: Resource): boolean => resource.root !== 'apiName';

const KINDS: readonly Kind[] = [
  {
    suffix: 'read',
    title: 'gives the resource',
    purpose: ({ resource }) => `on a resource that exists is answered with 200 and ${whatIsRead(resource)}`,
    // Nobody but a VNF that was asked for it has state that a snapshot could hold.
    holds: (resource, method) => reads(resource, method) && !resource.path.endsWith('/vnf_state_snapshot'),
    judge: readable,
  },
  {
    suffix: '405',
    title: 'is answered with 405',
    purpose: ({ resource }) =>
      `is sent to a resource that exists and has ${[...resource.operations.keys()].join(', ')} only: it is answered with 405 and the header Allow`,
    holds: (resource, method) => !has(resource, method),
    judge: methodRefused,
    clause: EXPECTATIONS['unsupported-method'].clause,
  },
  {
    suffix: '404',
    title: 'is answered with 404 where the resource does not exist',
    purpose: () => 'with an id that no resource of the SUT has, and otherwise legal, is answered with 404',
    holds: (resource, method) => has(resource, method) && resource.path.includes('{') && isVersioned(resource),
    judge: (select) => statusCheck(EXPECTATIONS['unknown-resource'], select),
    clause: EXPECTATIONS['unknown-resource'].clause,
  },
  {
    suffix: '406',
    title: 'with an Accept that cannot be met',
    purpose: () =>
      'with Accept: text/plain, image/png, where a plain GET is answered with 200, is answered with 406; any other 4xx is a warning',
    holds: reads,
    judge: (select) => statusCheck(EXPECTATIONS.unacceptable, select),
    clause: EXPECTATIONS.unacceptable.clause,
  },
  {
    suffix: '415',
    title: 'with a payload of another media type',
    purpose: () => 'with Content-Type text/plain and a plain text is refused with 415; any other 4xx is a warning',
    holds: takesPayload,
    judge: (select) => statusCheck(EXPECTATIONS['unsupported-media-type'], select),
    clause: EXPECTATIONS['unsupported-media-type'].clause,
  },
  {
    suffix: 'version',
    title: 'without a version that is served',
    purpose: () =>
      'is refused without Version (400), with one that is no version identifier (400 or 406), and with one that is not served (406); any other 4xx is a warning',
    holds: (resource, method) => reads(resource, method) && isVersioned(resource),
    judge: versionLookedAt,
    clause: 'SOL013 9.2',
    since: '2.6.1',
  },
  {
    suffix: '401',
    title: 'without credentials that hold',
    purpose: () => 'without credentials, and with wrong ones, is refused with 401; 403 is a warning',
    holds: (resource, method) => has(resource, method) && isVersioned(resource),
    judge: credentialsLookedAt,
    clause: 'SOL013 8.2',
    ics: 'vnflcm.authentication',
  },
  {
    suffix: 'malformed',
    title: 'with a payload that is not JSON',
    purpose: () =>
      'with payloads that are not JSON (cut off, with a trailing comma, without a colon, in single quotes) or not UTF-8 is refused with 400',
    holds: takesPayload,
    judge: (select) => statusCheck(EXPECTATIONS['malformed-json'], select),
    clause: EXPECTATIONS['malformed-json'].clause,
  },
];

function whatIsRead(resource: Resource): string {
  if (resource.path.endsWith('/api_versions')) return 'versions, one of them of the major version that is driven';
  return resource.path.includes('{') ? 'the resource that the URI names' : 'the list';
}

function rowsOf(kind: Kind): readonly Row[] {
  return scoped('vnflcm', kind.holds).map(({ resource, method, since = kind.since, until }) => {
    const scope = { resource, method };
    // A method that the resource does not have goes with the first that it has.
    const item = has(resource, method) ? itemOf(scope) : [...resource.operations.values()][0]?.ics;
    const items = [kind.ics ?? [], item ?? []].flat();
    return {
      id: idOf(scope, kind.suffix),
      title: `${method} ${resource.path} ${kind.title}`,
      purpose: `${method} ${resource.path} ${kind.purpose(scope)}.`,
      clause: kind.clause ?? clauseOf(scope),
      ics: items.length > 1 ? items : items[0],
      since,
      until,
      judge: kind.judge(onOperation(scope)),
    };
  });
}

const unsupported: Row = {
  id: 'unsupported-tasks.404',
  title: 'tasks that are not supported are answered with 404 and an explanation',
  purpose:
    'A task that the ICS denies is asked for on a VNF instance that is NOT_INSTANTIATED: where it is answered with 404, the payload is a ProblemDetails with status and detail.',
  clause: 'SOL003 5.4',
  judge: unsupportedTasks,
};

/** Resources as they can be read, and methods and content that a producer has to refuse. */
export const surfaceCases: readonly TestCase[] = traceCases('vnflcm.surface', 'vnflcm', [
  ...KINDS.flatMap(rowsOf),
  unsupported,
]);
