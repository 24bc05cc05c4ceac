import type { TraceCheck } from '../../../src/judge/case.ts';
import { endsIn, failureNotified, instanceAfter, taskAccepted, type End } from '../../checks/trace/failures.ts';
import { clauseOfTask } from '../../checks/trace/states.ts';
import type { Row } from '../trace-cases.ts';

/** Rows that cases on operations that fail have in common. `when`: what leads there, as a part of a sentence. */

export const STATES = 'SOL003 5.6.2.2';

interface About extends Pick<Row, 'id' | 'title'> {
  readonly when: string;
  readonly ics?: Row['ics'];
  /** The check, where it needs more than these rows say: a premise, for example. */
  readonly only?: (check: TraceCheck) => TraceCheck;
}

const itself = (check: TraceCheck): TraceCheck => check;

/** The operation comes to rest in the state that the standard leads to. */
export function endRow({ when, only = itself, ...row }: About, end: Omit<End, 'clause'>): Row {
  const tolerated = end.tolerated === undefined ? '' : `; ${end.tolerated.join(' and ')} are warnings`;
  return {
    ...row,
    purpose: `${when}, the VnfLcmOpOcc is read until it rests: its operationState is then ${end.state}${tolerated}.`,
    clause: STATES,
    judge: only(endsIn({ ...end, clause: STATES })),
  };
}

/** The VNF instance afterwards. `after` is also the root cause of a deviation. */
export function instanceRow(
  { when, only = itself, ...row }: About,
  label: string,
  state: 'INSTANTIATED' | 'NOT_INSTANTIATED',
  after: string,
): Row {
  return {
    ...row,
    purpose: `${when} and the operation is at rest, GET of the VNF instance shows instantiationState ${state}.`,
    clause: STATES,
    judge: only(instanceAfter(label, state, after)),
  };
}

/** What a subscriber is notified of. `pushes`: steps that bring the operation to rest, in order. */
export function notifiedRow({ when, only = itself, ...row }: About, label: string, pushes: readonly string[]): Row {
  return {
    ...row,
    purpose: `${when}, a subscriber to the VNF instance gets one notification of STARTING and one each time that the operation comes to rest, with notificationStatus RESULT and, where it has not completed, error.`,
    clause: 'SOL003 5.3.9',
    api: 'vnflcm-notification',
    judge: only(failureNotified(label, pushes)),
  };
}

/** A task on an operation occurrence is accepted in a state that allows it. */
export function acceptedRow(
  row: Omit<About, 'when' | 'only'>,
  task: string,
  { state, step, status }: { readonly state: string; readonly step: string; readonly status: number },
): Row {
  return {
    ...row,
    purpose: `On an operation occurrence ${state}, POST /vnf_lcm_op_occs/{vnfLcmOpOccId}/${task} is accepted with ${status}.`,
    clause: clauseOfTask(task),
    judge: taskAccepted(task, step, status),
  };
}
