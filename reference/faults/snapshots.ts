import type { Fault } from './fault.ts';

const LIFE = ['vnflcm.tasks.snapshots'];

/** VNF snapshots as resources: creation, reading, deletion (from 3.3.1 on). */
export const snapshotFaults = {
  'location-of-snapshot-dangling': {
    what: 'Location of a new VNF snapshot leads to no resource',
    clause: 'SOL003 5.4.23.3.1',
    seen: ['vnflcm.vnf_snapshots.post.form'],
    procedures: ['vnflcm.tasks'],
  },
  'list-of-snapshots-empty': {
    what: 'the list of VNF snapshots is empty',
    clause: 'SOL003 5.4.23.3.2',
    seen: LIFE,
    release: '3.3.1',
  },
  'snapshot-of-another-instance': {
    what: 'vnfInstanceId of a VNF snapshot is not that of the VNF instance that it was made of',
    clause: 'SOL003 5.5.2.22',
    seen: LIFE,
  },
  'deletion-of-snapshot-without-effect': {
    what: 'a deletion of a VNF snapshot is answered with 204 and the VNF snapshot stays',
    clause: 'SOL003 5.4.24.3.5',
    seen: LIFE,
  },
  'deletion-of-snapshot-answers-200': {
    what: 'a deletion of a VNF snapshot is answered with 200',
    clause: 'SOL003 5.4.24.3.5',
    seen: LIFE,
    also: ['vnflcm.vnf_snapshots.id.delete.form'],
    release: '3.3.1',
  },
  'unknown-snapshot-is-500': {
    what: 'a VNF snapshot that does not exist is answered with 500',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.vnf_snapshots.*.404'],
    every: true,
    also: ['vnflcm.vnf_snapshots.*'],
  },
} as const satisfies Record<string, Fault>;
