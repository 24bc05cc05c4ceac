import { faulty } from '../faults/seeded.ts';
import type { ApiRequest, Handler } from '../http/message.ts';
import { type JsonObject, isObject, objectAt } from '../json.ts';
import { type OpOcc, type OpOccTask, taskAllowed } from '../lcm/op-occ.ts';
import { omit } from '../omit.ts';
import { Problem } from '../problem.ts';
import { listReply } from '../query/list.ts';
import { vnfLcmOpOcc } from '../represent/op-occ.ts';
import type { RunningWorld } from '../world.ts';
import { etagOf } from './etag.ts';

/** Attributes that are left out when no selector asks for them (SOL003 5.4.12.3.2); a release has those that it knows. */
const LEFT_OUT = [
  'operationParams',
  'error',
  'resourceChanges',
  'changedInfo',
  'changedExtConnectivity',
  'lcmCoordinations',
  'modificationsTriggeredByVnfPkgChange',
  'warnings',
];

/** Fault: a task is accepted in a state that does not allow it. */
function takesWrongly({ operationState }: OpOcc, task: OpOccTask): boolean {
  return !taskAllowed({ operationState }, task) && faulty(`accepts-${task}-in-${operationState}`);
}

/** Fault: a modification cannot be shown that added a VIM connection without interfaceInfo. */
function stumbleOverVims({ operation, operationParams }: OpOcc): void {
  if (!faulty('occurrence-of-minimal-vim-is-500') || operation !== 'MODIFY_INFO') return;
  const vims = Object.values(objectAt(operationParams ?? {}, 'vimConnectionInfo') ?? {}).filter(isObject);
  if (vims.some((vim) => 'vimType' in vim && !('interfaceInfo' in vim))) throw new Error("'NoneType' has no 'items'");
}

/** Faults: what is accepted is not answered with 202. */
function statusWhenAccepted(task: OpOccTask): number {
  const isWrong =
    faulty('occurrence-tasks-answered-with-204') || (task === 'cancel' && faulty('cancel-answered-with-204'));
  return isWrong ? 204 : 202;
}

/** Fault: the first reads go back and forth, whatever has happened. */
class Reordered {
  readonly #reads = new Map<string, number>();

  shown(opOcc: OpOcc): OpOcc {
    if (!faulty('occurrence-reads-go-back')) return opOcc;
    const reads = this.#reads.get(opOcc.id) ?? 0;
    this.#reads.set(opOcc.id, reads + 1);
    const state = (['PROCESSING', 'STARTING'] as const)[reads];
    return state === undefined ? opOcc : { ...omit(opOcc, 'error'), operationState: state };
  }
}

/** Resources vnf_lcm_op_occs and below (SOL003 5.4.12 to 5.4.17). */
export function opOccHandlers(world: RunningWorld): readonly (readonly [string, Handler])[] {
  const one = 'vnf_lcm_op_occs/{vnfLcmOpOccId}';
  const reordered = new Reordered();
  const view = (opOcc: OpOcc): JsonObject => vnfLcmOpOcc(world.model, world.uris, opOcc);
  const find = ({ path }: ApiRequest): OpOcc => {
    const opOcc = world.store.opOccs.get(path['vnfLcmOpOccId'] ?? '');
    if (!opOcc) throw new Problem(404, `there is no VNF LCM operation occurrence ${path['vnfLcmOpOccId'] ?? ''}`);
    return opOcc;
  };
  const refuseOrphan = ({ vnfInstanceId }: OpOcc): void => {
    if (faulty('occurrence-of-deleted-instance-is-500') && !world.store.instances.has(vnfInstanceId))
      throw new Error("'NoneType' object has no attribute 'id'");
  };
  return [
    [
      'GET vnf_lcm_op_occs',
      listReply(world, 'VnfLcmOpOcc', 'vnf_lcm_op_occs', LEFT_OUT, {
        ids: () => [...world.store.opOccs.keys()],
        view: (id) => {
          const opOcc = world.store.opOccs.get(id);
          return opOcc && view(opOcc);
        },
      }),
    ],
    [
      `GET ${one}`,
      (request) => {
        const opOcc = find(request);
        refuseOrphan(opOcc);
        stumbleOverVims(opOcc);
        const json = view(reordered.shown(opOcc));
        return { status: 200, headers: { ETag: etagOf(json) }, json };
      },
    ],
    [
      `POST ${one}/retry`,
      (request) => {
        if (takesWrongly(find(request), 'retry')) return { status: 202 };
        world.executions.retry(find(request));
        return { status: statusWhenAccepted('retry') };
      },
    ],
    [
      `POST ${one}/rollback`,
      (request) => {
        if (takesWrongly(find(request), 'rollback')) return { status: 202 };
        world.executions.rollback(find(request));
        return { status: statusWhenAccepted('rollback') };
      },
    ],
    [
      `POST ${one}/fail`,
      (request) => {
        const before = find(request);
        if (takesWrongly(before, 'fail')) return { status: 200, json: view(before) };
        if (before.operation === 'MODIFY_INFO' && faulty('failed-modification-not-given-up'))
          throw new Problem(500, 'the VNF instance is not in error');
        world.executions.fail(before);
        const json = view(faulty('fail-answers-as-before') ? before : find(request));
        return { status: faulty('occurrence-tasks-answered-with-204') ? 202 : 200, json };
      },
    ],
    [
      `POST ${one}/cancel`,
      (request) => {
        if (takesWrongly(find(request), 'cancel')) return { status: 202 };
        world.executions.cancel(find(request), () =>
          request.body['cancelMode'] === 'FORCEFUL' ? 'FORCEFUL' : 'GRACEFUL',
        );
        return { status: statusWhenAccepted('cancel') };
      },
    ],
  ];
}
