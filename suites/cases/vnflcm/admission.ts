import type { TestCase } from '../../../src/judge/case.ts';
import { versionLookedAt } from '../../checks/trace/admission.ts';
import {
  conditionFails,
  dateFails,
  dateHolds,
  deletionConditionFails,
  deletionConditionHolds,
  etagHolds,
  SNAPSHOT,
} from '../../checks/trace/preconditions.ts';
import { refusedHasNoEffect } from '../../checks/trace/refused-effects.ts';
import { idOf, itemOf, scoped } from '../scope.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { onOperation } from './surface.ts';

/** What the procedure asks for: each writing method of a kind of resource; of the tasks on a VNF instance, one stands for all. */
const DRIVEN = new Set([
  'POST vnf_instances',
  'PATCH vnf_instances/{vnfInstanceId}',
  'DELETE vnf_instances/{vnfInstanceId}',
  'POST vnf_instances/{vnfInstanceId}/instantiate',
  'POST subscriptions',
  'DELETE subscriptions/{subscriptionId}',
  'POST vnf_snapshots',
  'PATCH vnf_snapshots/{vnfSnapshotInfoId}',
  'DELETE vnf_snapshots/{vnfSnapshotInfoId}',
  'POST vnf_lcm_op_occs/{vnfLcmOpOccId}/retry',
  'POST vnf_lcm_op_occs/{vnfLcmOpOccId}/rollback',
  'POST vnf_lcm_op_occs/{vnfLcmOpOccId}/fail',
  'POST vnf_lcm_op_occs/{vnfLcmOpOccId}/cancel',
]);

const refused: readonly Row[] = scoped('vnflcm', (resource, method) => DRIVEN.has(`${method} ${resource.name}`)).map(
  ({ resource, method, since = '2.6.1' as const, until }) => ({
    id: idOf({ resource, method }, 'version'),
    title: `${method} ${resource.path} without a version that is served`,
    purpose: `${method} ${resource.path}, otherwise legal, is refused without Version (400), with one that is no version identifier (400 or 406), and with one that is not served (406); any other 4xx is a warning.`,
    clause: 'SOL013 9.2',
    ics: itemOf({ resource, method }),
    since,
    until,
    judge: versionLookedAt(onOperation({ resource, method })),
  }),
);

const noEffect: Row = {
  id: 'version-refused.effect',
  title: 'what is refused for its Version is not done',
  purpose:
    'After requests to create, change, instantiate or delete were refused because of their Version, what they were about is read: nothing was made, VNF instance and VNF snapshot are as before, and what was to be deleted is there.',
  clause: 'SOL013 6.4',
  since: '2.6.1',
  judge: refusedHasNoEffect,
};

const CLAUSE = 'SOL003 5.4.24.3.4';
const WITH_ETAG = { ics: ['vnflcm.snapshots', 'vnflcm.etag'], clause: CLAUSE, since: '3.3.1' } as const;
const WITH_DATE = { ...WITH_ETAG, ics: 'vnflcm.snapshots' } as const;

const conditional: readonly Row[] = [
  {
    ...WITH_DATE,
    id: 'vnf_snapshots.etag.foreign',
    title: 'PATCH of a VNF snapshot with an If-Match that no resource has',
    purpose:
      'PATCH of a VNF snapshot with an entity tag in If-Match that the SUT never gave out is refused with 412, and the VNF snapshot stays as it was. For a SUT that gives no ETag this is a recommendation.',
    judge: conditionFails(SNAPSHOT, 'etag.foreign'),
  },
  {
    ...WITH_ETAG,
    id: 'vnf_snapshots.etag.outdated',
    title: 'PATCH of a VNF snapshot with an If-Match that is out of date',
    purpose:
      'PATCH of a VNF snapshot with the entity tag in If-Match that it had before its last modification is refused with 412, and the VNF snapshot stays as it was.',
    judge: conditionFails(SNAPSHOT, 'etag.outdated'),
  },
  {
    ...WITH_ETAG,
    id: 'vnf_snapshots.etag.matching',
    title: 'PATCH of a VNF snapshot with an If-Match that holds, GET with an If-None-Match that does',
    purpose:
      'With the entity tag that the VNF snapshot was last read with, PATCH with If-Match is performed, and GET with If-None-Match should be answered with 304.',
    judge: etagHolds(SNAPSHOT),
  },
  {
    ...WITH_DATE,
    id: 'vnf_snapshots.unmodified-since.outdated',
    title: 'PATCH of a VNF snapshot with an If-Unmodified-Since before the last modification',
    purpose:
      'Where the SUT gives Last-Modified, PATCH of a VNF snapshot with an If-Unmodified-Since one day before it is refused with 412, and the VNF snapshot stays as it was.',
    judge: dateFails(SNAPSHOT),
  },
  {
    ...WITH_DATE,
    id: 'vnf_snapshots.unmodified-since.matching',
    title: 'PATCH of a VNF snapshot with the time of the last modification as If-Unmodified-Since',
    purpose:
      'Where the SUT gives Last-Modified, PATCH of a VNF snapshot with this time in If-Unmodified-Since is performed.',
    judge: dateHolds(SNAPSHOT),
  },
];

/** Deletions on conditions: of resources that there are in all releases. */
const deletions: readonly Row[] = (
  [
    ['vnf_instances', 'a VNF instance', 'vnflcm.delete'],
    ['subscriptions', 'a subscription', 'vnflcm.subscriptions'],
  ] as const
).flatMap(([name, what, item]) => {
  const common = { clause: 'RFC 9110 13.1.1', ics: ['vnflcm.etag', item], since: '2.6.1' } as const;
  return [
    {
      ...common,
      id: `${name}.deletion.foreign`,
      title: `DELETE of ${what} with an If-Match that no resource has`,
      purpose: `Where the SUT gives an ETag, DELETE of ${what} with an entity tag in If-Match that it never gave out is refused with 412, and GET does not answer 404 afterwards.`,
      judge: deletionConditionFails(`${name}.deletion`),
    },
    {
      ...common,
      id: `${name}.deletion.matching`,
      title: `DELETE of ${what} with an If-Match that holds`,
      purpose: `With the entity tag that ${what} was last read with, DELETE with If-Match is performed.`,
      judge: deletionConditionHolds(`${name}.deletion`),
    },
  ];
});

/** Requests that a SUT has to refuse before it does anything. */
export const admissionCases: readonly TestCase[] = traceCases('vnflcm.admission', 'vnflcm', [
  ...refused,
  noEffect,
  ...conditional,
  ...deletions,
]);
