import type { Fault } from './fault.ts';

/** What is made of grants: refusals, decisions that come later, and the VIM connection that a grant names. */
export const grantedFaults = {
  'refused-tasks-go-on': {
    what: 'operations on an instantiated VNF go on when their grant is refused',
    clause: 'SOL003 9.4.2.3.1',
    seen: ['vnflcm.grants.refused.*.end'],
    every: true,
    also: ['vnflcm.grants.*', 'grant.*'],
  },
  'refused-tasks-take-effect': {
    what: 'an operation whose grant is refused is ROLLED_BACK, and what it was to change is changed',
    clause: 'SOL003 9.4.2.3.1',
    seen: [
      'vnflcm.grants.refused.scale_to_level.instance',
      'vnflcm.grants.refused.revert_to_snapshot.instance',
      'vnflcm.grants.refused.terminate.instance',
    ],
    every: true,
    also: ['vnflcm.grants.*', 'grant.*'],
  },
  'decision-on-tasks-not-awaited': {
    what: 'operations on an instantiated VNF go on while the NFVO has not decided on the grant',
    clause: 'SOL003 9.4.3.3.2',
    seen: ['grant.*.async'],
    also: ['grant.*', 'vnflcm.grants.*'],
    procedures: ['vnflcm.grants'],
  },
  'vim-demanded-in-request': {
    what: 'an instantiation that names no VIM connection is refused',
    clause: 'SOL003 5.5.2.4',
    seen: ['vnflcm.granted-vim.accepted'],
    also: ['vnflcm.granted-vim.*', 'vnflcm.vnf_instances.id.instantiate.*'],
    procedures: ['vnflcm.granted-vim'],
  },
  'vim-of-grant-not-used': {
    what: 'operations fail where the VIM connection came with the grant',
    clause: 'SOL003 9.5.2.3',
    seen: ['vnflcm.granted-vim.end'],
    warning: 'not-completed:INSTANTIATE:*',
    also: ['vnflcm.granted-vim.*'],
  },
  'vim-of-grant-lost-after-failure': {
    what: 'retry and rollback fail where the VIM connection came with the grant',
    clause: 'SOL003 5.4.14.3.1',
    seen: ['vnflcm.granted-vim.retry.end', 'vnflcm.granted-vim.rollback.end'],
    every: true,
    also: ['vnflcm.granted-vim.*'],
  },
  'graceful-cancel-without-effect': {
    what: 'a graceful cancel is shown as pending, and the operation goes on',
    clause: 'SOL003 5.5.4.6',
    seen: ['vnflcm.setbacks.cancel-gracefully.end', 'vnflcm.setbacks.cancel-gracefully.instance'],
    every: true,
    also: ['vnflcm.setbacks.cancel-gracefully.*', 'vnflcm.setbacks.cancel-processing-gracefully.*'],
  },
  'vim-of-resources-unknown': {
    what: 'vimConnectionId of resources is an empty text, which no VIM connection has for a name',
    clause: 'SOL003 4.4.1.7',
    seen: ['vnflcm.lifecycle.instantiate.state'],
    also: ['vnflcm.*'],
    release: '2.6.1',
    with: { vim: true },
  },
} as const satisfies Record<string, Fault>;
