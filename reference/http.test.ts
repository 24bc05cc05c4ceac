import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASES } from '../src/model/release-model.ts';
import { Client } from './testing.ts';

const json = { vnfdId: 'b1bb0ce7-ebca-4fa7-95ed-4840d7000001' };

describe.each(RELEASES)('common rules in %s', (release) => {
  let client: Client;

  beforeAll(async () => {
    client = await Client.start({ release });
  });
  afterAll(async () => {
    expect(client.deviations).toEqual([]);
    await client.orchestrator.close();
  });

  it('answers 404 and 405 with ProblemDetails', async () => {
    for (const path of ['/vnf_instances/none', '/vnf_lcm_op_occs/none', '/subscriptions/none']) {
      const { status, headers, body } = await client.ask('GET', path);
      expect([status, body['status'], headers.get('content-type')]).toEqual([404, 404, 'application/problem+json']);
    }
    expect((await client.ask('GET', '/nothing')).status).toBe(404);
    const { status, headers, body } = await client.ask('PUT', '/vnf_instances', { json });
    expect([status, headers.get('allow'), body['status']]).toEqual([405, 'POST, GET, HEAD', 405]);
  });

  it('answers HEAD as GET, without payload', async () => {
    const id = await client.created();
    const get = await client.ask('GET', `/vnf_instances/${id}`);
    const head = await client.ask('HEAD', `/vnf_instances/${id}`, { unchecked: true });
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', get.headers.get('etag')]);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(get.text)));
    expect((await client.ask('HEAD', '/vnf_instances/none', { unchecked: true })).status).toBe(404);
  });

  it('negotiates', async () => {
    expect((await client.ask('GET', '/vnf_instances', { headers: { Accept: 'text/plain' } })).status).toBe(406);
    expect(
      (await client.ask('GET', '/vnf_instances', { headers: { Accept: 'text/plain, application/*;q=0.1' } })).status,
    ).toBe(200);
    expect(
      (await client.ask('GET', '/vnf_instances', { headers: { Accept: '*/*, application/json;q=0' } })).status,
    ).toBe(406);
    const type = { 'Content-Type': 'text/plain' };
    expect((await client.ask('POST', '/vnf_instances', { json, headers: type, unchecked: true })).status).toBe(415);
  });

  it('answers 400 for what is not JSON or not of the type', async () => {
    const deep = `{"vnfdId":"x","a":${'['.repeat(1000)}${']'.repeat(1000)}}`;
    for (const raw of ['{', deep, '', '[]', '"x"', '{"vnfdId":1}', '{}'])
      expect([raw, (await client.ask('POST', '/vnf_instances', { raw })).status]).toEqual([raw, 400]);
    expect((await client.ask('POST', '/vnf_instances', { json: { vnfdId: 'unknown' } })).status).toBe(422);
  });

  it('keeps entity tags', async () => {
    const id = await client.created();
    const etag = (await client.ask('GET', `/vnf_instances/${id}`)).headers.get('etag') ?? '';
    const none = { headers: { 'If-None-Match': etag }, unchecked: true } as const;
    const short = await client.ask('GET', `/vnf_instances/${id}`, none);
    expect([short.status, short.text, short.headers.get('etag')]).toEqual([304, '', etag]);
    const other = await client.ask('GET', `/vnf_instances/${id}`, { headers: { 'If-None-Match': '"x"' } });
    expect(other.status).toBe(200);
    const wrong = await client.ask('DELETE', `/vnf_instances/${id}`, { headers: { 'If-Match': '"x"' } });
    expect(wrong.status).toBe(412);
    const patch = { json: { vnfInstanceName: 'x' }, headers: { 'If-Match': etag } };
    const { headers } = await client.ask('PATCH', `/vnf_instances/${id}`, patch);
    await client.until(headers.get('location') ?? '', 'COMPLETED');
    expect((await client.ask('PATCH', `/vnf_instances/${id}`, patch)).status).toBe(412);
    expect((await client.ask('DELETE', `/vnf_instances/${id}`, { headers: { 'If-Match': '*' } })).status).toBe(204);
  });

  if (release !== '2.4.1')
    it('wants its version', async () => {
      const ask = async (version: string | null): Promise<number> =>
        (await client.ask('GET', '/vnf_instances', { headers: { Version: version } })).status;
      expect([await ask(null), await ask('abc'), await ask('99.0.0')]).toEqual([400, 400, 406]);
      for (const path of ['/vnflcm/api_versions', `${new URL(client.orchestrator.url).pathname}/api_versions`]) {
        const url = `${client.orchestrator.apiRoot}${path}`;
        const { status, body } = await client.ask('GET', url, { headers: { Version: null } });
        expect([status, Object.keys(body)]).toEqual([200, ['uriPrefix', 'apiVersions']]);
      }
    });

  it('wants a token when there is authorisation', async () => {
    const guarded = await Client.start({ release, auth: { kind: 'oauth2', clientId: 'me', clientSecret: 's:e%c' } });
    const none = await guarded.ask('GET', '/vnf_instances');
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="vnflcm"']);
    expect((await guarded.ask('GET', '/vnf_instances', { headers: { Authorization: 'Bearer x' } })).status).toBe(401);
    const token = async (secret: string): Promise<Response> =>
      fetch(guarded.orchestrator.tokenEndpoint, {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from(`me:${encodeURIComponent(secret)}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
    expect((await token('wrong')).status).toBe(401);
    const { access_token } = (await (await token('s:e%c')).json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${access_token}` };
    expect((await guarded.ask('GET', '/vnf_instances', { headers })).status).toBe(200);
    expect(guarded.deviations).toEqual([]);
    await guarded.orchestrator.close();
  });
});
