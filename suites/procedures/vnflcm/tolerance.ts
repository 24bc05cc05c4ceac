import { resourcePath, uriComponent } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure, SutRequest } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { isObject } from '../../../src/model/json.ts';
import { createBody, taskBody, vnfdId, type Task } from '../bodies.ts';
import { offeredTasks } from '../offered.ts';
import { ending, fresh, recovered } from '../recover.ts';
import { sections } from '../sections.ts';
import { ask, bodyOf, complete, create, read, text, unknownId, type Instance } from '../steps.ts';
import { make } from '../subscribe.ts';
import { oddVims } from './unusual-vims.ts';
import { enumerations, oddCreations, oddFilters, oddHeaders, oddParams, withCpConfig, type Odd } from './unusual.ts';

/** Input that is legal and that few clients send. */
export const tolerance: Procedure = {
  name: 'vnflcm.tolerance',
  api: 'vnflcm',
  purpose: 'legal but unusual requests: unknown attributes, odd texts and keys, every enumeration value, header forms',
  run: async (driver) => {
    await lists(driver, 'before');
    await sections(driver, [
      // An operation that never ends is waited for while the others go on.
      () => unnamed(driver),
      () => creations(driver),
      () => subscriptions(driver),
      () => transport(driver),
      () => instantiations(driver),
      () => tasks(driver),
      () => removedEntry(driver),
      () => needlessBodies(driver),
    ]);
    await lists(driver, 'after');
  },
};

/** Whether what was taken can be shown again. */
export async function lists(driver: Driver, when: string): Promise<void> {
  for (const path of ['/vnf_instances', '/vnf_lcm_op_occs', '/subscriptions'])
    await read(driver, path, `lists.${when}.${path.slice(1)}`);
}

export function unusual(odd: Pick<Odd, 'aspect' | 'variant'>) {
  return { kind: 'unusual', aspect: odd.aspect, variant: odd.variant } as const;
}

/** What a POST on a container made is read and deleted again. */
async function madeAndGone(driver: Driver, path: string, odd: Odd, request: Partial<SutRequest>): Promise<void> {
  const made = await driver.send({ method: 'POST', path, ...request }, unusual(odd));
  const id = text(bodyOf(made)['id']);
  if (made.response?.status !== 201 || id === undefined) return;
  await read(driver, `${path}/${uriComponent(id)}`, `unusual.${odd.aspect}.${odd.variant}`);
  await driver.send({ method: 'DELETE', path: `${path}/${uriComponent(id)}` }, { kind: 'cleanup' });
}

async function creations(driver: Driver): Promise<void> {
  for (const odd of oddCreations(() => createBody(driver), vnfdId(driver)))
    await madeAndGone(driver, '/vnf_instances', odd, { json: odd.body });
  // Names tell instances apart for people, not for the API.
  const name = createBody(driver);
  const first = await create(driver, 'create.same-name', name);
  await madeAndGone(driver, '/vnf_instances', { aspect: 'same-name', variant: 'second', body: name }, { json: name });
  await driver.send({ method: 'DELETE', path: first.path }, { kind: 'cleanup' });
}

async function subscriptions(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  const secured = await driver.sink({ oauth2: { clientId: 'tolerance', clientPassword: 'tolerance-secret' } });
  const nothing = { vnfInstanceSubscriptionFilter: { vnfdIds: [`not-${vnfdId(driver)}`] } };
  const base = { callbackUri: sink.uri, filter: nothing };
  const odd = [
    ...oddFilters(base),
    ...enumerations(driver.model, base, { uri: secured.uri, tokenEndpoint: secured.tokenEndpoint ?? '' }),
  ];
  // Whoever takes one subscription for another needs another.
  const { path } = await make(driver, await driver.sink(), { kind: 'legal', task: 'subscribe' }, { filter: nothing });
  for (const one of odd) await madeAndGone(driver, '/subscriptions', one, { json: one.body });
  if (path !== undefined) await driver.send({ method: 'DELETE', path }, { kind: 'cleanup' });
}

/** The same creation and the same read in other clothes. */
async function transport(driver: Driver): Promise<void> {
  for (const { aspect, variant, headers, body, raw } of oddHeaders(() => createBody(driver))) {
    const request = { headers, raw: raw ?? JSON.stringify(body) };
    await madeAndGone(driver, '/vnf_instances', { aspect, variant, body }, request);
  }
  await negotiation(driver);
  await oddIds(driver);
  const get = (aspect: string, variant: string, request: Partial<SutRequest>): Promise<Exchange> =>
    driver.send({ method: 'GET', path: '/vnf_instances', ...request }, unusual({ aspect, variant }));
  await get('unknown-parameter', 'list', { query: 'nfvTstUnknown=1' });
  await get('unknown-header', 'list', { headers: { 'X-Nfv-Tst-Unknown': 'x'.repeat(200) } });
  await get('head', 'list', { method: 'HEAD' });
  await get('odd-uri', 'query', { query: 'filter=%ff' });
  await get('odd-uri', 'path', { path: '/vnf_instances/%ff' });
  if (!driver.model.sol013) return;
  const version = driver.api.version;
  for (const [variant, value] of [
    ['implementation', `${version}-impl:example.com:product:1`],
    ['dash-in-host', `${version}-impl:ex-ample.com:product:1`],
  ] as const)
    await get('version', variant, { headers: { Version: value } });
}

/** A list and a resource; products settle on a representation for them in different places. */
async function negotiation(driver: Driver): Promise<void> {
  const { path } = await create(driver, 'create.negotiation');
  for (const [aspect, forms] of [
    ['accept', ACCEPTS],
    ['accept-parameter', WITH_PARAMETERS],
  ] as const)
    for (const [variant, accept] of Object.entries(forms))
      for (const [where, target] of [
        ['list', '/vnf_instances'],
        ['resource', path],
      ] as const) {
        const request = { method: 'GET', path: target, headers: { Accept: accept } };
        await driver.send(request, unusual({ aspect, variant: `${where}.${variant}` }));
      }
  await driver.send({ method: 'DELETE', path }, { kind: 'cleanup' });
}

/** Identifiers that nobody gave out and that are no UUIDs, asked for in each way: none of them is there. */
async function oddIds(driver: Driver): Promise<void> {
  for (const [name, id] of Object.entries(ODD_IDS)) {
    const path = resourcePath('vnf_instances', id);
    const ask = (method: string, request: Partial<SutRequest> = {}): Promise<Exchange> =>
      driver.send(
        { method, path, ...request },
        unusual({ aspect: 'odd-id', variant: `${name}.${method.toLowerCase()}` }),
      );
    await ask('GET');
    if (driver.claims('vnflcm.modify') !== false) await ask('PATCH', { json: { vnfInstanceName: 'nobody' } });
    await ask('POST', { path: `${path}/terminate`, json: { terminationType: 'FORCEFUL' } });
    await ask('DELETE');
  }
}

const ODD_IDS: Readonly<Record<string, string>> = { 'non-ascii': '%C3%A4', long: 'a'.repeat(300), spaces: 'a%20b' };

const ACCEPTS: Readonly<Record<string, string | null>> = {
  any: '*/*',
  'any-application': 'application/*',
  quality: 'text/html;q=0.2, application/json;q=0.9, */*;q=0.1',
  several: 'application/json, application/problem+json',
  case: 'Application/JSON',
  'prefers-text': 'text/plain, application/json;q=0.5',
  'prefers-archive': 'application/zip, application/json;q=0.5',
  'prefers-any': 'application/json;q=0.5, */*',
  absent: null,
};

/** JSON has no parameters (RFC 8259 11): a producer may take a range with one for another. */
const WITH_PARAMETERS: Readonly<Record<string, string>> = { charset: 'application/json; charset=utf-8' };

async function instantiations(driver: Driver): Promise<void> {
  let instance = await fresh(driver, 'NOT_INSTANTIATED');
  const legal = taskBody(driver, 'instantiate');
  for (const odd of [...oddParams(legal, driver.major, externalLinks(driver)), ...oddVims(legal)]) {
    const answer = await ask(driver, instance, 'instantiate', unusual(odd), odd.body);
    if (answer.response?.status === 202) instance = await recovered(driver, instance, answer, 'NOT_INSTANTIATED');
  }
}

/** An attribute that nobody knows, in the request of each task that the profile can make. */
async function tasks(driver: Driver): Promise<void> {
  const asked = offeredTasks(driver).filter((task) => task !== 'instantiate' && !task.includes('snapshot'));
  let instance = await fresh(driver, 'INSTANTIATED');
  const inOrder = [...asked].sort((a, b) => Number(a === 'terminate') - Number(b === 'terminate'));
  for (const task of inOrder) {
    const answer = await withUnknown(driver, instance, task);
    if (answer.response?.status === 202 && task !== 'terminate')
      instance = await recovered(driver, instance, answer, 'INSTANTIATED');
  }
}

function withUnknown(driver: Driver, instance: Instance, task: Task): Promise<Exchange> {
  const body = { ...taskBody(driver, task, instance.id), nfvTstUnknown: { any: 'thing' } };
  return ask(driver, instance, task, unusual({ aspect: 'unknown-attribute', variant: task }), body);
}

/**
 * A configuration of an external CP is taken away by null (SOL003 4.4.1.10), and another takes its place. Where none could be
 * made before, null is for one that is not there.
 */
async function removedEntry(driver: Driver): Promise<void> {
  if (driver.major === 'v1' || !offeredTasks(driver).includes('change_ext_conn')) return;
  const before = await fresh(driver, 'INSTANTIATED');
  const made = await ask(driver, before, 'change_ext_conn', { kind: 'legal', task: 'change_ext_conn' });
  const state = made.response?.status === 202 ? await ending(driver, before, made, 'removed-entry.before') : undefined;
  const isMade = state === 'COMPLETED';
  const instance = isMade ? before : await fresh(driver, 'INSTANTIATED');
  const aspect = isMade ? 'removed-entry' : 'null-entry';
  const extVirtualLinks = externalLinks(driver).map((link) => withCpConfig(link, replaced));
  const stimulus = unusual({ aspect, variant: 'change_ext_conn' });
  const answer = await ask(driver, instance, 'change_ext_conn', stimulus, { extVirtualLinks });
  if (answer.response?.status === 202) await recovered(driver, instance, answer, 'INSTANTIATED');
}

/** ExtVirtualLinkData that the profile has for change_ext_conn. */
function externalLinks(driver: Driver): readonly Readonly<Record<string, unknown>>[] {
  const links = taskBody(driver, 'change_ext_conn')['extVirtualLinks'];
  return Array.isArray(links) ? links.filter(isObject) : [];
}

/** Each entry of cpConfig away, and the same under another key. */
function replaced(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([id, config]): [string, unknown][] => [
      [id, null],
      [`${id}-new`, config],
    ]),
  );
}

/** Tasks without a payload, asked with one that means nothing, of an operation that has ended and of none. */
async function needlessBodies(driver: Driver): Promise<void> {
  const instance = await create(driver);
  const occ = await complete(driver, instance, 'instantiate');
  for (const task of ['retry', 'rollback', 'fail']) {
    if (driver.claims(`vnflcm.${task}`) === false) continue;
    for (const [where, path] of [
      ['ended', occ.path],
      ['unknown', `/vnf_lcm_op_occs/${unknownId()}`],
    ] as const) {
      const aspect = 'needless-body';
      await driver.send(
        { method: 'POST', path: `${path}/${task}` },
        { kind: 'observe', step: `${aspect}.${where}.${task}` },
      );
      await driver.send(
        { method: 'POST', path: `${path}/${task}`, json: {} },
        unusual({ aspect, variant: `${where}.${task}` }),
      );
    }
  }
}

/** vnfInstanceName is optional: whoever subscribed to names, here to those of this instance alone, does not stop what is done to it. */
async function unnamed(driver: Driver): Promise<void> {
  const body = createBody(driver);
  delete body['vnfInstanceName'];
  const instance = await create(driver, 'unnamed-operation.create', body);
  const names = { vnfInstanceIds: [instance.id], vnfInstanceNames: ['tst nobody'] };
  const filter = { vnfInstanceSubscriptionFilter: names };
  const stimulus = { kind: 'legal', task: 'subscribe', step: 'unnamed-operation.subscribe' } as const;
  const { answer, path } = await make(driver, await driver.sink(), stimulus, { filter });
  if (path === undefined) return driver.blocked('no subscription could be made', answer);
  const asked = await ask(
    driver,
    instance,
    'instantiate',
    unusual({ aspect: 'unnamed-operation', variant: 'instantiate' }),
  );
  if (asked.response?.status === 202) await ending(driver, instance, asked, 'unnamed-operation');
  await driver.send({ method: 'DELETE', path }, { kind: 'cleanup' });
}
