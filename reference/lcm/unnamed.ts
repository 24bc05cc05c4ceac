import { faulty } from '../faults/seeded.ts';
import type { World } from '../world.ts';
import type { VnfInstance } from './instance.ts';

/** Fault: whoever compares names that subscribers ask for with the one that the instance does not have, does not come back. */
export function isLostOverNames({ store }: World, { vnfInstanceName }: VnfInstance): boolean {
  if (!faulty('names-filter-stops-operations') || vnfInstanceName !== undefined) return false;
  return [...store.subscriptions.values()].some(({ filter }) =>
    JSON.stringify(filter ?? {}).includes('vnfInstanceNames'),
  );
}
