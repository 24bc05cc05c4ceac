import { AsyncLocalStorage } from 'node:async_hooks';
import type { MannerName } from './catalogue.ts';

/** The manner of the orchestrator on whose behalf the code runs; several orchestrators may run in one process. */
const taken = new AsyncLocalStorage<MannerName>();

/** Work that an orchestrator does, in the manner that it was started with. Without one nothing is wrapped and nothing costs. */
export function inManner<T>(manner: MannerName | undefined, work: () => T): T {
  return manner === undefined ? work() : taken.run(manner, work);
}

/** Whether to do this in the manner that the catalogue describes. */
export function takes(name: MannerName): boolean {
  return taken.getStore() === name;
}
