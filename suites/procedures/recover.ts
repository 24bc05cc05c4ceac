import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { lastStep } from '../../src/exchange/uri.ts';
import { taskOf, waitPatiently } from './patience.ts';
import { bodyOf, complete, create, listOf, opOccPath, RESTING, text, type Instance } from './steps.ts';
import { equals } from './vnflcm/filter-terms.ts';

/** State in which an instance is wanted for the next request. */
export type Wanted = 'NOT_INSTANTIATED' | 'INSTANTIATED';

/** An operation occurrence that is answered with errors so many times is not waited for. */
const MOST_ERRORS = 3;

/** A new instance in the wanted state; blocks the procedure when the SUT has none to give. */
export async function fresh(driver: Driver, wanted: Wanted, step = 'create'): Promise<Instance> {
  const instance = await create(driver, step);
  if (wanted === 'INSTANTIATED') await complete(driver, instance, 'instantiate', `${step}.instantiate`);
  return instance;
}

/** Follows what was accepted to its end and says how it ended; `undefined` when nobody can tell. Never blocks. */
export async function ending(
  driver: Driver,
  instance: Instance,
  accepted: Exchange,
  step: string,
): Promise<string | undefined> {
  const path = await opOccPath(driver, instance, accepted);
  if (path === undefined) return undefined;
  let errors = 0;
  let unreadable = false;
  const state = await waitPatiently(
    driver,
    taskOf(accepted),
    async () => {
      // Where it cannot be read itself, the list may still tell its state; one that is not there yet is asked for again.
      const seen = !unreadable
        ? await driver.send({ method: 'GET', path }, { kind: 'observe', step: `${step}.op_occ` })
        : await driver.send(
            {
              method: 'GET',
              path: '/vnf_lcm_op_occs',
              query: equals(driver, 'id', lastStep(path)),
            },
            { kind: 'observe' },
          );
      const now = text((unreadable ? listOf(seen)[0] : bodyOf(seen))?.['operationState']);
      if (now !== undefined && RESTING.includes(now)) return now;
      if ((seen.response?.status ?? 500) >= 400) errors += 1;
      unreadable ||= (seen.response?.status ?? 500) >= 500;
      return errors >= MOST_ERRORS ? 'unknown' : undefined;
    },
    150,
  );
  await driver.sleep(driver.profile.settle);
  return state === 'unknown' ? undefined : state;
}

/** After a request that was accepted: the same instance where it is still as wanted, else a new one. */
export async function recovered(
  driver: Driver,
  instance: Instance,
  accepted: Exchange,
  wanted: Wanted,
): Promise<Instance> {
  const state = await ending(driver, instance, accepted, 'recover');
  if (state === 'COMPLETED' || state === 'ROLLED_BACK') {
    const seen = await driver.send({ method: 'GET', path: instance.path }, { kind: 'observe', step: 'recover' });
    if (bodyOf(seen)['instantiationState'] === wanted) return instance;
  }
  return fresh(driver, wanted, 'recover.create');
}
