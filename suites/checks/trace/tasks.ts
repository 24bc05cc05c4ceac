import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { timesOnOnlyPage } from './list-walk.ts';
import { answered, asked, at, entitiesAt, judgement, step, steps, textAt, without } from './reading.ts';

function differs(
  name: string,
  message: string,
  clause: string,
  expected: unknown,
  observed: unknown,
  exchange: Exchange | readonly Exchange[],
): readonly Observation[] {
  if (JSON.stringify(expected) === JSON.stringify(observed)) return [];
  return [
    observe({
      check: 'task.effect',
      deviation: `effect:${name}`,
      clause,
      keyword: 'shall',
      message,
      expected: expected === undefined ? 'nothing' : JSON.stringify(expected),
      observed,
      pointer: '',
      exchange,
    }),
  ];
}

/** What a completed task has to show in the instance, by the request. */
type Effect = (
  request: Readonly<Record<string, unknown>>,
  instance: unknown,
) => readonly [expected: unknown, observed: unknown, message: string];

const EFFECTS: Readonly<Record<string, Effect>> = {
  operate: (request, instance) => [
    request['changeStateTo'],
    at(instance, 'instantiatedVnfInfo', 'vnfState'),
    'operate brings the VNF to the state that was requested',
  ],
  change_flavour: (request, instance) => [
    request['newFlavourId'],
    at(instance, 'instantiatedVnfInfo', 'flavourId'),
    'change_flavour brings the VNF to the flavour that was requested',
  ],
  change_vnfpkg: (request, instance) => [
    request['vnfdId'],
    at(instance, 'vnfdId'),
    'change_vnfpkg brings the VNF to the VNFD that was requested',
  ],
  terminate: (_request, instance) => [
    'NOT_INSTANTIATED',
    at(instance, 'instantiationState'),
    'terminate leaves the VNF instance NOT_INSTANTIATED',
  ],
  change_ext_conn: (request, instance) => [
    entitiesAt(request, 'extVirtualLinks').map((one) => one['id']),
    entitiesAt(instance, 'instantiatedVnfInfo', 'extVirtualLinkInfo')
      .map((one) => one['id'])
      .filter((id) => entitiesAt(request, 'extVirtualLinks').some((one) => one['id'] === id)),
    'change_ext_conn connects the VNF to the external virtual links that were requested',
  ],
};

/** A task that completed shows its effect in the instance. */
export function taskEffect(label: string, task: string): TraceCheck {
  return (trace) => {
    const request = step(trace, label);
    const end = answered(steps(trace, `${label}.op_occ`).at(-1));
    const seen = step(trace, `read.${label}`);
    const effect = EFFECTS[task];
    if (request === undefined || seen === undefined || effect === undefined || end?.['operationState'] !== 'COMPLETED')
      return without(`the completion of ${label}`, trace);
    const [expected, observed, message] = effect(asked(request) ?? {}, answered(seen));
    return judgement(1, differs(task, message, 'SOL003 5.4', expected, observed, [request, seen]));
  };
}

/** A snapshot resource is made empty, filled by create_snapshot, listed, and gone after its deletion. */
export function snapshotLife(trace: Trace): Judgement {
  const made = step(trace, 'snapshot.create');
  const id = textAt(answered(made), 'id');
  const gone = step(trace, 'snapshot.delete');
  const after = step(trace, 'snapshot.read-deleted');
  if (made === undefined || id === undefined || gone === undefined || after === undefined)
    return without('a VNF snapshot', trace);
  const filled = answered(steps(trace, 'create_snapshot.op_occ').at(-1))?.['operationState'] === 'COMPLETED';
  const seen = step(trace, 'snapshot.read');
  const list = step(trace, 'snapshot.list');
  const times = timesOnOnlyPage(list, id);
  const instance = textAt(answered(step(trace, 'create')), 'id');
  return judgement(1, [
    ...differs(
      'snapshot:delete',
      'A VNF snapshot is deleted with 204',
      'SOL003 5.4.24',
      204,
      gone.response?.status,
      gone,
    ),
    ...differs(
      'snapshot:gone',
      'A request for a deleted VNF snapshot is answered with 404',
      'SOL003 5.4.24',
      404,
      after.response?.status,
      [gone, after],
    ),
    ...(list === undefined || times === undefined
      ? []
      : differs('snapshot:listed', 'A VNF snapshot is listed', 'SOL003 5.4.23', true, times > 0, list)),
    ...(filled && seen !== undefined
      ? differs(
          'snapshot:instance',
          'A filled VNF snapshot says which VNF instance it is of',
          'SOL003 5.5.2.22',
          instance,
          at(answered(seen), 'vnfSnapshot', 'vnfInstanceId'),
          seen,
        )
      : []),
  ]);
}
