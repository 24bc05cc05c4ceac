import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { startOrchestrator } from '../../../reference/start.ts';
import { embeddedProfile, freePort } from '../../../src/engine/embedded.ts';
import { nfvTst, nfvTstWith, verdictsIn } from '../../command.ts';
import { serveEchoing } from '../../servers/echoing.ts';
import { foundIn } from './canaries.ts';

/** Secrets that do not stand in the profile: of clouds.yaml and OS_* variables, and those that the harness itself gives out. */

const dir = mkdtempSync(join(tmpdir(), 'cloud-secrets-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const canaries = {
  password: 'canary "keystone" 51f0a7',
  secret: 'canary-application-credential-77b2d1',
  token: 'canary.keystone.token.0c4e',
};
const NFVO = { host: '127.0.0.1', clientId: 'sut', clientSecret: 'of-the-sut-31e8' };
const RUN = ['--release', '3.3.1', '--case', 'vnflcm.lifecycle.*', '--case', 'vnflcm.subscriptions.*'];

async function profileOf(name: string, url: string, auth: object, port: number): Promise<string> {
  const file = join(dir, `${name}.yaml`);
  const timeouts = { request: '2s', operation: '3s', notification: '500ms' };
  writeFileSync(file, stringify({ ...embeddedProfile('3.3.1', url, { ...NFVO, port }), auth, timeouts }));
  return file;
}

/** Files as OpenStack clients have them, the password apart in secure.yaml. */
function cloudsFile(authUrl: string): string {
  const file = join(dir, 'clouds.yaml');
  const auth = { auth_url: authUrl, username: 'nfv', project_name: 'nfv' };
  writeFileSync(file, stringify({ clouds: { dev: { auth } } }));
  writeFileSync(join(dir, 'secure.yaml'), stringify({ clouds: { dev: { auth: { password: canaries.password } } } }));
  return file;
}

test.each<[string, (url: string) => { readonly auth: object; readonly environment: Readonly<Record<string, string>> }]>(
  [
    [
      'the password of clouds.yaml',
      (url) => ({ auth: { kind: 'keystone', cloud: 'dev', file: cloudsFile(url) }, environment: {} }),
    ],
    [
      'the password of OS_* variables',
      (url) => ({
        auth: { kind: 'keystone', environment: true },
        environment: { OS_AUTH_URL: url, OS_USERNAME: 'nfv', OS_PASSWORD: canaries.password, OS_PROJECT_NAME: 'nfv' },
      }),
    ],
    [
      'an application credential',
      (url) => ({
        auth: { kind: 'keystone', environment: true },
        environment: {
          OS_AUTH_URL: url,
          OS_APPLICATION_CREDENTIAL_ID: 'ac',
          OS_APPLICATION_CREDENTIAL_SECRET: canaries.secret,
        },
      }),
    ],
  ],
)(
  '%s is told by a SUT that knows it, and is nowhere',
  async (what, settings) => {
    const name = what.replaceAll(/\W+/g, '-');
    const out = join(dir, name);
    mkdirSync(out);
    const sut = await serveEchoing(canaries.token, 'no-cookie', 'http://127.0.0.1:9');
    const { auth, environment } = settings(sut.apiRoot);
    const profile = await profileOf(name, `${sut.apiRoot}/vnflcm/v2`, auth, await freePort());
    const ended = await nfvTstWith(environment, 'run', '--target', profile, ...RUN, '--out', out);
    const told = sut.bodies.map((one) => JSON.stringify(one)).join();
    await sut.close();
    expect(told).toMatch(/canary (.*)keystone|canary-application/);
    expect(verdictsIn(out).length).toBeGreaterThan(10);
    expect(foundIn(out, ended, canaries)).toEqual([]);
  },
  120_000,
);

/** Credentials that the orchestrator in this process sends: tokens that it got of the harness, and passwords of subscriptions. */
async function sentMeanwhile(work: () => Promise<void>): Promise<ReadonlySet<string>> {
  const sent = new Set<string>();
  const listen = (message: unknown): void => {
    const { headers } = message as { readonly headers: string };
    const [, scheme = '', value] = /^authorization: (\S+) (\S+)/im.exec(headers) ?? [];
    if (value === undefined) return;
    const pair = Buffer.from(value, 'base64').toString();
    const secret = scheme.toLowerCase() === 'basic' ? pair.slice(pair.indexOf(':') + 1) : value;
    // Shorter ones are fixed words of procedures, which stand in the record for other reasons, too.
    if (secret.length >= 16) sent.add(secret);
  };
  subscribe('undici:client:sendHeaders', listen);
  try {
    await work();
  } finally {
    unsubscribe('undici:client:sendHeaders', listen);
  }
  return sent;
}

test('tokens and passwords that the harness gives to the SUT, for the NFVO and for subscriptions, are nowhere', async () => {
  const out = join(dir, 'given');
  mkdirSync(out);
  const port = await freePort();
  const apiRoot = `http://127.0.0.1:${port}`;
  const nfvo = { ...NFVO, apiRoot, tokenEndpoint: `${apiRoot}/token` };
  const sut = await startOrchestrator({ release: '3.3.1', nfvo });
  const profile = await profileOf('given', sut.url, { kind: 'none' }, port);
  const cases = ['vnflcm.subscriptions.*', 'grant.*', 'vnfpkgm.*', 'oauth2.*'].flatMap((one) => ['--case', one]);
  let ended = { code: null as number | null, out: '', err: '' };
  const sent = await sentMeanwhile(async () => {
    ended = await nfvTst('run', '--target', profile, '--release', '3.3.1', ...cases, '--out', out);
  });
  await sut.close();
  const passed = new Set(verdictsIn(out).flatMap((one) => (one.verdict === 'pass' ? [one.case] : [])));
  for (const id of ['basic', 'oauth2']) expect([...passed]).toContain(`vnflcm.subscriptions.authentication.${id}`);
  // The token of the NFVO, that of a subscription, and the secret that each is got with.
  expect(sent.size).toBeGreaterThanOrEqual(3);
  expect(foundIn(out, ended, Object.fromEntries([...sent].map((secret) => [secret, secret])))).toEqual([]);
});
