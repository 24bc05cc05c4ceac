import type { Driver } from '../../../src/drive/procedure.ts';
import { offersSnapshots } from '../offered.ts';

/** Collections of VNF LCM that can be queried. Operation occurrences come first: other procedures add to them all the time, and every answer lists them. */
const COLLECTIONS = ['vnf_lcm_op_occs', 'vnf_instances', 'subscriptions', 'vnf_snapshots'] as const;
export type Collection = (typeof COLLECTIONS)[number];

/** Data type of their items. */
export const ITEM_TYPES: Readonly<Record<Collection, string>> = {
  vnf_instances: 'VnfInstance',
  vnf_lcm_op_occs: 'VnfLcmOpOcc',
  subscriptions: 'LccnSubscription',
  vnf_snapshots: 'VnfSnapshotInfo',
};

/** Those that the release has, without VNF snapshots that the ICS denies. */
export function collectionsOf(driver: Driver): readonly Collection[] {
  return COLLECTIONS.filter((name) =>
    name === 'vnf_snapshots'
      ? offersSnapshots(driver)
      : driver.api.resources.some((resource) => resource.name === name),
  );
}
