import type { Fault } from './fault.ts';

/** Operations that are cancelled or fail, and what is told of that. */
export const setbackFaults = {
  'grant-not-waited-for-by-cancel': {
    what: 'a graceful cancel breaks the grant request off',
    clause: 'SOL003 5.5.4.6',
    seen: ['vnflcm.setbacks.cancel-gracefully.waits'],
  },
  'every-cancel-shown-as-forceful': {
    what: 'cancelMode is FORCEFUL, however cancel was asked for',
    clause: 'SOL003 5.5.2.13',
    seen: ['vnflcm.setbacks.cancel-gracefully.waits', 'vnflcm.setbacks.cancel-processing-gracefully.pending'],
    every: true,
  },
  'graceful-cancel-undoes': {
    what: 'a graceful cancel in PROCESSING leads to ROLLED_BACK',
    clause: 'SOL003 5.5.4.6',
    seen: ['vnflcm.setbacks.cancel-processing-gracefully.end'],
    also: ['vnflcm.setbacks.cancel-processing-gracefully.*', 'vnflcm.setbacks.notified-states'],
  },
  'failed-temp-not-notified': {
    what: 'nobody hears that an operation has failed',
    clause: 'SOL003 5.3.9',
    seen: [
      'vnflcm.failures.retry.notified',
      'vnflcm.failures.rollback.notified',
      'vnflcm.failures.fail.notified',
      'vnflcm.setbacks.rollback-fails.notified',
      'vnflcm.setbacks.cancel-processing.notified',
      'vnflcm.setbacks.cancel-processing-gracefully.notified',
      'vnflcm.setbacks.cancel-rolling-back.notified',
      'vnflcm.aftermath.terminate.notified',
      'vnflcm.aftermath.heal.notified',
      'vnflcm.aftermath.connectivity.notified',
      'vnflcm.aftermath.*-undone.notified',
    ],
    every: true,
    also: ['vnflcm.*notified-states', 'vnflcm.failures.*.notified', 'vnflcm.aftermath.*.notified'],
  },
} as const satisfies Record<string, Fault>;
