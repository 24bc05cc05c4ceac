import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import type { Release } from '../../../src/model/release-model.ts';
import { accepted, completed, describesTask } from '../../checks/trace/task-course.ts';
import { operationNotifications } from '../../checks/trace/notifications.ts';
import { notifiedStates } from '../../checks/trace/notified-states.ts';
import { snapshotLife, taskEffect } from '../../checks/trace/tasks.ts';

/** Label in the trace, task, LcmOperationType, clause, first release. */
const TASKS: readonly (readonly [label: string, task: string, operation: string, clause: string, since?: Release])[] = [
  ['operate.stop', 'operate', 'OPERATE', '5.4.10'],
  ['operate.start', 'operate', 'OPERATE', '5.4.10'],
  ['change_ext_conn', 'change_ext_conn', 'CHANGE_EXT_CONN', '5.4.11'],
  ['scale_to_level', 'scale_to_level', 'SCALE_TO_LEVEL', '5.4.6'],
  ['change_flavour', 'change_flavour', 'CHANGE_FLAVOUR', '5.4.7'],
  ['change_vnfpkg', 'change_vnfpkg', 'CHANGE_VNFPKG', '5.4.11a', '3.3.1'],
  ['create_snapshot', 'create_snapshot', 'CREATE_SNAPSHOT', '5.4.21', '3.3.1'],
  ['revert_to_snapshot', 'revert_to_snapshot', 'REVERT_TO_SNAPSHOT', '5.4.22', '3.3.1'],
];

function make(
  id: string,
  title: string,
  clause: string,
  task: string,
  since: Release | undefined,
  judge: TraceCheck,
): TestCase {
  return {
    id: `vnflcm.tasks.${id}`,
    title,
    purpose: `${title}.`,
    api: 'vnflcm',
    suite: 'vnflcm',
    role: 'producer',
    clause: `SOL003 ${clause}`,
    ics: `vnflcm.${task}`,
    ...(since === undefined ? {} : { since }),
    kind: 'trace',
    procedure: 'vnflcm.tasks',
    judge,
  };
}

const SHOWS: readonly string[] = ['operate', 'change_ext_conn', 'change_flavour', 'change_vnfpkg'];

export const taskCases: readonly TestCase[] = [
  ...TASKS.flatMap(([label, task, operation, clause, since]) => [
    make(
      `${label}.accepted`,
      `${operation} (${label}) is accepted with 202`,
      clause,
      task,
      since,
      accepted(label, 202, label),
    ),
    make(
      `${label}.completed`,
      `${operation} (${label}) completes`,
      clause,
      task,
      since,
      completed(label, operation, 'should'),
    ),
    make(
      `${label}.op-occ`,
      `the operation occurrence of ${label} describes the operation`,
      '5.5.2.13',
      task,
      since,
      describesTask(label, operation),
    ),
    ...(task.includes('snapshot')
      ? []
      : [
          {
            ...make(
              `${label}.notified`,
              `subscribers hear of ${label} from start to end`,
              '5.3.9',
              task,
              since,
              operationNotifications(label),
            ),
            api: 'vnflcm-notification',
          },
        ]),
    ...(SHOWS.includes(task)
      ? [make(`${label}.effect`, `${label} shows in the VNF instance`, clause, task, since, taskEffect(label, task))]
      : []),
  ]),
  {
    ...make(
      'notified-states',
      'notifications of tasks follow the state machine and do not run ahead of it',
      '5.6.2.2',
      'subscriptions',
      undefined,
      notifiedStates,
    ),
    api: 'vnflcm-notification',
  },
  make('snapshots', 'a VNF snapshot is made, filled, listed and deleted', '5.4.23', 'snapshots', '3.3.1', snapshotLife),
];
