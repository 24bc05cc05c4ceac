import type { Outage } from '../src/judge/run-info.ts';
import { timeOfDay } from './times.ts';

/** When the target was not reachable, in one line. */
export function outageText(outages: readonly Outage[]): string {
  const times = outages.map(({ from, until }) =>
    until === undefined ? `from ${timeOfDay(from)} on` : `from ${timeOfDay(from)} to ${timeOfDay(until)}`,
  );
  return `The target was not reachable ${times.join(' and ')} (UTC). What that disturbed was driven again, or is inconclusive.`;
}
