import type { TestCase } from '../../../src/judge/case.ts';
import { cancelEnds, cancelPending, emptyObject, failAnswer } from '../../checks/trace/failures.ts';
import { clauseOfTask, refusedAtOnce, refusedIn } from '../../checks/trace/states.ts';
import { accepted } from '../../checks/trace/task-course.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { acceptedRow, endRow, instanceRow, notifiedRow, STATES } from './failing.ts';
import { occurrenceRows } from './occurrences.ts';
import { DELETE, INSTANCE_TASKS, MODIFY, requestOf } from './subjects.ts';

const OP_OCC_TASKS = ['retry', 'rollback', 'fail', 'cancel'] as const;
const IN_FAILED_TEMP = 'that rests in FAILED_TEMP';

const REFUSED = { when: 'When the NFVO refuses the grant of an instantiation with 403', ics: 'grant.request' };

const grants: readonly Row[] = [
  endRow(
    { ...REFUSED, id: 'grant-refused.end', title: 'a refused grant leads to ROLLED_BACK' },
    { step: 'grant-refused.start', state: 'ROLLED_BACK', after: 'A refused grant', cause: 'grant-refused' },
  ),
  instanceRow(
    { ...REFUSED, id: 'grant-refused.instance', title: 'a refused grant leaves the instance NOT_INSTANTIATED' },
    'grant-refused.after',
    'NOT_INSTANTIATED',
    'a refused grant',
  ),
  notifiedRow(
    { ...REFUSED, id: 'grant-refused.notified', title: 'subscribers hear of an operation whose grant is refused' },
    'grant-refused',
    ['grant-refused.start'],
  ),
  endRow(
    {
      id: 'nfvo-broken.end',
      title: 'an NFVO that is out of order leads to ROLLED_BACK',
      when: 'When the NFVO answers the grant request of an instantiation with 500',
      ics: 'grant.request',
    },
    {
      step: 'nfvo-broken.start',
      state: 'ROLLED_BACK',
      tolerated: ['FAILED_TEMP', 'FAILED'],
      after: 'A grant request that the NFVO cannot answer',
      cause: 'nfvo-broken',
    },
  ),
];

const RETRY = { ics: 'vnflcm.retry' };

const retries: readonly Row[] = [
  acceptedRow({ ...RETRY, id: 'retry.accepted', title: 'retry is accepted in FAILED_TEMP' }, 'retry', {
    state: IN_FAILED_TEMP,
    step: 'retry.again',
    status: 202,
  }),
  endRow(
    {
      ...RETRY,
      id: 'retry.fails-again',
      title: 'retry that fails again leads to FAILED_TEMP',
      when: 'After retry of an instantiation in FAILED_TEMP whose cause is still there',
    },
    {
      step: 'retry.again',
      state: 'FAILED_TEMP',
      after: 'retry while the cause is still there',
      cause: 'retry-fails-again',
    },
  ),
  endRow(
    {
      ...RETRY,
      id: 'retry.completes',
      title: 'retry leads to COMPLETED when the cause is gone',
      when: 'After retry of an instantiation in FAILED_TEMP whose cause is gone',
    },
    { step: 'retry.mended', state: 'COMPLETED', after: 'retry when the cause is gone', cause: 'retry-mended' },
  ),
  instanceRow(
    {
      ...RETRY,
      id: 'retry.instance',
      title: 'an instance whose instantiation was retried is INSTANTIATED',
      when: 'After an instantiation in FAILED_TEMP was retried without the cause of its failure',
    },
    'retry.mended.after',
    'INSTANTIATED',
    'a retry that completed',
  ),
  notifiedRow(
    {
      ...RETRY,
      id: 'retry.notified',
      title: 'subscribers hear of a failure and of the failure of its retry',
      when: 'While an instantiation fails, is retried, fails again and is retried with success',
    },
    'retry',
    ['retry.start', 'retry.again', 'retry.mended'],
  ),
];

const ROLLBACK = { ics: 'vnflcm.rollback' };

const rollbacks: readonly Row[] = [
  acceptedRow({ ...ROLLBACK, id: 'rollback.accepted', title: 'rollback is accepted in FAILED_TEMP' }, 'rollback', {
    state: IN_FAILED_TEMP,
    step: 'rollback.done',
    status: 202,
  }),
  endRow(
    {
      ...ROLLBACK,
      id: 'rollback.end',
      title: 'rollback leads to ROLLED_BACK',
      when: 'After rollback of an instantiation in FAILED_TEMP, when nothing stands in its way',
    },
    {
      step: 'rollback.done',
      state: 'ROLLED_BACK',
      after: 'rollback when nothing stands in its way',
      cause: 'rollback',
    },
  ),
  instanceRow(
    {
      ...ROLLBACK,
      id: 'rollback.instance',
      title: 'an instance whose instantiation was rolled back is NOT_INSTANTIATED',
      when: 'After an instantiation in FAILED_TEMP was rolled back',
    },
    'rollback.after',
    'NOT_INSTANTIATED',
    'a rollback',
  ),
  notifiedRow(
    {
      ...ROLLBACK,
      id: 'rollback.notified',
      title: 'subscribers hear of a failure and of its rollback',
      when: 'While an instantiation fails and is rolled back',
    },
    'rollback',
    ['rollback.start', 'rollback.done'],
  ),
  {
    ...ROLLBACK,
    id: 'rollback.deletable',
    title: 'an instance whose instantiation was rolled back can be deleted',
    purpose: 'DELETE of a VNF instance whose instantiation is ROLLED_BACK is answered with 204.',
    clause: clauseOfTask('delete'),
    judge: accepted('rollback.delete', 204, 'delete'),
  },
];

const FAIL = { ics: 'vnflcm.fail' };

const fails: readonly Row[] = [
  acceptedRow({ ...FAIL, id: 'fail.accepted', title: 'fail is accepted in FAILED_TEMP' }, 'fail', {
    state: IN_FAILED_TEMP,
    step: 'fail',
    status: 200,
  }),
  {
    ...FAIL,
    id: 'fail.answer',
    title: 'fail is answered with the operation occurrence in FAILED',
    purpose:
      'The payload with which fail of an instantiation in FAILED_TEMP is answered is the VnfLcmOpOcc of that instantiation, with operationState FAILED.',
    clause: clauseOfTask('fail'),
    judge: failAnswer,
  },
  endRow(
    {
      ...FAIL,
      id: 'fail.end',
      title: 'fail leads to FAILED',
      when: 'After fail of an instantiation in FAILED_TEMP was accepted',
    },
    { step: 'fail.done', state: 'FAILED', after: 'fail', cause: 'fail' },
  ),
  notifiedRow(
    {
      ...FAIL,
      id: 'fail.notified',
      title: 'subscribers hear of a failure and of its end as FAILED',
      when: 'While an instantiation comes to FAILED_TEMP and is ended by fail',
    },
    'fail',
    ['fail.start', 'fail.done'],
  ),
  {
    ...FAIL,
    id: 'fail.deletable',
    title: 'an instance whose instantiation ended as FAILED can be deleted',
    purpose: 'DELETE of a VNF instance whose instantiation is FAILED is answered with 204.',
    clause: clauseOfTask('delete'),
    judge: accepted('fail.delete', 204, 'delete'),
  },
];

const CANCEL = { ics: 'vnflcm.cancel' };

const cancels: readonly Row[] = [
  acceptedRow(
    { ...CANCEL, id: 'cancel.accepted', title: 'cancel is accepted while the operation is under way' },
    'cancel',
    { state: 'in STARTING or PROCESSING that is kept from ending', step: 'cancel', status: 202 },
  ),
  {
    ...CANCEL,
    id: 'cancel.pending',
    title: 'cancel that was accepted shows in the operation occurrence',
    purpose:
      'Directly after cancel of an operation that is kept from ending was accepted, the VnfLcmOpOcc has isCancelPending true, or is ROLLING_BACK, ROLLED_BACK or FAILED_TEMP already.',
    clause: 'SOL003 5.5.2.13',
    judge: cancelPending,
  },
  {
    ...CANCEL,
    id: 'cancel.end',
    title: 'cancel leads to ROLLED_BACK from STARTING, to FAILED_TEMP from PROCESSING',
    purpose:
      'After cancel of an operation in STARTING was accepted, the VnfLcmOpOcc comes to rest in ROLLED_BACK, after cancel in PROCESSING in FAILED_TEMP; the other of the two is a warning, as the operation may have moved on in between.',
    clause: STATES,
    judge: cancelEnds,
  },
];

/** Tasks in states of the operation occurrence that do not allow them. */
const refusedTasks: readonly Row[] = OP_OCC_TASKS.flatMap((task) =>
  [...(task === 'cancel' ? ['FAILED_TEMP'] : ['ongoing']), 'COMPLETED', 'FAILED', 'ROLLED_BACK'].map((state) => ({
    id: `refused.${state.toLowerCase().replace('_', '-')}.${task}`,
    title: `${task} is refused ${state === 'ongoing' ? 'while the operation is under way' : `in ${state}`}`,
    purpose: `On an operation occurrence ${state === 'ongoing' ? 'that is kept under way' : `in ${state}`}, POST /vnf_lcm_op_occs/{vnfLcmOpOccId}/${task} is refused with 409, or with 404 where the ICS does not claim it.`,
    clause: clauseOfTask(task),
    ics: `vnflcm.${task}`,
    judge: refusedIn(state, task),
  })),
);

/** fail directly after a retry that was accepted; needs a VIM that can be held. */
const atOnce: Row = {
  ...FAIL,
  id: 'at-once.fail',
  title: 'fail is refused directly after retry was accepted',
  purpose:
    'POST /vnf_lcm_op_occs/{vnfLcmOpOccId}/fail follows the 202 of a retry of the same operation occurrence at once, while the retry is kept from ending, and is refused with 409.',
  clause: clauseOfTask('fail'),
  judge: refusedAtOnce('fail'),
};

/** Tasks on the instance while its operation is in FAILED_TEMP. */
const lockedTasks: readonly Row[] = [...INSTANCE_TASKS, MODIFY, DELETE].map(({ task, ...rest }) => ({
  id: `locked.${task}`,
  title: `${task} is refused while a failure of the instance is not resolved`,
  purpose: `On a VNF instance whose instantiation rests in FAILED_TEMP, ${requestOf({ task })} is refused with 409, or with 404 where the ICS does not claim it.`,
  clause: clauseOfTask(task),
  judge: refusedIn('FAILED_TEMP', task),
  ...rest,
}));

const needlessPayload: Row = {
  id: 'empty-object',
  title: 'tasks on operation occurrences bear a payload that means nothing',
  purpose:
    'retry, rollback and fail, which take no payload, are asked for with {} on an operation occurrence that has ended: none is answered with a server error.',
  clause: 'SOL013 6.4',
  icsAny: ['vnflcm.retry', 'vnflcm.rollback', 'vnflcm.fail'],
  judge: emptyObject,
};

/** Operations that fail, and what may be done about it. */
export const failureCases: readonly TestCase[] = traceCases('vnflcm.failures', 'vnflcm.failures', [
  ...grants,
  ...retries,
  ...rollbacks,
  ...fails,
  ...cancels,
  ...refusedTasks,
  atOnce,
  ...lockedTasks,
  needlessPayload,
  ...occurrenceRows({ which: 'that fail', where: 'that fails' }),
]);
