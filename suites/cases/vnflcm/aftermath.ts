import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import { changesInPlace, failureChangesNotified } from '../../checks/trace/changes-notified.ts';
import { endsIn, failureNotified, taskAccepted } from '../../checks/trace/failures.ts';
import { stateMachine } from '../../checks/trace/op-occs.ts';
import { changesKept, changesShown } from '../../checks/trace/resource-changes.ts';
import { rollbackAnswered, rollbackEnds, rollbackLink } from '../../checks/trace/rollbacks.ts';
import { scaledBack, scaledBy } from '../../checks/trace/scaling.ts';
import { startNotified } from '../../checks/trace/start-notified.ts';
import { clauseOfTask } from '../../checks/trace/states.ts';
import { afterTermination, terminatedAgainstVim } from '../../checks/trace/terminations.ts';

const STATES = 'SOL003 5.6.2.2';
const CHANGES = 'SOL003 5.5.2.13';
const NOTIFICATION = 'vnflcm-notification';

type Row = Pick<TestCase, 'title' | 'clause' | 'ics' | 'purpose'> & {
  readonly id: string;
  readonly judge: TraceCheck;
  readonly api?: string;
};

const rows: readonly Row[] = [
  {
    id: 'scale-retried.accepted',
    title: 'retry of a scaling that failed is accepted',
    purpose: 'A scaling whose resources are not ready in time comes to FAILED_TEMP; its retry is accepted with 202.',
    clause: clauseOfTask('retry'),
    ics: ['vnflcm.scale', 'vnflcm.retry'],
    judge: taskAccepted('retry', 'scale-retried.retry', 202),
  },
  {
    id: 'scale-retried.end',
    title: 'retry of a scaling that failed leads to COMPLETED',
    purpose: 'When the cause of the failure is gone, the retry of a scaling completes it.',
    clause: STATES,
    ics: ['vnflcm.scale', 'vnflcm.retry'],
    judge: endsIn({
      step: 'scale-retried.retry',
      state: 'COMPLETED',
      clause: STATES,
      after: 'retry of a scaling when the cause is gone',
      cause: 'scale-retried',
    }),
  },
  {
    id: 'scale-retried.level',
    title: 'a scaling that is retried raises the level once',
    purpose: 'The scale level after a retry that completed is that before the operation and the steps asked for.',
    clause: 'SOL003 5.4.5',
    ics: ['vnflcm.scale', 'vnflcm.retry'],
    judge: scaledBy('scale-retried.start', 'scale-retried.before', 'scale-retried.after', 1),
  },
  {
    id: 'scale-retried.once',
    title: 'a scaling that is retried scales once',
    purpose: 'Scaling out, with a failure and a retry, and scaling in again leave as many VNFCs as there were before.',
    clause: clauseOfTask('retry'),
    ics: ['vnflcm.scale', 'vnflcm.retry'],
    judge: scaledBack('scale-retried.before', 'scale-retried.retry', 'scale-retried.back', 'scale-retried.back.after'),
  },
  {
    id: 'scale-retried.notified',
    title: 'subscribers hear of a scaling that fails, and of its retry',
    purpose: 'Each state of a scaling that fails and is retried is notified once, with the error where it failed.',
    clause: 'SOL003 5.3.9',
    ics: ['vnflcm.scale', 'vnflcm.retry'],
    api: NOTIFICATION,
    judge: failureNotified('scale-retried', ['scale-retried.start', 'scale-retried.retry']),
  },
  {
    id: 'scale-failed.accepted',
    title: 'fail of a scaling that failed is accepted',
    purpose: 'A scaling in FAILED_TEMP can be declared as failed, with 200.',
    clause: clauseOfTask('fail'),
    ics: ['vnflcm.scale', 'vnflcm.fail'],
    judge: taskAccepted('fail', 'scale-failed.fail', 200),
  },
  {
    id: 'scale-failed.notified',
    title: 'subscribers hear of a scaling that fails, and of its end as FAILED',
    purpose: 'Each state of a scaling that fails and is declared as failed is notified once, with the error.',
    clause: 'SOL003 5.3.9',
    ics: ['vnflcm.scale', 'vnflcm.fail'],
    api: NOTIFICATION,
    judge: failureNotified('scale-failed', ['scale-failed.start', 'scale-failed.fail']),
  },
  {
    id: 'terminate.against-vim',
    title: 'a termination that the VIM refuses is not completed',
    purpose: 'While the VIM refuses to remove resources, a termination does not end as COMPLETED.',
    clause: STATES,
    judge: terminatedAgainstVim,
  },
  {
    id: 'terminate.instance',
    title: 'a termination that failed leaves the instance as its rollback or retry ended',
    purpose:
      'The instance is INSTANTIATED after the rollback of a termination, NOT_INSTANTIATED after a retry that completed.',
    clause: STATES,
    judge: afterTermination,
  },
  {
    id: 'terminate.notified',
    title: 'subscribers hear of a termination that fails, and of what is done about it',
    purpose: 'Each state of a termination that fails and is rolled back or retried is notified once.',
    clause: 'SOL003 5.3.9',
    api: NOTIFICATION,
    judge: failureNotified('terminate-failed', [
      'terminate-failed.start',
      'terminate-failed.rollback',
      'terminate-failed.retry',
    ]),
  },
  {
    id: 'heal.notified',
    title: 'subscribers hear of a healing that fails, and of what is done about it',
    purpose: 'Each state of a healing that fails and is rolled back or retried is notified once.',
    clause: 'SOL003 5.3.9',
    ics: 'vnflcm.heal',
    api: NOTIFICATION,
    judge: failureNotified('heal-failed', ['heal-failed.start', 'heal-failed.rollback', 'heal-failed.retry']),
  },
  {
    id: 'rollback.answered',
    title: 'rollback is accepted, or refused with 404 where the operation has none',
    purpose:
      'For termination, healing and change of external connectivity in FAILED_TEMP, rollback is accepted with 202 or, where it is not supported, answered with 404 and a ProblemDetails.',
    clause: clauseOfTask('rollback'),
    ics: 'vnflcm.rollback',
    judge: rollbackAnswered,
  },
  {
    id: 'rollback.ends',
    title: 'a rollback that is accepted leads to ROLLED_BACK',
    purpose:
      'What an operation that cannot be rolled back accepts, it can only fail: a rollback is not accepted in vain.',
    clause: clauseOfTask('rollback'),
    ics: 'vnflcm.rollback',
    judge: rollbackEnds,
  },
  {
    id: 'rollback.link',
    title: 'the link to rollback is there where rollback is possible',
    purpose:
      'In FAILED_TEMP, _links.rollback of the operation occurrence is there where rollback is then accepted, and absent where it is refused.',
    clause: CHANGES,
    ics: 'vnflcm.rollback',
    judge: rollbackLink,
  },
  {
    id: 'changes.shown',
    title: 'an operation that fails tells what it has changed',
    purpose: 'resourceChanges of an operation in FAILED_TEMP name what the VIM was seen to do for it.',
    clause: CHANGES,
    judge: changesShown,
  },
  {
    id: 'changes.kept',
    title: 'resourceChanges are cumulative, whatever the operation ends as',
    purpose: 'No entry of resourceChanges disappears while nobody asks for retry or rollback.',
    clause: CHANGES,
    judge: changesKept,
  },
  {
    id: 'changes.notified',
    title: 'the notification of a failure tells what was changed',
    purpose: 'A notification of FAILED_TEMP or FAILED has affectedVnfcs where the operation occurrence has.',
    clause: 'SOL003 5.5.2.17',
    api: NOTIFICATION,
    judge: failureChangesNotified,
  },
  {
    id: 'changes.in-place',
    title: 'notifications tell changes as a result only, and only where there are any',
    purpose:
      'affected... and changed... attributes are absent from START notifications, and where nothing was changed.',
    clause: 'SOL003 5.5.2.17',
    api: NOTIFICATION,
    judge: changesInPlace,
  },
  {
    id: 'start-notified',
    title: 'retry and rollback are notified as a start',
    purpose: 'PROCESSING after retry and ROLLING_BACK are notified with notificationStatus START.',
    clause: clauseOfTask('retry'),
    api: NOTIFICATION,
    judge: startNotified,
  },
  {
    id: 'states',
    title: 'operations that fail on an instantiated VNF follow their state machine',
    purpose:
      'What is read of operations that fail follows the state machine; FAILED is final, also for one that was cancelled and is still at work.',
    clause: STATES,
    judge: stateMachine,
  },
];

/** Failures of operations on a VNF that is instantiated, and what is done about them. */
export const aftermathCases: readonly TestCase[] = rows.map(({ id, api = 'vnflcm', ...rest }): TestCase => ({
  id: `vnflcm.aftermath.${id}`,
  api,
  suite: 'vnflcm',
  role: 'producer',
  kind: 'trace',
  procedure: 'vnflcm.aftermath',
  ...rest,
}));
