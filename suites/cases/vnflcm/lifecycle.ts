import type { TestCase } from '../../../src/judge/case.ts';
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
  silenceAfterUnsubscribing,
} from '../../checks/trace/notifications.ts';
import { changedResources, scaledBy } from '../../checks/trace/scaling.ts';
import { accepted } from '../../checks/trace/task-course.ts';
import { linksLead, opOccAfterDeletion } from '../../checks/trace/whereabouts.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { occurrenceRows } from './occurrences.ts';
import { courseOf, notifiedOf, type Performed } from './operations.ts';

const OPERATIONS: readonly Performed[] = [
  {
    label: 'instantiate',
    task: 'instantiate',
    operation: 'INSTANTIATE',
    clause: '5.4.4',
    on: 'a VNF instance that is NOT_INSTANTIATED',
    request: 'a deployment flavour of the VNFD',
  },
  {
    label: 'scale.out',
    task: 'scale',
    operation: 'SCALE',
    clause: '5.4.5',
    on: 'an instantiated VNF instance',
    request: 'SCALE_OUT by one step',
    ics: 'vnflcm.scale',
  },
  {
    label: 'scale.in',
    task: 'scale',
    operation: 'SCALE',
    clause: '5.4.5',
    on: 'a VNF instance that was scaled out',
    request: 'SCALE_IN by one step',
    ics: 'vnflcm.scale',
  },
  {
    label: 'heal',
    task: 'heal',
    operation: 'HEAL',
    clause: '5.4.9',
    on: 'an instantiated VNF instance',
    request: 'a cause',
    ics: 'vnflcm.heal',
  },
  {
    label: 'terminate',
    task: 'terminate',
    operation: 'TERMINATE',
    clause: '5.4.8',
    on: 'an instantiated VNF instance',
    request: 'terminationType GRACEFUL and a time-out of one second',
  },
];

const subscription: Row = {
  id: 'subscribe.accepted',
  title: 'a subscription is made with 201',
  purpose:
    'POST /subscriptions with a callback that passes the endpoint test and a filter on one VNFD is answered with 201.',
  clause: 'SOL003 5.4.18.3.1',
  ics: 'vnflcm.subscriptions',
  judge: accepted('subscribe', 201, 'subscribe'),
};

const creation: readonly Row[] = [
  {
    id: 'create.accepted',
    title: 'a VNF instance is created with 201',
    purpose: 'POST /vnf_instances with the vnfdId of a package that is on-boarded and a name is answered with 201.',
    clause: 'SOL003 5.4.2.3.1',
    judge: accepted('create', 201, 'create'),
  },
  {
    id: 'create.content',
    title: 'a new VNF instance is what was asked for, at the place that Location names',
    purpose:
      'The VnfInstance that POST /vnf_instances returns is NOT_INSTANTIATED, has the vnfdId and the name of the request, and Location ends in its id; it should have no instantiatedVnfInfo.',
    clause: 'SOL003 5.4.2.3.1',
    judge: createdInstance,
  },
  {
    id: 'create.appears',
    title: 'a new VNF instance can be read and is listed',
    purpose:
      'GET of a VNF instance that was just created returns 200 and the representation that its creation returned, and GET /vnf_instances lists it once.',
    clause: 'SOL003 5.4.3.3.2',
    judge: createdAppears,
  },
  {
    id: 'create.notified',
    title: 'subscribers hear once of a new VNF instance',
    purpose:
      'With a subscription for its VNFD in place, the creation of a VNF instance is followed by one VnfIdentifierCreationNotification with its id.',
    clause: 'SOL003 5.3.9',
    judge: identifierNotification('Creation', 'create'),
    api: 'vnflcm-notification',
  },
];

const effects: readonly Row[] = [
  {
    id: 'instantiate.state',
    title: 'an instantiated VNF instance shows its state',
    purpose:
      'After instantiate has completed, the VNF instance is INSTANTIATED, its vnfState is STARTED, its flavourId that of the request, each vnfcInfo refers to a vnfcResourceInfo that is there, and vimConnectionId of resources to a VIM connection that is shown, where any is.',
    clause: 'SOL003 5.5.2.2',
    judge: instantiatedState,
  },
  {
    id: 'instantiate.changes',
    title: 'the operation occurrence names the VNFCs that instantiation made',
    purpose:
      'After instantiate has completed, affectedVnfcs in resourceChanges of its VnfLcmOpOcc names as ADDED the VNFCs that the VNF instance shows, and no other.',
    clause: 'SOL003 5.5.2.13',
    judge: changedResources('instantiate', [], 'read.instantiated'),
  },
  {
    id: 'scale.out.level',
    title: 'scaling out raises the level',
    purpose:
      'The VNF instance is read before and after a scale-out that completed: the scaleLevel of the aspect is higher by the number of steps that was asked for.',
    clause: 'SOL003 5.4.5',
    ics: 'vnflcm.scale',
    judge: scaledBy('scale.out', 'read.instantiated', 'read.scaled-out', 1),
  },
  {
    id: 'scale.out.changes',
    title: 'the operation occurrence names the VNFCs that scaling out made',
    purpose:
      'The VNF instance is read before and after a scale-out that completed: affectedVnfcs in resourceChanges of the VnfLcmOpOcc names the VNFCs that came, as ADDED, and no other.',
    clause: 'SOL003 5.5.2.13',
    ics: 'vnflcm.scale',
    judge: changedResources('scale.out', ['read.instantiated'], 'read.scaled-out'),
  },
  {
    id: 'scale.in.level',
    title: 'scaling in lowers the level',
    purpose:
      'The VNF instance is read before and after a scale-in that completed: the scaleLevel of the aspect is lower by the number of steps that was asked for.',
    clause: 'SOL003 5.4.5',
    ics: 'vnflcm.scale',
    judge: scaledBy('scale.in', 'read.scaled-out', 'read.scaled-in', -1),
  },
  {
    id: 'scale.in.changes',
    title: 'the operation occurrence names the VNFCs that scaling in removed',
    purpose:
      'The VNF instance is read before and after a scale-in that completed: affectedVnfcs in resourceChanges of the VnfLcmOpOcc names the VNFCs that went, as REMOVED, and no other.',
    clause: 'SOL003 5.5.2.13',
    ics: 'vnflcm.scale',
    judge: changedResources('scale.in', ['read.scaled-out'], 'read.scaled-in'),
  },
  {
    id: 'modify.accepted',
    title: 'a modification is accepted with 202',
    purpose:
      'On an instantiated VNF instance, PATCH /vnf_instances/{vnfInstanceId} with a new vnfInstanceDescription is accepted with 202.',
    clause: 'SOL003 5.4.3.3.4',
    ics: 'vnflcm.modify',
    judge: accepted('modify', 202, 'modify'),
  },
  {
    id: 'modify.shown',
    title: 'a modification shows in the instance',
    purpose:
      'After a PATCH with a new vnfInstanceDescription was accepted, the VNF instance is read until it shows that description, which it does within the time-out for operations.',
    clause: 'SOL003 5.4.3.3.4',
    ics: 'vnflcm.modify',
    judge: modified,
  },
  {
    id: 'heal.changes',
    title: 'the operation occurrence names the VNFCs that healing replaced',
    purpose:
      'The VNF instance is read before and after a healing that completed: affectedVnfcs in resourceChanges of the VnfLcmOpOcc names the VNFCs that came as ADDED, those that went as REMOVED, and no other.',
    clause: 'SOL003 5.5.2.13',
    ics: 'vnflcm.heal',
    judge: changedResources('heal', ['read.scaled-in', 'read.instantiated'], 'read.healed'),
  },
  {
    id: 'terminate.changes',
    title: 'the operation occurrence names the VNFCs that termination removed',
    purpose:
      'The VNF instance is read before and after a termination that completed: affectedVnfcs in resourceChanges of the VnfLcmOpOcc names the VNFCs that it had as REMOVED, and no other.',
    clause: 'SOL003 5.5.2.13',
    judge: changedResources('terminate', ['read.healed', 'read.scaled-in', 'read.instantiated'], 'read.terminated'),
  },
  {
    id: 'terminate.state',
    title: 'a terminated VNF instance is NOT_INSTANTIATED',
    purpose:
      'After terminate has completed, the VNF instance is NOT_INSTANTIATED and should have no instantiatedVnfInfo.',
    clause: 'SOL003 5.4.8',
    judge: terminatedState,
  },
];

const deletion: readonly Row[] = [
  {
    id: 'delete.accepted',
    title: 'a VNF instance is deleted with 204',
    purpose: 'DELETE /vnf_instances/{vnfInstanceId} of a VNF instance that was terminated is answered with 204.',
    clause: 'SOL003 5.4.3.3.5',
    judge: accepted('delete', 204, 'delete'),
  },
  {
    id: 'delete.gone',
    title: 'a deleted VNF instance is gone',
    purpose:
      'After the deletion of a VNF instance, GET of it is answered with 404, GET /vnf_instances does not list it, and its task instantiate is not accepted.',
    clause: 'SOL003 5.4.3.3.5',
    judge: deletedIsGone,
  },
  {
    id: 'delete.op-occ',
    title: 'operation occurrences outlive their VNF instance',
    purpose:
      'After the deletion of a VNF instance, the VnfLcmOpOcc of its instantiation should still be answered with 200, and never with a server error.',
    clause: 'SOL003 5.4.13.3.2',
    judge: opOccAfterDeletion,
  },
  {
    id: 'delete.notified',
    title: 'subscribers hear once of a deleted VNF instance',
    purpose:
      'With a subscription for its VNFD in place, the deletion of a VNF instance is followed by one VnfIdentifierDeletionNotification with its id.',
    clause: 'SOL003 5.3.9',
    judge: identifierNotification('Deletion', 'delete'),
    api: 'vnflcm-notification',
  },
];

const links: readonly Row[] = [
  {
    id: 'links',
    title: 'links lead to resources',
    purpose:
      'Each link of an instantiated VnfInstance and of the VnfLcmOpOcc of its instantiation is followed by GET: none that leads to a resource with GET is answered with 404.',
    clause: 'SOL003 5.5.4',
    judge: linksLead,
  },
  {
    id: 'instance.links',
    title: 'links of a VNF instance fit its state',
    purpose:
      'In each VnfInstance that is read, _links offers instantiate in NOT_INSTANTIATED and terminate in INSTANTIATED, and no task that the state does not allow.',
    clause: 'SOL003 5.5.2.2',
    judge: instanceLinks,
  },
];

const notifications: readonly Row[] = [
  {
    id: 'notification.links',
    title: 'notifications lead to what they are about',
    purpose:
      'Each notification that arrives names its subscription in subscriptionId, and its links are the URIs of the subscription, of the VNF instance and of the VnfLcmOpOcc that it is about.',
    clause: 'SOL003 5.5.4.5',
    judge: notificationLinks,
    api: 'vnflcm-notification',
  },
  {
    id: 'notification.ids',
    title: 'notifications have ids of their own',
    purpose: 'No two notifications that arrive have the same id, unless one is the other sent again.',
    clause: 'SOL003 5.5.2.17',
    judge: notificationIds,
    api: 'vnflcm-notification',
  },
  {
    id: 'notification.silence',
    title: 'no notification follows the deletion of the subscription',
    purpose:
      'After DELETE of the subscription was answered with 204, another VNF instance is created: no notification of it is sent for that subscription.',
    clause: 'SOL003 5.4.19.3.5',
    judge: silenceAfterUnsubscribing,
    api: 'vnflcm-notification',
  },
];

/** The life of one VNF instance, watched by a subscriber. */
export const lifecycleCases: readonly TestCase[] = [
  ...traceCases('vnflcm.lifecycle', 'vnflcm.lifecycle', [
    subscription,
    ...creation,
    ...OPERATIONS.flatMap((one) => [...courseOf(one), notifiedOf(one)]),
    ...effects,
    ...deletion,
    ...links,
    ...notifications,
  ]),
  ...traceCases('vnflcm.lifecycle', 'vnflcm.lifecycle.op-occ', occurrenceRows({ where: 'of the life cycle' })),
];
