import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HarnessError, UserError } from '../src/errors.ts';
import { parseProfile } from '../src/target/load-profile.ts';
import { serverPem } from '../src/target/tls.ts';
import { writeClouds } from './keystone.ts';
import { LAYOUTS } from './places.ts';
import { isFree } from './ports.ts';
import { makeCertificates } from './tacker/certificates.ts';
import { configure, type Plan, withContext, yamlFile } from './tacker/configuration.ts';
import { profileOf } from './tacker/profile.ts';
import { tackerDown, tackerStatus, tackerUp } from './tacker.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nfv-tst-lab-'));
  vi.stubEnv('NFV_TST_LAB_DIR', folder);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

function plan(layout: Plan['layout']): Plan {
  return {
    layout,
    folder: join(folder, 'state'),
    host: '127.0.0.1',
    port: 19890,
    nfvoPort: 19891,
    vimPort: 19892,
    clientId: 'tacker',
    clientSecret: 'half$price',
    vimToken: 'token',
  };
}

test.each(LAYOUTS)('the profile of layout %s is one that the harness reads', (layout) => {
  const text = yamlFile(['head'], profileOf(plan(layout), layout === 'B' ? 'the-vim' : undefined));
  const profile = parseProfile(text, 'ixit.yaml', {});
  expect(profile.claims).toEqual(layout === 'A' ? ['3.3.1'] : ['2.6.1', '3.3.1']);
  expect(Object.keys(profile.apis['vnflcm'] ?? {})).toEqual(layout === 'A' ? ['v2'] : ['v1', 'v2']);
  expect(profile.counterparts.nfvo?.port).toBe(layout === 'A' ? 19891 : undefined);
  expect(profile.counterparts.vim?.port).toBe(19892);
  expect(JSON.stringify(profile.operations['instantiate']?.v2)).toContain('{vnfInstanceId}');
});

test.each(LAYOUTS)(
  'behind Keystone, layout %s asks nobody to say who they are in headers of their own',
  async (layout) => {
    const keystone = { url: 'http://127.0.0.1:19893', user: 'admin', password: 'secret', project: 'admin' };
    const text = yamlFile(['head'], profileOf({ ...plan(layout), keystone }, layout === 'B' ? 'the-vim' : undefined));
    await writeClouds(join(folder, 'clouds.yaml'), keystone);
    const profile = parseProfile(text, join(folder, 'ixit.yaml'), {});
    expect(profile.auth).toMatchObject({ kind: 'keystone', cloud: 'nfv-tst' });
    expect(profile.headers).toEqual({});
    expect(profile.ics['vnflcm.authentication']).toBe(true);
  },
);

test('the API and the conductor learn of Keystone in sections that do not clash', async () => {
  const keystone = { url: 'http://127.0.0.1:19893', user: 'admin', password: 'secret', project: 'admin' };
  const venv = join(folder, 'venv');
  await mkdir(join(venv, 'etc', 'tacker'), { recursive: true });
  await writeFile(join(venv, 'etc', 'tacker', 'api-paste.ini'), '');
  const files = await configure({ ...plan('A'), keystone }, 'sqlite://', venv);
  const written = await readFile(files.configuration, 'utf8');
  expect(written).toContain('auth_strategy = keystone');
  expect(written).toMatch(/\[keystone_authtoken\]\n(?:.+\n)*auth_section = keystone_middleware\n/);
  expect(written).toMatch(/\[keystone_middleware\]\nauth_type = password\n/);
});

test('with OAuth 2.0, the harness is a client of Keystone, and Tacker takes bearer tokens', async () => {
  const keystone = { url: 'http://127.0.0.1:19893', user: 'admin', password: 'secret', project: 'admin' };
  const client = { tokenEndpoint: `${keystone.url}/v3/OS-OAUTH2/token`, clientId: 'id', clientSecret: 'secret' };
  const text = yamlFile(['head'], profileOf({ ...plan('A'), keystone, client }, undefined));
  expect(parseProfile(text, 'ixit.yaml', {}).auth).toEqual({ kind: 'oauth2', ...client });

  const venv = join(folder, 'venv');
  await mkdir(join(venv, 'etc', 'tacker'), { recursive: true });
  const filter = 'paste.filter_factory = keystonemiddleware.auth_token:filter_factory';
  await writeFile(join(venv, 'etc', 'tacker', 'api-paste.ini'), filter);
  await configure({ ...plan('A'), keystone, client }, 'sqlite://', venv);
  const written = await readFile(join(plan('A').folder, 'api-paste.ini'), 'utf8');
  expect(written).toBe('paste.filter_factory = keystonemiddleware.oauth2_token:filter_factory');
});

test('with TLS, everything is reached by HTTPS, and Tacker shows a certificate instead of a secret', async () => {
  const state = join(folder, 'state');
  const tls = await makeCertificates(state, '127.0.0.1');
  const profile = parseProfile(
    yamlFile(['head'], profileOf({ ...plan('A'), tls }, undefined)),
    join(folder, 'ixit.yaml'),
    {},
  );
  expect(profile.apis['vnflcm']?.v2).toMatch(/^https:/);
  expect(profile.tls).toEqual({ ca: tls.ca, ...tls.harness, verify: true });
  expect(profile.counterparts.nfvo).toMatchObject({ tls: { ...tls.harness, clientCa: tls.ca } });
  expect(profile.counterparts.nfvo?.clientSecret).toBeUndefined();
  expect(serverPem(tls.harness, 'harness').cert).toContain('CERTIFICATE');
  for (const key of [tls.harness.key, tls.tacker.key, tls.tackerClient, join(state, 'tls', 'authority', 'ca.key')])
    expect(statSync(key).mode & 0o077).toBe(0);

  const venv = join(folder, 'venv');
  await mkdir(join(venv, 'etc', 'tacker'), { recursive: true });
  await writeFile(join(venv, 'etc', 'tacker', 'api-paste.ini'), '');
  const written = await readFile((await configure({ ...plan('A'), tls }, 'sqlite://', venv)).configuration, 'utf8');
  expect(written).toContain(`ssl_ca_file = ${tls.ca}`);
  expect(written).toContain('use_client_secret_basic = false');
  expect(written).toContain('endpoint_url = https://127.0.0.1:19890/');
  expect(written).toContain(`mtls_client_cert_file = ${tls.tackerClient}`);
});

test('layout B, where nobody of ours would see a certificate, is not to be had with TLS', async () => {
  await expect(tackerUp({ layout: 'B', tls: 'mutual' })).rejects.toMatchObject({ code: 'E_USAGE' });
});

test('down and status where nothing is up', async () => {
  await tackerDown({ layout: 'A' });
  expect(await tackerStatus({ layout: 'A' })).toEqual({ layout: 'A', state: 'down', processes: [] });
});

test('processes that are gone make a lab that is down, and down removes its state', async () => {
  const state = join(folder, 'tacker-A');
  await mkdir(state);
  const gone = { name: 'tacker', pid: 2 ** 22 + 1, mark: 'tacker.conf' };
  const journal = { layout: 'A', port: 1, nfvo: 2, vim: 3, ready: true, processes: [gone] };
  await writeFile(join(state, 'lab.json'), JSON.stringify(journal));
  expect((await tackerStatus({ layout: 'A' })).state).toBe('down');
  await tackerDown({ layout: 'A' });
  expect(await readdir(folder)).toEqual([]);
});

test('a broken journal is reported, not guessed at', async () => {
  await mkdir(join(folder, 'tacker-A'));
  await writeFile(join(folder, 'tacker-A', 'lab.json'), '{"layout"');
  await expect(tackerDown({ layout: 'A' })).rejects.toThrow(HarnessError);
});

/** A port of the system's choice, and the listener that holds it. */
async function taken(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

test('a port that is in use is reported before anything is started', async () => {
  const other = await taken();
  try {
    expect(await isFree('127.0.0.1', other.port)).toBe(false);
    await expect(tackerUp({ layout: 'A', port: other.port })).rejects.toMatchObject({ code: 'E_PORT' });
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await other.close();
  }
});

test('without Python the way out is named', async () => {
  vi.stubEnv('NFV_TST_PYTHON', '/nonexistent/python3');
  const free = await taken();
  await free.close();
  const failure = await tackerUp({ layout: 'A', port: free.port }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ code: 'E_PREREQUISITE' });
  expect((failure as UserError).wayOut).toContain('python3-venv');
});

test('keystonecontext stands in the noauth pipelines of the v1 applications, once, and nowhere else', () => {
  const paste = [
    'noauth = request_id catch_errors extensions tackerapiapp_v1_0',
    'keystone = request_id catch_errors authtoken keystonecontext vnflcmaapp_v1',
    'noauth = request_id catch_errors vnflcmaapp_v1',
    'noauth = request_id catch_errors vnflcmaapp_v2',
  ].join('\n');
  const changed = withContext(paste);
  expect(changed.split('\n')).toEqual([
    'noauth = request_id catch_errors keystonecontext extensions tackerapiapp_v1_0',
    'keystone = request_id catch_errors authtoken keystonecontext vnflcmaapp_v1',
    'noauth = request_id catch_errors keystonecontext vnflcmaapp_v1',
    'noauth = request_id catch_errors vnflcmaapp_v2',
  ]);
  expect(withContext(changed)).toBe(changed);
});

test('a dollar sign in a secret is no reference to an option', async () => {
  const venv = join(folder, 'venv');
  await mkdir(join(venv, 'etc', 'tacker'), { recursive: true });
  await writeFile(join(venv, 'etc', 'tacker', 'api-paste.ini'), '');
  await mkdir(plan('A').folder);
  const { configuration } = await configure(plan('A'), 'sqlite:///x', venv);
  const text = await readFile(configuration, 'utf8');
  expect(text).toContain('client_password = half$$price');
  expect(text).toContain('endpoint_url = http://127.0.0.1:19890/\n');
  expect(text).toContain('[v2_vnfm]\nendpoint = http://127.0.0.1:19890\n');
});
