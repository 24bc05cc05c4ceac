import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Sink } from '../../../counterparts/control.ts';
import { vnfdId } from '../bodies.ts';
import { claims } from '../offered.ts';
import { ending, fresh } from '../recover.ts';
import { sections } from '../sections.ts';
import { stragglers } from '../stragglers.ts';
import { insist, opOccPath, read, tells, type Instance } from '../steps.ts';
import { subscribe } from './lifecycle.ts';
import { IMMUTABLE, PATCHES, STATES, type PatchedState } from './patches.ts';
import { instancePreconditions } from './preconditions.ts';

/** Modification of a VNF instance attribute by attribute, preconditions, and requests that are sent twice. */
export const modify: Procedure = {
  name: 'vnflcm.modify',
  api: 'vnflcm',
  purpose: 'what a merge patch changes and what it leaves, how it is told, preconditions, repetition, safe methods',
  ics: 'vnflcm.modify',
  // A SUT that fails in the midst of a modification may keep parts of its database locked: nobody else should have to wait.
  alone: true,
  run: async (driver) => {
    const sink = await driver.sink();
    await subscribe(
      driver,
      sink,
      {
        vnfInstanceSubscriptionFilter: { vnfdIds: [vnfdId(driver)] },
        notificationTypes: ['VnfLcmOperationOccurrenceNotification'],
        operationTypes: ['MODIFY_INFO'],
      },
      'subscribe',
    );
    await sections(driver, [
      ...STATES.map((state) => () => patches(driver, state)),
      () => oddities(driver),
      () => repetition(driver),
      () => subscriptionTwice(driver, sink),
    ]);
    await lastNotification(driver, sink);
  },
};

/** Sends a patch, follows it, and reads what became of the instance. */
export async function patch(
  driver: Driver,
  instance: Instance,
  body: unknown,
  step: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
  const request = { method: 'PATCH', path: instance.path, json: body, headers } as const;
  const stimulus = { kind: 'legal', task: 'modify', step } as const;
  let asked = await driver.send(request, stimulus);
  if (asked.response?.status === 409) {
    // An operation that failed may lock the instance; it is given up where it does.
    await givenUp(driver, instance);
    asked = await insist(driver, request, stimulus);
  }
  if (asked.response?.status === 202) await settled(driver, instance, asked, step);
  await read(driver, instance.path, `${step}.after`);
  return asked;
}

/** Operations that stay in FAILED_TEMP, by instance. */
const failed = new WeakMap<Instance, string>();

async function settled(driver: Driver, instance: Instance, asked: Exchange, step: string): Promise<void> {
  const state = await ending(driver, instance, asked, step);
  const path = state === 'FAILED_TEMP' ? await opOccPath(driver, instance, asked) : undefined;
  if (path !== undefined) failed.set(instance, path);
}

async function givenUp(driver: Driver, instance: Instance): Promise<void> {
  const path = failed.get(instance);
  if (path === undefined) return;
  failed.delete(instance);
  const request = { method: 'POST', path: `${path}/fail` } as const;
  await driver.send(
    request,
    claims(driver, 'fail') ? { kind: 'legal', task: 'fail', step: 'failed.fail' } : { kind: 'cleanup' },
  );
  await driver.sleep(driver.profile.settle);
}

async function patches(driver: Driver, state: PatchedState): Promise<void> {
  const instance = await fresh(driver, state, `create.${state}`);
  await read(driver, instance.path, `modify.${state}.before`);
  for (const { name, body } of PATCHES) await patch(driver, instance, body, `modify.${state}.${name}`);
  await givenUp(driver, instance);
}

/** Attributes that cannot be changed, another media type, preconditions. */
async function oddities(driver: Driver): Promise<void> {
  const instance = await fresh(driver, 'NOT_INSTANTIATED', 'create.odd');
  await read(driver, instance.path, 'immutable.before');
  await patch(driver, instance, IMMUTABLE, 'immutable');
  await patch(driver, instance, { vnfInstanceName: 'tst json' }, 'media-type', { 'Content-Type': 'application/json' });
  await instancePreconditions(driver, instance, (asked, step) => settled(driver, instance, asked, step));
}

/** Reading changes nothing; deleting a second time finds nothing. */
async function repetition(driver: Driver): Promise<void> {
  const instance = await fresh(driver, 'NOT_INSTANTIATED', 'create.repeat');
  await read(driver, instance.path, 'safe.first');
  for (const path of ['/vnf_instances', '/vnf_lcm_op_occs', '/subscriptions']) await read(driver, path);
  await read(driver, instance.path, 'safe.second');
  for (const step of ['delete.first', 'delete.second'])
    await driver.send({ method: 'DELETE', path: instance.path }, { kind: 'repeat', step });
}

async function subscriptionTwice(driver: Driver, sink: Sink): Promise<void> {
  const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: [`not-${vnfdId(driver)}`] } };
  const path = await subscribe(driver, sink, filter, 'subscribe.repeat');
  if (path === undefined) return;
  for (const step of ['unsubscribe.first', 'unsubscribe.second'])
    await driver.send({ method: 'DELETE', path }, { kind: 'repeat', step });
}

/** Notifications come after the answers: the last of each series has to have come before the run is judged. */
async function lastNotification(driver: Driver, sink: Sink): Promise<void> {
  const ends = (exchange: Exchange): boolean =>
    tells(exchange, { operationState: 'COMPLETED' }) && exchange.request.body?.data.includes('tst twice') === true;
  await sink.waitFor(ends, driver.profile.timeouts.notification);
  await stragglers(driver, sink);
}
