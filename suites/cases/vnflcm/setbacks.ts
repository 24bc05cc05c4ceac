import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import {
  endsIn,
  failureNotified,
  instanceAfter,
  taskAccepted,
  whenGrantRefused,
  type End,
} from '../../checks/trace/failures.ts';
import { clauseOfTask } from '../../checks/trace/states.ts';
import { notifiedStates } from '../../checks/trace/notified-states.ts';

const STATES = 'SOL003 5.6.2.2';

type Row = Pick<TestCase, 'title' | 'clause' | 'ics'> & {
  readonly id: string;
  readonly judge: TraceCheck;
  readonly api?: string;
};

const ends = (end: Omit<End, 'clause'>): TraceCheck => endsIn({ ...end, clause: STATES });

function cancelIn(state: 'PROCESSING' | 'ROLLING_BACK', label: string, before: readonly string[]): readonly Row[] {
  const common = { ics: 'vnflcm.cancel' };
  return [
    {
      ...common,
      id: `${label}.accepted`,
      title: `cancel is accepted in ${state}`,
      clause: clauseOfTask('cancel'),
      judge: taskAccepted('cancel', `${label}.cancel`, 202),
    },
    {
      ...common,
      id: `${label}.end`,
      title: `cancel in ${state} leads to FAILED_TEMP`,
      clause: STATES,
      judge: ends({
        step: `${label}.cancel`,
        state: 'FAILED_TEMP',
        after: `cancel in ${state}`,
        cause: label,
      }),
    },
    {
      ...common,
      id: `${label}.notified`,
      title: `subscribers hear of an operation that is cancelled in ${state}`,
      clause: 'SOL003 5.3.9',
      api: 'vnflcm-notification',
      judge: failureNotified(label, [...before, `${label}.cancel`]),
    },
  ];
}

const rows: readonly Row[] = [
  {
    id: 'rollback-fails.end',
    title: 'a rollback that fails leads to FAILED_TEMP',
    clause: STATES,
    ics: 'vnflcm.rollback',
    judge: ends({
      step: 'rollback-fails.rollback',
      state: 'FAILED_TEMP',
      after: 'A rollback that fails',
      cause: 'rollback-fails',
    }),
  },
  {
    id: 'rollback-fails.again',
    title: 'a rollback that failed can be asked for again',
    clause: STATES,
    ics: 'vnflcm.rollback',
    judge: ends({
      step: 'rollback-fails.again',
      state: 'ROLLED_BACK',
      after: 'The second rollback, when nothing stands in its way',
      cause: 'rollback-again',
    }),
  },
  {
    id: 'rollback-fails.notified',
    title: 'subscribers hear of a rollback that fails',
    clause: 'SOL003 5.3.9',
    ics: 'vnflcm.rollback',
    api: 'vnflcm-notification',
    judge: failureNotified('rollback-fails', [
      'rollback-fails.start',
      'rollback-fails.rollback',
      'rollback-fails.again',
    ]),
  },
  {
    id: 'grant-refused-later.end',
    title: 'a grant that is refused later leads to ROLLED_BACK',
    clause: STATES,
    ics: 'grant.async',
    judge: whenGrantRefused(
      ends({
        step: 'grant-refused-later.start',
        state: 'ROLLED_BACK',
        after: 'A grant that is refused when it is fetched',
        cause: 'grant-refused-later',
      }),
    ),
  },
  {
    id: 'grant-refused-later.instance',
    title: 'a grant that is refused later leaves the instance NOT_INSTANTIATED',
    clause: STATES,
    ics: 'grant.async',
    judge: whenGrantRefused(
      instanceAfter('grant-refused-later.after', 'NOT_INSTANTIATED', 'a grant that is refused later'),
    ),
  },
  {
    id: 'grant-refused-later.notified',
    title: 'subscribers hear of an operation whose grant is refused later',
    clause: 'SOL003 5.3.9',
    ics: 'grant.async',
    api: 'vnflcm-notification',
    judge: whenGrantRefused(failureNotified('grant-refused-later', ['grant-refused-later.start'])),
  },
  {
    id: 'notified-states',
    title: 'notifications of operations that fail once more follow the state machine',
    clause: STATES,
    api: 'vnflcm-notification',
    judge: notifiedStates,
  },
  ...cancelIn('PROCESSING', 'cancel-processing', []),
  ...cancelIn('ROLLING_BACK', 'cancel-rolling-back', ['cancel-rolling-back.start']),
];

/** Failures that are met once more, and cancel in the midst of the work. */
export const setbackCases: readonly TestCase[] = rows.map(({ id, title, api = 'vnflcm', ...rest }): TestCase => ({
  id: `vnflcm.setbacks.${id}`,
  title,
  purpose: `${title}.`,
  api,
  suite: 'vnflcm',
  role: 'producer',
  kind: 'trace',
  procedure: 'vnflcm.setbacks',
  ...rest,
}));
