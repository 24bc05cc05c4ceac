import { acceptFaults } from './accepts.ts';
import { aftermathFaults } from './aftermath.ts';
import { answerFaults } from './answers.ts';
import { arrowFaults } from './arrows.ts';
import { commonFaults } from './common.ts';
import { consumerFaults } from './consumer.ts';
import { endFaults } from './ends.ts';
import type { Fault } from './fault.ts';
import { grantedFaults } from './granted.ts';
import { modificationFaults } from './modifications.ts';
import { notificationFaults } from './notifications.ts';
import { oddInputFaults } from './odd-input.ts';
import { oddPayloadFaults } from './odd-payloads.ts';
import { operationFaults } from './operations.ts';
import { queryFaults } from './queries.ts';
import { raceFaults } from './races.ts';
import { resourceFaults } from './resources.ts';
import { snapshotStateFaults } from './snapshot-states.ts';
import { sequelFaults } from './sequels.ts';
import { snapshotFaults } from './snapshots.ts';
import { setbackFaults } from './setbacks.ts';
import { versionFaults } from './versions.ts';

/** Every way to go wrong that can be switched on, by its name. */
export const FAULTS = {
  ...arrowFaults,
  ...aftermathFaults,
  ...operationFaults,
  ...setbackFaults,
  ...raceFaults,
  ...snapshotStateFaults,
  ...acceptFaults,
  ...resourceFaults,
  ...modificationFaults,
  ...notificationFaults,
  ...consumerFaults,
  ...grantedFaults,
  ...queryFaults,
  ...commonFaults,
  ...oddInputFaults,
  ...answerFaults,
  ...endFaults,
  ...snapshotFaults,
  ...versionFaults,
  ...oddPayloadFaults,
  ...sequelFaults,
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** A name as a user gives it. */
export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}
