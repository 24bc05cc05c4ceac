import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { type Dispatcher, request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryRecorder, type MemoryRecorder } from './memory-recorder.ts';
import { type NfvoServer, startNfvo } from './nfvo.ts';
import { packageId } from './package.ts';

const VNFD = 'b1bb0ce7-ebca-4fa7-95ed-4840d70a1177';
const BASIC = `Basic ${Buffer.from('client:s3cret').toString('base64')}`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let recorder: MemoryRecorder;
let nfvo: NfvoServer;
let bearer: string;

async function start(extra: Partial<Parameters<typeof startNfvo>[0]> = {}): Promise<void> {
  recorder = memoryRecorder();
  const at = { host: '127.0.0.1', port: 0, clientId: 'client', clientSecret: 's3cret' };
  nfvo = await startNfvo({ ...at, package: { vnfdId: VNFD }, recorder, ...extra });
  const response = await request(nfvo.tokenEndpoint, {
    method: 'POST',
    headers: { ...FORM, authorization: BASIC },
    body: 'grant_type=client_credentials',
  });
  const body = (await response.body.json()) as { access_token: string };
  bearer = `Bearer ${body.access_token}`;
}

beforeEach(() => start());
afterEach(() => nfvo.close());

async function call(
  path: string,
  options: { method?: Dispatcher.HttpMethod; headers?: Record<string, string>; body?: string } = {},
): Promise<{
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: Uint8Array;
  json: () => unknown;
}> {
  const { headers, ...rest } = options;
  const response = await request(`${nfvo.apiRoot}${path}`, { ...rest, headers: { authorization: bearer, ...headers } });
  const bytes = new Uint8Array(await response.body.arrayBuffer());
  const parse = (): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'));
  return { status: response.statusCode, headers: response.headers, bytes, json: parse };
}

const WANTED = {
  vnfInstanceId: 'i1',
  vnfLcmOpOccId: 'o1',
  vnfdId: VNFD,
  operation: 'INSTANTIATE',
  isAutomaticInvocation: false,
  addResources: [
    { id: 'a', type: 'COMPUTE', resourceTemplateId: 'VDU1' },
    { id: 'b', type: 'STORAGE', resourceTemplateId: 'VB1' },
  ],
  removeResources: [{ id: 'c', type: 'COMPUTE', resourceTemplateId: 'VDU1' }],
  _links: { vnfInstance: { href: 'http://sut/i1' }, vnfLcmOpOcc: { href: 'http://sut/o1' } },
};

function grant(headers: Record<string, string> = {}, body: unknown = WANTED): ReturnType<typeof call> {
  const method = 'POST' as const;
  return call('/grant/v1/grants', {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

describe('the token endpoint', () => {
  const ask = async (body: string, headers: Record<string, string> = {}): Promise<[number, unknown]> => {
    const response = await request(nfvo.tokenEndpoint, { method: 'POST', headers: { ...FORM, ...headers }, body });
    return [response.statusCode, await response.body.json()];
  };

  test('takes credentials by HTTP Basic or in the body', async () => {
    const expected = { token_type: 'Bearer', expires_in: 3600, access_token: expect.any(String) as string };
    expect(await ask('grant_type=client_credentials', { authorization: BASIC })).toEqual([200, expected]);
    expect(await ask('grant_type=client_credentials&client_id=client&client_secret=s3cret')).toEqual([200, expected]);
  });

  test('refuses as RFC 6749 5.2 says', async () => {
    expect(await ask('grant_type=client_credentials')).toMatchObject([401, { error: 'invalid_client' }]);
    expect(await ask('grant_type=client_credentials&client_id=client&client_secret=S3cret')).toMatchObject([
      401,
      { error: 'invalid_client' },
    ]);
    expect(await ask('grant_type=password', { authorization: BASIC })).toMatchObject([
      400,
      { error: 'unsupported_grant_type' },
    ]);
    expect(await ask('', { authorization: BASIC })).toMatchObject([400, { error: 'invalid_request' }]);
    expect(await ask('{}', { authorization: BASIC, 'content-type': 'application/json' })).toMatchObject([
      400,
      { error: 'invalid_request' },
    ]);
  });

  test('tokens expire', async () => {
    await nfvo.close();
    await start({ tokenLifetime: 0 });
    const refused = await grant();
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
  });

  test('without a good token nothing is served, and it belongs to no run', async () => {
    for (const authorization of ['', 'Bearer nope', BASIC]) {
      const refused = await grant({ authorization });
      expect(refused.status).toBe(401);
      expect(refused.headers['www-authenticate']).toMatch(/^Bearer/);
    }
    expect(recorder.exchanges.slice(1).map(({ run, api }) => `${api} ${run}`)).toEqual(Array(3).fill('grant ambient'));
  });
});

describe('grants', () => {
  test('are asked for with a compressed payload, too', async () => {
    const headers = { authorization: bearer, 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const ask = async (body: Uint8Array): Promise<number> => {
      const answer = await request(`${nfvo.apiRoot}/grant/v1/grants`, { method: 'POST', headers, body });
      await answer.body.dump();
      return answer.statusCode;
    };
    const whole = gzipSync(JSON.stringify(WANTED));
    expect(await ask(whole)).toBe(201);
    expect(await ask(whole.subarray(0, 50))).toBe(400);
    expect(await ask(gzipSync(Buffer.alloc(64 * 1024 * 1024)))).toBe(400);
  });

  test('grant what was asked for, with Location and Version', async () => {
    const answer = await grant({ version: '1.4.0' });
    const body = answer.json() as { id: string };
    const self = `${nfvo.apiRoot}/grant/v1/grants/${body.id}`;
    expect([answer.status, answer.headers['location'], answer.headers['version']]).toEqual([201, self, '1.4.0']);
    expect(body).toEqual({
      id: expect.any(String) as string,
      vnfInstanceId: 'i1',
      vnfLcmOpOccId: 'o1',
      zones: [{ id: 'zone-1', zoneId: 'nova' }],
      addResources: [{ resourceDefinitionId: 'a', zoneId: 'zone-1' }, { resourceDefinitionId: 'b' }],
      removeResources: [{ resourceDefinitionId: 'c' }],
      vimAssets: { computeResourceFlavours: [{ vnfdVirtualComputeDescId: 'VDU1', vimFlavourId: 'm1.small' }] },
      _links: { self: { href: self }, ...WANTED._links },
    });
    expect(await call(`/grant/v1/grants/${body.id}`).then((read) => [read.status, read.json()])).toEqual([200, body]);
    expect(recorder.subjects.slice(1)).toEqual(['i1', 'i1']);
  });

  test('name the VIM as a list or as a map, by the version of the API', async () => {
    const vim = { id: 'vim1', vimType: 'T', interfaceInfo: { endpoint: 'http://v' }, accessInfo: {} };
    nfvo.grants('i1', { kind: 'granted', vim });
    const { id, ...info } = vim;
    expect((await grant({ version: '1.3.0' })).json()).toMatchObject({ vimConnections: [vim] });
    const later = (await grant({ version: '1.4.0' })).json();
    expect(later).toMatchObject({ vimConnectionInfo: { [id]: info }, addResources: [{ vimConnectionId: id }, {}] });
    expect(later).not.toHaveProperty('vimConnections');
  });

  test('come later: 202 without a body, then 202 as often as told, then 200', async () => {
    nfvo.grants('i1', { kind: 'async', polls: 2 });
    const accepted = await grant();
    expect([accepted.status, accepted.bytes.length, accepted.headers['content-type']]).toEqual([202, 0, undefined]);
    const path = new URL(String(accepted.headers['location'])).pathname;
    const statuses = [];
    for (let poll = 0; poll < 4; poll += 1) statuses.push((await call(path)).status);
    expect(statuses).toEqual([202, 202, 200, 200]);
  });

  test('are refused later: 202, then 403 for good', async () => {
    nfvo.grants('i1', { kind: 'async', polls: 1, refused: true });
    const path = new URL(String((await grant()).headers['location'])).pathname;
    const answers = [await call(path), await call(path), await call(path)];
    expect(answers.map((answer) => answer.status)).toEqual([202, 403, 403]);
    expect(answers[1]?.json()).toMatchObject({ status: 403 });
  });

  test('are refused or broken for the instance that was named, for others by *', async () => {
    nfvo.grants('i1', { kind: 'refused', detail: 'no room' });
    nfvo.grants('*', { kind: 'broken', status: 503 });
    const refused = await grant();
    expect([refused.status, refused.headers['content-type'], refused.json()]).toEqual([
      403,
      'application/problem+json',
      { status: 403, detail: 'no room' },
    ]);
    expect((await grant({}, { ...WANTED, vnfInstanceId: 'i2' })).status).toBe(503);
    nfvo.grants('i1', { kind: 'granted' });
    expect((await grant()).status).toBe(201);
  });

  test('bodies that cannot be answered are 400, wrong methods 405, unknown grants 404, unknown versions 406', async () => {
    for (const body of ['', '{', '[]', '{"vnfInstanceId":1}', '{"vnfInstanceId":"i"}']) {
      expect((await call('/grant/v1/grants', { method: 'POST', body })).status).toBe(400);
    }
    const list = await call('/grant/v1/grants');
    expect([list.status, list.headers['allow']]).toEqual([405, 'POST']);
    expect((await call('/grant/v1/grants/x')).status).toBe(404);
    expect((await grant({ version: '9.0.0' })).status).toBe(406);
    expect((await grant({ version: 'x' })).status).toBe(406);
    const odd = { ...WANTED, addResources: [null, 1, { id: 2 }, { id: 'z' }], removeResources: 'x', _links: null };
    expect((await grant({}, odd)).json()).toMatchObject({ addResources: [{ resourceDefinitionId: 'z' }] });
  });
});

describe('packages', () => {
  const base = `/vnfpkgm/v2/onboarded_vnf_packages/${VNFD}`;

  test('info fits the major version', async () => {
    const id = packageId(VNFD);
    const v2 = await call(base, { headers: { version: '2.1.0' } });
    expect([v2.status, v2.headers['version']]).toEqual([200, '2.1.0']);
    expect(v2.json()).toMatchObject({
      id,
      vnfdId: VNFD,
      onboardingState: 'ONBOARDED',
      vnfmInfo: ['Tacker', 'nfv-tst'],
    });
    const v1 = (await call(`/vnfpkgm/v1/vnf_packages/${id}`)).json();
    expect(v1).toMatchObject({ id, checksum: { algorithm: 'SHA-256' } });
    expect(v1).not.toHaveProperty('vnfmInfo');
  });

  test('links lead to the parts', async () => {
    const { _links } = (await call(base)).json() as { _links: Record<string, { href: string }> };
    const read = async (link: string): Promise<string[]> => {
      const part = await call(new URL(_links[link]?.href ?? '').pathname);
      expect(part.headers['content-type']).toBe('application/zip');
      return Object.keys(unzipSync(part.bytes));
    };
    expect(await read('vnfd')).toContain('TOSCA-Metadata/TOSCA.meta');
    expect(await read('vnfd')).not.toContain('Files/kubernetes/deployment.yaml');
    expect(await read('packageContent')).toContain('Files/kubernetes/deployment.yaml');
  });

  test('the list is filtered by vnfdId in the syntax of either release', async () => {
    const { vnfdId } = await nfvo.onboard({ vnfdVersion: '3.0' });
    const ids = async (query: string): Promise<unknown> =>
      ((await call(`/vnfpkgm/v1/vnf_packages${query}`)).json() as { vnfdId: string }[]).map((one) => one.vnfdId);
    expect(await ids('')).toEqual([VNFD, vnfdId]);
    expect(await ids(`?filter=(eq,vnfdId,${vnfdId})`)).toEqual([vnfdId]);
    expect(await ids(`?vnfdId.eq=${vnfdId}`)).toEqual([vnfdId]);
    expect(await ids('?filter=(eq,vnfdId,nope)')).toEqual([]);
    expect((await call('/vnfpkgm/v1/vnf_packages?filter=(gt,x,1)')).status).toBe(400);
  });

  test('ranges', async () => {
    const whole = (await call(`${base}/package_content`)).bytes;
    const part = await call(`${base}/package_content`, { headers: { range: 'bytes=2-5' } });
    expect([part.status, part.headers['content-range'], [...part.bytes]]).toEqual([
      206,
      `bytes 2-5/${whole.length}`,
      [...whole.subarray(2, 6)],
    ]);
    const tail = await call(`${base}/package_content`, { headers: { range: 'bytes=-3' } });
    expect([tail.status, [...tail.bytes]]).toEqual([206, [...whole.subarray(-3)]]);
    const beyond = await call(`${base}/package_content`, { headers: { range: `bytes=${whole.length}-` } });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${whole.length}`]);
  });

  test('artifacts by path; no way out of the package', async () => {
    const artifact = await call(`${base}/artifacts/Files/kubernetes/deployment.yaml`);
    expect([artifact.status, Buffer.from(artifact.bytes).toString()]).toEqual([
      200,
      expect.stringContaining('kind: Deployment'),
    ]);
    for (const path of ['..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/package.json', '/etc/passwd', 'Files', '']) {
      expect((await call(`${base}/artifacts/${path}`)).status).toBe(404);
    }
  });

  test('a package that is not there may be answered for with nothing but 404', async () => {
    nfvo.readsOf('unheard-of', 'silent');
    const answer = await call('/vnfpkgm/v2/onboarded_vnf_packages/unheard-of/vnfd');
    expect([answer.status, answer.bytes.length]).toEqual([404, 0]);
  });

  test('or with a web page, or be refused', async () => {
    nfvo.readsOf('behind-a-proxy', 'html');
    const html = await call('/vnfpkgm/v2/onboarded_vnf_packages/behind-a-proxy');
    expect([html.status, html.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    nfvo.readsOf('secret', 'unauthorized');
    const refused = await call('/vnfpkgm/v2/onboarded_vnf_packages/secret');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
  });

  test('a package may be onboarded under any id', async () => {
    const { vnfdId } = await nfvo.onboard({ vnfdId: 'verträge' });
    const answer = await call(`/vnfpkgm/v2/onboarded_vnf_packages/${encodeURIComponent(vnfdId)}`);
    expect(answer.json()).toMatchObject({ vnfdId: 'verträge' });
  });

  test('onboarded packages are apart; unknown ones 404; other methods 405', async () => {
    const [one, other] = [await nfvo.onboard(), await nfvo.onboard()];
    expect(one.vnfdId).not.toBe(other.vnfdId);
    expect((await call(`/vnfpkgm/v2/onboarded_vnf_packages/${one.vnfdId}`)).json()).toMatchObject({ id: one.vnfPkgId });
    expect(recorder.subjects.at(-1)).toBe(one.vnfdId);
    expect((await call('/vnfpkgm/v2/onboarded_vnf_packages/nope')).status).toBe(404);
    expect((await call(base, { method: 'DELETE' })).headers['allow']).toBe('GET');
    for (const path of [
      '/',
      '/vnfpkgm',
      '/vnfpkgm/v3/vnf_packages',
      '/vnfpkgm/v2',
      '/constructor/v1',
      `${base}/nope`,
    ]) {
      expect((await call(path)).status).toBe(404);
    }
  });

  test('api_versions', async () => {
    const { apiVersions } = (await call('/vnfpkgm/v1/api_versions')).json() as { apiVersions: unknown };
    expect(apiVersions).toContainEqual({ version: '1.3.0' });
    expect(apiVersions).not.toContainEqual({ version: '2.0.0' });
  });
});
