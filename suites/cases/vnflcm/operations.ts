import type { Keyword } from '../../../src/judge/verdict.ts';
import type { Release } from '../../../src/model/release-model.ts';
import { operationNotifications } from '../../checks/trace/operation-notifications.ts';
import { accepted, completed, describesTask } from '../../checks/trace/task-course.ts';
import type { Row } from '../trace-cases.ts';

/** An operation that a procedure performs on its VNF instance. */
export interface Performed {
  /** In the trace, and in the ids of its cases. */
  readonly label: string;
  /** Last part of the task resource. */
  readonly task: string;
  /** LcmOperationType. */
  readonly operation: string;
  /** Clause of the task resource. */
  readonly clause: string;
  /** The VNF instance that it is performed on. */
  readonly on: string;
  /** What the request asks for. */
  readonly request: string;
  readonly ics?: string;
  readonly since?: Release;
  /** Of an operation that ends in another state and explains why in `error`; default: shall. */
  readonly completes?: Keyword;
}

/** The request was accepted, the operation completed, and its operation occurrence describes it. */
export function courseOf(one: Performed): readonly Row[] {
  const { label, task, operation, clause, on, request, ics, since, completes = 'shall' } = one;
  return [
    {
      id: `${label}.accepted`,
      title: `${operation} (${label}) is accepted with 202`,
      purpose: `On ${on}, POST /vnf_instances/{vnfInstanceId}/${task} with ${request} is accepted with 202.`,
      clause: `SOL003 ${clause}.3.1`,
      ics,
      since,
      judge: accepted(label, 202, label),
    },
    {
      id: `${label}.completed`,
      title: `${operation} (${label}) completes`,
      purpose: `After ${task} with ${request} was accepted, the VnfLcmOpOcc is read until it rests: its operationState is then COMPLETED${completes === 'shall' ? '' : ', or error says why not, which is a warning'}.`,
      clause: `SOL003 ${clause}`,
      ics,
      since,
      judge: completed(label, operation, completes),
    },
    {
      id: `${label}.op-occ`,
      title: `the operation occurrence of ${label} describes the operation`,
      purpose: `The VnfLcmOpOcc of ${task} with ${request} has operation ${operation}, the id of the VNF instance and isAutomaticInvocation false, and its operationParams repeat the request.`,
      clause: 'SOL003 5.5.2.13',
      ics,
      since,
      judge: describesTask(label, operation),
    },
  ];
}

/** A subscriber was notified of the operation. */
export function notifiedOf({ label, task, request, ics, since }: Performed): Row {
  return {
    id: `${label}.notified`,
    title: `subscribers hear of ${label} from start to end`,
    purpose: `While ${task} with ${request} is performed, a subscriber gets one notification each of STARTING, PROCESSING (a warning where it is missing) and the final state; they agree with the VnfLcmOpOcc, and their time stamps follow the states.`,
    clause: 'SOL003 5.3.9',
    api: 'vnflcm-notification',
    ics,
    since,
    judge: operationNotifications(label),
  };
}
