import { Switch } from '../switch.ts';
import type { FaultName } from './catalogue.ts';

const seeded = new Switch<FaultName>();

/** Work that an orchestrator does, with the fault that it was started with. */
export function seededWith<T>(fault: FaultName | undefined, work: () => T): T {
  return seeded.within(fault, work);
}

/** Whether to go wrong here in the way that the catalogue describes. */
export function faulty(name: FaultName): boolean {
  return seeded.chosen === name;
}

/** Whether the orchestrator has any fault at all: what holds for right ones is not enforced then. */
export function isFaulty(): boolean {
  return seeded.chosen !== undefined;
}
