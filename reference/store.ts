import type { VnfInstance } from './lcm/instance.ts';
import type { OpOcc } from './lcm/op-occ.ts';
import type { SnapshotInfo } from './lcm/snapshot.ts';
import type { Subscription } from './notify/subscription.ts';

/** All that the orchestrator keeps; lists come in order of creation. */
export interface Store {
  readonly instances: Map<string, VnfInstance>;
  readonly opOccs: Map<string, OpOcc>;
  readonly subscriptions: Map<string, Subscription>;
  readonly snapshots: Map<string, SnapshotInfo>;
}

export function emptyStore(): Store {
  return { instances: new Map(), opOccs: new Map(), subscriptions: new Map(), snapshots: new Map() };
}
