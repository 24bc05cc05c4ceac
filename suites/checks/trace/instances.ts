import { lastStep } from '../../../src/exchange/uri.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { compare, type About } from './compare.ts';
import { pageWith, timesOnOnlyPage } from './list-walk.ts';
import { answeredPart } from './known-part.ts';
import {
  answered,
  asked,
  at,
  entitiesAt,
  judgement,
  ordered,
  statusOf,
  step,
  steps,
  textAt,
  without,
  type Entity,
} from './reading.ts';

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
    ...withoutInfo(about('instantiatedVnfInfo'), body, made),
    ...(location === undefined
      ? []
      : compare(
          { ...about('Location'), message: 'Location leads to the created resource', pointer: 'header:Location' },
          id,
          lastStep(location),
          made,
        )),
  ]);
}

/** What was created appears: by GET of the resource, unchanged, and in the list. */
export function createdAppears(trace: Trace): Judgement {
  const made = step(trace, 'create');
  const body = answeredPart(made, trace);
  const again = step(trace, 'read.created');
  const list = step(trace, 'list.created');
  if (made === undefined || body === undefined || again === undefined) return without('a created VNF instance', trace);
  const about = { check: 'instance.appears', clause: 'SOL003 5.4.3.3.2', pointer: '' };
  const observations: Observation[] = [
    ...compare(
      { ...about, deviation: 'created:read-status', message: 'A created resource can be read' },
      200,
      again.response?.status,
      [made, again],
    ),
    ...(statusOf(again) === 200
      ? compare(
          { ...about, deviation: 'created:read-differs', message: 'A read returns what the creation returned' },
          ordered(body),
          ordered(answeredPart(again, trace) ?? {}),
          [made, again],
        )
      : []),
  ];
  const found = timesOnOnlyPage(list, body['id']);
  if (list !== undefined && found !== undefined) {
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

/** After deletion the instance is answered with 404 and is in no list. */
export function deletedIsGone(trace: Trace): Judgement {
  const gone = step(trace, 'delete');
  const again = step(trace, 'read.deleted');
  const id = textAt(answered(step(trace, 'create')), 'id');
  const still = pageWith(trace, 'list.deleted', (item) => item['id'] === id);
  if (gone === undefined || again === undefined || statusOf(gone) !== 204)
    return without('a deleted VNF instance', trace);
  const about = { check: 'instance.gone', clause: 'SOL003 5.4.3.3.5', pointer: '' };
  return judgement(1, [
    ...compare(
      { ...about, deviation: 'deleted:still-read', message: 'A request for a deleted resource is answered with 404' },
      404,
      again.response?.status,
      [gone, again],
    ),
    ...compare(
      { ...about, deviation: 'deleted:still-listed', message: 'A deleted resource is in no list' },
      false,
      still !== undefined,
      [gone, ...(still === undefined ? [] : [still])],
    ),
    ...tasksAreGone(gone, step(trace, 'task.deleted')),
  ]);
}

/** How a task on what is not there is refused is another matter. */
function tasksAreGone(gone: Exchange, task: Exchange | undefined): readonly Observation[] {
  if (task?.response === undefined || task.response.status >= 300) return [];
  return compare(
    {
      check: 'instance.gone',
      clause: 'SOL003 5.4.3.3.5',
      pointer: 'status',
      deviation: 'deleted:task-accepted',
      message: 'No task is accepted on a deleted resource',
    },
    404,
    task.response.status,
    [gone, task],
  );
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

/** References inside a VNF instance lead somewhere: vnfcInfo to a VNFC, handles of resources to a VIM connection that is shown. */
function resources(body: Entity, exchange: Exchange): readonly Observation[] {
  const vnfcs = entitiesAt(body, 'instantiatedVnfInfo', 'vnfcResourceInfo').map((one) => textAt(one, 'id'));
  const dangling = entitiesAt(body, 'instantiatedVnfInfo', 'vnfcInfo')
    .map((one) => textAt(one, 'vnfcResourceInfoId'))
    .filter((id) => id !== undefined && !vnfcs.includes(id));
  const about = {
    check: 'instance.references',
    clause: 'SOL003 5.5.3.5',
    message: 'References inside a VNF instance point to something in it',
    deviation: 'instantiated:vnfcInfo:dangling',
    pointer: '/instantiatedVnfInfo/vnfcInfo',
  };
  return [...compare(about, [], dangling, exchange), ...vimsOfHandles(body, exchange)];
}

/** Lists of resources, and what each calls its handle. */
const HANDLES = [
  ['vnfcResourceInfo', 'computeResource'],
  ['virtualLinkResourceInfo', 'networkResource'],
  ['virtualStorageResourceInfo', 'storageResource'],
] as const;

function vimsOfHandles(body: Entity, exchange: Exchange): readonly Observation[] {
  const { vimConnectionInfo: shown = {} } = body;
  const known = Array.isArray(shown)
    ? entitiesAt(body, 'vimConnectionInfo').map((one) => one['id'])
    : Object.keys(shown as object);
  // A SUT that shows none may keep them for itself.
  if (known.length === 0) return [];
  const dangling = HANDLES.flatMap(([list, handle]) =>
    entitiesAt(body, 'instantiatedVnfInfo', list)
      .map((one) => at(one, handle, 'vimConnectionId'))
      .filter((id) => id !== undefined && !known.includes(id)),
  );
  const about = {
    check: 'instance.references',
    clause: 'SOL003 4.4.1.7',
    message: 'vimConnectionId of a resource is that of a VIM connection of the VNF instance',
    deviation: 'instantiated:vimConnectionId:dangling',
    pointer: '/instantiatedVnfInfo',
  };
  return compare(about, [], [...new Set(dangling)], exchange);
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
    ...withoutInfo(about('instantiatedVnfInfo'), body, seen),
  ]);
}

/** The GS says when instantiatedVnfInfo shall be there, not that it shall be absent otherwise. */
function withoutInfo(about: About, body: Entity, exchange: Exchange): readonly Observation[] {
  const found = compare(about, undefined, body['instantiatedVnfInfo'], exchange);
  return found.map((one) => ({ ...one, keyword: 'should' }));
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
