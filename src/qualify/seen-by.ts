import { catalogue } from '../../suites/cases/index.ts';
import type { FaultResult } from './fault-result.ts';

/**
 * For each case on behaviour that failed under a fault it has to do with, the most telling of those faults: the one that the
 * fewest cases failed under. Cases that are not in it have not been seen to fail at all.
 */
export function faultOfEachCase(results: readonly FaultResult[]): Readonly<Record<string, string>> {
  const telling = [...results].sort((a, b) => a.failed - b.failed || (a.fault < b.fault ? -1 : 1));
  return Object.fromEntries(
    catalogue().flatMap(({ id, kind }) => {
      const by = kind === 'trace' ? telling.find((one) => [...one.seenBy, ...one.also].includes(id)) : undefined;
      return by === undefined ? [] : [[id, by.fault]];
    }),
  );
}
