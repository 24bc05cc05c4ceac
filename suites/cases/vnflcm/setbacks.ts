import type { TestCase } from '../../../src/judge/case.ts';
import { whenGrantRefused } from '../../checks/trace/failures.ts';
import { gracefulCancelShown, gracefulCancelWaits } from '../../checks/trace/graceful-cancel.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { acceptedRow, endRow, instanceRow, notifiedRow } from './failing.ts';
import { notifiedStatesRow } from './occurrences.ts';

function cancelIn(state: 'PROCESSING' | 'ROLLING_BACK', label: string, before: readonly string[]): readonly Row[] {
  const common = { ics: 'vnflcm.cancel' };
  return [
    acceptedRow({ ...common, id: `${label}.accepted`, title: `cancel is accepted in ${state}` }, 'cancel', {
      state: `that is kept in ${state}`,
      step: `${label}.cancel`,
      status: 202,
    }),
    endRow(
      {
        ...common,
        id: `${label}.end`,
        title: `cancel in ${state} leads to FAILED_TEMP`,
        when: `After cancel of an instantiation that is kept in ${state} was accepted`,
      },
      { step: `${label}.cancel`, state: 'FAILED_TEMP', after: `cancel in ${state}`, cause: label },
    ),
    notifiedRow(
      {
        ...common,
        id: `${label}.notified`,
        title: `subscribers hear of an operation that is cancelled in ${state}`,
        when: `While an instantiation that is kept in ${state} is cancelled`,
      },
      label,
      [...before, `${label}.cancel`],
    ),
  ];
}

const GRACEFUL = {
  ics: ['vnflcm.cancel', 'grant.request'],
  when: 'After cancel with GRACEFUL was accepted for an instantiation in STARTING, and then its grant has come',
};

const cancelGracefully: readonly Row[] = [
  acceptedRow(
    { ics: GRACEFUL.ics, id: 'cancel-gracefully.accepted', title: 'cancel with GRACEFUL is accepted in STARTING' },
    'cancel',
    { state: 'that waits for its grant', step: 'cancel-gracefully.cancel', status: 202 },
  ),
  {
    ics: GRACEFUL.ics,
    id: 'cancel-gracefully.waits',
    title: 'cancel with GRACEFUL waits for the grant request to end',
    purpose:
      'While the NFVO holds back the grant, an instantiation is cancelled with cancelMode GRACEFUL: a moment later its VnfLcmOpOcc is in STARTING, with isCancelPending true and cancelMode GRACEFUL.',
    clause: 'SOL003 5.5.4.6',
    judge: gracefulCancelWaits,
  },
  endRow(
    { ...GRACEFUL, id: 'cancel-gracefully.end', title: 'cancel with GRACEFUL in STARTING leads to ROLLED_BACK' },
    {
      step: 'cancel-gracefully.cancel',
      state: 'ROLLED_BACK',
      after: 'cancel with GRACEFUL in STARTING',
      cause: 'cancel-gracefully',
    },
  ),
  instanceRow(
    { ...GRACEFUL, id: 'cancel-gracefully.instance', title: 'cancel with GRACEFUL leaves it NOT_INSTANTIATED' },
    'cancel-gracefully.after',
    'NOT_INSTANTIATED',
    'a graceful cancel in STARTING',
  ),
  notifiedRow(
    { ...GRACEFUL, id: 'cancel-gracefully.notified', title: 'subscribers hear of a cancel with GRACEFUL' },
    'cancel-gracefully',
    ['cancel-gracefully.cancel'],
  ),
];

const PROCESSING_GRACEFULLY = 'cancel-processing-gracefully';
const IN_PROCESSING = {
  ics: 'vnflcm.cancel',
  when: 'After cancel with GRACEFUL was accepted for an instantiation that is kept in PROCESSING, and what kept it has ended',
};

const cancelProcessingGracefully: readonly Row[] = [
  acceptedRow(
    {
      ics: 'vnflcm.cancel',
      id: `${PROCESSING_GRACEFULLY}.accepted`,
      title: 'cancel with GRACEFUL is accepted in PROCESSING',
    },
    'cancel',
    {
      state: 'that is kept in PROCESSING, with cancelMode GRACEFUL',
      step: `${PROCESSING_GRACEFULLY}.cancel`,
      status: 202,
    },
  ),
  {
    ics: 'vnflcm.cancel',
    id: `${PROCESSING_GRACEFULLY}.pending`,
    title: 'cancel with GRACEFUL shows while it is waited for in PROCESSING',
    purpose:
      'While an instantiation is kept in PROCESSING it is cancelled with cancelMode GRACEFUL: as long as its VnfLcmOpOcc is in PROCESSING after that, it has isCancelPending true and cancelMode GRACEFUL. One that has ended by then is not judged.',
    clause: 'SOL003 5.5.2.13',
    judge: gracefulCancelShown,
  },
  endRow(
    {
      ...IN_PROCESSING,
      id: `${PROCESSING_GRACEFULLY}.end`,
      title: 'cancel with GRACEFUL in PROCESSING leads to FAILED_TEMP',
    },
    {
      step: `${PROCESSING_GRACEFULLY}.cancel`,
      state: 'FAILED_TEMP',
      // What was under way may have been the last of it.
      tolerated: ['COMPLETED'],
      after: 'cancel with GRACEFUL in PROCESSING',
      cause: PROCESSING_GRACEFULLY,
    },
  ),
  notifiedRow(
    {
      ...IN_PROCESSING,
      id: `${PROCESSING_GRACEFULLY}.notified`,
      title: 'subscribers hear of a cancel with GRACEFUL in PROCESSING',
    },
    PROCESSING_GRACEFULLY,
    [`${PROCESSING_GRACEFULLY}.cancel`],
  ),
];

const ROLLBACK = { ics: 'vnflcm.rollback' };

const rollbackFails: readonly Row[] = [
  endRow(
    {
      ...ROLLBACK,
      id: 'rollback-fails.end',
      title: 'a rollback that fails leads to FAILED_TEMP',
      when: 'After rollback of an instantiation in FAILED_TEMP, while its resources cannot be released',
    },
    {
      step: 'rollback-fails.rollback',
      state: 'FAILED_TEMP',
      after: 'A rollback that fails',
      cause: 'rollback-fails',
    },
  ),
  endRow(
    {
      ...ROLLBACK,
      id: 'rollback-fails.again',
      title: 'a rollback that failed can be asked for again',
      when: 'After a second rollback of an instantiation whose first rollback failed, when nothing stands in its way',
    },
    {
      step: 'rollback-fails.again',
      state: 'ROLLED_BACK',
      after: 'The second rollback, when nothing stands in its way',
      cause: 'rollback-again',
    },
  ),
  notifiedRow(
    {
      ...ROLLBACK,
      id: 'rollback-fails.notified',
      title: 'subscribers hear of a rollback that fails',
      when: 'While the rollback of an instantiation fails and is asked for again',
    },
    'rollback-fails',
    ['rollback-fails.start', 'rollback-fails.rollback', 'rollback-fails.again'],
  ),
];

const REFUSED_LATER = {
  when: 'When the NFVO answers the grant request of an instantiation with 202 and refuses the grant once it is fetched',
  ics: 'grant.async',
  only: whenGrantRefused,
};

const grantRefusedLater: readonly Row[] = [
  endRow(
    {
      ...REFUSED_LATER,
      id: 'grant-refused-later.end',
      title: 'a grant that is refused later leads to ROLLED_BACK',
    },
    {
      step: 'grant-refused-later.start',
      state: 'ROLLED_BACK',
      after: 'A grant that is refused when it is fetched',
      cause: 'grant-refused-later',
    },
  ),
  instanceRow(
    {
      ...REFUSED_LATER,
      id: 'grant-refused-later.instance',
      title: 'a grant that is refused later leaves the instance NOT_INSTANTIATED',
    },
    'grant-refused-later.after',
    'NOT_INSTANTIATED',
    'a grant that is refused later',
  ),
  notifiedRow(
    {
      ...REFUSED_LATER,
      id: 'grant-refused-later.notified',
      title: 'subscribers hear of an operation whose grant is refused later',
    },
    'grant-refused-later',
    ['grant-refused-later.start'],
  ),
];

/** Failures that are met once more, and cancel in the midst of the work. */
export const setbackCases: readonly TestCase[] = traceCases('vnflcm.setbacks', 'vnflcm.setbacks', [
  ...rollbackFails,
  ...grantRefusedLater,
  ...cancelGracefully,
  ...cancelProcessingGracefully,
  notifiedStatesRow({ which: 'that fail once more', where: 'that fails once more' }),
  ...cancelIn('PROCESSING', 'cancel-processing', []),
  ...cancelIn('ROLLING_BACK', 'cancel-rolling-back', ['cancel-rolling-back.start']),
]);
