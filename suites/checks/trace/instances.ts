import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import type { Keyword } from '../../../src/judge/verdict.ts';
import { observe } from '../observe.ts';
import { compare, type About } from './compare.ts';
import {
  answered,
  asked,
  at,
  entitiesAt,
  isEntity,
  judgement,
  listed,
  sameContent,
  step,
  steps,
  textAt,
  without,
  type Entity,
} from './reading.ts';

const statusOf = (exchange: Exchange | undefined): number | undefined => exchange?.response?.status;

/** A request that is legal in its state was accepted with the status of success. */
export function accepted(label: string, status: number, task: string): (trace: Trace) => Judgement {
  return (trace) => {
    // What was asked again after a 409 counts by its last answer.
    const all = steps(trace, label)
      .filter((exchange) => exchange.response !== undefined)
      .slice(-1);
    if (all.length === 0) return without(`step ${label}`, trace);
    return judgement(
      all.length,
      all.flatMap((exchange) =>
        statusOf(exchange) === status
          ? []
          : [
              observe({
                check: 'task.accepted',
                deviation: `refused:${task}:${statusOf(exchange) ?? 0}`,
                clause: 'SOL003 5.4',
                keyword: 'shall',
                message: `A legal request to ${task} is accepted with ${status}`,
                expected: String(status),
                observed: `${statusOf(exchange) ?? 0} ${exchange.response?.body?.data ?? ''}`,
                pointer: 'status',
                exchange,
              }),
            ],
      ),
    );
  };
}

/**
 * The operation that a legal request started came to COMPLETED. `keyword`: an operation that fails for a reason that it states breaks no rule of the GS; what the IXIT promises to complete
 * is another matter.
 */
export function completed(label: string, operation: string, keyword: Keyword = 'shall'): (trace: Trace) => Judgement {
  return (trace) => {
    const last = steps(trace, `${label}.op_occ`).at(-1);
    const occ = answered(last);
    if (last === undefined || occ === undefined) return without(`the operation occurrence of ${label}`, trace);
    const about = {
      check: 'task.completed',
      clause: 'SOL003 5.4',
      message: `${operation} completes`,
      deviation: `not-completed:${operation}:${textAt(occ, 'operationState') ?? 'none'}`,
      pointer: '/operationState',
    };
    const explained = isEntity(occ['error']) ? keyword : 'shall';
    const found = compare(about, 'COMPLETED', occ['operationState'], last);
    return judgement(
      1,
      found.map((one) => ({ ...one, keyword: explained })),
    );
  };
}

/** The operation occurrence of a task says which operation on which instance it is, and repeats what was asked. */
export function describesTask(label: string, operation: string): (trace: Trace) => Judgement {
  return (trace) => {
    const request = step(trace, label);
    const last = steps(trace, `${label}.op_occ`).at(-1);
    const occ = answered(last);
    const instance = textAt(answered(step(trace, 'create')), 'id');
    if (request === undefined || last === undefined || occ === undefined)
      return without(`the operation occurrence of ${label}`, trace);
    const about = (name: string): About => ({
      check: 'op-occ.content',
      clause: 'SOL003 5.5.2.13',
      message: `${name} of the operation occurrence fits the request`,
      deviation: `op-occ:content:${name}`,
      pointer: `/${name}`,
    });
    return judgement(1, [
      ...compare(about('operation'), operation, occ['operation'], last),
      ...compare(about('vnfInstanceId'), instance, occ['vnfInstanceId'], last),
      ...(occ['isAutomaticInvocation'] === undefined
        ? []
        : compare(about('isAutomaticInvocation'), false, occ['isAutomaticInvocation'], last)),
      ...(isEntity(occ['operationParams'])
        ? parameters(asked(request) ?? {}, occ['operationParams'], [request, last], operation)
        : []),
    ]);
  };
}

/** operationParams hold what the request held; credentials may be left out. */
function parameters(
  request: Entity,
  params: Entity,
  exchange: readonly Exchange[],
  operation: string,
): readonly Observation[] {
  const names = Object.keys(request).filter((name) => name !== 'vimConnectionInfo' && name !== 'additionalParams');
  const about = {
    check: 'op-occ.params',
    clause: 'SOL003 5.5.2.13',
    message: 'operationParams repeat the parameters of the request',
    deviation: `op-occ:operationParams:${operation}`,
    pointer: '/operationParams',
  };
  const of = (source: Entity): Entity => Object.fromEntries(names.map((name) => [name, source[name]]));
  if (sameContent(of(request), of(params))) return [];
  return compare(about, of(request), params, exchange);
}

/** Location of the answer to creation leads to the instance, which is what was asked for. */
export function createdInstance(trace: Trace): Judgement {
  const made = step(trace, 'create');
  const body = answered(made);
  if (made === undefined || body === undefined || statusOf(made) !== 201)
    return without('a created VNF instance', trace);
  const request = asked(made) ?? {};
  const id = textAt(body, 'id') ?? '';
  const location = header(made.response?.headers ?? [], 'location');
  const about = (name: string): About => ({
    check: 'instance.created',
    clause: 'SOL003 5.4.2.3.1',
    message: `${name} of a new VNF instance`,
    deviation: `created:${name}`,
    pointer: `/${name}`,
  });
  return judgement(1, [
    ...compare(about('instantiationState'), 'NOT_INSTANTIATED', body['instantiationState'], made),
    ...compare(about('vnfdId'), request['vnfdId'], body['vnfdId'], made),
    ...compare(about('vnfInstanceName'), request['vnfInstanceName'], body['vnfInstanceName'], made),
    ...compare(about('instantiatedVnfInfo'), undefined, body['instantiatedVnfInfo'], made),
    ...(location === undefined
      ? []
      : compare(
          { ...about('Location'), message: 'Location leads to the created resource', pointer: 'header:Location' },
          id,
          location.split('/').pop(),
          made,
        )),
  ]);
}

/** What was created appears: by GET of the resource, unchanged, and in the list. */
export function createdAppears(trace: Trace): Judgement {
  const made = step(trace, 'create');
  const body = answered(made);
  const again = step(trace, 'read.created');
  const list = step(trace, 'list.created');
  if (made === undefined || body === undefined || again === undefined) return without('a created VNF instance', trace);
  const about = { check: 'instance.appears', clause: 'SOL003 5.4.3.3.2', pointer: '' };
  const observations: Observation[] = [
    ...compare(
      { ...about, deviation: 'created:read-status', message: 'A created resource can be read' },
      200,
      statusOf(again),
      [made, again],
    ),
    ...(statusOf(again) === 200
      ? compare(
          { ...about, deviation: 'created:read-differs', message: 'Reading gives what the creation answered' },
          ordered(body),
          ordered(answered(again) ?? {}),
          [made, again],
        )
      : []),
  ];
  const items = listed(list);
  if (list !== undefined && items !== undefined && !isPaged(list)) {
    const found = items.filter((item) => item['id'] === body['id']).length;
    observations.push(
      ...compare(
        { ...about, deviation: 'created:not-listed', message: 'A created resource appears once in the list' },
        1,
        found,
        [made, list],
      ),
    );
  }
  return judgement(1, observations);
}

function isPaged(exchange: Exchange): boolean {
  return header(exchange.response?.headers ?? [], 'link')?.includes('nextpage_opaque_marker') === true;
}

/** Members by name: their order in JSON means nothing. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isEntity(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  );
}

/** After deletion the instance is answered with 404 and is in no list. */
export function deletedIsGone(trace: Trace): Judgement {
  const gone = step(trace, 'delete');
  const again = step(trace, 'read.deleted');
  const list = step(trace, 'list.deleted');
  const id = textAt(answered(step(trace, 'create')), 'id');
  if (gone === undefined || again === undefined || statusOf(gone) !== 204)
    return without('a deleted VNF instance', trace);
  const about = { check: 'instance.gone', clause: 'SOL003 5.4.3.3.5', pointer: '' };
  return judgement(1, [
    ...compare(
      { ...about, deviation: 'deleted:still-read', message: 'A deleted resource is answered with 404' },
      404,
      statusOf(again),
      [gone, again],
    ),
    ...compare(
      { ...about, deviation: 'deleted:still-listed', message: 'A deleted resource is in no list' },
      false,
      listed(list)?.some((item) => item['id'] === id) ?? false,
      [gone, ...(list === undefined ? [] : [list])],
    ),
  ]);
}

/** State, flavour and, where an aspect is known, scale status after instantiation. */
export function instantiatedState(trace: Trace): Judgement {
  const seen = step(trace, 'read.instantiated');
  const body = answered(seen);
  if (seen === undefined || body === undefined) return without('an instantiated VNF instance', trace);
  const about = (name: string): About => ({
    check: 'instance.instantiated',
    clause: 'SOL003 5.5.2.2',
    message: `${name} after instantiation`,
    deviation: `instantiated:${name}`,
    pointer: `/${name}`,
  });
  return judgement(1, [
    ...compare(about('instantiationState'), 'INSTANTIATED', body['instantiationState'], seen),
    ...compare(about('instantiatedVnfInfo.vnfState'), 'STARTED', at(body, 'instantiatedVnfInfo', 'vnfState'), seen),
    ...compare(
      about('instantiatedVnfInfo.flavourId'),
      asked(step(trace, 'instantiate'))?.['flavourId'],
      at(body, 'instantiatedVnfInfo', 'flavourId'),
      seen,
    ),
    ...resources(body, seen),
  ]);
}

/** References inside instantiatedVnfInfo lead somewhere: vnfcResourceInfo ids are unique, vnfcInfo names an existing one. */
function resources(body: Entity, exchange: Exchange): readonly Observation[] {
  const vnfcs = entitiesAt(body, 'instantiatedVnfInfo', 'vnfcResourceInfo').map((one) => textAt(one, 'id'));
  const dangling = entitiesAt(body, 'instantiatedVnfInfo', 'vnfcInfo')
    .map((one) => textAt(one, 'vnfcResourceInfoId'))
    .filter((id) => id !== undefined && !vnfcs.includes(id));
  const about = {
    check: 'instance.references',
    clause: 'SOL003 5.5.3.5',
    message: 'References inside a VNF instance lead somewhere',
    deviation: 'instantiated:vnfcInfo:dangling',
    pointer: '/instantiatedVnfInfo/vnfcInfo',
  };
  return compare(about, [], dangling, exchange);
}

/** terminate takes instantiatedVnfInfo away. */
export function terminatedState(trace: Trace): Judgement {
  const seen = step(trace, 'read.terminated');
  const body = answered(seen);
  if (seen === undefined || body === undefined) return without('a terminated VNF instance', trace);
  const about = (name: string): About => ({
    check: 'instance.terminated',
    clause: 'SOL003 5.4.8',
    message: `${name} after termination`,
    deviation: `terminated:${name}`,
    pointer: `/${name}`,
  });
  return judgement(1, [
    ...compare(about('instantiationState'), 'NOT_INSTANTIATED', body['instantiationState'], seen),
    // The GS says when it shall be there, not that it shall be gone otherwise.
    ...(body['instantiatedVnfInfo'] === undefined
      ? []
      : compare(about('instantiatedVnfInfo'), undefined, body['instantiatedVnfInfo'], seen).map((one) => ({
          ...one,
          keyword: 'should' as const,
        }))),
  ]);
}

/** A modification shows in the instance and nothing else changes. */
export function modified(trace: Trace): Judgement {
  const request = step(trace, 'modify');
  const seen = steps(trace, 'read.modified').at(-1);
  if (request === undefined || seen === undefined || statusOf(request) !== 202) return without('a modification', trace);
  const about = {
    check: 'instance.modified',
    clause: 'SOL003 5.4.3.3.4',
    message: 'A modification shows in the instance',
    deviation: 'modified:not-shown',
    pointer: '/vnfInstanceDescription',
  };
  return judgement(
    1,
    compare(about, asked(request)?.['vnfInstanceDescription'], answered(seen)?.['vnfInstanceDescription'], [
      request,
      seen,
    ]),
  );
}

/** Task links of a VNF instance fit its instantiationState (SOL003 5.5.2.2, _links). */
export function instanceLinks(trace: Trace): Judgement {
  const INSTANTIATED = [
    'terminate',
    'scale',
    'scaleToLevel',
    'changeFlavour',
    'heal',
    'operate',
    'changeExtConn',
    'createSnapshot',
    'revertToSnapshot',
    'changeCurrentVnfPkg',
  ];
  let judged = 0;
  const observations: Observation[] = [];
  for (const exchange of trace.exchanges) {
    const body = answered(exchange);
    const state = textAt(body, 'instantiationState');
    if (state === undefined || (statusOf(exchange) ?? 0) >= 300) continue;
    judged += 1;
    const wrong = state === 'INSTANTIATED' ? ['instantiate'] : INSTANTIATED;
    for (const task of wrong.filter((name) => at(body, '_links', name) !== undefined)) {
      observations.push(
        observe({
          check: 'instance.links',
          deviation: `instance:link:${task}:offered-wrongly`,
          clause: 'SOL003 5.5.2.2',
          keyword: 'shall',
          message: `_links.${task} is there only while the task is possible`,
          expected: `no link in ${state}`,
          observed: at(body, '_links', task),
          pointer: `/_links/${task}`,
          exchange,
        }),
      );
    }
    const due = state === 'INSTANTIATED' ? 'terminate' : 'instantiate';
    if (at(body, '_links', due) === undefined) {
      observations.push(
        observe({
          check: 'instance.links',
          deviation: `instance:link:${due}:missing`,
          clause: 'SOL003 5.5.2.2',
          keyword: 'shall',
          message: `_links.${due} is there while the task is possible`,
          expected: `a link in ${state}`,
          observed: 'no such link',
          pointer: `/_links/${due}`,
          exchange,
        }),
      );
    }
  }
  return judged === 0 ? without('a VNF instance', trace) : judgement(judged, observations);
}
