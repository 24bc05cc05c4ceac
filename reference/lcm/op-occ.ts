import { faulty, isFaulty } from '../faults/seeded.ts';
import type { JsonObject } from '../json.ts';
import { takes } from '../manners/taken.ts';
import { omit } from '../omit.ts';
import type { ProblemDetails } from '../problem.ts';

export type OperationState =
  'STARTING' | 'PROCESSING' | 'COMPLETED' | 'FAILED_TEMP' | 'FAILED' | 'ROLLING_BACK' | 'ROLLED_BACK';

export type LcmOperation =
  | 'INSTANTIATE'
  | 'SCALE'
  | 'SCALE_TO_LEVEL'
  | 'CHANGE_FLAVOUR'
  | 'TERMINATE'
  | 'HEAL'
  | 'OPERATE'
  | 'CHANGE_EXT_CONN'
  | 'MODIFY_INFO'
  | 'CREATE_SNAPSHOT'
  | 'REVERT_TO_SNAPSHOT'
  | 'CHANGE_VNFPKG';

export type CancelMode = 'GRACEFUL' | 'FORCEFUL';

/** VnfLcmOpOcc as the orchestrator keeps it (SOL003 5.5.2.13); replaced, never changed in place. */
export interface OpOcc {
  readonly id: string;
  readonly operationState: OperationState;
  readonly stateEnteredTime: string;
  readonly startTime: string;
  readonly vnfInstanceId: string;
  readonly grantId?: string;
  /** Where the grant can be read; shown as a link. */
  readonly grantUri?: string;
  readonly operation: LcmOperation;
  readonly isAutomaticInvocation: boolean;
  readonly operationParams?: JsonObject;
  readonly isCancelPending: boolean;
  readonly cancelMode?: CancelMode;
  readonly error?: ProblemDetails;
  readonly results: OperationResults;
  readonly vnfSnapshotInfoId?: string;
}

/** What the operation has done so far. */
export interface OperationResults {
  readonly resourceChanges?: JsonObject;
  readonly changedInfo?: JsonObject;
  readonly changedExtConnectivity?: readonly JsonObject[];
  readonly modificationsTriggeredByVnfPkgChange?: JsonObject;
}

/** Arrows of the state machine (SOL003 5.6.2.2). */
const ARROWS: Readonly<Record<OperationState, readonly OperationState[]>> = {
  STARTING: ['PROCESSING', 'ROLLED_BACK'],
  PROCESSING: ['COMPLETED', 'FAILED_TEMP'],
  FAILED_TEMP: ['PROCESSING', 'ROLLING_BACK', 'FAILED'],
  ROLLING_BACK: ['ROLLED_BACK', 'FAILED_TEMP'],
  COMPLETED: [],
  FAILED: [],
  ROLLED_BACK: [],
};

/** The operation occurrence in its next state. @throws Error where the machine has no such arrow: a fault of the program */
export function entered(opOcc: OpOcc, state: OperationState, at: Date, change: Partial<OpOcc> = {}): OpOcc {
  if (!ARROWS[opOcc.operationState].includes(state) && !isFaulty())
    throw new Error(`VnfLcmOpOcc ${opOcc.id}: no way from ${opOcc.operationState} to ${state}`);
  return {
    ...omit(opOcc, 'error', 'cancelMode'),
    ...(faulty('error-not-told') || faulty('tasks-fail-unexplained') || faulty('revert-fails-unexplained')
      ? omit(change, 'error')
      : change),
    operationState: state,
    stateEnteredTime: faulty('entered-time-stands-still') ? opOcc.stateEnteredTime : enteredAt(at),
    ...(faulty('start-time-moves') ? { startTime: timeOf(at) } : {}),
    isCancelPending: false,
  };
}

/** `stateEnteredTime`. */
export function enteredAt(at: Date): string {
  return takes('start-more-exact') ? at.toISOString().replace(/\.\d+/, '') : timeOf(at);
}

/** RFC 3339 in UTC. */
export function timeOf(at: Date): string {
  if (takes('times-with-offset')) return shifted(at);
  if (takes('times-in-whole-seconds')) return at.toISOString().replace(/\.\d+/, '');
  if (takes('times-in-lower-case')) return at.toISOString().toLowerCase();
  return faulty('time-without-offset') ? at.toISOString().replace('Z', '') : at.toISOString();
}

/** Of a place that is five hours and a half ahead, with more digits than anybody needs. */
function shifted(at: Date): string {
  const there = new Date(at.getTime() + 5.5 * 3_600_000).toISOString();
  return `${there.slice(0, -1)}000+05:30`;
}

/** No arrow leads out: the instance is free for the next operation. */
export function isFinal(state: OperationState): boolean {
  return ARROWS[state].length === 0;
}

export type OpOccTask = 'retry' | 'rollback' | 'fail' | 'cancel';

/** States in which the task is allowed (SOL003 5.4.14 to 5.4.17). */
const ALLOWED: Readonly<Record<OpOccTask, readonly OperationState[]>> = {
  retry: ['FAILED_TEMP'],
  rollback: ['FAILED_TEMP'],
  fail: ['FAILED_TEMP'],
  cancel: ['STARTING', 'PROCESSING', 'ROLLING_BACK'],
};

export function taskAllowed(opOcc: Pick<OpOcc, 'operationState'>, task: OpOccTask): boolean {
  return ALLOWED[task].includes(opOcc.operationState);
}
