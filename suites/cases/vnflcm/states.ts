import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import {
  clauseOfTask,
  comesToRest,
  oneOfTwo,
  refusedAtOnce,
  refusedIn,
  unchangedBy,
} from '../../checks/trace/states.ts';
import { scoped } from '../scope.ts';

const PROCEDURE = 'vnflcm.states';

type Range = Pick<TestCase, 'since' | 'until'>;

interface Row extends Range {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly judge: TraceCheck;
  readonly ics?: string;
}

function stateCase({ id, title, ...rest }: Row): TestCase {
  return {
    id: `vnflcm.states.${id}`,
    title,
    purpose: `${title}.`,
    api: 'vnflcm',
    suite: 'vnflcm',
    role: 'producer',
    kind: 'trace',
    procedure: PROCEDURE,
    ...rest,
  };
}

/** Task resources over all releases: last part of the path, releases, ICS item. */
const TASKS: readonly ({ readonly task: string; readonly ics?: string } & Range)[] = scoped(
  'vnflcm',
  (resource, method) => method === 'POST' && /^vnf_instances\/\{[^}]+\}\/\w+$/.test(resource.name),
).map(({ resource, method, ...range }) => {
  const item = resource.operations.get(method)?.ics;
  return { task: resource.name.split('/').pop() ?? '', ...(item === undefined ? {} : { ics: item }), ...range };
});

const inState = (state: string, part: string, tasks: typeof TASKS): readonly Row[] =>
  tasks.map(({ task, ...rest }) => ({
    id: `${part}.${task}`,
    title:
      state === 'ongoing'
        ? `${task} is refused while another operation is going on`
        : `${task} is refused on an instance that is ${state}`,
    clause: clauseOfTask(task),
    judge: refusedIn(state, task),
    ...rest,
  }));

const MODIFY = { task: 'modify', ics: 'vnflcm.modify' };
const DELETE = { task: 'delete', ics: 'vnflcm.delete' };
const is = (name: string) => (one: { readonly task: string }) => one.task === name;

const rows: readonly Row[] = [
  ...inState(
    'NOT_INSTANTIATED',
    'not-instantiated',
    TASKS.filter((one) => !is('instantiate')(one)),
  ),
  ...inState('INSTANTIATED', 'instantiated', [...TASKS.filter(is('instantiate')), DELETE]),
  ...inState('ongoing', 'ongoing', [...TASKS, MODIFY, DELETE]),
  ...(['NOT_INSTANTIATED', 'INSTANTIATED'] as const).map((state) => ({
    id: `unchanged.${state.toLowerCase().replace('_', '-')}`,
    title: `requests refused in ${state} leave the instance as it was`,
    clause: 'SOL003 5.4',
    judge: unchangedBy(state),
  })),
  ...TASKS.filter(({ task }) => ['instantiate', 'scale', 'heal', 'terminate'].includes(task)).map(
    ({ task, ...rest }) => ({
      id: `concurrent.${task}`,
      title: `of two requests to ${task} at once one is accepted`,
      clause: clauseOfTask(task),
      judge: oneOfTwo(task),
      ...rest,
    }),
  ),
  ...[MODIFY, DELETE, { task: 'instantiate', ics: 'vnflcm.instantiate' }].map(({ task, ics }) => ({
    id: `at-once.${task}`,
    title: `${task} is refused directly after an operation was accepted`,
    clause: clauseOfTask(task),
    judge: refusedAtOnce(task),
    ics,
  })),
  {
    id: 'rest',
    title: 'operations that were accepted come to rest',
    clause: 'SOL003 5.6.2.2',
    judge: comesToRest,
  },
];

/** Tasks in states that do not allow them. */
export const stateCases: readonly TestCase[] = rows.map(stateCase);
