import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModel } from '../src/model/load.ts';
import { RELEASES } from '../src/model/release-model.ts';
import { unknownAttributes } from '../src/model/unknown.ts';
import { validatorFor } from '../src/model/schema.ts';
import { memoryRecorder } from './memory-recorder.ts';
import { type NfvoServer, startNfvo } from './nfvo.ts';

/** What the harness answers as NFVO is itself valid in each release, and uses no attribute that the release lacks. */

const VNFD = 'b1bb0ce7-ebca-4fa7-95ed-4840d70a1177';
const VIM = {
  id: 'vim1',
  vimType: 'ETSINFV.KUBERNETES.V_1',
  interfaceInfo: { endpoint: 'http://v' },
  accessInfo: { user: 'u' },
};
const WANTED = {
  vnfInstanceId: 'i1',
  vnfLcmOpOccId: 'o1',
  addResources: [{ id: 'a', type: 'COMPUTE', resourceTemplateId: 'VDU1' }],
  tempResources: [{ id: 'b', type: 'LINKPORT', resourceTemplateId: 'CP1' }],
  removeResources: [{ id: 'c', type: 'COMPUTE', resourceTemplateId: 'VDU1' }],
  updateResources: [{ id: 'd', type: 'VL', resourceTemplateId: 'VL1' }],
};

const models = loadModel();
let nfvo: NfvoServer;
let authorization: string;

beforeAll(async () => {
  const at = { host: '127.0.0.1', port: 0, clientId: 'c', clientSecret: 's' };
  nfvo = await startNfvo({ ...at, package: { vnfdId: VNFD }, recorder: memoryRecorder() });
  nfvo.grants('*', { kind: 'granted', vim: VIM });
  const body = 'grant_type=client_credentials&client_id=c&client_secret=s';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const token = await request(nfvo.tokenEndpoint, { method: 'POST', headers, body });
  authorization = `Bearer ${((await token.body.json()) as { access_token: string }).access_token}`;
});
afterAll(() => nfvo.close());

describe.each(RELEASES)('SOL003 %s', (release) => {
  const model = models.release(release);
  const api = (name: string): { version: string; major: string } => {
    const found = model.apis.get(name);
    if (found === undefined) throw new Error(`${release} lacks ${name}`);
    return found;
  };
  const ask = async (name: string, path: string, body?: unknown): Promise<{ status: number; value: unknown }> => {
    const { version, major } = api(name);
    const response = await request(`${nfvo.apiRoot}/${name}/${major}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization, version, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    expect(response.headers['version']).toBe(version);
    return { status: response.statusCode, value: await response.body.json() };
  };
  const issues = (type: string, value: unknown): unknown => [
    validatorFor(model, type)(value),
    unknownAttributes(model, type, value),
  ];

  test('grants', async () => {
    nfvo.grants('*', { kind: 'granted' });
    const granted = await ask('grant', '/grants', WANTED);
    expect([granted.status, issues('Grant', granted.value)]).toEqual([201, [[], []]]);
    const id = (granted.value as { id: string }).id;
    expect(await ask('grant', `/grants/${id}`)).toEqual({ status: 200, value: granted.value });
  });

  test('refusals', async () => {
    nfvo.grants('*', { kind: 'refused' });
    const refused = await ask('grant', '/grants', WANTED);
    expect([refused.status, issues('ProblemDetails', refused.value)]).toEqual([403, [[], []]]);
  });

  test('packages', async () => {
    const one = await ask('vnfpkgm', `/onboarded_vnf_packages/${VNFD}`);
    expect([one.status, issues('VnfPkgInfo', one.value)]).toEqual([200, [[], []]]);
    const list = await ask('vnfpkgm', '/vnf_packages');
    expect(list).toEqual({ status: 200, value: [one.value] });
  });
});
