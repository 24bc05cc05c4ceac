import type { TestCase } from '../../../src/judge/case.ts';
import { deletedByOne, modifiedOneByOne, oneOfSeveral } from '../../checks/trace/concurrent.ts';
import {
  clauseOfTask,
  comesToRest,
  oneOfTwo,
  refusedAtOnce,
  refusedIn,
  unchangedBy,
} from '../../checks/trace/states.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { DELETE, INSTANCE_TASKS, MODIFY, requestOf, type Subject } from './subjects.ts';

const is =
  (...names: readonly string[]) =>
  ({ task }: Subject): boolean =>
    names.includes(task);

const inState = (state: string, part: string, subjects: readonly Subject[]): readonly Row[] =>
  subjects.map(({ task, ...rest }) => ({
    id: `${part}.${task}`,
    title: `${task} is refused on an instance that is ${state}`,
    purpose: `On a VNF instance that is ${state}, ${requestOf({ task })}, otherwise legal, is refused with 409, or with 404 where the ICS does not claim it.`,
    clause: clauseOfTask(task),
    judge: refusedIn(state, task),
    ...rest,
  }));

const ongoing: readonly Row[] = [...INSTANCE_TASKS, MODIFY, DELETE].map(({ task, ...rest }) => ({
  id: `ongoing.${task}`,
  title: `${task} is refused while another operation is going on`,
  purpose: `While another operation on the VNF instance goes on, kept from ending by its grant or its VIM, ${requestOf({ task })} is refused with 409, or with 404 where the ICS does not claim it. Where that operation had ended by then, the request is not judged.`,
  clause: clauseOfTask(task),
  judge: refusedIn('ongoing', task),
  ...rest,
}));

const unchanged: readonly Row[] = (['NOT_INSTANTIATED', 'INSTANTIATED'] as const).map((state) => ({
  id: `unchanged.${state.toLowerCase().replace('_', '-')}`,
  title: `requests refused in ${state} leave the instance as it was`,
  purpose: `A VNF instance that is ${state} is read before and after each request that is refused in this state: both reads show the same.`,
  clause: 'SOL003 5.4',
  judge: unchangedBy(state),
}));

const PAIRS = ['instantiate', 'scale', 'heal', 'terminate', 'operate', 'change_ext_conn', 'change_vnfpkg'];

const concurrent: readonly Row[] = INSTANCE_TASKS.filter(is(...PAIRS)).map(({ task, ...rest }) => ({
  id: `concurrent.${task}`,
  title: `of two requests to ${task} at once one is accepted`,
  purpose: `Two equal requests, ${requestOf({ task })}, are sent together to a VNF instance whose state allows one of them: one is accepted with 202, the other is refused with 409.`,
  clause: clauseOfTask(task),
  judge: oneOfTwo(task),
  ...rest,
}));

/** Those that are no tasks, and tasks of several kinds. */
const together: readonly Row[] = [
  {
    id: 'concurrent.several',
    title: 'of several tasks at once one is accepted',
    purpose:
      'change_ext_conn, scale, heal and change_vnfpkg, as far as the ICS claims them, are sent together to a VNF instance that is INSTANTIATED: one of them is accepted with 202, the others are refused with 409.',
    clause: 'SOL003 5.4',
    judge: oneOfSeveral,
  },
  {
    id: 'concurrent.modify',
    title: 'two modifications at once follow each other, or one is refused',
    purpose:
      'Two equal requests, PATCH /vnf_instances/{vnfInstanceId}, are sent together: one is accepted with 202, the other is refused with 409, or accepted where by startTime and stateEnteredTime neither began before the other had ended.',
    clause: clauseOfTask('modify'),
    ics: 'vnflcm.modify',
    judge: modifiedOneByOne,
  },
  {
    id: 'concurrent.delete',
    title: 'of two deletions at once one finds the VNF instance',
    purpose:
      'Two requests, DELETE /vnf_instances/{vnfInstanceId}, are sent together: one is answered with 204, the other with 404 or 409; 204 to both is a warning.',
    clause: clauseOfTask('delete'),
    ics: 'vnflcm.delete',
    judge: deletedByOne,
  },
];

const atOnce: readonly Row[] = [MODIFY, DELETE, { task: 'instantiate', ics: 'vnflcm.instantiate' }].map(
  ({ task, ics }) => ({
    id: `at-once.${task}`,
    title: `${task} is refused directly after an operation was accepted`,
    purpose: `${requestOf({ task })} follows the 202 of an instantiation of the same VNF instance at once, before its VnfLcmOpOcc is read, and is refused with 409.`,
    clause: clauseOfTask(task),
    judge: refusedAtOnce(task),
    ics,
  }),
);

const rest: Row = {
  id: 'rest',
  title: 'operations that were accepted come to rest',
  purpose:
    'Each operation that was accepted while states were tried out, rightly or not, is read until it is COMPLETED, FAILED_TEMP, FAILED or ROLLED_BACK, which it is within the time-out for operations.',
  clause: 'SOL003 5.6.2.2',
  judge: comesToRest,
};

/** Tasks in states that do not allow them. */
export const stateCases: readonly TestCase[] = traceCases('vnflcm.states', 'vnflcm.states', [
  ...inState(
    'NOT_INSTANTIATED',
    'not-instantiated',
    INSTANCE_TASKS.filter((one) => !is('instantiate')(one)),
  ),
  ...inState('INSTANTIATED', 'instantiated', [...INSTANCE_TASKS.filter(is('instantiate')), DELETE]),
  ...ongoing,
  ...unchanged,
  ...concurrent,
  ...together,
  ...atOnce,
  rest,
]);
