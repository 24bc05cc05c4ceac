import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import { accepted } from '../../checks/trace/task-course.ts';
import {
  cancelEnds,
  cancelPending,
  emptyObject,
  endsIn,
  failAnswer,
  failureNotified,
  instanceAfter,
  taskAccepted,
} from '../../checks/trace/failures.ts';
import { opOccError, opOccLinks, opOccTimes, stateMachine } from '../../checks/trace/op-occs.ts';
import { clauseOfTask, refusedAtOnce, refusedIn } from '../../checks/trace/states.ts';
import { notifiedStates } from '../../checks/trace/notified-states.ts';
import { scoped } from '../scope.ts';

const PROCEDURE = 'vnflcm.failures';

type Row = Pick<TestCase, 'title' | 'clause' | 'ics' | 'since' | 'until'> & {
  readonly id: string;
  readonly judge: TraceCheck;
  readonly api?: string;
};

function failureCase({ id, title, api = 'vnflcm', ...rest }: Row): TestCase {
  return {
    id: `vnflcm.failures.${id}`,
    title,
    purpose: `${title}.`,
    api,
    suite: 'vnflcm',
    role: 'producer',
    kind: 'trace',
    procedure: PROCEDURE,
    ...rest,
  };
}

const STATES = 'SOL003 5.6.2.2';
const OP_OCC_TASKS = ['retry', 'rollback', 'fail', 'cancel'] as const;

/** Tasks in states of the operation occurrence that do not allow them. */
const refusedTasks: readonly Row[] = OP_OCC_TASKS.flatMap((task) =>
  [...(task === 'cancel' ? ['FAILED_TEMP'] : ['ongoing']), 'COMPLETED', 'FAILED', 'ROLLED_BACK'].map((state) => ({
    id: `refused.${state.toLowerCase().replace('_', '-')}.${task}`,
    title: `${task} is refused ${state === 'ongoing' ? 'while the operation is under way' : `in ${state}`}`,
    clause: clauseOfTask(task),
    ics: `vnflcm.${task}`,
    judge: refusedIn(state, task),
  })),
);

/** fail directly after a retry that was accepted; needs a VIM that can be held. */
const atOnce: Row = {
  id: 'at-once.fail',
  title: 'fail is refused directly after retry was accepted',
  clause: clauseOfTask('fail'),
  ics: 'vnflcm.fail',
  judge: refusedAtOnce('fail'),
};

/** Tasks on the instance while its operation is in FAILED_TEMP. */
const lockedTasks: readonly Row[] = [
  ...scoped(
    'vnflcm',
    (resource, method) => method === 'POST' && /^vnf_instances\/\{[^}]+\}\/\w+$/.test(resource.name),
  ).map(({ resource, method, ...range }) => {
    const item = resource.operations.get(method)?.ics;
    return { task: resource.name.split('/').pop() ?? '', ...(item === undefined ? {} : { ics: item }), ...range };
  }),
  { task: 'modify', ics: 'vnflcm.modify' },
  { task: 'delete', ics: 'vnflcm.delete' },
].map(({ task, ...rest }) => ({
  id: `locked.${task}`,
  title: `${task} is refused while a failure of the instance is not resolved`,
  clause: clauseOfTask(task),
  judge: refusedIn('FAILED_TEMP', task),
  ...rest,
}));

const rows: readonly Row[] = [
  {
    id: 'grant-refused.end',
    title: 'a refused grant leads to ROLLED_BACK',
    clause: STATES,
    ics: 'grant.request',
    judge: endsIn({
      step: 'grant-refused.start',
      state: 'ROLLED_BACK',
      clause: STATES,
      after: 'A refused grant',
      cause: 'grant-refused',
    }),
  },
  {
    id: 'grant-refused.instance',
    title: 'a refused grant leaves the instance NOT_INSTANTIATED',
    clause: STATES,
    ics: 'grant.request',
    judge: instanceAfter('grant-refused.after', 'NOT_INSTANTIATED', 'a refused grant'),
  },
  {
    id: 'grant-refused.notified',
    title: 'subscribers hear of an operation whose grant is refused',
    clause: 'SOL003 5.3.9',
    ics: 'grant.request',
    api: 'vnflcm-notification',
    judge: failureNotified('grant-refused', ['grant-refused.start']),
  },
  {
    id: 'nfvo-broken.end',
    title: 'an NFVO that is out of order leads to ROLLED_BACK',
    clause: STATES,
    ics: 'grant.request',
    judge: endsIn({
      step: 'nfvo-broken.start',
      state: 'ROLLED_BACK',
      tolerated: ['FAILED_TEMP', 'FAILED'],
      clause: STATES,
      after: 'A grant request that the NFVO cannot answer',
      cause: 'nfvo-broken',
    }),
  },
  {
    id: 'retry.accepted',
    title: 'retry is accepted in FAILED_TEMP',
    clause: clauseOfTask('retry'),
    ics: 'vnflcm.retry',
    judge: taskAccepted('retry', 'retry.again', 202),
  },
  {
    id: 'retry.fails-again',
    title: 'retry that fails again leads to FAILED_TEMP',
    clause: STATES,
    ics: 'vnflcm.retry',
    judge: endsIn({
      step: 'retry.again',
      state: 'FAILED_TEMP',
      clause: STATES,
      after: 'retry while the cause is still there',
      cause: 'retry-fails-again',
    }),
  },
  {
    id: 'retry.completes',
    title: 'retry leads to COMPLETED when the cause is gone',
    clause: STATES,
    ics: 'vnflcm.retry',
    judge: endsIn({
      step: 'retry.mended',
      state: 'COMPLETED',
      clause: STATES,
      after: 'retry when the cause is gone',
      cause: 'retry-mended',
    }),
  },
  {
    id: 'retry.instance',
    title: 'an instance whose instantiation was retried is INSTANTIATED',
    clause: STATES,
    ics: 'vnflcm.retry',
    judge: instanceAfter('retry.mended.after', 'INSTANTIATED', 'a retry that completed'),
  },
  {
    id: 'retry.notified',
    title: 'subscribers hear of a failure and of the failure of its retry',
    clause: 'SOL003 5.3.9',
    ics: 'vnflcm.retry',
    api: 'vnflcm-notification',
    judge: failureNotified('retry', ['retry.start', 'retry.again', 'retry.mended']),
  },
  {
    id: 'rollback.accepted',
    title: 'rollback is accepted in FAILED_TEMP',
    clause: clauseOfTask('rollback'),
    ics: 'vnflcm.rollback',
    judge: taskAccepted('rollback', 'rollback.done', 202),
  },
  {
    id: 'rollback.end',
    title: 'rollback leads to ROLLED_BACK',
    clause: STATES,
    ics: 'vnflcm.rollback',
    judge: endsIn({
      step: 'rollback.done',
      state: 'ROLLED_BACK',
      clause: STATES,
      after: 'rollback when nothing stands in its way',
      cause: 'rollback',
    }),
  },
  {
    id: 'rollback.instance',
    title: 'an instance whose instantiation was rolled back is NOT_INSTANTIATED',
    clause: STATES,
    ics: 'vnflcm.rollback',
    judge: instanceAfter('rollback.after', 'NOT_INSTANTIATED', 'a rollback'),
  },
  {
    id: 'rollback.notified',
    title: 'subscribers hear of a failure and of its rollback',
    clause: 'SOL003 5.3.9',
    ics: 'vnflcm.rollback',
    api: 'vnflcm-notification',
    judge: failureNotified('rollback', ['rollback.start', 'rollback.done']),
  },
  {
    id: 'rollback.deletable',
    title: 'an instance whose instantiation was rolled back can be deleted',
    clause: clauseOfTask('delete'),
    ics: 'vnflcm.rollback',
    judge: accepted('rollback.delete', 204, 'delete'),
  },
  {
    id: 'fail.accepted',
    title: 'fail is accepted in FAILED_TEMP',
    clause: clauseOfTask('fail'),
    ics: 'vnflcm.fail',
    judge: taskAccepted('fail', 'fail', 200),
  },
  {
    id: 'fail.answer',
    title: 'fail is answered with the operation occurrence in FAILED',
    clause: clauseOfTask('fail'),
    ics: 'vnflcm.fail',
    judge: failAnswer,
  },
  {
    id: 'fail.end',
    title: 'fail leads to FAILED',
    clause: STATES,
    ics: 'vnflcm.fail',
    judge: endsIn({ step: 'fail.done', state: 'FAILED', clause: STATES, after: 'fail', cause: 'fail' }),
  },
  {
    id: 'fail.notified',
    title: 'subscribers hear of a failure and of its end as FAILED',
    clause: 'SOL003 5.3.9',
    ics: 'vnflcm.fail',
    api: 'vnflcm-notification',
    judge: failureNotified('fail', ['fail.start', 'fail.done']),
  },
  {
    id: 'fail.deletable',
    title: 'an instance whose instantiation ended as FAILED can be deleted',
    clause: clauseOfTask('delete'),
    ics: 'vnflcm.fail',
    judge: accepted('fail.delete', 204, 'delete'),
  },
  {
    id: 'cancel.accepted',
    title: 'cancel is accepted while the operation is under way',
    clause: clauseOfTask('cancel'),
    ics: 'vnflcm.cancel',
    judge: taskAccepted('cancel', 'cancel', 202),
  },
  {
    id: 'cancel.pending',
    title: 'cancel that was accepted shows in the operation occurrence',
    clause: 'SOL003 5.5.2.13',
    ics: 'vnflcm.cancel',
    judge: cancelPending,
  },
  {
    id: 'cancel.end',
    title: 'cancel leads to ROLLED_BACK from STARTING, to FAILED_TEMP from PROCESSING',
    clause: STATES,
    ics: 'vnflcm.cancel',
    judge: cancelEnds,
  },
  ...refusedTasks,
  atOnce,
  ...lockedTasks,
  {
    id: 'empty-object',
    title: 'tasks on operation occurrences bear a payload that means nothing',
    clause: 'SOL013 6.4',
    judge: emptyObject,
  },
  { id: 'states', title: 'operations that fail follow their state machine', clause: STATES, judge: stateMachine },
  {
    id: 'notified-states',
    title: 'notifications of operations that fail follow the state machine',
    clause: STATES,
    api: 'vnflcm-notification',
    judge: notifiedStates,
  },
  {
    id: 'links',
    title: 'links of operation occurrences that fail fit their state',
    clause: 'SOL003 5.5.2.13',
    judge: opOccLinks,
  },
  {
    id: 'error',
    title: 'operation occurrences that fail say why',
    clause: 'SOL003 5.5.2.13',
    judge: opOccError,
  },
  {
    id: 'times',
    title: 'times of operation occurrences that fail are consistent',
    clause: 'SOL003 5.5.2.13',
    judge: opOccTimes,
  },
];

/** Operations that fail, and what may be done about it. */
export const failureCases: readonly TestCase[] = rows.map(failureCase);
