import type { TestCase } from '../../../src/judge/case.ts';
import { changesInPlace } from '../../checks/trace/changes-notified.ts';
import {
  deletedOnce,
  immutableKept,
  modificationNotified,
  patchMediaType,
  safeReads,
} from '../../checks/trace/modify-more.ts';
import { conditionFails, dateFails, dateHolds, etagHolds, INSTANCE } from '../../checks/trace/preconditions.ts';
import { failedModificationEnds, failedModificationLocks } from '../../checks/trace/failed-modifications.ts';
import { clauseOfTask } from '../../checks/trace/states.ts';
import { changedInfo, modificationOpOcc, patched } from '../../checks/trace/modify.ts';
import { traceCases, type Row } from '../trace-cases.ts';

const CLAUSE = 'SOL003 5.4.3.3.4';
const ETAG = { ics: 'vnflcm.etag', clause: CLAUSE } as const;

/** Patches that the procedure sends, by the name of their step; `sent`: where the title says more, or less, than what is sent. */
export const PATCHED: readonly (readonly [name: string, title: string, sent?: string])[] = [
  ['name', 'vnfInstanceName'],
  ['description', 'vnfInstanceDescription'],
  ['name-again', 'one attribute, the others stay', 'another vnfInstanceName'],
  ['metadata-add', 'new metadata'],
  ['metadata-merge', 'one entry of metadata, the others stay', 'a new value for one entry of metadata'],
  ['metadata-remove-key', 'null for an entry of metadata'],
  ['metadata-nested', 'metadata with structure'],
  ['metadata-remove-nested', 'null for an entry within an entry of metadata'],
  ['metadata-values', 'metadata of every JSON type'],
  ['metadata-texts', 'metadata with texts of all kinds'],
  ['extensions', 'extensions'],
  ['configurable-properties', 'vnfConfigurableProperties'],
  ['metadata-remove', 'null for metadata'],
  ['extensions-remove', 'null for extensions'],
  ['configurable-properties-remove', 'null for vnfConfigurableProperties'],
  ['description-remove', 'null for vnfInstanceDescription'],
  ['name-remove', 'null for vnfInstanceName'],
  ['repeat-first', 'a modification', 'a new vnfInstanceName and an entry of metadata'],
  ['repeat-second', 'the same modification once more', 'the values that it got by the same request before'],
];

const STATES = ['NOT_INSTANTIATED', 'INSTANTIATED'] as const;

const patches: readonly Row[] = STATES.flatMap((state) =>
  PATCHED.map(([name, title, sent = title]) => ({
    id: `modify.${state === 'INSTANTIATED' ? 'instantiated' : 'not-instantiated'}.${name}`,
    title: `PATCH of a VNF instance that is ${state}: ${title}`,
    purpose: `A VNF instance that is ${state} is read before and after a PATCH that holds ${sent}: the request is accepted with 202, its operation completes, the attributes named are what RFC 7396 makes of them, and all others are as before.`,
    clause: CLAUSE,
    judge: patched(`modify.${state}.${name}`),
  })),
);

const told: readonly Row[] = [
  {
    id: 'modify.op-occ',
    title: 'the operation occurrence of a modification describes it',
    purpose:
      'The VnfLcmOpOcc of each modification that was accepted can be read and has operation MODIFY_INFO, the id of the VNF instance, isAutomaticInvocation false and, where it has operationParams, those of the request.',
    clause: 'SOL003 5.5.2.13',
    judge: modificationOpOcc,
  },
  {
    id: 'modify.changed-info',
    title: 'changedInfo holds what a modification changed',
    purpose:
      'In the VnfLcmOpOcc of each modification that completed, changedInfo has the attributes that reads before and after show to have changed, with the new values, and none that was neither asked for nor changed.',
    clause: 'SOL003 5.5.2.12a',
    judge: changedInfo,
  },
  {
    id: 'modify.notified',
    title: 'subscribers hear of a modification and of what it changed',
    purpose:
      'A subscriber to MODIFY_INFO gets notifications with START and with RESULT of each modification, none of a state twice, and the last with the changedInfo of the VnfLcmOpOcc.',
    clause: 'SOL003 5.5.2.17',
    judge: modificationNotified,
    api: 'vnflcm-notification',
  },
  {
    id: 'modify.changes.in-place',
    title: 'the notification of a modification that changed nothing tells of no change',
    purpose:
      'VNF instances are modified, also to the values that they have: in each notification, changedInfo and other attributes that tell of changes are absent where notificationStatus is START, and are never empty.',
    clause: 'SOL003 5.5.2.17',
    judge: changesInPlace,
    api: 'vnflcm-notification',
  },
];

/** Not every SUT lets a modification fail. */
const failures: readonly Row[] = [
  {
    id: 'modify.failed.locks',
    title: 'a modification that failed keeps others out until it is resolved',
    purpose:
      'Where the operation of a PATCH came to FAILED_TEMP, another PATCH of the VNF instance is refused with 409 as long as nobody has resolved that.',
    clause: CLAUSE,
    judge: failedModificationLocks,
  },
  {
    id: 'modify.failed.fail',
    title: 'a modification that failed can be given up',
    purpose: 'Where the operation of a PATCH came to FAILED_TEMP, fail of it is accepted with 200.',
    clause: clauseOfTask('fail'),
    ics: ['vnflcm.modify', 'vnflcm.fail'],
    judge: failedModificationEnds,
  },
];

const limits: readonly Row[] = [
  {
    id: 'modify.immutable',
    title: 'attributes that cannot be modified stay',
    purpose:
      'PATCH with id, instantiationState and product data, which a modification does not have, is refused or ignored: the VNF instance is read before and after and shows them as they were.',
    clause: CLAUSE,
    judge: immutableKept,
  },
  {
    id: 'modify.media-type',
    title: 'PATCH as application/json is refused',
    purpose:
      'PATCH of a VNF instance with Content-Type application/json in place of application/merge-patch+json should be refused with 415, and is never answered with a server error.',
    clause: CLAUSE,
    judge: patchMediaType,
  },
  {
    id: 'modify.etag.foreign',
    title: 'PATCH with an If-Match that no resource has',
    purpose:
      'PATCH of a VNF instance with an entity tag in If-Match that the SUT never gave out is refused with 412, and the VNF instance stays as it was. For a SUT that gives no ETag this is a recommendation.',
    clause: CLAUSE,
    judge: conditionFails(INSTANCE, 'etag.foreign'),
  },
  {
    ...ETAG,
    id: 'modify.etag.outdated',
    title: 'PATCH with an If-Match that is out of date',
    purpose:
      'PATCH of a VNF instance with the entity tag in If-Match that it had before its last modification is refused with 412, and the VNF instance stays as it was.',
    judge: conditionFails(INSTANCE, 'etag.outdated'),
  },
  {
    ...ETAG,
    id: 'modify.etag.matching',
    title: 'PATCH with an If-Match that holds, GET with an If-None-Match that does',
    purpose:
      'With the entity tag that the VNF instance was last read with, PATCH with If-Match is accepted with 202, and GET with If-None-Match should be answered with 304.',
    judge: etagHolds(INSTANCE),
  },
  {
    id: 'modify.unmodified-since.outdated',
    title: 'PATCH with an If-Unmodified-Since before the last modification',
    purpose:
      'Where the SUT gives Last-Modified, PATCH of a VNF instance with an If-Unmodified-Since one day before it is refused with 412, and the VNF instance stays as it was.',
    clause: CLAUSE,
    judge: dateFails(INSTANCE),
  },
  {
    id: 'modify.unmodified-since.matching',
    title: 'PATCH with the time of the last modification as If-Unmodified-Since',
    purpose:
      'Where the SUT gives Last-Modified, PATCH of a VNF instance with this time in If-Unmodified-Since is accepted.',
    clause: CLAUSE,
    judge: dateHolds(INSTANCE),
  },
];

const repetition: readonly Row[] = [
  {
    id: 'repeat.delete',
    title: 'a VNF instance is deleted once',
    purpose: 'DELETE of the same VNF instance is sent twice: it is answered with 204, then with 404.',
    clause: 'SOL003 5.4.3.3.5',
    judge: deletedOnce('delete', 'vnf_instances', 'SOL003 5.4.3.3.5'),
    ics: 'vnflcm.delete',
  },
  {
    id: 'repeat.unsubscribe',
    title: 'a subscription is deleted once',
    purpose: 'DELETE of the same subscription is sent twice: it is answered with 204, then with 404.',
    clause: 'SOL003 5.4.19.3.5',
    judge: deletedOnce('unsubscribe', 'subscriptions', 'SOL003 5.4.19.3.5'),
    ics: 'vnflcm.subscriptions',
  },
  {
    id: 'safe-reads',
    title: 'reading changes nothing',
    purpose:
      'A VNF instance is read, then the lists of instances, operation occurrences and subscriptions, then the VNF instance again: both reads of it show the same.',
    clause: 'RFC 9110 9.2.1',
    judge: safeReads,
  },
];

/** PATCH of a VNF instance, preconditions, repetition. */
export const modifyCases: readonly TestCase[] = traceCases(
  'vnflcm.modify',
  'vnflcm',
  [...patches, ...told, ...failures, ...limits, ...repetition].map((row) => ({ ics: 'vnflcm.modify', ...row })),
);
