import { resourcePath } from '../../../src/exchange/uri.ts';
import type { Sink, SinkOptions } from '../../../counterparts/control.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { BadCallback } from '../../../src/exchange/stimulus.ts';
import { createBody, vnfdId } from '../bodies.ts';
import { walk } from '../pages.ts';
import { sections } from '../sections.ts';
import { create, listOf, read, tells, unknownId } from '../steps.ts';
import { make } from '../subscribe.ts';
import { matching } from './matching.ts';

/** Subscriptions from their making to their end, callbacks that do not pass, and what filters let through. */
export const subscriptions: Procedure = {
  name: 'vnflcm.subscriptions',
  api: 'vnflcm',
  ics: 'vnflcm.subscriptions',
  // Subscribers of every kind: a SUT that stumbles over one of them would do so in everybody's procedure.
  alone: true,
  purpose: 'subscriptions: life, endpoint test, authentication of notifications, every criterion of the filter',
  run: (driver) =>
    sections(driver, [
      () => matching(driver),
      () => life(driver),
      () => badCallbacks(driver),
      () => everyValue(driver),
      () => authenticated(driver),
      () => unnamed(driver),
    ]),
};

async function life(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: [vnfdId(driver)] } };
  const { answer, path } = await make(
    driver,
    sink,
    { kind: 'legal', task: 'subscribe', step: 'life.subscribe' },
    { filter },
  );
  if (path === undefined) return driver.blocked('no subscription could be made', answer);
  await read(driver, path, 'life.read');
  await read(driver, '/subscriptions', 'life.list');
  await make(driver, sink, { kind: 'duplicate', step: 'life.duplicate' }, { filter });
  const all = await make(driver, sink, { kind: 'legal', task: 'subscribe', step: 'life.all' }, {});
  if (all.path !== undefined) await driver.send({ method: 'DELETE', path: all.path }, { kind: 'cleanup' });
  // Of the same callback, and for a part of what another one is for: not the same subscription.
  const only = (...operationTypes: string[]): Readonly<Record<string, unknown>> => ({
    filter: { ...filter, notificationTypes: ['VnfLcmOperationOccurrenceNotification'], operationTypes },
  });
  await make(driver, sink, { kind: 'legal', task: 'subscribe', step: 'life.wide' }, only('HEAL', 'TERMINATE'));
  await make(driver, sink, { kind: 'legal', task: 'subscribe', step: 'life.narrow' }, only('HEAL'));
  await driver.send({ method: 'DELETE', path }, { kind: 'legal', task: 'unsubscribe', step: 'life.delete' });
  await read(driver, path, 'life.gone');
  await walk(driver, '/subscriptions', 'life.list.gone');
}

const BAD: readonly (readonly [name: string, variant: BadCallback, options: SinkOptions])[] = [
  ['down', 'down', { test: 'down' }],
  ['wrong-status', 'wrong-status', { test: 404 }],
  ['wrong-status.bare', 'wrong-status', { test: 404, bare: true }],
  ['server-error', 'wrong-status', { test: 500, bare: true }],
  ['html', 'html', { test: 404, payload: 'html' }],
  ['no-detail', 'no-detail', { test: 404, payload: 'no-detail' }],
  ['token-refused', 'token-refused', { oauth2: { clientId: 'bad-callback', clientPassword: 'bad-callback-secret' } }],
];

/** Credentials that the token endpoint of the callback does not know. */
function refusedCredentials({ tokenEndpoint }: Sink): Readonly<Record<string, unknown>> {
  if (tokenEndpoint === undefined) return {};
  const paramsOauth2ClientCredentials = { clientId: 'bad-callback', clientPassword: 'another-secret', tokenEndpoint };
  return { authentication: { authType: ['OAUTH2_CLIENT_CREDENTIALS'], paramsOauth2ClientCredentials } };
}

async function badCallbacks(driver: Driver): Promise<void> {
  for (const [name, variant, options] of BAD) {
    const sink = await driver.sink(options);
    const stimulus = { kind: 'bad-callback', variant, step: `bad-callback.${name}` } as const;
    await make(driver, sink, stimulus, refusedCredentials(sink));
  }
  await walk(driver, '/subscriptions', 'bad-callback.list');
}

/** Each value of the enumerations that a filter may hold. */
async function everyValue(driver: Driver): Promise<void> {
  for (const [attribute, type] of [
    ['notificationTypes', 'LccnNotificationType'],
    ['operationTypes', 'LcmOperationType'],
    ['operationStates', 'LcmOperationStateType'],
  ] as const) {
    const found = driver.model.types.get(type);
    for (const value of found?.kind === 'enum' ? found.values : []) {
      const sink = await driver.sink();
      const filter = { notificationTypes: ['VnfLcmOperationOccurrenceNotification'], [attribute]: [value] };
      const stimulus = { kind: 'subscription-filter', criterion: attribute, valid: true, step: 'every-value' } as const;
      const { path } = await make(driver, sink, stimulus, { filter });
      if (path !== undefined) await driver.send({ method: 'DELETE', path }, { kind: 'cleanup' });
    }
  }
}

/** Notifications to subscribers that ask for credentials. */
async function authenticated(driver: Driver): Promise<void> {
  if (driver.claims('vnflcm.notification_auth') === false) return;
  const basic = { userName: 'subscriber', password: crypto.randomUUID() };
  const oauth2 = { clientId: 'subscriber', clientPassword: crypto.randomUUID() };
  const vnfInstanceName = `tst-auth-${unknownId()}`;
  const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: [vnfdId(driver)] } };
  const sinks = [await driver.sink({ basic }), await driver.sink({ oauth2 })] as const;
  await make(
    driver,
    sinks[0],
    { kind: 'legal', task: 'subscribe', step: 'auth.basic' },
    {
      filter,
      authentication: { authType: ['BASIC'], paramsBasic: basic },
    },
  );
  await make(
    driver,
    sinks[1],
    { kind: 'legal', task: 'subscribe', step: 'auth.oauth2' },
    {
      filter,
      authentication: {
        authType: ['OAUTH2_CLIENT_CREDENTIALS'],
        paramsOauth2ClientCredentials: { ...oauth2, tokenEndpoint: sinks[1].tokenEndpoint },
      },
    },
  );
  const instance = await create(driver, 'auth.create', { ...createBody(driver), vnfInstanceName });
  const about = (exchange: Exchange): boolean =>
    exchange.request.method === 'POST' && tells(exchange, { vnfInstanceId: instance.id });
  await Promise.all(sinks.map((sink) => sink.waitFor(about, driver.profile.timeouts.notification)));
}

/** vnfInstanceName is optional, and a subscriber may ask for names: both at once must do no harm. */
async function unnamed(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  const filter = { vnfInstanceSubscriptionFilter: { vnfInstanceNames: [`tst-${unknownId()}`] } };
  const { answer, path } = await make(
    driver,
    sink,
    { kind: 'legal', task: 'subscribe', step: 'unnamed.subscribe' },
    { filter },
  );
  if (path === undefined) return driver.blocked('no subscription could be made', answer);
  const mark = `tst-${unknownId()}`;
  const body: Record<string, unknown> = { ...createBody(driver), vnfInstanceDescription: mark };
  delete body['vnfInstanceName'];
  const made = await driver.send(
    { method: 'POST', path: '/vnf_instances', json: body },
    { kind: 'legal', task: 'create', step: 'unnamed.create' },
  );
  await driver.send({ method: 'DELETE', path }, { kind: 'cleanup' });
  // One that was made although the answer says otherwise is not to stay behind.
  const listed = made.response?.status === 201 ? [] : listOf(await read(driver, '/vnf_instances'));
  for (const left of listed.filter((one) => one['vnfInstanceDescription'] === mark))
    await driver.send(
      { method: 'DELETE', path: resourcePath('vnf_instances', String(left['id'])) },
      { kind: 'cleanup' },
    );
}
