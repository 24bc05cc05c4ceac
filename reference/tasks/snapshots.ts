import { now } from '../clock.ts';
import { objectAt, stringAt } from '../json.ts';
import { OperationFailure, Problem } from '../problem.ts';
import { unprocessable } from '../world.ts';
import { renewed } from './common.ts';
import type { LcmTask, TaskInput } from './task.ts';

/** SOL003 5.4.21, from 3.3.1 on: the snapshot goes into a VnfSnapshotInfo that was made for it. */
export const createSnapshot: LcmTask = {
  operation: 'CREATE_SNAPSHOT',
  segment: 'create_snapshot',
  needs: 'INSTANTIATED',
  granted: true,
  check({ world, params }) {
    const info = world.store.snapshots.get(infoId(params));
    if (!info) throw new Problem(unprocessable(world), `there is no VNF snapshot info ${infoId(params)}`);
    if (info.taken || info.given) throw new Problem(409, `the VNF snapshot info ${info.id} holds a snapshot already`);
  },
  aim({ instance }) {
    return instance;
  },
  known: (params) => ({ vnfSnapshotInfoId: infoId(params) }),
  complete({ world, instance, params }, startTime) {
    const info = world.store.snapshots.get(infoId(params));
    if (!info) return;
    const userDefinedData = objectAt(params, 'userDefinedData');
    world.store.snapshots.set(info.id, {
      ...info,
      taken: {
        id: world.ids(),
        instance,
        creationStartedAt: startTime,
        creationFinishedAt: now().toISOString(),
        ...(userDefinedData ? { userDefinedData } : {}),
        state: new TextEncoder().encode(`state of ${instance.id}, taken ${startTime}\n`),
      },
    });
  },
};

/** SOL003 5.4.22, from 3.3.1 on */
export const revertToSnapshot: LcmTask = {
  operation: 'REVERT_TO_SNAPSHOT',
  segment: 'revert_to_snapshot',
  needs: 'INSTANTIATED',
  granted: true,
  check(input) {
    if (!takenOf(input)) {
      const detail = `${infoId(input.params)} is no snapshot of this VNF instance`;
      throw new Problem(unprocessable(input.world), detail);
    }
  },
  aim(input) {
    const taken = takenOf(input);
    const then = taken?.instance.instantiated;
    if (!then) throw new OperationFailure(409, 'the snapshot is gone');
    const { vnfd } = taken.instance;
    return { ...input.instance, vnfd, instantiated: { ...then, vnfcs: renewed(input.world, then.vnfcs) } };
  },
  known: (params) => ({ vnfSnapshotInfoId: infoId(params) }),
};

function infoId(params: TaskInput['params']): string {
  return stringAt(params, 'vnfSnapshotInfoId') ?? '';
}

function takenOf({ world, instance, params }: TaskInput): { readonly instance: TaskInput['instance'] } | undefined {
  const taken = world.store.snapshots.get(infoId(params))?.taken;
  return taken?.instance.id === instance.id ? taken : undefined;
}
