import { matchExchange } from '../../../src/exchange/match.ts';
import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import type { Method } from '../../../src/model/release-model.ts';
import { credentialsLookedAt, versionLookedAt } from '../../checks/trace/admission.ts';
import { oncePerTrace } from '../../checks/trace/reading.ts';
import { readable } from '../../checks/trace/reads.ts';
import {
  EXPECTATIONS,
  methodRefused,
  statusCheck,
  unsupportedTasks,
  type Expectation,
  type Select,
} from '../../checks/trace/statuses.ts';
import { idPart, scoped, type Scoped } from '../scope.ts';

const PROCEDURE = 'vnflcm.surface';

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

function cases(
  suffix: string,
  title: (scope: Scoped) => string,
  expectation: Expectation,
  scopes: readonly Scoped[],
  judge: (select: Select) => TraceCheck = (select) => statusCheck(expectation, select),
): readonly TestCase[] {
  return scopes.map(({ resource, method, ...range }) => {
    const item = resource.operations.get(method)?.ics ?? [...resource.operations.values()][0]?.ics;
    return {
      id: `vnflcm.${idPart(resource)}.${method.toLowerCase()}.${suffix}`,
      title: title({ resource, method }),
      purpose: `${expectation.message}.`,
      api: 'vnflcm',
      suite: 'vnflcm',
      role: 'producer',
      clause: expectation.clause,
      ...(item === undefined ? {} : { ics: item }),
      ...range,
      kind: 'trace',
      procedure: PROCEDURE,
      judge: judge(onOperation({ resource, method })),
    };
  });
}

/** Every resource that can be read is read once as it is. */
const reads: readonly TestCase[] = scoped(
  'vnflcm',
  // Nobody but a VNF that was asked for it has state that a snapshot could hold.
  (resource, method) =>
    method === 'GET' && resource.operations.has('GET') && !resource.path.endsWith('/vnf_state_snapshot'),
).map(({ resource, method, ...range }) => {
  const clause = resource.operations.get(method)?.clause ?? resource.clause;
  const item = resource.operations.get(method)?.ics;
  return {
    id: `vnflcm.${idPart(resource)}.get.read`,
    title: `GET ${resource.path} gives the resource`,
    purpose: 'A resource that is there is answered with 200 and is the one that the URI names.',
    api: 'vnflcm',
    suite: 'vnflcm',
    role: 'producer',
    clause: clause.startsWith('SOL') ? clause : `SOL003 ${clause}`,
    ...(item === undefined ? {} : { ics: item }),
    ...range,
    kind: 'trace',
    procedure: PROCEDURE,
    judge: readable(onOperation({ resource, method })),
  };
});

/** One case an operation, as far as its method is looked at. Nobody asks a client of api_versions for a version. */
function admission(
  suffix: string,
  title: string,
  clause: string,
  judge: (select: Select) => TraceCheck,
  more: Pick<TestCase, 'since' | 'ics'>,
  methods: (method: Method) => boolean = (method) => method === 'GET',
): readonly TestCase[] {
  return scoped(
    'vnflcm',
    (resource, method) => methods(method) && resource.operations.has(method) && resource.root !== 'apiName',
  ).map(({ resource, method, since, ...until }) => {
    const items = [more.ics ?? [], resource.operations.get(method)?.ics ?? []].flat();
    const from = since ?? more.since;
    return {
      id: `vnflcm.${idPart(resource)}.${method.toLowerCase()}.${suffix}`,
      title: `${method} ${resource.path} ${title}`,
      purpose: `A ${method} ${title} is refused.`,
      api: 'vnflcm',
      suite: 'vnflcm',
      role: 'producer',
      clause,
      ...(items.length === 0 ? {} : { ics: items }),
      ...(from === undefined ? {} : { since: from }),
      ...until,
      kind: 'trace',
      procedure: PROCEDURE,
      judge: judge(onOperation({ resource, method })),
    };
  });
}

const unsupported: TestCase = {
  id: 'vnflcm.unsupported-tasks.404',
  title: 'tasks that are not supported are answered with 404 and an explanation',
  purpose: 'The 404 of a task resource that the ICS denies carries a ProblemDetails with detail.',
  api: 'vnflcm',
  suite: 'vnflcm',
  role: 'producer',
  clause: 'SOL003 5.4',
  kind: 'trace',
  procedure: PROCEDURE,
  judge: unsupportedTasks,
};

/** Resources as they can be read, and methods and content that a producer has to refuse. */
export const surfaceCases: readonly TestCase[] = [
  ...reads,
  unsupported,
  ...cases(
    '405',
    ({ resource, method }) => `${method} ${resource.path} is answered with 405`,
    EXPECTATIONS['unsupported-method'],
    scoped('vnflcm', (resource, method) => !resource.operations.has(method)),
    methodRefused,
  ),
  ...cases(
    '404',
    ({ resource, method }) => `${method} on a ${resource.path} that does not exist is answered with 404`,
    EXPECTATIONS['unknown-resource'],
    scoped(
      'vnflcm',
      (resource, method) =>
        resource.operations.has(method) && resource.path.includes('{') && resource.root !== 'apiName',
    ),
  ),
  ...cases(
    '406',
    ({ resource }) => `GET ${resource.path} with an Accept that cannot be met`,
    EXPECTATIONS.unacceptable,
    scoped('vnflcm', (resource, method) => method === 'GET' && resource.operations.has('GET')),
  ),
  ...cases(
    '415',
    ({ resource, method }) => `${method} ${resource.path} with a payload of another media type`,
    EXPECTATIONS['unsupported-media-type'],
    scoped('vnflcm', (resource, method) => resource.operations.get(method)?.request !== undefined),
  ),
  ...admission('version', 'without a version that is served', 'SOL013 9.2', versionLookedAt, { since: '2.6.1' }),
  ...admission(
    '401',
    'without credentials that hold',
    'SOL013 8.2',
    credentialsLookedAt,
    { ics: 'vnflcm.authentication' },
    () => true,
  ),
  ...cases(
    'malformed',
    ({ resource, method }) => `${method} ${resource.path} with a payload that is not JSON`,
    EXPECTATIONS['malformed-json'],
    scoped('vnflcm', (resource, method) => resource.operations.get(method)?.request !== undefined),
  ),
];
