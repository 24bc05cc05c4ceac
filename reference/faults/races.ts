import type { Fault } from './fault.ts';

/** Requests that come at once, and of which one should have been accepted. */
export const raceFaults = {
  'locked-by-kind-only': {
    what: 'an operation is refused only while one of the same kind runs on the instance',
    clause: 'SOL003 5.4',
    seen: ['vnflcm.states.concurrent.several'],
    also: ['vnflcm.states.*'],
    procedures: ['vnflcm.states'],
  },
  'connectivity-lock-too-late': {
    what: 'of two requests to change external connectivity that come at once both are accepted',
    clause: 'SOL003 5.4.11.3.1',
    seen: ['vnflcm.states.concurrent.change_ext_conn'],
    also: ['vnflcm.states.*'],
  },
  'lock-too-late-for-tasks': {
    what: 'of two requests to operate, or to change the VNF package, that come at once both are accepted',
    clause: 'SOL003 5.4.10.3.1',
    seen: ['vnflcm.states.concurrent.operate', 'vnflcm.states.concurrent.change_vnfpkg'],
    every: true,
    also: ['vnflcm.states.*'],
  },
  'modifications-at-once': {
    what: 'a modification is not refused while another one runs on the instance',
    clause: 'SOL003 5.4.3.3.4',
    seen: ['vnflcm.states.concurrent.modify'],
    also: ['vnflcm.states.*'],
  },
  'deleted-twice': {
    what: 'of two deletions that come at once both are answered with 204',
    clause: 'SOL003 5.4.3.3.5',
    seen: ['vnflcm.states.concurrent.delete'],
    warning: 'concurrent:delete:204',
    also: ['vnflcm.states.*'],
  },
} as const satisfies Record<string, Fault>;
