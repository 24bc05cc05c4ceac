import type { OperationState, OpOccTask } from '../lcm/op-occ.ts';
import type { Fault } from './fault.ts';

/** Operation occurrences: what they come to, what they say, which tasks they take. */
const told = {
  'heal-stays-in-processing': {
    what: 'a healing stays in PROCESSING for ever',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.lifecycle.heal.completed'],
  },
  'scale-stays-in-starting': {
    what: 'a scaling stays in STARTING for ever',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.lifecycle.scale.out.completed'],
  },
  'rollback-never-ends': {
    what: 'a rollback stays in ROLLING_BACK for ever',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.failures.rollback.end'],
    also: ['vnflcm.failures.*'],
  },
  'retry-does-nothing': {
    what: 'retry is accepted and leaves the operation in FAILED_TEMP',
    clause: 'SOL003 5.4.14.3.1',
    seen: ['vnflcm.failures.retry.*'],
    also: ['vnflcm.failures.*'],
  },
  'retry-without-effect': {
    what: 'an instantiation that was retried is COMPLETED, and the instance is not instantiated',
    clause: 'SOL003 5.4.14.3.1',
    seen: ['vnflcm.failures.retry.instance'],
    also: ['vnflcm.failures.*'],
  },
  'rollback-leaves-it-instantiated': {
    what: 'an instantiation that was rolled back leaves the instance INSTANTIATED',
    clause: 'SOL003 5.4.15.3.1',
    seen: ['vnflcm.failures.rollback.instance'],
    also: ['vnflcm.failures.*'],
  },
  'fail-answers-as-before': {
    what: 'the answer to fail shows the operation occurrence as it was before',
    clause: 'SOL003 5.4.16.3.1',
    seen: ['vnflcm.failures.fail.answer'],
    also: ['vnflcm.failures.states'],
  },
  'cancel-ignored': {
    what: 'cancel is accepted and the operation goes on to its end',
    clause: 'SOL003 5.4.17.3.1',
    seen: ['vnflcm.failures.cancel.end', 'vnflcm.setbacks.cancel-processing.end'],
    also: ['vnflcm.failures.cancel.*', 'vnflcm.setbacks.*'],
  },
  'cancel-not-shown': {
    what: 'isCancelPending stays false after cancel',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.failures.cancel.pending'],
    also: ['vnflcm.failures.cancel.end', 'vnflcm.setbacks.cancel-gracefully.*'],
  },
  'modification-without-effect': {
    what: 'a modification is COMPLETED and changes nothing',
    clause: 'SOL003 5.4.3.3.4',
    seen: ['vnflcm.lifecycle.modify.shown'],
  },
  'scaling-without-effect': {
    what: 'a scaling is COMPLETED and changes nothing',
    clause: 'SOL003 5.4.5.3.1',
    seen: ['vnflcm.lifecycle.scale.out.level'],
    also: ['vnflcm.lifecycle.scale.*'],
  },
  'termination-without-effect': {
    what: 'a termination is COMPLETED and the instance stays INSTANTIATED',
    clause: 'SOL003 5.4.8.3.1',
    seen: ['vnflcm.lifecycle.terminate.state', 'vnflcm.tasks.terminate.forcefully.effect'],
    every: true,
    // The VNFCs that resourceChanges calls REMOVED are still shown.
    also: ['vnflcm.lifecycle.delete.*', 'vnflcm.lifecycle.terminate.changes'],
  },
  'stop-without-effect': {
    what: 'an operate is COMPLETED and vnfState stays what it was',
    clause: 'SOL003 5.4.10.3.1',
    seen: ['vnflcm.tasks.operate.stop.effect'],
    // A graceful stop is an operate, too.
    also: ['vnflcm.tasks.operate.*.effect'],
    release: '2.6.1',
  },
  'graceful-stop-without-effect': {
    what: 'a graceful stop is COMPLETED and the VNF goes on running',
    clause: 'SOL003 5.4.10.3.1',
    seen: ['vnflcm.tasks.operate.stop-gracefully.effect'],
  },
  'ext-conn-unchanged': {
    what: 'a change of external connectivity is COMPLETED and changes nothing',
    clause: 'SOL003 5.4.11.3.1',
    seen: ['vnflcm.tasks.change_ext_conn.effect'],
    release: '3.3.1',
  },
  'flavour-unchanged': {
    what: 'a change of flavour is COMPLETED and flavourId stays what it was',
    clause: 'SOL003 5.4.7.3.1',
    seen: ['vnflcm.tasks.change_flavour.effect'],
    also: ['vnflcm.tasks.*'],
  },
  'scale-in-scales-out': {
    what: 'SCALE_IN scales out',
    clause: 'SOL003 5.5.2.5',
    seen: ['vnflcm.lifecycle.scale.in.level'],
    also: ['vnflcm.lifecycle.scale.in.*'],
    release: '2.4.1',
  },
  'scale-one-step-too-many': {
    what: 'a scaling makes one step more than asked for',
    clause: 'SOL003 5.5.2.5',
    seen: ['vnflcm.lifecycle.scale.out.level'],
    also: ['vnflcm.lifecycle.scale.*'],
  },
  'instance-changed-late': {
    what: 'reads show the instance as it was for a while after COMPLETED',
    clause: 'SOL003 5.4.4.3.1',
    seen: ['vnflcm.lifecycle.instantiate.state'],
    also: ['vnflcm.lifecycle.*'],
  },
  'error-not-told': {
    what: 'an operation occurrence in FAILED_TEMP has no error',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.failures.error'],
    also: ['vnflcm.*.form', 'vnflcm-notification.notify.call', 'vnflcm.failures.*.notified'],
  },
  'entered-time-stands-still': {
    what: 'stateEnteredTime stays that of STARTING',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.op-occ.times', 'vnflcm.failures.times'],
  },
  'start-time-moves': {
    what: 'startTime is that of the last state',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.op-occ.times', 'vnflcm.failures.times'],
  },
  'time-without-offset': {
    what: 'times have no offset',
    clause: 'SOL013 7.1.3',
    seen: ['vnflcm.vnf_lcm_op_occs.id.get.form'],
    also: ['vnflcm.*.form', 'vnflcm-notification.notify.call'],
    procedures: ['vnflcm.lifecycle'],
  },
  'told-as-automatic': {
    what: 'operations that were asked for say that they are automatic',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.*.op-occ'],
    also: ['grant.*'],
  },
  'parameters-lost': {
    what: 'operationParams are empty',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.*.op-occ'],
    also: ['vnflcm.*.form'],
  },
  'operation-type-wrong': {
    what: 'operation is OPERATE whatever was asked for',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.instantiate.op-occ'],
    also: ['vnflcm.lifecycle.*', 'vnflcm.vnf_lcm_op_occs.*.form'],
  },
  'operation-of-another-instance': {
    what: 'vnfInstanceId is not that of the instance',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.instantiate.op-occ'],
    also: ['vnflcm.lifecycle.*', 'vnflcm.vnf_lcm_op_occs.*.form'],
  },
  'operation-link-to-nowhere': {
    what: '_links.vnfInstance leads to no instance',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.vnf_lcm_op_occs.*'],
    also: ['vnflcm.lifecycle.links'],
    procedures: ['vnflcm.lifecycle'],
  },
  'operation-self-link-wrong': {
    what: '_links.self leads to the instance',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.vnf_lcm_op_occs.*', 'vnflcm.lifecycle.op-occ.links'],
    procedures: ['vnflcm.lifecycle'],
    release: '2.4.1',
  },
  'task-links-in-every-state': {
    what: '_links offer retry, rollback, fail and cancel in every state',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.op-occ.links'],
    release: '2.6.1',
  },
  'rollback-link-missing': {
    what: '_links.rollback is missing in FAILED_TEMP',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.failures.links'],
  },
  'results-lost': {
    what: 'a COMPLETED operation occurrence tells nothing of what was changed',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.instantiate.changes'],
    also: ['vnflcm.lifecycle.*.changes'],
  },
  'removal-told-as-addition': {
    what: 'removed resources are reported as ADDED',
    clause: 'SOL003 5.5.3.13',
    seen: ['vnflcm.lifecycle.scale.in.changes'],
    also: ['grant.*', 'vnflcm.lifecycle.*'],
  },
  'affected-vnfc-left-out': {
    what: 'the first of the affected VNFCs is left out',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.lifecycle.instantiate.changes'],
    also: ['vnflcm.lifecycle.*.changes'],
  },
  'operations-beside-each-other': {
    what: 'an operation is accepted while another one runs on the instance',
    clause: 'SOL003 5.4',
    seen: ['vnflcm.states.ongoing.*'],
    also: ['vnflcm.states.*'],
  },
  'two-at-once': {
    what: 'of two requests that come at once both are accepted',
    clause: 'SOL003 5.4',
    seen: ['vnflcm.states.concurrent.*'],
    also: ['vnflcm.states.*'],
  },
  'failed-temp-does-not-lock': {
    what: 'operations are accepted while one is in FAILED_TEMP',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.failures.locked.*'],
    also: ['vnflcm.failures.*'],
  },
  'wrong-state-is-400': {
    what: 'a task that the state does not allow is answered with 400',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.states.not-instantiated.*'],
    also: ['vnflcm.states.instantiated.*'],
  },
} as const satisfies Record<string, Fault>;

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

export const operationFaults = { ...told, ...instanceTasks, ...occurrenceTasks };
