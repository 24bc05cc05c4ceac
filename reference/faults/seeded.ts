import { AsyncLocalStorage } from 'node:async_hooks';
import type { FaultName } from './catalogue.ts';

/** The fault of the orchestrator on whose behalf the code runs; several orchestrators may run in one process. */
const seeded = new AsyncLocalStorage<FaultName>();

/** Work that an orchestrator does, with the fault that it was started with. Without one nothing is wrapped and nothing costs. */
export function seededWith<T>(fault: FaultName | undefined, work: () => T): T {
  return fault === undefined ? work() : seeded.run(fault, work);
}

/** Whether to go wrong here in the way that the catalogue describes. */
export function faulty(name: FaultName): boolean {
  return seeded.getStore() === name;
}

/** Whether the orchestrator has any fault at all: what holds for right ones is not enforced then. */
export function isFaulty(): boolean {
  return seeded.getStore() !== undefined;
}
