import type { Fault } from './fault.ts';

/** What is done wrong about an operation that failed on an instantiated VNF. */
export const aftermathFaults = {
  'failing-scaling-never-ends': {
    what: 'a scaling that cannot change resources stays in PROCESSING for ever',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.aftermath.vim-down.rests'],
    also: ['vnflcm.aftermath.*'],
  },
  'error-handling-told-as-result': {
    what: 'ROLLING_BACK is notified as a result',
    clause: 'SOL003 5.4.15.3.1',
    seen: ['vnflcm.aftermath.start-notified'],
  },
  'changes-forgotten-by-fail': {
    what: 'an operation that is declared as failed forgets what it had changed',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.aftermath.changes.kept'],
  },
  'failure-told-without-changes': {
    what: 'the notification of a failure does not tell what was changed',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.aftermath.changes.notified'],
  },
  'levels-raised-by-failed-healing': {
    what: 'after a healing that failed, the VNF instance shows higher scale levels',
    clause: 'SOL003 5.5.2.2',
    seen: ['vnflcm.aftermath.heal.instance'],
  },
  'rollback-leaves-what-was-done': {
    what: 'a scaling or a change of the VNF package is ROLLED_BACK, and what it did is still there and not told',
    clause: 'SOL003 5.4.15.3.1',
    seen: [
      'vnflcm.aftermath.scale-undone.instance',
      'vnflcm.aftermath.scale-undone.changes',
      'vnflcm.aftermath.change_vnfpkg-undone.instance',
    ],
    every: true,
  },
  'vnfcs-replaced-by-rollback': {
    what: 'the rollback of a change of the VNF package replaces VNFCs, and does not tell so',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.aftermath.change_vnfpkg-undone.changes'],
  },
  'changes-told-at-start': {
    what: 'the notification that a retry begins tells what was changed so far',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.aftermath.changes.in-place'],
  },
  'rollback-accepted-in-vain': {
    what: 'the rollback of a healing is accepted and fails, as there is none',
    clause: 'SOL003 5.4.15.3.1',
    seen: ['vnflcm.aftermath.rollback.ends'],
    warning: 'rollback:accepted-in-vain',
  },
  'unsupported-rollback-is-409': {
    what: 'the rollback of a healing, which there is not, is answered with 409',
    clause: 'SOL003 5.4.15.3.1',
    seen: ['vnflcm.aftermath.rollback.answered'],
    also: ['vnflcm.aftermath.rollback.link'],
  },
  'unsupported-rollback-is-offered': {
    what: 'the rollback of a healing, which there is not, is answered with 404 and offered as a link',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.aftermath.rollback.link'],
  },
  'rollback-leaves-it-terminated': {
    what: 'a termination that was rolled back leaves the instance NOT_INSTANTIATED',
    clause: 'SOL003 5.4.15.3.1',
    seen: ['vnflcm.aftermath.terminate.instance'],
  },
  'retried-scaling-scales-twice': {
    what: 'a scaling that is retried scales by twice the steps',
    clause: 'SOL003 5.4.14.3.1',
    seen: ['vnflcm.aftermath.scale-retried.once'],
    also: ['vnflcm.aftermath.scale-retried.level'],
  },
  'failed-is-not-final': {
    what: 'an operation that was declared as failed enters FAILED_TEMP a second later',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.aftermath.states'],
    also: ['vnflcm.aftermath.*.notified'],
  },
  'failed-scaling-not-notified': {
    what: 'the failure of a scaling is not notified',
    clause: 'SOL003 5.3.9',
    seen: ['vnflcm.aftermath.scale-retried.notified', 'vnflcm.aftermath.scale-failed.notified'],
    also: ['vnflcm.aftermath.*.notified'],
  },
} as const satisfies Record<string, Fault>;
