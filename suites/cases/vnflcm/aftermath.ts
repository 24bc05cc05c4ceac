import type { TestCase } from '../../../src/judge/case.ts';
import { changesInPlace, failureChangesNotified } from '../../checks/trace/changes-notified.ts';
import { stateMachine } from '../../checks/trace/op-occs.ts';
import { changesKept, changesShown } from '../../checks/trace/resource-changes.ts';
import { rollbackAnswered, rollbackEnds, rollbackLink } from '../../checks/trace/rollbacks.ts';
import { scaledBack, scaledBy } from '../../checks/trace/scaling.ts';
import { startNotified } from '../../checks/trace/start-notified.ts';
import { clauseOfTask } from '../../checks/trace/states.ts';
import { afterHealing } from '../../checks/trace/healings.ts';
import { afterTermination, terminatedAgainstVim } from '../../checks/trace/terminations.ts';
import { restored, rollbackChanges } from '../../checks/trace/undone.ts';
import { restsWithoutVim } from '../../checks/trace/vim-down.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { acceptedRow, endRow, notifiedRow, STATES } from './failing.ts';

const CHANGES = 'SOL003 5.5.2.13';
const NOTIFICATION = 'vnflcm-notification';

const RETRIED = { ics: ['vnflcm.scale', 'vnflcm.retry'] };
const FAILED = { ics: ['vnflcm.scale', 'vnflcm.fail'] };

const scalings: readonly Row[] = [
  acceptedRow(
    { ...RETRIED, id: 'scale-retried.accepted', title: 'retry of a scaling that failed is accepted' },
    'retry',
    {
      state: 'of a scaling whose resources were not ready in time, in FAILED_TEMP',
      step: 'scale-retried.retry',
      status: 202,
    },
  ),
  endRow(
    {
      ...RETRIED,
      id: 'scale-retried.end',
      title: 'retry of a scaling that failed leads to COMPLETED',
      when: 'After retry of a scaling in FAILED_TEMP whose cause is gone',
    },
    {
      step: 'scale-retried.retry',
      state: 'COMPLETED',
      after: 'retry of a scaling when the cause is gone',
      cause: 'scale-retried',
    },
  ),
  {
    ...RETRIED,
    id: 'scale-retried.level',
    title: 'a scaling that is retried raises the level once',
    purpose:
      'A VNF instance is read before a scale-out that fails and after its retry has completed: the scaleLevel of the aspect is higher by the number of steps that was asked for once.',
    clause: 'SOL003 5.4.5',
    judge: scaledBy('scale-retried.start', 'scale-retried.before', 'scale-retried.after', 1),
  },
  {
    ...RETRIED,
    id: 'scale-retried.once',
    title: 'a scaling that is retried scales once',
    purpose:
      'A VNF instance is scaled out, with a failure and a retry that completes, and scaled in again by as many steps: it has as many VNFCs as before.',
    clause: clauseOfTask('retry'),
    judge: scaledBack('scale-retried.before', 'scale-retried.retry', 'scale-retried.back', 'scale-retried.back.after'),
  },
  notifiedRow(
    {
      ...RETRIED,
      id: 'scale-retried.notified',
      title: 'subscribers hear of a scaling that fails, and of its retry',
      when: 'While a scaling fails and is retried',
    },
    'scale-retried',
    ['scale-retried.start', 'scale-retried.retry'],
  ),
  acceptedRow({ ...FAILED, id: 'scale-failed.accepted', title: 'fail of a scaling that failed is accepted' }, 'fail', {
    state: 'of a scaling whose resources were not ready in time, in FAILED_TEMP',
    step: 'scale-failed.fail',
    status: 200,
  }),
  notifiedRow(
    {
      ...FAILED,
      id: 'scale-failed.notified',
      title: 'subscribers hear of a scaling that fails, and of its end as FAILED',
      when: 'While a scaling comes to FAILED_TEMP and is ended by fail',
    },
    'scale-failed',
    ['scale-failed.start', 'scale-failed.fail'],
  ),
];

/** Operations that have added resources when they fail, and are rolled back. */
const UNDONE = [
  { label: 'scale-undone', task: 'scale', what: 'a scaling' },
  { label: 'change_vnfpkg-undone', task: 'change_vnfpkg', what: 'a change of the VNF package', since: '3.3.1' },
] as const;

const undone: readonly Row[] = UNDONE.flatMap(({ label, task, what, ...range }) => {
  const common = { ics: [`vnflcm.${task}`, 'vnflcm.rollback'], ...range };
  return [
    {
      ...common,
      id: `${label}.instance`,
      title: `the rollback of ${what} restores the VNF instance`,
      purpose: `A VNF instance is read before ${what} whose resources are not ready in time, and after its rollback has come to ROLLED_BACK: it is INSTANTIATED, and has the VNFD, the scale levels and as many VNFCs as before.`,
      clause: clauseOfTask('rollback'),
      judge: restored(label),
    },
    {
      ...common,
      id: `${label}.changes`,
      title: `the operation occurrence of ${what} that was rolled back names VNFCs that are others than before`,
      purpose: `After the rollback of ${what} has come to ROLLED_BACK, resourceChanges of its VnfLcmOpOcc name each VNFC that the VNF instance shows and did not show before, and each that it does not show any more.`,
      clause: CHANGES,
      judge: rollbackChanges(label),
    },
    notifiedRow(
      {
        ...common,
        id: `${label}.notified`,
        title: `subscribers hear of ${what} that fails, and of its rollback`,
        when: `While ${what} comes to FAILED_TEMP and is rolled back`,
      },
      label,
      [`${label}.start`, `${label}.rollback`],
    ),
  ];
});

const others: readonly Row[] = [
  {
    id: 'terminate.against-vim',
    title: 'a termination that the VIM refuses is not completed',
    purpose:
      'While the VIM answers the removal of resources with 500, a VNF instance is terminated: its operation comes to rest in another state than COMPLETED.',
    clause: STATES,
    judge: terminatedAgainstVim,
  },
  {
    id: 'vim-down.rests',
    title: 'a scaling comes to rest while the VIM is down',
    purpose:
      'While the VIM answers every request with 500, reads included (or what the profile makes an operation fail by is asked for), a VNF instance is scaled: its operation comes to COMPLETED, FAILED_TEMP, FAILED or ROLLED_BACK.',
    clause: STATES,
    ics: 'vnflcm.scale',
    judge: restsWithoutVim,
  },
  {
    id: 'terminate.instance',
    title: 'a termination that failed leaves the instance as its rollback or retry ended',
    purpose:
      'After a termination that failed, the VNF instance is INSTANTIATED where a rollback was carried out, and NOT_INSTANTIATED where a retry has completed.',
    clause: STATES,
    icsAny: ['vnflcm.rollback', 'vnflcm.retry'],
    judge: afterTermination,
  },
  notifiedRow(
    {
      id: 'terminate.notified',
      title: 'subscribers hear of a termination that fails, and of what is done about it',
      when: 'While a termination fails and is rolled back or retried',
    },
    'terminate-failed',
    ['terminate-failed.start', 'terminate-failed.rollback', 'terminate-failed.retry'],
  ),
  {
    id: 'heal.instance',
    title: 'a healing that failed leaves the scale levels of the instance, and VNFCs with resources alone',
    purpose:
      'After a healing that failed, also where it was rolled back, the VNF instance shows the scale levels that it had before, and no VNFC whose compute resource has an empty resourceId.',
    clause: 'SOL003 5.5.2.2',
    ics: 'vnflcm.heal',
    judge: afterHealing,
  },
  notifiedRow(
    {
      id: 'heal.notified',
      title: 'subscribers hear of a healing that fails, and of what is done about it',
      when: 'While a healing fails and is rolled back or retried',
      ics: 'vnflcm.heal',
    },
    'heal-failed',
    ['heal-failed.start', 'heal-failed.rollback', 'heal-failed.retry'],
  ),
  notifiedRow(
    {
      id: 'connectivity.notified',
      title: 'subscribers hear of a change of external connectivity that fails, and of what is done about it',
      when: 'While a change of external connectivity fails and is rolled back or retried',
      ics: 'vnflcm.change_ext_conn',
    },
    'connectivity-failed',
    ['connectivity-failed.start', 'connectivity-failed.rollback', 'connectivity-failed.retry'],
  ),
  {
    id: 'rollback.answered',
    title: 'rollback is accepted, or refused with 404 where the operation has none',
    purpose:
      'For operations on an instantiated VNF in FAILED_TEMP, rollback is accepted with 202 or, where it is not supported, answered with 404 and a ProblemDetails.',
    clause: clauseOfTask('rollback'),
    ics: 'vnflcm.rollback',
    judge: rollbackAnswered,
  },
  {
    id: 'rollback.ends',
    title: 'a rollback that is accepted leads to ROLLED_BACK',
    purpose:
      'After rollback of an operation on an instantiated VNF in FAILED_TEMP was accepted, the operation comes to rest in ROLLED_BACK: what cannot be rolled back does not accept it.',
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
    purpose:
      'Where the VIM has created or removed resources for an operation that came to FAILED_TEMP, resourceChanges of its VnfLcmOpOcc name what was changed.',
    clause: CHANGES,
    judge: changesShown,
  },
  {
    id: 'changes.kept',
    title: 'resourceChanges are cumulative, whatever the operation ends as',
    purpose:
      'The VnfLcmOpOcc of an operation that fails is read repeatedly: no entry of resourceChanges disappears while nobody asks for retry or rollback.',
    clause: CHANGES,
    judge: changesKept,
  },
  {
    id: 'changes.notified',
    title: 'the notification of a failure tells what was changed',
    purpose:
      'Each notification of FAILED_TEMP or FAILED has affectedVnfcs where resourceChanges of the VnfLcmOpOcc in that state have.',
    clause: 'SOL003 5.5.2.17',
    api: NOTIFICATION,
    judge: failureChangesNotified,
  },
  {
    id: 'changes.in-place',
    title: 'notifications tell changes as a result only, and only where there are any',
    purpose:
      'In each operation notification, attributes that tell of changes (affected…, changed…) are absent where notificationStatus is START, and are never empty.',
    clause: 'SOL003 5.5.2.17',
    api: NOTIFICATION,
    judge: changesInPlace,
  },
  {
    id: 'start-notified',
    title: 'retry and rollback are notified as a start',
    purpose:
      'After retry and rollback of an operation in FAILED_TEMP were accepted, PROCESSING and ROLLING_BACK are notified with notificationStatus START.',
    clause: clauseOfTask('retry'),
    api: NOTIFICATION,
    icsAny: ['vnflcm.retry', 'vnflcm.rollback'],
    judge: startNotified,
  },
  {
    id: 'states',
    title: 'operations that fail on an instantiated VNF follow their state machine',
    purpose:
      'The VnfLcmOpOcc of each operation that fails is read repeatedly: from one read to the next, operationState changes only as the state machine allows, and FAILED is final, also for one that was cancelled and whose work goes on.',
    clause: STATES,
    judge: stateMachine,
  },
];

/** Failures of operations on a VNF that is instantiated, and what is done about them. */
export const aftermathCases: readonly TestCase[] = traceCases('vnflcm.aftermath', 'vnflcm.aftermath', [
  ...scalings,
  ...undone,
  ...others,
]);
