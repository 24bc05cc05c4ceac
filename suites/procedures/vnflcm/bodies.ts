import { resourcePath, uriComponent } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Stimulus } from '../../../src/exchange/stimulus.ts';
import { createBody, forInstance, metadataAtCreation, taskBody, vnfdId, type Task } from '../bodies.ts';
import { hold } from '../hold.ts';
import { brokenBodies, fullBody, isPatchOf } from '../mutants.ts';
import { offeredBodies, snapshotInfo } from '../offered.ts';
import { fresh, recovered, type Wanted } from '../recover.ts';
import { sections } from '../sections.ts';
import { ask, bodyOf, opOccPath, RESTING, text, type Instance } from '../steps.ts';

/** Bodies that the data types of the release forbid, for each operation that takes one. */
export const bodies: Procedure = {
  name: 'vnflcm.bodies',
  api: 'vnflcm',
  purpose: 'request bodies one step away from legal ones: attributes missing, of a wrong type, value, number or form',
  run: async (driver) => {
    const tasks = [...(await offeredBodies(driver)).keys()];
    const onInstantiated = tasks.filter((task) => task !== 'instantiate');
    await sections(driver, [
      () => collection(driver, '/vnf_instances', 'CreateVnfRequest', createBodyWithAll(driver)),
      () => subscriptions(driver),
      () => tasksOn(driver, 'NOT_INSTANTIATED', ['instantiate']),
      () => tasksOn(driver, 'INSTANTIATED', onInstantiated),
      () => modification(driver),
      () => cancellation(driver),
      () => snapshots(driver),
    ]);
  },
};

/** Accepted bodies of a kind of operation before it is left alone: one that checks nothing would go on for ever. */
const MOST_ACCEPTED = 10;

type Send = (body: unknown, stimulus: Stimulus) => Promise<Exchange>;

/** Sends one broken body after the other; `undo` puts right what an accepted one did. */
async function sendAll(
  driver: Driver,
  type: string,
  legal: Readonly<Record<string, unknown>>,
  send: Send,
  undo: (accepted: Exchange) => Promise<void>,
  most?: number,
): Promise<void> {
  let accepted = 0;
  const full = isPatchOf(type) ? fullBody(driver, type, legal) : await borne(driver, type, legal, send, undo);
  for (const { body, mutation } of brokenBodies(driver, type, legal, full).slice(0, most)) {
    const answer = await send(body, { kind: 'invalid-body', type, mutation });
    if (!succeeded(answer)) continue;
    await undo(answer);
    if (++accepted >= MOST_ACCEPTED) return;
  }
}

/** The body with every attribute, where the SUT bears it: one that is too much for it shows nothing of what is broken in it. */
async function borne(
  driver: Driver,
  type: string,
  legal: Readonly<Record<string, unknown>>,
  send: Send,
  undo: (accepted: Exchange) => Promise<void>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const full = fullBody(driver, type, legal);
  const answer = await send(full, { kind: 'unusual', aspect: 'every-attribute', variant: type });
  if (succeeded(answer)) await undo(answer);
  return (answer.response?.status ?? 500) >= 500 ? undefined : full;
}

function succeeded(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status >= 200 && status < 300;
}

/** A body goes out as it is, also one that is no object. */
function raw(body: unknown): { raw: string } {
  return { raw: JSON.stringify(body) };
}

function createBodyWithAll(driver: Driver): Record<string, unknown> {
  return {
    vnfInstanceDescription: 'broken body',
    ...metadataAtCreation(driver, { tst: 'x' }),
    ...createBody(driver),
  };
}

/** POST on a container: what came of it is deleted at once. */
async function collection(
  driver: Driver,
  path: string,
  type: string,
  legal: Readonly<Record<string, unknown>>,
): Promise<void> {
  const post: Send = (body, stimulus) =>
    driver.send({ method: 'POST', path, ...raw(body), headers: { 'Content-Type': 'application/json' } }, stimulus);
  const undo = async (accepted: Exchange): Promise<void> => {
    const id = text(bodyOf(accepted)['id']);
    if (id !== undefined)
      await driver.send({ method: 'DELETE', path: `${path}/${uriComponent(id)}` }, { kind: 'cleanup' });
  };
  const made = await post(legal, { kind: 'legal', step: `legal.${type}` });
  if (succeeded(made)) await undo(made);
  await sendAll(driver, type, legal, post, undo);
}

/** With a filter that nothing matches, and with each way to authenticate that the harness can serve. */
async function subscriptions(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  const secured = await driver.sink({ oauth2: { clientId: 'broken-body', clientPassword: 'broken-body-secret' } });
  const callbackUri = sink.uri;
  const nothing = { vnfInstanceSubscriptionFilter: { vnfdIds: [`not-${vnfdId(driver)}`] } };
  const basic = { authType: ['BASIC'], paramsBasic: { userName: 'broken', password: 'broken-body' } };
  const oauth2 = {
    authType: ['OAUTH2_CLIENT_CREDENTIALS'],
    paramsOauth2ClientCredentials: {
      clientId: 'broken-body',
      clientPassword: 'broken-body-secret',
      tokenEndpoint: secured.tokenEndpoint ?? '',
    },
  };
  for (const legal of [
    { callbackUri, authentication: basic },
    { callbackUri: secured.uri, filter: nothing, authentication: oauth2 },
  ])
    await collection(driver, '/subscriptions', 'LccnSubscriptionRequest', legal);
}

/** Tasks one after the other on an instance that would allow them. */
async function tasksOn(driver: Driver, wanted: Wanted, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return;
  let instance = await fresh(driver, wanted);
  // What ends the instance comes last, so that an accepted termination costs one instance and not each of them one.
  for (const task of [...tasks].sort((a, b) => Number(a === 'terminate') - Number(b === 'terminate'))) {
    const type = requestType(driver, `vnf_instances/{vnfInstanceId}/${task}`);
    if (type === undefined) continue;
    const legal = taskBody(driver, task, '{vnfInstanceId}');
    await sendAll(
      driver,
      type,
      legal,
      (body, stimulus) => taskWith(driver, instance, task, body, stimulus),
      async (accepted) => {
        instance = await recovered(driver, instance, accepted, wanted);
      },
    );
  }
}

function taskWith(driver: Driver, { id, path }: Instance, task: Task, body: unknown, stimulus: Stimulus) {
  return driver.send(
    {
      method: 'POST',
      path: `${path}/${task}`,
      ...raw(forInstance(body, id)),
      headers: { 'Content-Type': 'application/json' },
    },
    stimulus,
  );
}

function requestType(driver: Driver, resource: string, method: 'POST' | 'PATCH' = 'POST'): string | undefined {
  return driver.api.resources.find((one) => one.name === resource)?.operations.get(method)?.request?.type;
}

async function modification(driver: Driver): Promise<void> {
  if (driver.claims('vnflcm.modify') === false) return;
  const type = requestType(driver, 'vnf_instances/{vnfInstanceId}', 'PATCH') ?? '';
  let instance = await fresh(driver, 'NOT_INSTANTIATED');
  const legal = { vnfInstanceName: 'broken', vnfInstanceDescription: 'broken', metadata: { tst: 'x' } };
  await sendAll(
    driver,
    type,
    legal,
    (body, stimulus) => patch(driver, instance.path, body, stimulus),
    async (accepted) => {
      instance = await recovered(driver, instance, accepted, 'NOT_INSTANTIATED');
    },
  );
}

/** cancel has to find an operation to be cancelled, else its state would be the reason of the refusal. */
async function cancellation(driver: Driver): Promise<void> {
  if (driver.claims('vnflcm.cancel') === false) return;
  const type = requestType(driver, 'vnf_lcm_op_occs/{vnfLcmOpOccId}/cancel');
  if (type === undefined) return;
  const instance = await fresh(driver, 'NOT_INSTANTIATED');
  const held = hold(driver, instance);
  let path: string | undefined;
  try {
    const started = await ask(driver, instance, 'instantiate', { kind: 'legal', task: 'instantiate', step: 'held' });
    if (!succeeded(started)) driver.blocked('instantiate was not accepted', started);
    path = await opOccPath(driver, instance, started);
    await held.reached();
    await sendAll(
      driver,
      type,
      { cancelMode: 'GRACEFUL' },
      (body, stimulus) =>
        driver.send(
          {
            method: 'POST',
            path: `${path ?? ''}/cancel`,
            ...raw(body),
            headers: { 'Content-Type': 'application/json' },
          },
          stimulus,
        ),
      async () => undefined,
    );
  } finally {
    held.letGo();
  }
  const operation = path;
  if (operation === undefined) return;
  await driver.until(
    async () => {
      const seen = await driver.send({ method: 'GET', path: operation }, { kind: 'observe', step: 'held.op_occ' });
      return RESTING.includes(text(bodyOf(seen)['operationState']) ?? '') ? true : undefined;
    },
    driver.profile.timeouts.operation,
    200,
  );
}

async function snapshots(driver: Driver): Promise<void> {
  const type = requestType(driver, 'vnf_snapshots');
  if (type === undefined || driver.claims('vnflcm.snapshots') === false) return;
  await collection(driver, '/vnf_snapshots', type, {});
  await snapshotModification(driver);
}

/** What a snapshot consists of is broken in every way when it is made; here it is enough that each kind has its turn. */
const BODIES_OF_SNAPSHOT = 60;

async function snapshotModification(driver: Driver): Promise<void> {
  const type = requestType(driver, 'vnf_snapshots/{vnfSnapshotInfoId}', 'PATCH');
  const id = await snapshotInfo(driver);
  if (type === undefined || id === undefined) return;
  await sendAll(
    driver,
    type,
    {},
    (body, stimulus) => patch(driver, resourcePath('vnf_snapshots', id), body, stimulus),
    async () => undefined,
    BODIES_OF_SNAPSHOT,
  );
}

function patch(driver: Driver, path: string, body: unknown, stimulus: Stimulus): Promise<Exchange> {
  const headers = { 'Content-Type': 'application/merge-patch+json' };
  return driver.send({ method: 'PATCH', path, ...raw(body), headers }, stimulus);
}
