import type { Fault } from './fault.ts';

/** Operations that are cancelled while they wait for their grant. */
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
} as const satisfies Record<string, Fault>;
