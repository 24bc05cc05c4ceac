import type { Driver } from '../../src/drive/procedure.ts';
import { mergePatch } from '../../src/model/json.ts';
import { taskBody } from './bodies.ts';
import { namespaceOf } from './hold.ts';
import type { Instance } from './steps.ts';

/** A request to instantiate that is legal and goes wrong while resources are made. */
export interface Failing {
  readonly body: unknown;
  /** Takes the cause away, so that a retry goes through. */
  readonly mend: () => void;
}

/** `always`: each attempt fails until it is mended; `once`: a retry goes through. */
export type Failure = 'always' | 'once';

/** By what the profile says of the VNF (`operations.failing`, `operations.failing_once`), else by a VIM that refuses. */
export function failing(driver: Driver, instance: Instance, failure: Failure): Failing | undefined {
  const { operations } = driver.profile;
  const hint = operations[failure === 'once' ? 'failing_once' : 'failing']?.[driver.major];
  const plain = taskBody(driver, 'instantiate');
  if (hint !== undefined) return { body: mergePatch(plain, hint), mend: () => undefined };
  const { vim } = driver;
  if (vim === undefined) return undefined;
  const namespace = namespaceOf(driver, instance);
  vim.behave(namespace, { kind: 'fail', status: 500 });
  return { body: plain, mend: () => vim.behave(namespace, { kind: 'normal' }) };
}
