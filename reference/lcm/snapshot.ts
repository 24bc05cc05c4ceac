import type { JsonObject } from '../json.ts';
import type { VnfInstance } from './instance.ts';

/** VnfSnapshotInfo as it is kept (SOL003 5.5.2.22, from 3.3.1 on). */
export interface SnapshotInfo {
  readonly id: string;
  readonly vnfSnapshotPkgId?: string;
  /** Taken by create_snapshot here. */
  readonly taken?: TakenSnapshot;
  /** VnfSnapshot that was handed in with POST or PATCH. */
  readonly given?: JsonObject;
}

export interface TakenSnapshot {
  readonly id: string;
  /** The instance as it was. */
  readonly instance: VnfInstance;
  readonly creationStartedAt: string;
  readonly creationFinishedAt: string;
  readonly userDefinedData?: JsonObject;
  /** VNF state, as bytes that only the VNF understands. */
  readonly state: Uint8Array;
}
