import type { Outage } from '../src/judge/run-info.ts';

/** When the target was not reachable, in one line. */
export function outageText(outages: readonly Outage[]): string {
  const times = outages.map(({ from, until }) =>
    until === undefined ? `from ${from} on` : `from ${from} to ${until}`,
  );
  return `The target was not reachable ${times.join(', ')}. What that disturbed was driven again, or is inconclusive.`;
}
