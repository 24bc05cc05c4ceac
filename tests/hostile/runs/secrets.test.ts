import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { authority } from '../../../lab/authority.ts';
import { startOrchestrator } from '../../../reference/start.ts';
import { embeddedProfile, embeddedTarget, freePort, USUAL } from '../../../src/engine/embedded.ts';
import { nfvTst, verdictsIn, type Ended } from '../../command.ts';
import { serveEchoing } from '../../servers/echoing.ts';
import { foundIn, writtenBy } from './canaries.ts';

/** Secrets go into a run in every way there is, and come out of it in none; nobody is called whom the profile does not name. */

const dir = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const own = authority(mkdtempSync(join(dir, 'ca-')));
const pem = own.issue('IP:127.0.0.1', '20200101', '20990101');
const server = own.issue('IP:127.0.0.1', '20200101', '20990101');

const canaries = {
  client: 'canary-client-5f1c9e',
  token: 'canary.token.8d20b7',
  cookie: 'canary-cookie-c41f33',
  header: 'canary-header/61a9+0e',
  password: 'canary "password" 7b6d',
  bearer: 'canary-bearer-0aa2f4',
  privateKey: 'canary-private-key-d93e15',
  userInfo: 'canary-userinfo-47c8',
  parameter: 'canary-parameter-2be7',
  nfvo: 'canary-nfvo-90f3d1',
  vim: 'canary-vim-e8814c',
  key: pem.key.split('\n')[1] ?? '',
  serverKey: server.key.split('\n')[1] ?? '',
};

const found = (out: string, ended: Ended): readonly string[] => foundIn(out, ended, canaries);

async function profileOf(url: string, auth: object, name: string, port: number): Promise<string> {
  const file = join(dir, `${name}.yaml`);
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  writeFileSync(key, pem.key);
  writeFileSync(cert, pem.cert);
  const tls = { cert: join(dir, 'server.pem'), key: join(dir, 'server.key'), clientCa: join(dir, 'ca.pem') };
  writeFileSync(tls.cert, server.cert);
  writeFileSync(tls.key, server.key);
  writeFileSync(tls.clientCa, own.ca);
  const nfvo = { host: '127.0.0.1', port, clientId: 'sut', clientSecret: canaries.nfvo };
  const vim = {
    vimId: 'b1bb0ce7-5e5e-4e5e-8e5e-000000000001',
    vimType: 'ETSINFV.OPENSTACK_KEYSTONE.V_3',
    interfaceInfo: { endpoint: `http://nfv:${canaries.userInfo}@vim.example/v3` },
    accessInfo: {
      username: 'nfv',
      password: canaries.password,
      bearer_token: canaries.bearer,
      client_secret: canaries.client,
      private_key: canaries.privateKey,
    },
  };
  const profile = {
    ...embeddedProfile('3.3.1', url, nfvo),
    auth,
    headers: { Cookie: `sid=${canaries.cookie}`, 'X-Api-Key': canaries.header },
    tls: { key, cert },
    vim: { v2: { vim } },
    operations: { instantiate: { v2: { additionalParams: { adminPassword: canaries.parameter } } } },
    counterparts: { nfvo, vim: { host: '127.0.0.1', port: await freePort(), token: canaries.vim, tls } },
    timeouts: { request: '2s', operation: '3s', notification: '500ms' },
  };
  writeFileSync(file, stringify(profile));
  return file;
}

const RUN = ['--release', '3.3.1', '--case', 'vnflcm.lifecycle.*', '--allure'];

describe('a SUT that says all it was told', () => {
  const out = join(dir, 'echo');
  let ended: Ended;
  let calls = 0;
  let told = '';
  const stranger = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  beforeAll(async () => {
    await new Promise<void>((listening) => void stranger.listen(0, '127.0.0.1', listening));
    const elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const sut = await serveEchoing(canaries.token, canaries.cookie, elsewhere);
    const auth = {
      ...{ kind: 'oauth2', tokenEndpoint: `${sut.apiRoot}/token` },
      ...{ clientId: 'harness', clientSecret: canaries.client },
    };
    const profile = await profileOf(`${sut.apiRoot}/vnflcm/v2`, auth, 'echo', await freePort());
    ended = await nfvTst('run', '--target', profile, ...RUN, '--out', out);
    told = sut.bodies.join();
    await sut.close();
    stranger.close();
  });

  test('leads nobody to another host', () => {
    expect(verdictsIn(out).length).toBeGreaterThan(10);
    expect(calls).toBe(0);
  });

  test('was told secrets, and none of them is anywhere', () => {
    expect(told).toContain(canaries.bearer);
    expect(readFileSync(join(out, 'exchanges.ndjson'), 'utf8')).toContain('"encoding":"base64"');
    expect(found(out, ended)).toEqual([]);
  });

  test("was searched with what Playwright's report has packed", () => {
    const packed = writtenBy(out, ended).filter(([place]) => /index\.html!.*\.json$/.test(place));
    expect(packed.length).toBeGreaterThan(1);
    expect(packed.some(([, text]) => text.includes('vnflcm.lifecycle'))).toBe(true);
  });
});

test('HTTP Basic and a run as it should be: no secret is anywhere', async () => {
  const out = join(dir, 'basic');
  mkdirSync(out);
  const port = await freePort();
  const nfvo = { host: '127.0.0.1', port, clientId: 'sut', clientSecret: canaries.nfvo };
  const apiRoot = `http://127.0.0.1:${port}`;
  const sut = await startOrchestrator({
    release: '3.3.1',
    nfvo: { ...nfvo, apiRoot, tokenEndpoint: `${apiRoot}/token` },
  });
  const pair = Buffer.from(`harness:${canaries.password}`).toString('base64');
  const auth = { kind: 'header', name: 'Authorization', value: `Basic ${pair}` };
  const profile = await profileOf(sut.url, auth, 'basic', port);
  const ended = await nfvTst('run', '--target', profile, ...RUN, '--out', out);
  await sut.close();
  const passed = verdictsIn(out).filter((one) => one.verdict === 'pass').length;
  expect(passed).toBeGreaterThan(10);
  expect(found(out, ended)).toEqual([]);
});

test('the profile of the embedded orchestrator names where its secrets are, and holds none', async () => {
  const target = await embeddedTarget('3.3.1', dir, USUAL);
  await target.stop();
  const written = readFileSync(target.profileFile, 'utf8');
  const secrets = [...written.matchAll(/(?:clientSecret|password): (\S+)/g)].map((found) => found[1]);
  expect(secrets.length).toBe(3);
  expect(new Set(secrets)).toEqual(new Set(['${NFV_TST_EMBEDDED_SECRET:-gone}']));
});
