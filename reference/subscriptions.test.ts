import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../src/model/load.ts';
import { RELEASES } from '../src/model/release-model.ts';
import { validatorFor } from '../src/model/schema.ts';
import { type JsonObject, stringAt } from './json.ts';
import { Client, Sink } from './testing.ts';

describe.each(RELEASES)('subscriptions in %s', (release) => {
  let client: Client;
  let sink: Sink;

  beforeAll(async () => {
    client = await Client.start({ release });
    sink = await Sink.start((received, response) => {
      if (received.url === '/token') {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ access_token: 'of-the-sink', token_type: 'Bearer', expires_in: 60 }));
        return;
      }
      const status = received.method === 'GET' && received.url.startsWith('/refuse') ? 200 : 204;
      response.writeHead(received.url.startsWith('/flaky') && tries++ === 1 ? 503 : status).end();
    });
  });
  let tries = 0;
  afterAll(async () => {
    expect(client.deviations).toEqual([]);
    await client.orchestrator.close();
    await sink.close();
  });

  const subscribe = (path: string, more: JsonObject = {}): ReturnType<Client['ask']> =>
    client.ask('POST', '/subscriptions', { json: { callbackUri: `${sink.uri}${path}`, ...more } });
  const at = (path: string): readonly JsonObject[] =>
    sink.received.filter((r) => r.method === 'POST' && r.url === path).map((r) => r.body);

  it('refuses an endpoint that does not pass the test', async () => {
    const expected = release >= '3' ? 422 : 400;
    expect((await subscribe('/refuse')).status).toBe(expected);
    const down = { json: { callbackUri: 'http://127.0.0.1:1/' } };
    expect((await client.ask('POST', '/subscriptions', down)).status).toBe(expected);
  });

  it('leads a second one like it to the first', async () => {
    const filter = { notificationTypes: ['VnfIdentifierCreationNotification'] };
    const first = await subscribe('/twice', { filter });
    const second = await subscribe('/twice', { filter });
    expect([second.status, second.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    expect((await subscribe('/twice')).status).toBe(201);
  });

  it('tells what the filter lets through, and nothing else', async () => {
    const id = await client.created({ vnfInstanceName: 'watched' });
    const product = {
      vnfProductName: 'Reference VNF',
      versions: [{ vnfSoftwareVersion: '1.0', vnfdVersions: ['1.0'] }],
    };
    const through: Record<string, JsonObject> = {
      all: {},
      types: { notificationTypes: ['VnfLcmOperationOccurrenceNotification'] },
      operations: { operationTypes: ['INSTANTIATE'] },
      states: { operationStates: ['COMPLETED'] },
      ids: { vnfInstanceSubscriptionFilter: { vnfInstanceIds: [id] } },
      names: { vnfInstanceSubscriptionFilter: { vnfInstanceNames: ['other', 'watched'] } },
      vnfds: { vnfInstanceSubscriptionFilter: { vnfdIds: ['b1bb0ce7-ebca-4fa7-95ed-4840d7000001'] } },
      products: {
        vnfInstanceSubscriptionFilter: {
          vnfProductsFromProviders: [{ vnfProvider: 'Reference Company', vnfProducts: [product] }],
        },
      },
    };
    const back: Record<string, JsonObject> = {
      types: { notificationTypes: ['VnfIdentifierDeletionNotification'] },
      operations: { operationTypes: ['HEAL'] },
      states: { operationStates: ['FAILED'] },
      ids: { vnfInstanceSubscriptionFilter: { vnfInstanceIds: ['other'] } },
      names: { vnfInstanceSubscriptionFilter: { vnfInstanceNames: ['other'] } },
      vnfds: { vnfInstanceSubscriptionFilter: { vnfdIds: ['other'] } },
      products: {
        vnfInstanceSubscriptionFilter: {
          vnfProductsFromProviders: [
            {
              vnfProvider: 'Reference Company',
              vnfProducts: [{ ...product, versions: [{ vnfSoftwareVersion: '1.0', vnfdVersions: ['9'] }] }],
            },
          ],
        },
      },
    };
    for (const [name, filter] of Object.entries(through))
      expect((await subscribe(`/through/${name}`, { filter })).status).toBe(201);
    for (const [name, filter] of Object.entries(back))
      expect((await subscribe(`/back/${name}`, { filter })).status).toBe(201);
    await client.done(id, 'instantiate', { flavourId: 'simple' });
    for (let n = 0; n < 200 && at('/through/all').length < 3; n++) await sleep(5);
    await sleep(30);
    expect(Object.keys(through).map((name) => [name, at(`/through/${name}`).length])).toEqual(
      Object.keys(through).map((name) => [name, name === 'states' ? 1 : 3]),
    );
    expect(Object.keys(back).flatMap((name) => at(`/back/${name}`))).toEqual([]);
    const validate = validatorFor(loadModel().release(release), 'LifecycleChangeNotification', {
      direction: 'request',
    });
    for (const { body } of sink.received.filter((r) => r.method === 'POST')) expect(validate(body)).toEqual([]);
  });

  it('tries again, keeps the order, and is silent after deletion', async () => {
    const { headers } = await subscribe('/flaky');
    const id = await client.created();
    const uri = await client.task(id, 'instantiate', { flavourId: 'simple' });
    await client.until(uri, 'COMPLETED');
    for (let n = 0; n < 200 && at('/flaky').length < 5; n++) await sleep(5);
    const [first, again, ...rest] = at('/flaky');
    expect(again).toEqual(first);
    expect(rest.map((n) => n['operationState'])).toEqual(['STARTING', 'PROCESSING', 'COMPLETED']);
    await client.ask('DELETE', headers.get('location') ?? '');
    const before = at('/flaky').length;
    await client.done(id, 'heal', {});
    await sleep(30);
    expect(at('/flaky')).toHaveLength(before);
  });

  it('presents the credentials of the subscription', async () => {
    const authentication = { authType: ['BASIC'], paramsBasic: { userName: 'u', password: 'p' } };
    const { body, text } = await subscribe('/basic', { authentication });
    expect(text).not.toContain('password');
    expect(stringAt(body, 'callbackUri')).toBe(`${sink.uri}/basic`);
    await client.created();
    for (let n = 0; n < 200 && at('/basic').length < 1; n++) await sleep(5);
    const seen = sink.received.filter((r) => r.url === '/basic').map((r) => r.headers.authorization);
    expect(seen).toEqual([`Basic ${btoa('u:p')}`, `Basic ${btoa('u:p')}`]);
  });

  it('gets a token from the subscriber where the subscription says so', async () => {
    const paramsOauth2ClientCredentials = { clientId: 'c', clientPassword: 'p', tokenEndpoint: `${sink.uri}/token` };
    const authentication = { authType: ['OAUTH2_CLIENT_CREDENTIALS'], paramsOauth2ClientCredentials };
    expect((await subscribe('/oauth2', { authentication })).status).toBe(201);
    await client.created();
    for (let n = 0; n < 200 && at('/oauth2').length < 1; n++) await sleep(5);
    const seen = sink.received.filter((r) => r.url === '/oauth2').map((r) => r.headers.authorization);
    expect(seen).toEqual(['Bearer of-the-sink', 'Bearer of-the-sink']);
    expect(sink.received.filter((r) => r.url === '/token').map((r) => r.headers.authorization)).toEqual([
      `Basic ${btoa('c:p')}`,
    ]);
  });

  if (release >= '3')
    it('is short when asked to', async () => {
      const { body } = await subscribe('/short', { verbosity: 'SHORT' });
      expect(body['verbosity']).toBe('SHORT');
      const id = await client.created();
      await client.done(id, 'instantiate', { flavourId: 'simple' });
      for (let n = 0; n < 200 && at('/short').length < 4; n++) await sleep(5);
      const last = at('/short')[3] ?? {};
      expect(last).toMatchObject({ operationState: 'COMPLETED', verbosity: 'SHORT' });
      expect(last['affectedVnfcs']).toBeUndefined();
    });

  it('refuses criteria that contradict each other', async () => {
    const filter = { notificationTypes: ['VnfIdentifierCreationNotification'], operationStates: ['COMPLETED'] };
    expect((await subscribe('/contradiction', { filter })).status).toBe(client.sol013 ? 422 : 400);
  });
});
