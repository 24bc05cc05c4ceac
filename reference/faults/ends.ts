import type { Fault } from './fault.ts';

const clause = 'SOL003 5.6.2.2';
const FORMS = ['vnflcm.*.form', 'vnflcm-notification.notify.call'];

/** Operations that come to another end than they should, or to none that helps. */
export const endFaults = {
  'tasks-fail-unexplained': {
    what: 'operations on an instantiated VNF instance come to FAILED_TEMP without error',
    clause,
    seen: [
      'vnflcm.lifecycle.scale.out.completed',
      'vnflcm.tasks.operate.*.completed',
      'vnflcm.tasks.change_*.completed',
      'vnflcm.tasks.scale_to_level.completed',
      'vnflcm.tasks.create_snapshot.completed',
      'vnflcm.tasks.terminate.forcefully.completed',
    ],
    every: true,
    also: ['vnflcm.lifecycle.op-occ.error', 'vnflcm.*.notified', ...FORMS],
  },
  'revert-fails-unexplained': {
    what: 'revert_to_snapshot comes to FAILED_TEMP without error',
    clause,
    seen: ['vnflcm.tasks.revert_to_snapshot.completed'],
    also: ['vnflcm.tasks.*.notified', ...FORMS],
    release: '3.3.1',
  },
  'scaling-in-fails': {
    what: 'SCALE_IN comes to FAILED_TEMP',
    clause,
    seen: ['vnflcm.lifecycle.scale.in.completed'],
    release: '2.6.1',
  },
  'termination-fails': {
    what: 'a termination comes to FAILED_TEMP',
    clause,
    seen: ['vnflcm.lifecycle.terminate.completed'],
    release: '2.4.1',
  },
  'start-without-effect': {
    what: 'an operate that starts is COMPLETED and the VNF stays STOPPED',
    clause: 'SOL003 5.4.10.3.1',
    seen: ['vnflcm.tasks.operate.start.effect', 'vnflcm.tasks.operate.start-again.effect'],
    every: true,
  },
  'package-unchanged': {
    what: 'a change of the VNF package is COMPLETED and vnfdId stays what it was',
    clause: 'SOL003 5.4.11a.3.1',
    seen: ['vnflcm.tasks.change_vnfpkg.effect'],
  },
  'failed-temp-takes-any-task': {
    what: 'any task on a VNF instance with an operation in FAILED_TEMP is answered with 202, and nothing comes of it',
    clause,
    seen: [
      'vnflcm.failures.locked.instantiate',
      'vnflcm.failures.locked.scale*',
      'vnflcm.failures.locked.change_*',
      'vnflcm.failures.locked.terminate',
      'vnflcm.failures.locked.heal',
      'vnflcm.failures.locked.operate',
    ],
    every: true,
    also: ['vnflcm.failures.*'],
  },
  'second-rollback-fails': {
    what: 'the second rollback of an operation fails, whatever it meets',
    clause,
    seen: ['vnflcm.setbacks.rollback-fails.again'],
    release: '2.6.1',
  },
  'later-refusal-ignored': {
    what: 'an operation goes on when the grant is refused after a while',
    clause: 'SOL003 9.4.3.3.2',
    seen: ['vnflcm.setbacks.grant-refused-later.end', 'vnflcm.setbacks.grant-refused-later.instance'],
    every: true,
    also: ['grant.*'],
  },
} as const satisfies Record<string, Fault>;
