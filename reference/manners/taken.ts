import { Switch } from '../switch.ts';
import type { MannerName } from './catalogue.ts';

const taken = new Switch<MannerName>();

/** Work that an orchestrator does, in the manner that it was started with. */
export function inManner<T>(manner: MannerName | undefined, work: () => T): T {
  return taken.within(manner, work);
}

/** Whether to do this in the manner that the catalogue describes. */
export function takes(name: MannerName): boolean {
  return taken.chosen === name;
}
