import type { OperationState } from '../lcm/op-occ.ts';
import type { Fault } from './fault.ts';
import { faulty } from './seeded.ts';

type Turn = readonly [from: OperationState, wanted: OperationState, taken: OperationState | undefined];

/** Where the state machine goes wrong: at which arrow, and what is entered instead; `undefined`: nothing, the state is passed over. */
const TURNS = {
  'processing-skipped': ['STARTING', 'PROCESSING', undefined],
  'refused-grant-ends-in-failed-temp': ['STARTING', 'ROLLED_BACK', 'FAILED_TEMP'],
  'refused-grant-ends-in-failed': ['STARTING', 'ROLLED_BACK', 'FAILED'],
  'success-ends-in-failed': ['PROCESSING', 'COMPLETED', 'FAILED'],
  'success-ends-in-failed-temp': ['PROCESSING', 'COMPLETED', 'FAILED_TEMP'],
  'failure-ends-in-failed': ['PROCESSING', 'FAILED_TEMP', 'FAILED'],
  'failure-ends-in-completed': ['PROCESSING', 'FAILED_TEMP', 'COMPLETED'],
  'failure-ends-in-rolled-back': ['PROCESSING', 'FAILED_TEMP', 'ROLLED_BACK'],
  'retry-goes-back-to-starting': ['FAILED_TEMP', 'PROCESSING', 'STARTING'],
  'rolling-back-skipped': ['FAILED_TEMP', 'ROLLING_BACK', undefined],
  'fail-ends-in-rolled-back': ['FAILED_TEMP', 'FAILED', 'ROLLED_BACK'],
  'rollback-ends-in-failed': ['ROLLING_BACK', 'ROLLED_BACK', 'FAILED'],
  'rollback-ends-in-completed': ['ROLLING_BACK', 'ROLLED_BACK', 'COMPLETED'],
  'failed-rollback-ends-in-failed': ['ROLLING_BACK', 'FAILED_TEMP', 'FAILED'],
  'failed-rollback-ends-in-rolled-back': ['ROLLING_BACK', 'FAILED_TEMP', 'ROLLED_BACK'],
} as const satisfies Record<string, Turn>;

/** The state that is entered in place of the wanted one; `undefined`: none. */
export function wrongTurn(from: OperationState, wanted: OperationState): OperationState | undefined {
  for (const name of Object.keys(TURNS) as (keyof typeof TURNS)[]) {
    const [at, right, taken] = TURNS[name];
    if (at === from && right === wanted && faulty(name)) return taken;
  }
  return wanted;
}

const clause = 'SOL003 5.6.2.2';
const turn = ([from, wanted, taken]: Turn): string =>
  taken === undefined ? `${wanted} is passed over after ${from}` : `${from} leads to ${taken} in place of ${wanted}`;

/** What follows from a wrong end of whatever operation. */
const AFTER = ['vnflcm.failures.*', 'vnflcm.setbacks.*'];

export const arrowFaults = {
  'processing-skipped': {
    what: turn(TURNS['processing-skipped']),
    clause,
    seen: ['vnflcm.lifecycle.*.notified'],
    warning: 'notification:op-occ:missing:PROCESSING',
  },
  'refused-grant-ends-in-failed-temp': {
    what: turn(TURNS['refused-grant-ends-in-failed-temp']),
    clause,
    seen: ['vnflcm.failures.grant-refused.end'],
    also: AFTER,
  },
  'refused-grant-ends-in-failed': {
    what: turn(TURNS['refused-grant-ends-in-failed']),
    clause,
    seen: ['vnflcm.failures.grant-refused.end'],
    also: AFTER,
  },
  'success-ends-in-failed': {
    what: turn(TURNS['success-ends-in-failed']),
    clause,
    seen: ['vnflcm.lifecycle.instantiate.completed'],
    also: ['vnflcm.lifecycle.*', 'vnflcm.vnf_lcm_op_occs.*.form'],
  },
  'success-ends-in-failed-temp': {
    what: turn(TURNS['success-ends-in-failed-temp']),
    clause,
    seen: ['vnflcm.lifecycle.instantiate.completed'],
    also: ['vnflcm.lifecycle.*', 'vnflcm.vnf_lcm_op_occs.*.form'],
  },
  'failure-ends-in-failed': {
    what: turn(TURNS['failure-ends-in-failed']),
    clause,
    seen: ['vnflcm.failures.notified-states'],
    also: AFTER,
  },
  'failure-ends-in-completed': {
    what: turn(TURNS['failure-ends-in-completed']),
    clause,
    seen: ['vnflcm.failures.*'],
    also: AFTER,
  },
  'failure-ends-in-rolled-back': {
    what: turn(TURNS['failure-ends-in-rolled-back']),
    clause,
    seen: ['vnflcm.failures.notified-states'],
    also: AFTER,
  },
  'retry-goes-back-to-starting': {
    what: turn(TURNS['retry-goes-back-to-starting']),
    clause,
    seen: ['vnflcm.failures.retry.*', 'vnflcm.failures.states'],
    also: AFTER,
  },
  'rolling-back-skipped': {
    what: turn(TURNS['rolling-back-skipped']),
    clause,
    seen: ['vnflcm.failures.notified-states'],
    warning: 'notification:op-occ:passed-over:ROLLING_BACK',
    also: AFTER,
  },
  'fail-ends-in-rolled-back': {
    what: turn(TURNS['fail-ends-in-rolled-back']),
    clause,
    seen: ['vnflcm.failures.fail.*'],
    also: AFTER,
  },
  'rollback-ends-in-failed': {
    what: turn(TURNS['rollback-ends-in-failed']),
    clause,
    seen: ['vnflcm.failures.rollback.end'],
    also: AFTER,
  },
  'rollback-ends-in-completed': {
    what: turn(TURNS['rollback-ends-in-completed']),
    clause,
    seen: ['vnflcm.failures.rollback.end'],
    also: AFTER,
  },
  'failed-rollback-ends-in-failed': {
    what: turn(TURNS['failed-rollback-ends-in-failed']),
    clause,
    seen: ['vnflcm.setbacks.rollback-fails.end'],
    also: AFTER,
  },
  'failed-rollback-ends-in-rolled-back': {
    what: turn(TURNS['failed-rollback-ends-in-rolled-back']),
    clause,
    seen: ['vnflcm.setbacks.rollback-fails.end'],
    also: AFTER,
  },
} as const satisfies Record<keyof typeof TURNS, Fault>;
