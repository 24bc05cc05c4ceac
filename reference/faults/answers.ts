import type { Fault } from './fault.ts';

const FORMS = ['vnflcm.*.form'];

/** Statuses of what is accepted, and reads that do not show what is so. */
export const answerFaults = {
  'creation-answered-with-200': {
    what: 'a creation of a VNF instance is answered with 200',
    clause: 'SOL003 5.4.2.3.1',
    seen: ['vnflcm.lifecycle.create.accepted'],
    also: ['vnflcm.vnf_instances.post.form'],
  },
  'subscription-answered-with-200': {
    what: 'a subscription is answered with 200',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.lifecycle.subscribe.accepted'],
    also: ['vnflcm.subscriptions.post.form'],
    release: '2.6.1',
  },
  'instantiation-answered-with-200': {
    what: 'instantiate is answered with 200',
    clause: 'SOL003 5.4.4.3.1',
    seen: ['vnflcm.lifecycle.instantiate.accepted'],
    also: FORMS,
    release: '2.4.1',
  },
  'tasks-answered-with-200': {
    what: 'tasks on an instantiated VNF instance are answered with 200',
    clause: 'SOL003 5.4',
    seen: [
      'vnflcm.lifecycle.scale.out.accepted',
      'vnflcm.tasks.operate.*.accepted',
      'vnflcm.tasks.change_*.accepted',
      'vnflcm.tasks.scale_to_level.accepted',
      'vnflcm.tasks.revert_to_snapshot.accepted',
      'vnflcm.tasks.terminate.forcefully.accepted',
    ],
    every: true,
    // The snapshot cannot be deleted while the VNF instance is being reverted to it, for which nobody waits.
    also: [...FORMS, 'vnflcm.tasks.snapshots'],
  },
  'snapshot-answered-with-200': {
    what: 'create_snapshot is answered with 200',
    clause: 'SOL003 5.4.21.3.1',
    seen: ['vnflcm.tasks.create_snapshot.accepted'],
    also: [...FORMS, 'vnflcm.tasks.snapshots'],
    release: '3.3.1',
  },
  'scaling-in-answered-with-200': {
    what: 'SCALE_IN is answered with 200',
    clause: 'SOL003 5.4.5.3.1',
    seen: ['vnflcm.lifecycle.scale.in.accepted'],
    also: FORMS,
  },
  'HEAL-answered-with-200': {
    what: 'heal is answered with 200',
    clause: 'SOL003 5.4.9.3.1',
    seen: ['vnflcm.lifecycle.heal.accepted'],
    also: FORMS,
  },
  'MODIFY_INFO-answered-with-200': {
    what: 'a modification is answered with 200',
    clause: 'SOL003 5.4.3.3.4',
    seen: ['vnflcm.lifecycle.modify.accepted'],
    also: FORMS,
  },
  'TERMINATE-answered-with-200': {
    what: 'terminate is answered with 200',
    clause: 'SOL003 5.4.8.3.1',
    seen: ['vnflcm.lifecycle.terminate.accepted'],
    also: FORMS,
    release: '2.4.1',
  },
  'occurrence-tasks-answered-with-204': {
    what: 'tasks on operation occurrences are answered with 204, fail with 202',
    clause: 'SOL003 5.4.14.3.1',
    seen: [
      'vnflcm.failures.retry.accepted',
      'vnflcm.failures.rollback.accepted',
      'vnflcm.failures.fail.accepted',
      'vnflcm.failures.cancel.accepted',
      'vnflcm.setbacks.cancel-gracefully.accepted',
      'vnflcm.setbacks.cancel-processing.accepted',
      'vnflcm.setbacks.cancel-processing-gracefully.accepted',
      'vnflcm.aftermath.scale-retried.accepted',
      'vnflcm.aftermath.scale-failed.accepted',
    ],
    every: true,
    also: [...FORMS, 'vnflcm.failures.*', 'vnflcm.aftermath.*'],
  },
  'cancel-answered-with-204': {
    what: 'cancel is answered with 204',
    clause: 'SOL003 5.4.17.3.1',
    seen: ['vnflcm.failures.cancel.accepted', 'vnflcm.setbacks.cancel-*.accepted'],
    every: true,
    also: FORMS,
    release: '2.6.1',
  },
  'occurrence-reads-go-back': {
    what: 'reads of an operation occurrence show PROCESSING before STARTING',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.lifecycle.op-occ.states', 'vnflcm.failures.states'],
    every: true,
    also: ['vnflcm.lifecycle.*', 'vnflcm.failures.*', ...FORMS],
  },
  'deleted-instance-read-for-a-while': {
    what: 'a VNF instance that was deleted can be read and is listed for a while',
    clause: 'SOL003 5.4.3.3.5',
    seen: ['vnflcm.lifecycle.delete.gone'],
    also: ['vnflcm.states.*'],
    release: '3.3.1',
  },
  'deleted-subscription-still-read': {
    what: 'a subscription that was deleted can be read for a while',
    clause: 'SOL003 5.4.19.3.5',
    seen: ['vnflcm.subscriptions.gone'],
    also: ['vnflcm.subscriptions.*'],
    release: '2.6.1',
  },
  'unknown-subscription-is-500': {
    what: 'a subscription that does not exist is answered with 500',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.subscriptions.*.404'],
    every: true,
    also: ['vnflcm.subscriptions.*', 'vnflcm.repeat.*'],
    release: '2.4.1',
  },
} as const satisfies Record<string, Fault>;
