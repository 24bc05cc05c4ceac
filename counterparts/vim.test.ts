import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isObject } from '../src/model/json.ts';
import { type KubeObject, nameOf, objectAt } from './kubernetes.ts';
import { memoryRecorder, type MemoryRecorder } from './memory-recorder.ts';
import { startVim, type VimServer } from './vim.ts';

const TOKEN = 's3cret-token';
const APPS = '/apis/apps/v1/namespaces';
const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'vdu1', labels: { owner: 'i1' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'vdu1' } },
    template: { metadata: { labels: { app: 'vdu1' } }, spec: { containers: [{ name: 'c', image: 'i:1' }] } },
  },
};

let recorder: MemoryRecorder;
let vim: VimServer;

beforeEach(async () => {
  recorder = memoryRecorder();
  vim = await startVim({ host: '127.0.0.1', port: 0, token: TOKEN, recorder });
});
afterEach(() => vim.close());

interface Called {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: KubeObject;
}

async function call(
  method: Dispatcher.HttpMethod,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Called> {
  const response = await request(`${vim.endpoint}${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const value: unknown = await response.body.json();
  return { status: response.statusCode, headers: response.headers, body: isObject(value) ? value : {} };
}

async function podNames(namespace: string): Promise<string[]> {
  const { body } = await call('GET', `/api/v1/namespaces/${namespace}/pods`);
  return (body['items'] as KubeObject[]).map((pod) => nameOf(pod) ?? '');
}

describe('deployments', () => {
  test('are created once, ready at once, with pods named as Kubernetes names them', async () => {
    expect((await call('GET', `${APPS}/ns/deployments/vdu1`)).status).toBe(404);
    const made = await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT);
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        metadata: { name: 'vdu1', namespace: 'ns', labels: { owner: 'i1' } },
        status: { replicas: 2, readyReplicas: 2 },
      },
    ]);
    expect((await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT)).body).toMatchObject({
      reason: 'AlreadyExists',
      code: 409,
    });
    const names = await podNames('ns');
    expect(names).toHaveLength(2);
    for (const name of names) expect(name).toMatch(/^vdu1-[0-9a-f]{1,10}-[0-9a-z]{5}$/);
    expect(await podNames('other')).toEqual([]);
  });

  test('are scaled by their scale resource: pods that stay keep their names', async () => {
    await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT);
    const before = await podNames('ns');
    const patch = { 'content-type': 'application/strategic-merge-patch+json' };
    const out = await call('PATCH', `${APPS}/ns/deployments/vdu1/scale`, { spec: { replicas: 3 } }, patch);
    expect(out.body).toMatchObject({ kind: 'Scale', spec: { replicas: 3 }, status: { replicas: 3 } });
    expect((await podNames('ns')).slice(0, 2)).toEqual(before);
    await call('PATCH', `${APPS}/ns/deployments/vdu1/scale`, { ...out.body, spec: { replicas: 0 } }, patch);
    expect(await podNames('ns')).toEqual([]);
  });

  test('start a new pod for a deleted one, and all of them when the template changes', async () => {
    await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT);
    const [first = '', second = ''] = await podNames('ns');
    expect((await call('DELETE', `/api/v1/namespaces/ns/pods/${first}`, {})).status).toBe(200);
    const healed = await podNames('ns');
    expect([healed.length, healed.includes(first), healed.includes(second)]).toEqual([2, false, true]);
    const template = { spec: { containers: [{ name: 'c', image: 'i:2' }] } };
    await call('PATCH', `${APPS}/ns/deployments/vdu1`, {
      metadata: { uid: 'x', labels: { owner: null } },
      spec: { template },
    });
    const updated = await podNames('ns');
    expect(updated.some((name) => healed.includes(name))).toBe(false);
    const metadata = objectAt((await call('GET', `${APPS}/ns/deployments/vdu1`)).body, 'metadata');
    expect([metadata['labels'], metadata['generation']]).toEqual([{}, 2]);
    expect(metadata['uid']).not.toBe('x');
  });

  test('are gone with their pods after deletion', async () => {
    await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT);
    expect((await call('DELETE', `${APPS}/ns/deployments/vdu1`, {})).body).toMatchObject({ status: 'Success' });
    expect((await call('DELETE', `${APPS}/ns/deployments/vdu1`, {})).status).toBe(404);
    expect(await podNames('ns')).toEqual([]);
  });

  test('are listed by namespace and label', async () => {
    await call('POST', `${APPS}/a/deployments`, DEPLOYMENT);
    await call('POST', `${APPS}/b/deployments`, { ...DEPLOYMENT, metadata: { name: 'x' } });
    const count = async (path: string): Promise<number> =>
      ((await call('GET', path)).body['items'] as unknown[]).length;
    expect(await count('/apis/apps/v1/deployments')).toBe(2);
    expect(await count('/apis/apps/v1/deployments?labelSelector=owner%3Di1')).toBe(1);
    expect(await count(`${APPS}/b/deployments`)).toBe(1);
    expect(await count('/api/v1/namespaces')).toBe(2);
  });
});

describe('told how to behave', () => {
  test('fails what changes something, in the named namespace only, until told otherwise', async () => {
    vim.behave('ns', { kind: 'fail', status: 500 });
    expect((await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT)).status).toBe(500);
    expect((await call('GET', `${APPS}/ns/deployments/vdu1`)).status).toBe(404);
    expect((await call('POST', `${APPS}/other/deployments`, DEPLOYMENT)).status).toBe(201);
    vim.behave('ns', { kind: 'normal' });
    expect((await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT)).status).toBe(201);
  });

  test('is down for reads as well, in the named namespace only, until told otherwise', async () => {
    vim.behave('ns', { kind: 'down', status: 503 });
    expect((await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT)).status).toBe(503);
    expect((await call('GET', '/api/v1/namespaces/ns/pods')).status).toBe(503);
    expect((await call('GET', '/api/v1/namespaces/other/pods')).status).toBe(200);
    vim.behave('ns', { kind: 'normal' });
    expect((await call('GET', '/api/v1/namespaces/ns/pods')).status).toBe(200);
  });

  test('hangs until released, then goes on', async () => {
    vim.behave('ns', { kind: 'hang' });
    let answered = false;
    const held = call('POST', `${APPS}/ns/deployments`, DEPLOYMENT).then((made) => {
      answered = true;
      return made.status;
    });
    expect((await call('GET', '/api/v1/namespaces/ns')).status).toBe(200);
    await sleep(30);
    expect(answered).toBe(false);
    vim.behave('ns', { kind: 'normal' });
    expect(await held).toBe(201);
  });

  test('never ready: pods stay pending, and run once it is over', async () => {
    vim.behave('ns', { kind: 'never-ready' });
    const made = await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT);
    expect(objectAt(made.body, 'status')).toMatchObject({ replicas: 2, unavailableReplicas: 2 });
    expect(objectAt(made.body, 'status')).not.toHaveProperty('readyReplicas');
    vim.behave('ns', { kind: 'normal' });
    expect((await call('GET', `${APPS}/ns/deployments/vdu1`)).body).toMatchObject({ status: { readyReplicas: 2 } });
  });
});

describe('what nobody should send', () => {
  test('a wrong token is 401 and of no run', async () => {
    for (const authorization of ['', 'Bearer nope', `Basic ${Buffer.from(`u:${TOKEN}`).toString('base64')}`]) {
      const refused = await call('GET', `${APPS}/ns/deployments`, undefined, { authorization });
      expect([refused.status, refused.body['kind']]).toEqual([401, 'Status']);
    }
    expect(new Set(recorder.exchanges.map(({ run }) => run))).toEqual(new Set(['ambient']));
  });

  test('unknown paths 404, wrong methods 405, bad bodies 400 or 415, never a crash', async () => {
    await call('POST', `${APPS}/ns/deployments`, DEPLOYMENT);
    const at = `${APPS}/ns/deployments`;
    for (const path of [
      '/',
      '/api/v2',
      '/apis/apps/v1/namespaces',
      `${at}/vdu1/x`,
      `${at}/vdu1/scale/y`,
      '/api/v1/pods/x',
    ]) {
      expect((await call('GET', path)).status).toBe(404);
    }
    expect((await call('PUT', at, DEPLOYMENT)).status).toBe(405);
    expect((await call('POST', `/api/v1/namespaces/ns/pods`, {})).headers['allow']).toBe('GET');
    for (const body of ['', '{', '[]', '{}', '{"metadata":{"name":1}}'])
      expect((await call('POST', at, body)).status).toBe(400);
    expect((await call('PATCH', `${at}/vdu1`, '[{"op":"remove"}]')).status).toBe(415);
    const polluted = await call('PATCH', `${at}/vdu1`, '{"__proto__":{"x":1},"spec":{"replicas":1e9}}');
    expect(polluted.body).toMatchObject({ spec: { replicas: 1000 } });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('Keystone', () => {
  const login = (password: string): unknown => ({
    auth: {
      identity: { methods: ['password'], password: { user: { name: 'u', domain: { name: 'Default' }, password } } },
    },
  });

  test('version without, regions with a token', async () => {
    expect((await call('GET', '/v3', undefined, { authorization: '' })).body).toMatchObject({
      version: { id: 'v3.14' },
    });
    const made = await call('POST', '/v3/auth/tokens', login(TOKEN), { authorization: '' });
    const token = String(made.headers['x-subject-token']);
    expect([made.status, made.body]).toMatchObject([201, { token: { user: { name: 'u' } } }]);
    expect((await call('GET', '/v3/regions')).status).toBe(401);
    expect((await call('GET', '/v3/regions', undefined, { 'x-auth-token': token })).body).toMatchObject({
      regions: [{ id: 'RegionOne' }],
    });
    const same = await call('GET', '/v3/auth/tokens', undefined, { 'x-auth-token': token, 'x-subject-token': token });
    expect(same.body).toEqual(made.body);
  });

  test('wrong password 401, bad body 400, unknown resource 404', async () => {
    expect((await call('POST', '/v3/auth/tokens', login('nope'))).status).toBe(401);
    expect((await call('POST', '/v3/auth/tokens', '{"auth":{"identity":null}}')).status).toBe(400);
    const made = await call('POST', '/v3/auth/tokens', login(TOKEN));
    const known = { 'x-auth-token': String(made.headers['x-subject-token']) };
    expect((await call('GET', '/v3/users', undefined, known)).status).toBe(404);
  });
});
