import { lastStep, resourcePath } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Sink } from '../../../counterparts/control.ts';
import { isObject } from '../../../src/model/json.ts';
import { taskBody, vnfdId } from '../bodies.ts';
import { walk } from '../pages.ts';
import { stragglers } from '../stragglers.ts';
import { bodyOf, complete, create, insist, listOf, read, tellsOfDeletion, text, type Instance } from '../steps.ts';

/** The whole life of one VNF instance with a subscriber that hears everything of this VNFD. */
export const lifecycle: Procedure = {
  name: 'vnflcm.lifecycle',
  api: 'vnflcm',
  purpose: 'create, instantiate, scale, heal, modify, terminate and delete one VNF instance, watched by a subscriber',
  run: async (driver) => {
    const sink = await driver.sink();
    const subscription = await subscribe(
      driver,
      sink,
      { vnfInstanceSubscriptionFilter: { vnfdIds: [vnfdId(driver)] } },
      'subscribe',
    );
    const instance = await create(driver);
    await read(driver, instance.path, 'read.created');
    await read(driver, '/vnf_instances', 'list.created');
    const occ = await complete(driver, instance, 'instantiate');
    const seen = await read(driver, instance.path, 'read.instantiated');
    await followListed(driver, subscription);
    await read(driver, '/vnf_lcm_op_occs', 'list.op_occs');
    await followLinks(driver, 'vnf_instance', bodyOf(seen));
    await followLinks(driver, 'op_occ', occ.body);
    await scaleAndHeal(driver, instance);
    await modify(driver, instance);
    await complete(driver, instance, 'terminate', 'terminate', {
      terminationType: 'GRACEFUL',
      gracefulTerminationTimeout: 1,
    });
    await read(driver, instance.path, 'read.terminated');
    await insist(driver, { method: 'DELETE', path: instance.path }, { kind: 'legal', task: 'delete', step: 'delete' });
    await read(driver, instance.path, 'read.deleted');
    await taskOnDeleted(driver, instance);
    await read(driver, occ.path, 'read.deleted.op_occ');
    await walk(driver, '/vnf_instances', 'list.deleted');
    await lastNotification(driver, sink, instance);
    if (subscription === undefined) return;
    await driver.send(
      { method: 'DELETE', path: subscription },
      { kind: 'legal', task: 'unsubscribe', step: 'unsubscribe' },
    );
    await unheard(driver);
  },
};

/** The task resources of an instance go with it. */
async function taskOnDeleted(driver: Driver, { id, path }: Instance): Promise<void> {
  await driver.send(
    { method: 'POST', path: `${path}/instantiate`, json: taskBody(driver, 'instantiate', id) },
    { kind: 'unknown-resource', step: 'task.deleted' },
  );
}

/** Something to tell a subscriber that is none any more, and time to tell it. */
async function unheard(driver: Driver): Promise<void> {
  const instance = await create(driver, 'create.unheard');
  await driver.send({ method: 'DELETE', path: instance.path }, { kind: 'cleanup' });
  await driver.sleep(Math.min(500, driver.profile.timeouts.notification));
}

/** A GET on the target of each link that leads to the SUT. */
async function followLinks(driver: Driver, of: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const links = isObject(body['_links']) ? body['_links'] : {};
  for (const [name, link] of Object.entries(links)) {
    const href = isObject(link) ? text(link['href']) : undefined;
    // Other hosts are not asked, and what is no URI is judged with the form of the answer.
    if (href === undefined || !driver.isNamed(href)) continue;
    await read(driver, href, `${FOLLOWED}${of}.${name}`);
  }
}

/** Links of an item may be written by other code than those of the resource. */
async function followListed(driver: Driver, subscription: string | undefined): Promise<void> {
  const listed = listOf(await read(driver, '/subscriptions'));
  const id = subscription === undefined ? undefined : lastStep(subscription);
  const own = listed.find((one) => text(one['id']) === id);
  await followLinks(driver, 'subscriptions', own ?? {});
}

/** Step of a GET on the target of a link. */
const FOLLOWED = 'followed.';

async function scaleAndHeal(driver: Driver, instance: Instance): Promise<void> {
  if (driver.claims('vnflcm.scale') !== false && driver.profile.vnf.aspectId !== undefined) {
    await complete(driver, instance, 'scale', 'scale.out');
    await read(driver, instance.path, 'read.scaled-out');
    const aspectId = driver.profile.vnf.aspectId;
    await complete(driver, instance, 'scale', 'scale.in', {
      ...taskBody(driver, 'scale', instance.id),
      type: 'SCALE_IN',
      aspectId,
      numberOfSteps: 1,
    });
    await read(driver, instance.path, 'read.scaled-in');
  }
  if (driver.claims('vnflcm.heal') !== false) {
    await complete(driver, instance, 'heal');
    await read(driver, instance.path, 'read.healed');
  }
}

async function modify(driver: Driver, instance: Instance): Promise<void> {
  if (driver.claims('vnflcm.modify') === false) return;
  const asked = await insist(
    driver,
    { method: 'PATCH', path: instance.path, json: { vnfInstanceDescription: 'changed by the conformance test' } },
    { kind: 'legal', task: 'modify', step: 'modify' },
  );
  if (asked.response?.status !== 202) return;
  await driver.until(
    async () =>
      bodyOf(await read(driver, instance.path, 'read.modified'))['vnfInstanceDescription'] ===
      'changed by the conformance test'
        ? true
        : undefined,
    driver.profile.timeouts.operation,
  );
  await driver.sleep(driver.profile.settle);
}

/** Subscribes and returns the path of the subscription, `undefined` when there is none. */
export async function subscribe(
  driver: Driver,
  sink: Sink,
  filter: unknown,
  step: string,
): Promise<string | undefined> {
  const made = await driver.send(
    { method: 'POST', path: '/subscriptions', json: { callbackUri: sink.uri, filter } },
    { kind: 'legal', task: 'subscribe', step },
  );
  const id = text(bodyOf(made)['id']);
  return id === undefined ? undefined : resourcePath('subscriptions', id);
}

/** Notifications come after the answers: wait for the last that must come before the run is judged. */
async function lastNotification(driver: Driver, sink: Sink, instance: Instance): Promise<void> {
  await sink.waitFor((exchange) => tellsOfDeletion(exchange, instance.id), driver.profile.timeouts.notification);
  await stragglers(driver, sink);
}
