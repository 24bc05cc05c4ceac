import type { Fault } from './fault.ts';

const LIFE = ['vnflcm.tasks.snapshots'];

const asText = (selector: string): Fault => ({
  what: `a list of VNF snapshots with ${selector} gives each vnfSnapshot as JSON in a text`,
  clause: 'SOL013 5.3.2',
  seen: [`vnflcm.vnf_snapshots.selector.${selector}`],
  also: ['vnflcm.vnf_snapshots.*'],
});

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
  'all-fields-without-snapshots': {
    what: 'a list of VNF snapshots with all_fields lacks vnfSnapshot, which other selectors show',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.vnf_snapshots.selector.all_fields'],
    also: ['vnflcm.vnf_snapshots.*'],
  },
  'snapshots-as-text-in-exclude-fields': asText('exclude_fields'),
  'snapshots-as-text-in-exclude-default': asText('exclude_default'),
  'snapshot-differs-in-list': {
    what: 'the list of VNF snapshots shows another vnfSnapshot than the VNF snapshot itself',
    clause: 'SOL003 5.4.23.3.2',
    seen: ['vnflcm.vnf_snapshots.list.agrees'],
    also: ['vnflcm.vnf_snapshots.*'],
  },
  'if-match-of-snapshots-never-holds': {
    what: 'a modification of a VNF snapshot with the right tag in If-Match is refused',
    clause: 'RFC 9110 13.1.1',
    seen: ['vnflcm.vnf_snapshots.etag.matching'],
    also: ['vnflcm.vnf_snapshots.etag.*'],
  },
} as const satisfies Record<string, Fault>;
