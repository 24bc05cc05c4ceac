import type { Fault } from './fault.ts';

/** What is wrong about the state that a VNF snapshot holds. */
export const snapshotStateFaults = {
  'checksum-of-something-else': {
    what: 'the checksum of a VNF state snapshot is not that of its bytes',
    clause: 'SOL003 5.5.3.20',
    seen: ['vnflcm.tasks.snapshot-state.whole'],
  },
  'range-without-last-byte': {
    what: 'a range of a VNF state snapshot lacks its last byte',
    clause: 'SOL003 5.4.25.3.2',
    seen: ['vnflcm.tasks.snapshot-state.part'],
  },
  'range-beyond-end-taken': {
    what: 'a range behind the end of a VNF state snapshot is answered with 206',
    clause: 'SOL003 5.4.25.3.2',
    seen: ['vnflcm.tasks.snapshot-state.beyond'],
    also: ['vnflcm.vnf_snapshots.*.form'],
  },
  'version-of-state-is-500': {
    what: 'where the state of a VNF snapshot is read, a version that is not served is answered with 500',
    clause: 'SOL013 9.2',
    seen: ['vnflcm.vnf_snapshots.id.vnf_state_snapshot.get.version'],
  },
} as const satisfies Record<string, Fault>;
