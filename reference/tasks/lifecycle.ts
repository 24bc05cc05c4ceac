import { faulty } from '../faults/seeded.ts';
import { takes } from '../manners/taken.ts';
import { omit } from '../omit.ts';
import { instantiatedPart, renewed, replaced } from './common.ts';
import type { LcmTask } from './task.ts';

/** SOL003 5.4.8 */
export const terminate: LcmTask = {
  operation: 'TERMINATE',
  segment: 'terminate',
  needs: 'INSTANTIATED',
  granted: true,
  aim({ instance }) {
    return omit(instance, 'instantiated');
  },
};

/** SOL003 5.4.9: each VNFC gets a new compute resource. */
export const heal: LcmTask = {
  operation: 'HEAL',
  segment: 'heal',
  needs: 'INSTANTIATED',
  granted: true,
  aim(input) {
    const vnf = instantiatedPart(input);
    const vnfcs = renewed(input.world, vnf.vnfcs);
    const healed = takes('healing-replaces') ? replaced(input.world, vnfcs) : vnfcs;
    return { ...input.instance, instantiated: { ...vnf, vnfcs: healed } };
  },
};

/** SOL003 5.4.10 */
export const operate: LcmTask = {
  operation: 'OPERATE',
  segment: 'operate',
  needs: 'INSTANTIATED',
  granted: true,
  aim(input) {
    const stays = input.params['stopType'] === 'GRACEFUL' && faulty('graceful-stop-without-effect');
    const vnfState = input.params['changeStateTo'] === 'STOPPED' && !stays ? 'STOPPED' : 'STARTED';
    return { ...input.instance, instantiated: { ...instantiatedPart(input), vnfState } };
  },
};
