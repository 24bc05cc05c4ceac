import { notifiedStates } from '../../checks/trace/notified-states.ts';
import { opOccTimes } from '../../checks/trace/op-occ-times.ts';
import { opOccError, opOccLinks, stateMachine } from '../../checks/trace/op-occs.ts';
import type { Row } from '../trace-cases.ts';

/** Which operations of a procedure are looked at, in words: `that fail`; absent: all. */
interface Which {
  readonly which?: string;
  /** What follows `an operation`: `of the life cycle`. */
  readonly where: string;
}

const words = ({ which }: Which): string => (which === undefined ? '' : ` ${which}`);

/** What holds for the operation occurrences of every procedure, whatever it does. */
export function occurrenceRows(about: Which): readonly Row[] {
  const { where } = about;
  const of = words(about);
  return [
    {
      id: 'states',
      title: `operation occurrences${of} follow their state machine`,
      purpose: `The VnfLcmOpOcc of each operation ${where} is read repeatedly: from one read to the next, operationState changes only as the state machine allows; states between two reads may be missed.`,
      clause: 'SOL003 5.6.2.2',
      judge: stateMachine,
    },
    notifiedStatesRow(about),
    {
      id: 'links',
      title: `links of operation occurrences${of} fit their state`,
      purpose: `In the VnfLcmOpOcc of each operation ${where}, _links offers retry, rollback and fail in FAILED_TEMP only, and there those that the ICS claims, and cancel only while the operation is under way.`,
      clause: 'SOL003 5.5.2.13',
      judge: opOccLinks,
    },
    {
      id: 'error',
      title: `operation occurrences${of} explain their failure`,
      purpose: `Whenever the VnfLcmOpOcc of an operation ${where} is read in FAILED_TEMP or FAILED, it has error; in ROLLED_BACK it should have it.`,
      clause: 'SOL003 5.5.2.13',
      judge: opOccError,
    },
    {
      id: 'times',
      title: `times of operation occurrences${of} are consistent`,
      purpose: `Over all reads of the VnfLcmOpOcc of an operation ${where}, startTime stays the same, and stateEnteredTime is not before it and changes with operationState and only then.`,
      clause: 'SOL003 5.5.2.13',
      judge: opOccTimes,
    },
  ];
}

export function notifiedStatesRow(about: Which): Row {
  return {
    id: 'notified-states',
    title: `notifications of operations${words(about)} follow the state machine and do not run ahead of it`,
    purpose: `The states that a subscriber is notified of for one operation ${about.where} follow each other as in the state machine, from STARTING to where the operation rests, and none is notified before a read can show it.`,
    clause: 'SOL003 5.6.2.2',
    api: 'vnflcm-notification',
    judge: notifiedStates,
  };
}
