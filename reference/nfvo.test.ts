import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundRecorder } from '../counterparts/control.ts';
import { type NfvoServer, startNfvo } from '../counterparts/nfvo.ts';
import type { Exchange } from '../src/exchange/exchange.ts';
import { loadModel } from '../src/model/load.ts';
import { RELEASES } from '../src/model/release-model.ts';
import { unknownAttributes } from '../src/model/unknown.ts';
import { validatorFor } from '../src/model/schema.ts';
import { type JsonObject, isObject, objectAt, objectsAt, stringAt } from './json.ts';
import { Client } from './testing.ts';

type Inbound = Parameters<InboundRecorder['record']>[0];

const VNFD = '11111111-2222-4333-8444-555555555555';

describe.each(RELEASES)('consumer of an NFVO in %s', (release) => {
  let client: Client;
  let nfvo: NfvoServer;
  const seen: Inbound[] = [];
  const model = loadModel().release(release);

  beforeAll(async () => {
    const recorder: InboundRecorder = {
      record: (inbound) => {
        seen.push(inbound);
        return {} as Exchange;
      },
    };
    nfvo = await startNfvo({
      host: '127.0.0.1',
      port: 0,
      clientId: 'vnfm',
      clientSecret: 'secret',
      package: { vnfdId: VNFD },
      recorder,
    });
    nfvo.grants('*', { kind: 'granted', vim: { id: 'vim-1', vimType: 'x', interfaceInfo: {}, accessInfo: {} } });
    const { apiRoot, tokenEndpoint } = nfvo;
    client = await Client.start({
      release,
      nfvo: { apiRoot, tokenEndpoint, clientId: 'vnfm', clientSecret: 'secret' },
    });
  });
  afterAll(async () => {
    expect(client.deviations).toEqual([]);
    await client.orchestrator.close();
    await nfvo.close();
  });

  const grantRequests = (): readonly JsonObject[] =>
    seen
      .filter((i) => i.request.method === 'POST' && i.request.url.includes('/grants'))
      .map((i): unknown => JSON.parse(new TextDecoder().decode(i.request.body)))
      .filter(isObject);

  it('reads package and VNFD, asks for grants and uses them', async () => {
    const id = await client.created({ vnfdId: VNFD });
    const paths = seen.map(
      (i) => `${i.request.method} ${i.request.url.replace(/^https?:\/\/[^/]+/, '').split('?')[0] ?? ''}`,
    );
    expect(paths[0]).toBe('POST /token');
    expect(paths.some((p) => p.endsWith('/vnfd'))).toBe(true);
    await client.done(id, 'instantiate', { flavourId: 'simple' });
    const { body } = await client.ask('GET', `/vnf_instances/${id}`);
    const vnfcs = objectsAt(objectAt(body, 'instantiatedVnfInfo') ?? {}, 'vnfcResourceInfo');
    expect(vnfcs).toMatchObject([{ vduId: 'VDU1', computeResource: { vimConnectionId: 'vim-1' } }]);
    expect(JSON.stringify(body['vimConnectionInfo'])).toContain('vim-1');
    await client.done(id, 'scale', { type: 'SCALE_OUT', aspectId: 'VDU1_scale' });
    const opOcc = await client.done(id, 'terminate', { terminationType: 'FORCEFUL' });
    expect(stringAt(objectAt(objectAt(opOcc, '_links') ?? {}, 'grant') ?? {}, 'href')).toContain('/grants/');
    const asked = grantRequests().filter((g) => g['vnfInstanceId'] === id);
    expect(asked.map((g) => g['operation'])).toEqual(['INSTANTIATE', 'SCALE', 'TERMINATE']);
    expect(asked.map((g) => objectsAt(g, 'addResources').length)).toEqual([1, 1, 0]);
    expect(objectsAt(asked[2] ?? {}, 'removeResources')).toHaveLength(2);
    for (const request of asked) {
      expect(validatorFor(model, 'GrantRequest', { direction: 'request' })(request)).toEqual([]);
      expect(unknownAttributes(model, 'GrantRequest', request)).toEqual([]);
    }
    const versions = seen
      .filter((i) => i.api !== 'oauth2')
      .map((i) => i.request.headers.some(([n]) => n.toLowerCase() === 'version'));
    expect(new Set(versions)).toEqual(new Set([client.sol013]));
  });

  it('waits for a grant that is decided later', async () => {
    const id = await client.created({ vnfdId: VNFD });
    nfvo.grants(id, { kind: 'async', polls: 2 });
    await client.done(id, 'instantiate', { flavourId: 'simple' });
  });

  it.each([
    ['refused', { kind: 'refused', detail: 'no room' }],
    ['broken', { kind: 'broken', status: 500 }],
  ] as const)('rolls back when the grant is %s', async (_, answer) => {
    const id = await client.created({ vnfdId: VNFD });
    nfvo.grants(id, answer);
    const uri = await client.task(id, 'instantiate', { flavourId: 'simple' });
    const opOcc = await client.until(uri, 'ROLLED_BACK');
    expect(opOcc).toMatchObject({ error: { status: answer.kind === 'refused' ? 403 : 500 } });
    expect(opOcc['grantId']).toBeUndefined();
    expect((await client.ask('GET', `/vnf_instances/${id}`)).body['instantiationState']).toBe('NOT_INSTANTIATED');
    nfvo.grants(id, { kind: 'granted' });
    await client.done(id, 'instantiate', { flavourId: 'simple' });
  });

  it('does not know a VNFD that is not on board, and knows one that is', async () => {
    expect((await client.ask('POST', '/vnf_instances', { json: { vnfdId: 'none' } })).status).toBe(422);
    const { vnfdId } = await nfvo.onboard({ vnfdVersion: '7.0' });
    const id = await client.created({ vnfdId });
    expect((await client.ask('GET', `/vnf_instances/${id}`)).body).toMatchObject({ vnfdVersion: '7.0' });
  });

  it('says so when the NFVO is gone', async () => {
    const id = await client.created({ vnfdId: VNFD });
    await nfvo.close();
    const uri = await client.task(id, 'instantiate', { flavourId: 'simple' });
    expect(await client.until(uri, 'ROLLED_BACK')).toMatchObject({ error: { status: 503 } });
    expect((await client.ask('POST', '/vnf_instances', { json: { vnfdId: 'other' } })).status).toBe(503);
  });
});
