import type { Fault } from './fault.ts';

/** What comes of something later, elsewhere or the second time. */
export const sequelFaults = {
  'retry-works-whatever': {
    what: 'a retry succeeds although the cause of the failure is still there',
    clause: 'SOL003 5.4.14.3.1',
    seen: ['vnflcm.failures.retry.fails-again'],
    also: ['vnflcm.failures.*'],
  },
  'retried-scaling-fails': {
    what: 'a scaling that is retried fails again, whatever it meets',
    clause: 'SOL003 5.4.14.3.1',
    seen: ['vnflcm.aftermath.scale-retried.end'],
    also: ['vnflcm.aftermath.scale-retried.*'],
  },
  'failed-instance-stays-locked': {
    what: 'a VNF instance stays locked by an operation that is FAILED',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.failures.fail.deletable'],
    release: '2.6.1',
  },
  'occurrence-of-deleted-instance-is-500': {
    what: 'the operation occurrence of a VNF instance that was deleted is answered with 500',
    clause: 'SOL003 5.4.13.3.2',
    seen: ['vnflcm.lifecycle.delete.op-occ'],
    also: ['vnflcm.vnf_lcm_op_occs.*.form'],
    release: '2.4.1',
  },
  'ids-differ-by-subscriber': {
    what: 'a notification has another id for each subscriber',
    clause: 'SOL003 5.5.2.17',
    seen: ['vnflcm.subscriptions.same-id'],
  },
  'narrower-subscription-is-duplicate': {
    what: 'a subscription to a part of what another one asks for is taken for a duplicate of it',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.narrower'],
    also: ['vnflcm.subscriptions.*'],
  },
  'broader-subscription-is-duplicate': {
    what: 'a subscription without a filter is taken for a duplicate of one of the same callback that has a filter',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.subscriptions.broader'],
    also: ['vnflcm.subscriptions.*'],
  },
  'names-filter-breaks-creation': {
    what: 'while a subscription asks for names, a creation without a name is answered with 500',
    clause: 'SOL003 5.5.3.12',
    seen: ['vnflcm.subscriptions.filter.unnamed-instance'],
    also: ['vnflcm.vnf_instances.post.form'],
    release: '3.3.1',
  },
  'names-filter-stops-operations': {
    what: 'while a subscription asks for names, an operation on a VNF instance without a name stays in STARTING',
    clause: 'SOL003 5.6.2.2',
    seen: ['vnflcm.tolerance.unnamed-operation'],
    also: ['vnflcm.tolerance.*'],
  },
  'grant-adds-what-is-there': {
    what: 'addResources of a grant request have handles, as if the resources were there',
    clause: 'SOL003 9.5.3.2',
    seen: ['grant.instantiate.resources'],
    also: ['grant.*'],
  },
  'vnfd-id-not-encoded': {
    what: 'slashes and question marks in the id of a VNFD become parts of the URI',
    clause: 'SOL013 4.1',
    seen: ['vnfpkgm.encoded'],
    also: ['vnfpkgm.*', 'vnflcm.vnf_instances.post.*'],
  },
  'odd-vnfd-is-500': {
    what: 'a creation with an unknown VNFD whose id is not plain is answered with 500',
    clause: 'SOL003 5.4.2.3.1',
    seen: ['vnflcm.vnf_instances.post.odd-vnfd'],
    also: ['vnflcm.vnf_instances.post.form'],
  },
  'listed-otherwise': {
    what: 'the list of subscriptions shows other values than the resources themselves',
    clause: 'SOL013 5.3',
    seen: ['vnflcm.subscriptions.list.agrees'],
    also: ['vnflcm.subscriptions.*'],
  },
  'immutable-attributes-written': {
    what: 'a modification writes vnfProductName',
    clause: 'SOL003 5.5.2.12',
    seen: ['vnflcm.modify.immutable'],
    also: ['vnflcm.modify.*'],
  },
  'second-deletion-answered-with-204': {
    what: 'a deletion of what is gone is answered with 204',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.repeat.*'],
    every: true,
    also: ['vnflcm.*.delete.404'],
  },
  'reads-change-what-is-read': {
    what: 'a read of a VNF instance changes its metadata',
    clause: 'RFC 9110 9.2.1',
    seen: ['vnflcm.safe-reads', 'vnflcm.states.unchanged.*'],
    every: true,
    also: ['vnflcm.*'],
  },
} as const satisfies Record<string, Fault>;
