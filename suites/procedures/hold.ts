import type { Driver } from '../../src/drive/procedure.ts';
import { isObject } from '../../src/model/json.ts';
import { forInstance, taskBody } from './bodies.ts';
import type { Instance } from './steps.ts';

/** Operations of an instance that are kept from going on. */
export interface Held {
  /** Waits until the SUT has come to where it is kept, as far as that can be seen. */
  readonly reached: () => Promise<void>;
  readonly letGo: () => void;
}

/** Where it cannot be seen that the SUT has come there, it is given this long, in milliseconds. */
const LONG_ENOUGH = 1000;

/**
 * Keeps the next operations on an instance from coming to their end, by a grant that is held back and by a VIM that does not
 * answer, whichever the harness plays; without either the operation goes on and only speed helps.
 */
export function hold(driver: Driver, instance: Instance): Held {
  const end = signal();
  const arrival = signal();
  driver.nfvo?.grants(instance.id, { kind: 'granted', until: end.came, asked: arrival.come });
  const namespace = namespaceOf(driver, instance);
  driver.vim?.behave(namespace, { kind: 'hang' });
  return {
    reached: async () => {
      if (driver.nfvo !== undefined || driver.vim !== undefined)
        await Promise.race([arrival.came, driver.sleep(LONG_ENOUGH)]);
    },
    letGo: () => {
      driver.vim?.behave(namespace, { kind: 'normal' });
      driver.nfvo?.grants(instance.id, { kind: 'granted' });
      end.come();
    },
  };
}

function signal(): { readonly came: Promise<void>; readonly come: () => void } {
  let come = (): void => undefined;
  const came = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { came, come: () => come() };
}

/** Where the instance's resources are at the VIM, as far as the profile says it to the SUT. */
export function namespaceOf(driver: Driver, instance: Instance): string {
  const body = forInstance(taskBody(driver, 'instantiate'), instance.id);
  const params = isObject(body) ? body['additionalParams'] : undefined;
  const namespace = isObject(params) ? params['namespace'] : undefined;
  return typeof namespace === 'string' ? namespace : 'default';
}
