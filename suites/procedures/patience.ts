import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { lastStep } from '../../src/exchange/uri.ts';
import type { Profile } from '../../src/target/profile.ts';

/** What is known of the operations of an API version of a SUT. */
interface Known {
  /** Milliseconds of the longest that came to its end, by task. */
  readonly longest: Map<string, number>;
  /** One never did. */
  stuck: boolean;
}

/** What one procedure has learnt helps all others of the run. */
const known = new WeakMap<Profile, Map<string, Known>>();

function knownTo({ profile, api }: Driver): Known {
  const versions = known.get(profile) ?? new Map<string, Known>();
  known.set(profile, versions);
  const found = versions.get(api.major) ?? { longest: new Map<string, number>(), stuck: false };
  versions.set(api.major, found);
  return found;
}

/** Shortest time for which an operation is waited for, milliseconds. */
const LEAST = 5000;
/** Times the longest operation of the task that came to its end. */
const FACTOR = 5;

/** The task that a request asks for. */
export function taskOf({ request }: Pick<Exchange, 'request'>): string {
  return request.method === 'PATCH' ? 'modify' : lastStep(new URL(request.url).pathname);
}

/**
 * Asks for the end of an operation as long as the profile says. Where the SUT has left one for ever and others of the task came
 * to an end, the next is given several times (`factor`) what those took: a fault that repeats itself is not to cost the whole time-out each time.
 */
export async function waitPatiently<T>(
  driver: Driver,
  task: string,
  poll: () => Promise<T | undefined>,
  everyMs: number,
  factor = FACTOR,
): Promise<T | undefined> {
  const { longest, stuck } = knownTo(driver);
  const timeout = patience({ longest: longest.get(task) ?? 0, stuck, factor }, driver.profile.timeouts.operation);
  const found = await ended(driver, task, poll, timeout, everyMs);
  if (found === undefined) knownTo(driver).stuck = true;
  return found;
}

/** Asks for the end of an operation until then, and remembers how long that took. */
export async function ended<T>(
  driver: Driver,
  task: string,
  poll: () => Promise<T | undefined>,
  timeoutMs: number,
  everyMs: number,
): Promise<T | undefined> {
  const began = performance.now();
  const found = await driver.until(poll, timeoutMs, everyMs);
  const { longest } = knownTo(driver);
  if (found !== undefined) longest.set(task, Math.max(longest.get(task) ?? 0, performance.now() - began));
  return found;
}

/** For what was waited for already: where the SUT has left operations for ever, a little longer and no more. */
export function waitOnceMore<T>(
  driver: Driver,
  poll: () => Promise<T | undefined>,
  everyMs: number,
): Promise<T | undefined> {
  const { operation } = driver.profile.timeouts;
  return driver.until(poll, knownTo(driver).stuck ? Math.min(operation, LEAST) : operation, everyMs);
}

/** @param of the task: how long the longest took, milliseconds; 0: none came to its end */
export function patience(
  of: { readonly longest: number; readonly stuck: boolean; readonly factor?: number },
  timeout: number,
): number {
  const { longest, stuck, factor = FACTOR } = of;
  return stuck && longest > 0 ? Math.min(timeout, Math.max(LEAST, factor * longest)) : timeout;
}
