import { resourcePath, samePath } from '../../../src/exchange/uri.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { finder } from '../observe.ts';
import { pathOf } from './matching.ts';
import { answered, asked, at, entitiesAt, judgement, step, steps, textAt, without, type Entity } from './reading.ts';

const REQUEST = 'SOL003 9.5.2.2';

export const finding = finder({ check: 'grant.request', clause: REQUEST, pointer: '' });

/** Requests for grants of one operation occurrence. One whose token was not taken is asked again with another, and is none. */
export function grantsOf(trace: Trace, vnfLcmOpOccId: string): readonly Exchange[] {
  return trace.exchanges.filter(
    (one) =>
      one.direction === 'inbound' &&
      one.api === 'grant' &&
      one.request.method === 'POST' &&
      one.response?.status !== 401 &&
      asked(one)?.['vnfLcmOpOccId'] === vnfLcmOpOccId,
  );
}

export interface Operation {
  readonly request: Exchange;
  readonly last: Exchange;
  readonly occ: Entity;
  readonly id: string;
}

export function operationOf(trace: Trace, label: string): Operation | undefined {
  const request = step(trace, label);
  const last = steps(trace, `${label}.op_occ`).at(-1);
  const occ = answered(last);
  const id = textAt(occ, 'id');
  return request === undefined || last === undefined || occ === undefined || id === undefined
    ? undefined
    : { request, last, occ, id };
}

/** One grant is asked for, before the operation touches resources. */
export function grantedOnce(label: string): TraceCheck {
  return (trace) => {
    const operation = operationOf(trace, label);
    if (operation === undefined) return without(`the operation occurrence of ${label}`, trace);
    const grants = grantsOf(trace, operation.id);
    const [first] = grants;
    if (grants.length === 1 && first !== undefined) return judgement(1, touchedBefore(operation, first, trace));
    return judgement(1, [
      finding({
        check: 'grant.once',
        deviation: `grant:${grants.length === 0 ? 'not-asked-for' : 'asked-for-again'}`,
        clause: 'SOL003 9.3',
        message: 'An operation requests one grant',
        expected: '1',
        observed: String(grants.length),
        exchange: [operation.request, ...grants],
      }),
    ]);
  };
}

/** The VIM was changed for the operation before its grant was given. */
function touchedBefore(operation: Operation, grant: Exchange, trace: Trace): readonly Observation[] {
  const end = Date.parse(grant.at) + grant.ms;
  const early = vimChanges(operation, trace).find((one) => Date.parse(one.at) < end);
  if (early === undefined) return [];
  return [
    finding({
      check: 'grant.before-resources',
      deviation: 'grant:resources-touched-before',
      clause: 'SOL003 9.3',
      message: 'Resources are changed only after the grant was received',
      expected: `no change at the VIM before ${new Date(end).toISOString()}`,
      observed: `${early.request.method} ${pathOf(early.request.url)}`,
      exchange: [grant, early],
    }),
  ];
}

/** Changes at the VIM for the instance from the request for the operation on. */
export function vimChanges({ request, occ }: Operation, trace: Trace): readonly Exchange[] {
  const began = Date.parse(request.at);
  return trace.exchanges.filter(
    (one) =>
      one.direction === 'inbound' &&
      one.api === 'vim' &&
      !['GET', 'HEAD'].includes(one.request.method) &&
      one.request.url.includes(textAt(occ, 'vnfInstanceId') ?? '') &&
      Date.parse(one.at) >= began,
  );
}

/** The operation of a step and the request for its grant, as far as they are there. */
export function granted(
  trace: Trace,
  label: string,
): { readonly operation: Operation | undefined; readonly grant: Exchange | undefined } {
  const operation = operationOf(trace, label);
  return { operation, grant: operation === undefined ? undefined : grantsOf(trace, operation.id)[0] };
}

/** An operation and the request for its grant. */
interface Asked extends Operation {
  readonly grant: Exchange;
  readonly body: Entity;
}

/** What is said of the grant request of an operation; `undefined` where that needs the grant, and none was given. */
function judgeGrant(
  label: string,
  look: (asked: Asked, trace: Trace) => readonly Observation[] | undefined,
): TraceCheck {
  return (trace) => {
    const { operation, grant } = granted(trace, label);
    const body = asked(grant);
    if (operation === undefined || grant === undefined || body === undefined)
      return without(`the grant request of ${label}`, trace);
    const found = look({ ...operation, grant, body }, trace);
    return found === undefined ? without(`the grant of ${label}`, trace) : judgement(1, found);
  };
}

/** The request for a grant says what the operation is, and on what. */
export function grantDescribes(label: string, operation: string): TraceCheck {
  return judgeGrant(label, (about, trace) => {
    const { occ, body, grant } = about;
    const instance = answered(step(trace, `${label}.before`));
    const wanted: Readonly<Record<string, unknown>> = {
      operation,
      vnfInstanceId: occ['vnfInstanceId'],
      vnfdId: instance?.['vnfdId'],
      isAutomaticInvocation: false,
    };
    return [
      ...Object.entries(wanted).flatMap(([name, value]) =>
        value === undefined || body[name] === value ? [] : [unlike(name, value, body[name], grant)],
      ),
      ...wrongLinks(about, trace),
      ...flavour(operation, asked(about.request), instance, body, grant),
      ...destination(operation, asked(about.request), body, grant),
      ...handles(about, 'addResources'),
      ...handles(about, 'removeResources'),
      ...handles(about, 'updateResources'),
    ];
  });
}

/** Links of a grant request lead to the instance and to the operation occurrence. */
function wrongLinks({ id, occ, body, grant }: Asked, trace: Trace): readonly Observation[] {
  const root = trace.target.roots[`${trace.api.name}/${trace.api.major}`] ?? '';
  const due: readonly (readonly [name: string, path: string])[] = [
    ['vnfInstance', root + resourcePath('vnf_instances', textAt(occ, 'vnfInstanceId') ?? '')],
    ['vnfLcmOpOcc', root + resourcePath('vnf_lcm_op_occs', id)],
  ];
  return due.flatMap(([name, path]) => {
    const href = at(body, '_links', name, 'href');
    return typeof href === 'string' && samePath(href, path) ? [] : [unlike(`_links.${name}`, path, href, grant)];
  });
}

function unlike(name: string, expected: unknown, observed: unknown, exchange: Exchange): Observation {
  return finding({
    deviation: `grant:${name}`,
    message: `${name} of a grant request fits the operation`,
    expected: String(expected),
    observed,
    pointer: `/${name.replaceAll('.', '/')}`,
    exchange,
  });
}

/** flavourId names the flavour that the instance has or is to have; instantiationLevelId is for INSTANTIATE alone. */
function flavour(
  operation: string,
  request: Entity | undefined,
  instance: Entity | undefined,
  body: Entity,
  exchange: Exchange,
): readonly Observation[] {
  const found: Observation[] = [];
  const instantiates = operation === 'INSTANTIATE';
  const due = instantiates ? request?.['flavourId'] : at(instance, 'instantiatedVnfInfo', 'flavourId');
  // Whether it is the old one or the new one when the flavour is changed is not said.
  const fits = [due, operation === 'CHANGE_FLAVOUR' ? request?.['newFlavourId'] : due];
  const asked = body['flavourId'];
  const isNeeded = instantiates || operation === 'CHANGE_FLAVOUR';
  if (asked === undefined ? isNeeded : due !== undefined && !fits.includes(asked))
    found.push(unlike('flavourId', due, asked, exchange));
  if (!instantiates && body['instantiationLevelId'] !== undefined)
    found.push(unlike('instantiationLevelId', `none in ${operation}`, body['instantiationLevelId'], exchange));
  return found;
}

/** dstVnfdId names the VNFD that the instance is to have, where that changes (from 3.3.1 on, with the operation). */
function destination(
  operation: string,
  request: Entity | undefined,
  body: Entity,
  exchange: Exchange,
): readonly Observation[] {
  const due = operation === 'CHANGE_VNFPKG' ? request?.['vnfdId'] : undefined;
  return body['dstVnfdId'] === due
    ? []
    : [unlike('dstVnfdId', due ?? `none in ${operation}`, body['dstVnfdId'], exchange)];
}

/** The request for a grant names the resources that come and go. */
export function grantResources(label: string, list: 'addResources' | 'removeResources'): TraceCheck {
  return judgeGrant(label, (about) => {
    // An instantiation level stands for the resources that it takes.
    const byLevel = label === 'instantiate' && about.body['instantiationLevelId'] !== undefined;
    return [...computeResources(about, list, byLevel && list === 'addResources'), ...handles(about, list)];
  });
}

/** As many compute resources as the operation then changed VNFCs; none has to be there where a level stands for them. */
function computeResources(
  { occ, body, grant, last }: Asked,
  list: 'addResources' | 'removeResources',
  byLevel: boolean,
): readonly Observation[] {
  const type = list === 'addResources' ? 'ADDED' : 'REMOVED';
  const changed = entitiesAt(occ, 'resourceChanges', 'affectedVnfcs').filter(
    (one) => one['changeType'] === type,
  ).length;
  const computes = entitiesAt(body, list).filter((one) => one['type'] === 'COMPUTE').length;
  const seen = { observed: String(computes), pointer: `/${list}`, exchange: [grant, last] } as const;
  if (changed > 0 && computes === 0 && !byLevel)
    return [
      finding({
        ...seen,
        deviation: `grant:${list}:missing`,
        message: `${list} of a grant request names the resources`,
        expected: `${changed} of type COMPUTE`,
      }),
    ];
  if (computes === 0 || computes === changed) return [];
  return [
    finding({
      ...seen,
      deviation: `grant:${list}:count`,
      keyword: 'should',
      message: `${list} of a grant request names as many compute resources as the operation then changed`,
      expected: String(changed),
    }),
  ];
}

/** What is to be removed or changed has a handle, what is yet to be made has none. */
function handles({ body, grant }: Asked, list: keyof typeof HANDLES): readonly Observation[] {
  const { isThere, message } = HANDLES[list];
  const wrong = entitiesAt(body, list).find((one) => (one['resource'] === undefined) === isThere);
  if (wrong === undefined) return [];
  return [
    finding({
      deviation: `grant:${list}:resource`,
      clause: 'SOL003 9.5.3.2',
      message,
      expected: isThere ? 'resource' : 'no resource',
      observed: wrong,
      pointer: `/${list}`,
      exchange: grant,
    }),
  ];
}

const HANDLES = {
  addResources: { isThere: false, message: 'A resource that does not exist yet has no handle' },
  removeResources: { isThere: true, message: 'A resource to be removed is identified by its handle' },
  updateResources: { isThere: true, message: 'A resource to be changed is identified by its handle' },
} as const;

/** The operation occurrence names its grant. */
export function grantUsed(label: string): TraceCheck {
  return judgeGrant(label, ({ occ, grant, last }) => {
    const id = textAt(answered(grant), 'id');
    if (id === undefined) return undefined;
    const shown = occ['grantId'];
    const seen = { check: 'grant.used', clause: 'SOL003 5.5.2.13', exchange: [grant, last] } as const;
    return [
      ...(shown === id
        ? []
        : [
            finding({
              ...seen,
              deviation: `op-occ:grantId:${shown === undefined ? 'missing' : 'differs'}`,
              message: 'grantId of the operation occurrence is that of its grant',
              expected: id,
              observed: shown,
              pointer: '/grantId',
            }),
          ]),
      ...(at(occ, '_links', 'grant') === undefined
        ? [
            finding({
              ...seen,
              deviation: 'op-occ:link:grant:missing',
              keyword: 'should',
              message: '_links.grant is present if there is a grant',
              expected: 'a link',
              observed: 'no such link',
              pointer: '/_links/grant',
            }),
          ]
        : []),
    ];
  });
}
