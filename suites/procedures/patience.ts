import type { Driver } from '../../src/drive/procedure.ts';

/** What a run has seen of operations: the longest that came to its end, and whether one never did. */
interface Seen {
  longest: number;
  stuck: boolean;
}

const seen = new WeakMap<Driver, Seen>();

/** Shortest time for which an operation is waited for, milliseconds. */
const LEAST = 5000;
/** Times the longest operation that came to its end. */
const FACTOR = 5;

/**
 * Asks for the end of an operation as long as the profile says. Where the SUT has left one for ever and others came to an end,
 * the next is given several times what those took: a fault that repeats itself is not to cost the whole time-out each time.
 */
export async function waitPatiently<T>(
  driver: Driver,
  poll: () => Promise<T | undefined>,
  everyMs: number,
): Promise<T | undefined> {
  const known = seen.get(driver) ?? { longest: 0, stuck: false };
  seen.set(driver, known);
  const began = performance.now();
  const found = await driver.until(poll, patience(known, driver.profile.timeouts.operation), everyMs);
  if (found === undefined) known.stuck = true;
  else known.longest = Math.max(known.longest, performance.now() - began);
  return found;
}

/** For what was waited for already: where the SUT has left operations for ever, a little longer and no more. */
export function waitOnceMore<T>(
  driver: Driver,
  poll: () => Promise<T | undefined>,
  everyMs: number,
): Promise<T | undefined> {
  const { operation } = driver.profile.timeouts;
  return driver.until(poll, seen.get(driver)?.stuck === true ? Math.min(operation, LEAST) : operation, everyMs);
}

export function patience({ longest, stuck }: Readonly<Seen>, timeout: number): number {
  return stuck && longest > 0 ? Math.min(timeout, Math.max(LEAST, FACTOR * longest)) : timeout;
}
