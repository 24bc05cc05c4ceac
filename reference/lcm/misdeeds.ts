import { faulty } from '../faults/seeded.ts';
import { isObject, type JsonObject, objectAt } from '../json.ts';
import type { LcmTask } from '../tasks/task.ts';
import type { Fate, FailureMode } from './failure.ts';
import type { VnfInstance } from './instance.ts';
import type { CancelMode, OperationResults } from './op-occ.ts';

/** How operations go wrong when a fault is switched on. */

/** Fault: the mode of a cancellation is forgotten. */
export function shown(mode: CancelMode): CancelMode {
  return faulty('every-cancel-shown-as-forceful') ? 'FORCEFUL' : mode;
}

/** Faults: operations that never end. */
export function stuck(operation: LcmTask['operation'], phase: string, mode: FailureMode): boolean {
  return (
    (faulty('failing-scaling-never-ends') && operation === 'SCALE' && phase === 'processing' && mode === 'late') ||
    (faulty('heal-stays-in-processing') && operation === 'HEAL' && phase === 'processing') ||
    (faulty('scale-stays-in-starting') && operation === 'SCALE' && phase === 'starting') ||
    (faulty('rollback-never-ends') && phase === 'rollback') ||
    (faulty('operate-stays-in-processing') && operation === 'OPERATE' && phase === 'processing') ||
    (faulty('termination-stays-in-processing') && operation === 'TERMINATE' && phase === 'processing')
  );
}

/** Faults: a second attempt that goes otherwise than its circumstances say. */
export function retriedFate(operation: LcmTask['operation'], phase: string, attempt: number): Fate | undefined {
  if (phase !== 'processing' || attempt === 1) return undefined;
  if (faulty('retry-works-whatever')) return 'works';
  return faulty('retried-scaling-fails') && operation === 'SCALE' ? 'fails' : undefined;
}

/** Faults: operations that fail, and do not say why. */
export function failsWrongly(operation: LcmTask['operation'], phase: string, params: JsonObject): boolean {
  if (phase !== 'processing') return false;
  if (faulty('failed-modification-locks-nothing') || faulty('failed-modification-not-given-up'))
    return Object.values(objectAt(params, 'metadata') ?? {}).some(isObject);
  if (faulty('tasks-fail-unexplained')) return operation !== 'INSTANTIATE';
  return (
    (faulty('scaling-in-fails') && params['type'] === 'SCALE_IN') ||
    (faulty('termination-fails') && operation === 'TERMINATE') ||
    (faulty('revert-fails-unexplained') && operation === 'REVERT_TO_SNAPSHOT')
  );
}

/** Faults: what an operation did is still there when it was rolled back. */
export function isLeftBehind(operation: LcmTask['operation']): boolean {
  if (operation === 'INSTANTIATE') return faulty('rollback-leaves-it-instantiated');
  if (operation === 'TERMINATE') return faulty('rollback-leaves-it-terminated');
  return faulty('rollback-leaves-what-was-done') && ['SCALE', 'CHANGE_VNFPKG'].includes(operation);
}

/** Fault: a modification that changed nothing tells so. */
export function nothingTold(operation: LcmTask['operation']): Pick<OperationResults, 'changedInfo'> {
  return operation === 'MODIFY_INFO' && faulty('changed-info-without-change') ? { changedInfo: {} } : {};
}

/** Faults: operations that end well and change nothing. */
export function withoutEffect(operation: LcmTask['operation'], params: JsonObject, attempts: number): boolean {
  return (
    (faulty('modification-without-effect') && operation === 'MODIFY_INFO') ||
    (faulty('scaling-without-effect') && operation === 'SCALE') ||
    (faulty('termination-without-effect') && operation === 'TERMINATE') ||
    (faulty('stop-without-effect') && operation === 'OPERATE') ||
    (faulty('start-without-effect') && operation === 'OPERATE' && params['changeStateTo'] === 'STARTED') ||
    (faulty('package-unchanged') && operation === 'CHANGE_VNFPKG') ||
    (faulty('retry-without-effect') && attempts > 1)
  );
}

export type Instantiated = NonNullable<VnfInstance['instantiated']>;

/** Every aspect is one level higher. */
export function raisedLevels({ scale }: Instantiated): Partial<Instantiated> {
  return { scale: Object.fromEntries(Object.entries(scale).map(([aspect, level]) => [aspect, level + 1])) };
}
