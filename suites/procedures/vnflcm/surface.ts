import { lastStep, uriComponent } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { METHODS, type Method, type Resource } from '../../../src/model/release-model.ts';
import { LCM_TASKS } from '../../../src/target/profile-schema.ts';
import { createBody, taskBody, vnfdId } from '../bodies.ts';
import { hold } from '../hold.ts';
import { snapshotInfo } from '../offered.ts';
import { ask, create, opOccPath, perform, unknownId, type Instance } from '../steps.ts';
import { subscribe } from './lifecycle.ts';
import { rest } from './states.ts';

/** Ids of live resources, by path variable. */
type Ids = Readonly<Record<string, string>>;

/** Every resource and method of the API, asked in the ways that a producer has to refuse. */
export const surface: Procedure = {
  name: 'vnflcm.surface',
  api: 'vnflcm',
  purpose:
    'methods that a resource does not have, resources that do not exist, content that cannot be negotiated, versions',
  run: async (driver) => {
    const { ids, blocked } = await provision(driver);
    await unsupportedTasks(driver, ids).catch((error: unknown) => blocked.push(error));
    for (const resource of driver.api.resources) {
      if (!offered(driver, resource)) continue;
      await plainRead(driver, resource, ids);
      await wrongMethods(driver, resource, ids);
      await unknownResource(driver, resource);
      await negotiation(driver, resource, ids);
      if (driver.model.sol013) await versions(driver, resource, ids);
      await whereAllowed(driver, resource, ids, async (live) => {
        await otherMedia(driver, resource, live);
        await malformed(driver, resource, live);
      });
      await credentials(driver, resource, ids);
    }
    // Last, because a SUT that lets everybody write and delete does so.
    for (const resource of driver.api.resources)
      if (offered(driver, resource)) await writingUnauthorized(driver, resource, ids);
    if (blocked.length > 0) throw blocked[0];
  },
};

interface Provision {
  readonly ids: Ids;
  /** Why ids are missing; what needs none of them is asked all the same. */
  readonly blocked: unknown[];
}

/** An instantiated instance, its operation occurrence and a subscription, so that no id in a path is made up. */
async function provision(driver: Driver): Promise<Provision> {
  const sink = await driver.sink();
  const subscription = await subscribe(
    driver,
    sink,
    { vnfInstanceSubscriptionFilter: { vnfdIds: [vnfdId(driver)] } },
    'subscribe',
  );
  const snapshot = await snapshotInfo(driver);
  const blocked: unknown[] = [];
  const ids: Record<string, string> = {
    apiMajorVersion: driver.major,
    ...(snapshot === undefined ? {} : { vnfSnapshotInfoId: snapshot }),
    ...(subscription === undefined ? {} : { subscriptionId: lastStep(subscription) }),
  };
  try {
    const instance: Instance = await create(driver);
    ids['vnfInstanceId'] = instance.id;
    ids['vnfLcmOpOccId'] = (await perform(driver, instance, 'instantiate')).id;
  } catch (error) {
    // Nothing else would be answered in time either.
    const plain = await driver.send({ method: 'GET', path: '/vnf_instances' }, { kind: 'observe' });
    if (plain.response === undefined) throw error;
    blocked.push(error);
  }
  return { ids, blocked };
}

/** A resource is left alone when the ICS claims none of its operations. */
function offered(driver: Driver, resource: Resource): boolean {
  return [...resource.operations.values()].some(
    (operation) => operation.ics === undefined || driver.claims(operation.ics) !== false,
  );
}

/** Tasks that the ICS denies, on an instance that is not instantiated: a SUT that has them after all refuses them all the same. */
async function unsupportedTasks(driver: Driver, ids: Ids): Promise<void> {
  const denied = driver.api.resources.filter(
    (resource) => /\}\/\w+$/.test(resource.name) && resource.operations.has('POST') && !offered(driver, resource),
  );
  if (denied.length === 0) return;
  const instance = await create(driver, 'unsupported-task.create');
  for (const resource of denied) {
    const path = livePath(resource, { ...ids, vnfInstanceId: instance.id });
    if (path === undefined) continue;
    await driver.send(
      { method: 'POST', path, json: legalEnough(driver, resource, 'POST') },
      { kind: 'unknown-resource', step: 'unsupported-task' },
    );
  }
}

/** The path with live ids, or `undefined` when one is missing. */
function livePath(resource: Resource, ids: Ids): string | undefined {
  const names = [...resource.path.matchAll(/\{([^}]+)\}/g)].map((found) => found[1] ?? '');
  if (names.some((name) => ids[name] === undefined)) return undefined;
  return resource.path.replace(/\{([^}]+)\}/g, (_all, name: string) => uriComponent(ids[name] ?? ''));
}

function under(resource: Resource): { root?: 'apiName' } {
  return resource.root === 'apiName' ? { root: 'apiName' } : {};
}

/** The resource as anybody would read it; everything else here is refused. */
async function plainRead(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined || !resource.operations.has('GET')) return;
  await driver.send({ method: 'GET', path, ...under(resource) }, { kind: 'observe', step: 'read.plain' });
}

async function wrongMethods(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined) return;
  for (const method of METHODS.filter((one) => !resource.operations.has(one))) {
    await driver.send(
      {
        method,
        path,
        ...under(resource),
        ...(method === 'GET' || method === 'DELETE'
          ? {}
          : { json: {}, headers: { 'Content-Type': 'application/json' } }),
      },
      { kind: 'unsupported-method' },
    );
  }
}

async function unknownResource(driver: Driver, resource: Resource): Promise<void> {
  if (!resource.path.includes('{') || resource.root === 'apiName') return;
  const path = resource.path.replace(/\{[^}]+\}/g, unknownId());
  for (const [method, operation] of resource.operations) {
    const body = operation.request === undefined ? {} : { json: legalEnough(driver, resource, method) };
    await driver.send({ method, path, ...body }, { kind: 'unknown-resource' });
  }
}

/** A body that passes validation, so that the missing resource is what the answer is about. */
function legalEnough(driver: Driver, resource: Resource, method: Method): unknown {
  if (method === 'PATCH') return { vnfInstanceName: 'nobody' };
  if (resource.path.endsWith('/cancel')) return { cancelMode: 'GRACEFUL' };
  const task = LCM_TASKS.find((one) => resource.path.endsWith(`/${one}`));
  return task === undefined ? {} : taskBody(driver, task);
}

async function negotiation(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined) return;
  if (resource.operations.has('GET') && (await readable(driver, resource, path))) {
    await driver.send(
      { method: 'GET', path, ...under(resource), headers: { Accept: 'text/plain;q=1, image/png' } },
      { kind: 'unacceptable', accept: 'text/plain;q=1, image/png' },
    );
  }
}

/**
 * Payloads that nobody can read go where a payload that can be read would be taken: whether state or payload is looked at first is
 * left open, and a resource in another state is a reason of its own to refuse them.
 */
async function whereAllowed(
  driver: Driver,
  resource: Resource,
  ids: Ids,
  send: (ids: Ids) => Promise<void>,
): Promise<void> {
  const isInstantiation = resource.path.endsWith('/instantiate');
  if ((!isInstantiation && !resource.path.endsWith('/cancel')) || livePath(resource, ids) === undefined)
    return send(ids);
  const instance = await create(driver, 'unreadable.create').catch(() => undefined);
  if (instance === undefined || isInstantiation)
    return send(instance === undefined ? ids : { ...ids, vnfInstanceId: instance.id });
  const held = hold(driver, instance);
  const started = await ask(driver, instance, 'instantiate', {
    kind: 'legal',
    task: 'instantiate',
    step: 'unreadable.start',
  });
  const path = started.response?.status === 202 ? await opOccPath(driver, instance, started) : undefined;
  try {
    await held.reached();
    await send(path === undefined ? ids : { ...ids, vnfLcmOpOccId: lastStep(path) });
  } finally {
    held.letGo();
  }
  await rest(driver, instance, path === undefined ? [] : [started]);
}

/** The payload is no JSON either: a producer that does not look at Content-Type cannot act on it. */
async function otherMedia(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined) return;
  for (const [method, operation] of resource.operations) {
    if (operation.request === undefined) continue;
    await driver.send(
      { method, path, raw: 'conformance', headers: { 'Content-Type': 'text/plain' } },
      { kind: 'unsupported-media-type', contentType: 'text/plain' },
    );
  }
}

/** Content that is not there cannot be negotiated. */
async function readable(driver: Driver, resource: Resource, path: string): Promise<boolean> {
  const plain = await driver.send({ method: 'GET', path, ...under(resource) }, { kind: 'observe' });
  return plain.response?.status === 200;
}

async function versions(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined || resource.root === 'apiName' || !resource.operations.has('GET')) return;
  await driver.send(
    { method: 'GET', path, headers: { Version: null } },
    { kind: 'version', variant: 'missing', value: null },
  );
  await driver.send(
    { method: 'GET', path, headers: { Version: 'one' } },
    { kind: 'version', variant: 'ill-formed', value: 'one' },
  );
  await driver.send(
    { method: 'GET', path, headers: { Version: '99.0.0' } },
    { kind: 'version', variant: 'unsupported', value: '99.0.0' },
  );
}

const BROKEN = ['{"', '{"a": 1,}', '[1, 2', '{"a" 1}', "{'a': 1}"] as const;

/** JSON but for a byte that UTF-8 does not have (RFC 8259 8.1). */
const NOT_UTF8 = Buffer.from('{"tst":"\xff"}', 'latin1');

async function malformed(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined) return;
  for (const [method, operation] of resource.operations) {
    if (operation.request === undefined) continue;
    for (const raw of BROKEN) {
      const type = operation.request.mediaType;
      await driver.send({ method, path, raw, headers: { 'Content-Type': type } }, { kind: 'malformed-json', how: raw });
    }
    await driver.send(
      { method, path, raw: NOT_UTF8, headers: { 'Content-Type': operation.request.mediaType } },
      { kind: 'malformed-json', how: 'not UTF-8' },
    );
  }
}

async function credentials(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined || driver.profile.auth.kind === 'none' || !resource.operations.has('GET')) return;
  await driver.send({ method: 'GET', path, ...under(resource) }, { kind: 'credentials', variant: 'none' });
  await driver.send({ method: 'GET', path, ...under(resource) }, { kind: 'credentials', variant: 'bad' });
}

/** Requests that are in order but for their credentials; who needs none is not asked with wrong ones. */
async function writingUnauthorized(driver: Driver, resource: Resource, ids: Ids): Promise<void> {
  const path = livePath(resource, ids);
  if (path === undefined || driver.profile.auth.kind === 'none') return;
  for (const [method, operation] of resource.operations) {
    if (method === 'GET') continue;
    for (const variant of ['none', 'bad'] as const) {
      const body = operation.request === undefined ? {} : { json: withoutHarm(driver, resource, method) };
      const answer = await driver.send({ method, path, ...under(resource), ...body }, { kind: 'credentials', variant });
      if (![401, 403].includes(answer.response?.status ?? 0)) break;
    }
  }
}

function withoutHarm(driver: Driver, resource: Resource, method: Method): unknown {
  if (resource.name === 'vnf_instances') return createBody(driver);
  if (resource.name === 'subscriptions') return { callbackUri: 'http://127.0.0.1:9/nobody' };
  if (resource.name.startsWith('vnf_snapshots')) return {};
  return legalEnough(driver, resource, method);
}
