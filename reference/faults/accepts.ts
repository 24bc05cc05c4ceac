import type { OperationState, OpOccTask } from '../lcm/op-occ.ts';
import type { Fault } from './fault.ts';

const INSTANCE_TASKS = [
  'scale',
  'scale_to_level',
  'change_flavour',
  'terminate',
  'heal',
  'operate',
  'change_ext_conn',
  'change_vnfpkg',
  'create_snapshot',
  'revert_to_snapshot',
] as const;

type InstanceFault =
  `accepts-${(typeof INSTANCE_TASKS)[number]}-in-NOT_INSTANTIATED` | 'accepts-instantiate-in-INSTANTIATED';

/** Each task on an instance whose state does not allow it. */
const instanceTasks = Object.fromEntries([
  ...INSTANCE_TASKS.map((task): [string, Fault] => [
    `accepts-${task}-in-NOT_INSTANTIATED`,
    {
      what: `${task} is accepted on an instance that is NOT_INSTANTIATED`,
      clause: 'SOL013 6.4',
      seen: [`vnflcm.states.not-instantiated.${task}`],
      // What becomes of the instance afterwards is not foreseen.
      also: ['vnflcm.states.*'],
    },
  ]),
  [
    'accepts-instantiate-in-INSTANTIATED',
    {
      what: 'instantiate is accepted on an instance that is INSTANTIATED',
      clause: 'SOL013 6.4',
      seen: ['vnflcm.states.instantiated.instantiate'],
      also: ['vnflcm.states.*'],
    } satisfies Fault,
  ],
]) as Record<InstanceFault, Fault>;

const STATES: Readonly<Record<OpOccTask, readonly OperationState[]>> = {
  retry: ['STARTING', 'PROCESSING', 'ROLLING_BACK', 'COMPLETED', 'FAILED', 'ROLLED_BACK'],
  rollback: ['STARTING', 'PROCESSING', 'ROLLING_BACK', 'COMPLETED', 'FAILED', 'ROLLED_BACK'],
  fail: ['STARTING', 'PROCESSING', 'ROLLING_BACK', 'COMPLETED', 'FAILED', 'ROLLED_BACK'],
  cancel: ['FAILED_TEMP', 'COMPLETED', 'FAILED', 'ROLLED_BACK'],
};

/** Resources are being changed or released. */
const isInMotion = (state: OperationState): boolean => state === 'PROCESSING' || state === 'ROLLING_BACK';

/** Each task on an operation occurrence whose state does not allow it. */
const occurrenceTasks = Object.fromEntries(
  (['retry', 'rollback', 'fail', 'cancel'] as const).flatMap((task) =>
    STATES[task].map((state): [string, Fault] => {
      const shown = state === 'STARTING' ? 'ongoing' : state.toLowerCase().replace('_', '-');
      return [
        `accepts-${task}-in-${state}`,
        {
          what: `${task} is accepted on an operation occurrence in ${state}`,
          clause: 'SOL003 5.6.2.2',
          seen: [`vnflcm.${isInMotion(state) ? 'setbacks' : 'failures'}.refused.${shown}.${task}`],
          also: ['vnflcm.failures.empty-object', 'vnflcm.vnf_lcm_op_occs.*.form'],
        },
      ];
    }),
  ),
) as Record<`accepts-${OpOccTask}-in-${OperationState}`, Fault>;

/** Tasks that are accepted in states that do not allow them. */
export const acceptFaults = { ...instanceTasks, ...occurrenceTasks };
