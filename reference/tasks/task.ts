import type { JsonObject } from '../json.ts';
import type { InstantiationState, VnfInstance } from '../lcm/instance.ts';
import type { LcmOperation } from '../lcm/op-occ.ts';
import type { World } from '../world.ts';

/** An LCM operation of the VNF LCM interface: what it needs and what it aims at. */
export interface LcmTask {
  readonly operation: LcmOperation;
  /** Last segment of the task resource; absent: modification of the instance resource itself. */
  readonly segment?: string;
  readonly needs: InstantiationState | 'any';
  /** The NFVO has to grant it (all but MODIFY_INFO). */
  readonly granted: boolean;
  /** Looks at the request before it is accepted. @throws Problem when it cannot be accepted */
  check?(about: TaskInput): Promise<void> | void;
  /** Value that the instance is to have. @throws OperationFailure when it cannot be had; nothing has been touched then */
  aim(about: TaskInput): Promise<VnfInstance> | VnfInstance;
  /** Attributes of the operation occurrence that are known from the start. */
  known?(params: JsonObject): { readonly vnfSnapshotInfoId?: string };
  /** Done beside the change of the instance when the operation is completed. */
  complete?(about: TaskInput, startTime: string): void;
}

export interface TaskInput {
  readonly world: World;
  readonly instance: VnfInstance;
  readonly params: JsonObject;
}
