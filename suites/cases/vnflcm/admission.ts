import type { TestCase } from '../../../src/judge/case.ts';
import { versionLookedAt } from '../../checks/trace/admission.ts';
import { refusedHasNoEffect } from '../../checks/trace/refused-effects.ts';
import { idOf, itemOf, scoped } from '../scope.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { onOperation } from './surface.ts';

/** What the procedure asks for: each writing method of a kind of resource; of the tasks, one stands for all. */
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

/** Requests that a SUT has to refuse before it does anything. */
export const admissionCases: readonly TestCase[] = traceCases('vnflcm.admission', 'vnflcm', [...refused, noEffect]);
