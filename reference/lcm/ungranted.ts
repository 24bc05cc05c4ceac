import { faulty } from '../faults/seeded.ts';
import type { JsonObject } from '../json.ts';
import type { Granted } from '../nfvo/grants.ts';
import { OperationFailure } from '../problem.ts';
import type { LcmTask } from '../tasks/task.ts';

/** Faults: how operations go on without the grant that they need, or without what it says. */

/** Whatever the NFVO says is taken for a grant. */
export function ignoredRefusal(error: unknown, operation: LcmTask['operation']): Granted {
  const isIgnored =
    faulty('refused-grant-ignored') ||
    (faulty('refused-tasks-go-on') && operation !== 'INSTANTIATE') ||
    (faulty('refused-grant-of-healing-ignored') && operation === 'HEAL');
  if (isIgnored && error instanceof OperationFailure) return { grant: {}, uri: 'urn:none' };
  throw error;
}

/** What was refused is done all the same. */
export function takesAllTheSame(operation: LcmTask['operation']): boolean {
  if (faulty('refused-tasks-take-effect')) return operation !== 'INSTANTIATE';
  return faulty('refused-scaling-scales') && operation === 'SCALE';
}

/** The VIM connection was not in the request, and so is not found. `attempt` counts from 1. */
export function missesVim(params: JsonObject, phase: 'starting' | 'processing' | 'rollback', attempt: number): boolean {
  const isGranted = 'flavourId' in params && params['vimConnectionInfo'] === undefined;
  if (!isGranted || phase === 'starting') return false;
  if (faulty('vim-of-grant-not-used')) return phase === 'processing';
  return faulty('vim-of-grant-lost-after-failure') && (phase === 'rollback' || attempt > 1);
}
