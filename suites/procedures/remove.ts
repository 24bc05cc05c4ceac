import type { Journal, Made } from '../../src/drive/journal.ts';
import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { findLost } from './lost.ts';
import { waitOnceMore, waitPatiently } from './patience.ts';
import { bodyOf, insist, RESTING, text } from './steps.ts';

/** Removes what the driver's own run made, also where the answer was lost. What cannot be removed stays in the journal. */
export async function removeOwn(driver: Driver, journal: Journal): Promise<void> {
  await findLost(driver, journal, journal.open(driver.run));
  await removeMade(driver, journal.left(driver.run));
}

/**
 * Removes what a run made on the SUT, last made first. What cannot be removed stays in the journal. Operations are looked at
 * only where they keep an instance from going.
 */
export async function removeMade(driver: Driver, left: readonly Made[]): Promise<void> {
  const stuck: string[] = [];
  const made = left.filter(({ resource }) => resource !== 'vnf_lcm_op_occs');
  await beside(driver, made, PAIR, async ({ resource, url }) => {
    if (resource !== 'vnf_instances') await driver.send({ method: 'DELETE', path: url }, { kind: 'cleanup' });
    else if (!(await removeInstance(driver, url))) stuck.push(url);
  });
  if (stuck.length === 0) return;
  // Those that never end each cost the whole patience.
  const operations = left.filter(({ resource }) => resource === 'vnf_lcm_op_occs');
  await beside(driver, operations, driver.profile.parallel, ({ url }) => bringToRest(driver, url));
  for (const url of stuck) await removeInstance(driver, url);
}

/** A crowd is more than some SUTs bear. */
const PAIR = 2;

/** Works through a list in its order, some at a time. */
async function beside<T>(
  driver: Driver,
  list: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...list];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, driver.profile.parallel) }, worker));
}

/** An operation in FAILED_TEMP or under way keeps its instance locked: wait, cancel what does not end, fail it. */
async function bringToRest(driver: Driver, url: string): Promise<void> {
  const send = (task: string, json?: object): Promise<Exchange> =>
    driver.send({ method: 'POST', path: `${url}/${task}`, ...(json && { json }) }, { kind: 'cleanup' });
  let state = await restOf(driver, url);
  if (state === undefined) {
    const cancelled = await send('cancel', { cancelMode: 'FORCEFUL' });
    if (cancelled.response?.status === 202) state = await restOf(driver, url);
  }
  if (state === 'FAILED_TEMP') await send('fail');
}

/** State in which an operation rests; `undefined` where it does not come to rest. */
function restOf(driver: Driver, url: string): Promise<string | undefined> {
  return waitOnceMore(
    driver,
    async () => {
      const seen = await driver.send({ method: 'GET', path: url }, { kind: 'cleanup' });
      if (seen.response?.status === undefined || seen.response.status >= 400) return 'gone';
      const now = text(bodyOf(seen)['operationState']);
      return now === undefined || RESTING.includes(now) ? (now ?? 'gone') : undefined;
    },
    200,
  );
}

/** Terminates where need be, and deletes; whether it is gone now. */
async function removeInstance(driver: Driver, url: string): Promise<boolean> {
  const seen = await driver.send({ method: 'GET', path: url }, { kind: 'cleanup' });
  if (seen.response?.status === 404) return true;
  const isToEnd = bodyOf(seen)['instantiationState'] === 'INSTANTIATED';
  if (isToEnd && !(await terminated(driver, url))) return false;
  const request = { method: 'DELETE', path: url } as const;
  // Some SUTs hold an instance for a moment after it shows that it was terminated.
  const answer = await (isToEnd
    ? insist(driver, request, { kind: 'cleanup' })
    : driver.send(request, { kind: 'cleanup' }));
  return answer.response?.status === 204;
}

async function terminated(driver: Driver, url: string): Promise<boolean> {
  const asked = await driver.send(
    { method: 'POST', path: `${url}/terminate`, json: { terminationType: 'FORCEFUL' } },
    { kind: 'cleanup' },
  );
  if (asked.response?.status !== 202) return false;
  const state = await waitPatiently(
    driver,
    'terminate',
    async () => {
      const now = await driver.send({ method: 'GET', path: url }, { kind: 'cleanup' });
      return bodyOf(now)['instantiationState'] === 'NOT_INSTANTIATED' ? true : undefined;
    },
    250,
    // Nothing is judged by it.
    2,
  );
  await driver.sleep(driver.profile.settle);
  return state === true;
}
