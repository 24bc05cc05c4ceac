import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import { instanceLinks } from '../../checks/trace/instance-links.ts';
import {
  createdAppears,
  createdInstance,
  deletedIsGone,
  instantiatedState,
  modified,
  terminatedState,
} from '../../checks/trace/instances.ts';
import {
  identifierNotification,
  notificationIds,
  notificationLinks,
  operationNotifications,
  silenceAfterUnsubscribing,
} from '../../checks/trace/notifications.ts';
import { changedResources, scaledBy } from '../../checks/trace/scaling.ts';
import { opOccError, opOccLinks, opOccTimes, stateMachine } from '../../checks/trace/op-occs.ts';
import { accepted, completed, describesTask } from '../../checks/trace/task-course.ts';
import { linksLead, opOccAfterDeletion } from '../../checks/trace/whereabouts.ts';
import { notifiedStates } from '../../checks/trace/notified-states.ts';

const PROCEDURE = 'vnflcm.lifecycle';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly judge: TraceCheck;
  readonly ics?: string;
  readonly api?: string;
}

function lifecycleCase({ id, title, clause, judge, ics, api }: Row): TestCase {
  return {
    id,
    title,
    purpose: `${title}.`,
    api: api ?? 'vnflcm',
    suite: 'vnflcm',
    role: 'producer',
    clause,
    kind: 'trace',
    procedure: PROCEDURE,
    judge,
    ...(ics === undefined ? {} : { ics }),
  };
}

/** Steps of the life cycle that are operations: label in the trace, LcmOperationType, clause of the task resource, ICS item. */
const OPERATIONS: readonly (readonly [label: string, operation: string, clause: string, ics?: string])[] = [
  ['instantiate', 'INSTANTIATE', '5.4.4'],
  ['scale.out', 'SCALE', '5.4.5', 'vnflcm.scale'],
  ['scale.in', 'SCALE', '5.4.5', 'vnflcm.scale'],
  ['heal', 'HEAL', '5.4.9', 'vnflcm.heal'],
  ['terminate', 'TERMINATE', '5.4.8'],
];

const perOperation: readonly Row[] = OPERATIONS.flatMap(([label, operation, clause, item]) => {
  const common = { clause: `SOL003 ${clause}`, ...(item === undefined ? {} : { ics: item }) };
  return [
    {
      ...common,
      id: `vnflcm.lifecycle.${label}.accepted`,
      title: `${operation} (${label}) is accepted with 202`,
      judge: accepted(label, 202, label),
    },
    {
      ...common,
      id: `vnflcm.lifecycle.${label}.completed`,
      title: `${operation} (${label}) completes`,
      judge: completed(label, operation),
    },
    {
      ...common,
      id: `vnflcm.lifecycle.${label}.op-occ`,
      title: `the operation occurrence of ${label} describes the operation`,
      judge: describesTask(label, operation),
    },
    {
      ...common,
      id: `vnflcm.lifecycle.${label}.notified`,
      title: `subscribers hear of ${label} from start to end`,
      judge: operationNotifications(label),
      api: 'vnflcm-notification',
    },
  ];
});

const rows: readonly Row[] = [
  {
    id: 'vnflcm.lifecycle.subscribe.accepted',
    title: 'a subscription is made with 201',
    clause: 'SOL003 5.4.18.3.1',
    ics: 'vnflcm.subscriptions',
    judge: accepted('subscribe', 201, 'subscribe'),
  },
  {
    id: 'vnflcm.lifecycle.create.accepted',
    title: 'a VNF instance is created with 201',
    clause: 'SOL003 5.4.2.3.1',
    judge: accepted('create', 201, 'create'),
  },
  {
    id: 'vnflcm.lifecycle.create.content',
    title: 'a new VNF instance is what was asked for, at the place that Location names',
    clause: 'SOL003 5.4.2.3.1',
    judge: createdInstance,
  },
  {
    id: 'vnflcm.lifecycle.create.appears',
    title: 'a new VNF instance can be read and is listed',
    clause: 'SOL003 5.4.3.3.2',
    judge: createdAppears,
  },
  {
    id: 'vnflcm.lifecycle.create.notified',
    title: 'subscribers hear once of a new VNF instance',
    clause: 'SOL003 5.3.9',
    judge: identifierNotification('Creation', 'create'),
    api: 'vnflcm-notification',
  },
  ...perOperation,
  {
    id: 'vnflcm.lifecycle.instantiate.state',
    title: 'an instantiated VNF instance shows its state',
    clause: 'SOL003 5.5.2.2',
    judge: instantiatedState,
  },
  {
    id: 'vnflcm.lifecycle.instantiate.changes',
    title: 'the operation occurrence names the VNFCs that instantiation made',
    clause: 'SOL003 5.5.2.13',
    judge: changedResources('instantiate', [], 'read.instantiated'),
  },
  {
    id: 'vnflcm.lifecycle.scale.out.level',
    title: 'scaling out raises the level',
    clause: 'SOL003 5.4.5',
    ics: 'vnflcm.scale',
    judge: scaledBy('scale.out', 'read.instantiated', 'read.scaled-out', 1),
  },
  {
    id: 'vnflcm.lifecycle.scale.out.changes',
    title: 'the operation occurrence names the VNFCs that scaling out made',
    clause: 'SOL003 5.5.2.13',
    ics: 'vnflcm.scale',
    judge: changedResources('scale.out', ['read.instantiated'], 'read.scaled-out'),
  },
  {
    id: 'vnflcm.lifecycle.scale.in.level',
    title: 'scaling in lowers the level',
    clause: 'SOL003 5.4.5',
    ics: 'vnflcm.scale',
    judge: scaledBy('scale.in', 'read.scaled-out', 'read.scaled-in', -1),
  },
  {
    id: 'vnflcm.lifecycle.scale.in.changes',
    title: 'the operation occurrence names the VNFCs that scaling in removed',
    clause: 'SOL003 5.5.2.13',
    ics: 'vnflcm.scale',
    judge: changedResources('scale.in', ['read.scaled-out'], 'read.scaled-in'),
  },
  {
    id: 'vnflcm.lifecycle.modify.accepted',
    title: 'a modification is accepted with 202',
    clause: 'SOL003 5.4.3.3.4',
    ics: 'vnflcm.modify',
    judge: accepted('modify', 202, 'modify'),
  },
  {
    id: 'vnflcm.lifecycle.modify.shown',
    title: 'a modification shows in the instance',
    clause: 'SOL003 5.4.3.3.4',
    ics: 'vnflcm.modify',
    judge: modified,
  },
  {
    id: 'vnflcm.lifecycle.heal.changes',
    title: 'the operation occurrence names the VNFCs that healing replaced',
    clause: 'SOL003 5.5.2.13',
    ics: 'vnflcm.heal',
    judge: changedResources('heal', ['read.scaled-in', 'read.instantiated'], 'read.healed'),
  },
  {
    id: 'vnflcm.lifecycle.terminate.changes',
    title: 'the operation occurrence names the VNFCs that termination removed',
    clause: 'SOL003 5.5.2.13',
    judge: changedResources('terminate', ['read.healed', 'read.scaled-in', 'read.instantiated'], 'read.terminated'),
  },
  {
    id: 'vnflcm.lifecycle.terminate.state',
    title: 'a terminated VNF instance is NOT_INSTANTIATED',
    clause: 'SOL003 5.4.8',
    judge: terminatedState,
  },
  {
    id: 'vnflcm.lifecycle.delete.accepted',
    title: 'a VNF instance is deleted with 204',
    clause: 'SOL003 5.4.3.3.5',
    judge: accepted('delete', 204, 'delete'),
  },
  {
    id: 'vnflcm.lifecycle.delete.gone',
    title: 'a deleted VNF instance is gone',
    clause: 'SOL003 5.4.3.3.5',
    judge: deletedIsGone,
  },
  {
    id: 'vnflcm.lifecycle.delete.op-occ',
    title: 'operation occurrences outlive their VNF instance',
    clause: 'SOL003 5.4.13.3.2',
    judge: opOccAfterDeletion,
  },
  {
    id: 'vnflcm.lifecycle.links',
    title: 'links lead to resources',
    clause: 'SOL003 5.5.4',
    judge: linksLead,
  },
  {
    id: 'vnflcm.lifecycle.delete.notified',
    title: 'subscribers hear once of a deleted VNF instance',
    clause: 'SOL003 5.3.9',
    judge: identifierNotification('Deletion', 'delete'),
    api: 'vnflcm-notification',
  },
  {
    id: 'vnflcm.lifecycle.instance.links',
    title: 'links of a VNF instance fit its state',
    clause: 'SOL003 5.5.2.2',
    judge: instanceLinks,
  },
  {
    id: 'vnflcm.lifecycle.op-occ.states',
    title: 'operation occurrences follow their state machine',
    clause: 'SOL003 5.6.2.2',
    judge: stateMachine,
  },
  {
    id: 'vnflcm.lifecycle.op-occ.notified-states',
    title: 'notifications follow the state machine and do not run ahead of it',
    clause: 'SOL003 5.6.2.2',
    judge: notifiedStates,
    api: 'vnflcm-notification',
  },
  {
    id: 'vnflcm.lifecycle.op-occ.links',
    title: 'links of operation occurrences fit their state',
    clause: 'SOL003 5.5.2.13',
    judge: opOccLinks,
  },
  {
    id: 'vnflcm.lifecycle.op-occ.error',
    title: 'operation occurrences explain their failure',
    clause: 'SOL003 5.5.2.13',
    judge: opOccError,
  },
  {
    id: 'vnflcm.lifecycle.op-occ.times',
    title: 'times of operation occurrences are consistent',
    clause: 'SOL003 5.5.2.13',
    judge: opOccTimes,
  },
  {
    id: 'vnflcm.lifecycle.notification.links',
    title: 'notifications lead to what they are about',
    clause: 'SOL003 5.5.4.5',
    judge: notificationLinks,
    api: 'vnflcm-notification',
  },
  {
    id: 'vnflcm.lifecycle.notification.ids',
    title: 'notifications have ids of their own',
    clause: 'SOL003 5.5.2.17',
    judge: notificationIds,
    api: 'vnflcm-notification',
  },
  {
    id: 'vnflcm.lifecycle.notification.silence',
    title: 'no notification follows the deletion of the subscription',
    clause: 'SOL003 5.4.19.3.5',
    judge: silenceAfterUnsubscribing,
    api: 'vnflcm-notification',
  },
];

/** The life of one VNF instance, watched by a subscriber. */
export const lifecycleCases: readonly TestCase[] = rows.map(lifecycleCase);
