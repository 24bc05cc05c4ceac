import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { startOrchestrator } from '../reference/start.ts';
import { cleanRun, type Cleaned } from '../src/engine/clean.ts';
import { embeddedProfile, freePort } from '../src/engine/embedded.ts';
import { Journal } from '../src/drive/journal.ts';
import { marksOf } from '../src/drive/marks.ts';
import { loadProfile } from '../src/target/load-profile.ts';

const common = { run: 'r', api: 'vnflcm', major: 'v2' };
const instance = { vnfdId: 'b1bb0ce7-ebca-4fa7-95ed-4840d7000001' };
const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNy';
// What takes the endpoint test of subscriptions, whoever's.
const callback = createServer((_request, response) => response.writeHead(204).end());

let dir = '';
let sut: Awaited<ReturnType<typeof startOrchestrator>>;
let journal: Journal;
let base = '';

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'clean-'));
  sut = await startOrchestrator({ release: '3.3.1', pageSize: 2 });
  const nfvo = { host: '127.0.0.1', port: await freePort(), clientId: 'sut', clientSecret: 'of-the-sut' };
  writeFileSync(
    join(dir, 'ixit.yaml'),
    stringify({ ...embeddedProfile('3.3.1', sut.url, nfvo), timeouts: { operation: '1s' } }),
  );
  journal = new Journal(join(dir, 'journal.ndjson'));
  await new Promise<void>((listening) => callback.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(callback.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await sut.close();
  await new Promise((closed) => callback.close(closed));
  rmSync(dir, { recursive: true });
});

async function send(path: string, body: object, status: number): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Version: '2.0.0' };
  const answer = await fetch(`${sut.url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(status);
  return answer;
}

async function post(resource: string, body: object): Promise<string> {
  const made: unknown = await (await send(resource, body, 201)).json();
  return (made as { id: string }).id;
}

async function exists(resource: string, id: string): Promise<boolean> {
  const answer = await fetch(`${sut.url}/${resource}/${id}`, { headers: { Version: '2.0.0' } });
  return answer.status === 200;
}

/** As a run does before it sends; the kill comes before the answer, a while ago. */
function asked(resource: string, body: object): void {
  journal.asked({ resource, marks: marksOf(JSON.stringify(body)), ...common });
  const file = join(dir, 'journal.ndjson');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"at":"[^"]*"/g, '"at":"2020-01-01T00:00:00Z"'));
}

function clean(takesAll?: true): Promise<Cleaned> {
  return cleanRun(dir, loadProfile(join(dir, 'ixit.yaml')), takesAll);
}

test('what went before the kill, without a word of it in the journal, is not left', async () => {
  for (const resource of ['vnf_instances', 'subscriptions', 'vnf_snapshots'])
    journal.made({ resource, url: `${sut.url}/${resource}/gone`, ...common });
  expect(await clean()).toEqual({ removed: 3, left: [], uncertain: [] });
});

test.each([
  ['that failed', 'always'],
  ['that hangs', 'hang'],
])('an operation %s, which nobody wrote down, keeps no instance from going', async (_what, refFailure) => {
  const id = await post('vnf_instances', instance);
  journal.made({ resource: 'vnf_instances', url: `${sut.url}/vnf_instances/${id}`, ...common });
  await send(`vnf_instances/${id}/instantiate`, { flavourId: 'simple', additionalParams: { refFailure } }, 202);
  expect(await clean()).toEqual({ removed: 1, left: [], uncertain: [] });
  expect(await exists('vnf_instances', id)).toBe(false);
});

test('what is answered with 204 and still listed is not removed', async () => {
  const item = { id: 'i1', instantiationState: 'NOT_INSTANTIATED' };
  const keeps = createServer(({ method, url }, response) => {
    if (method === 'DELETE') return void response.writeHead(204).end();
    const body = url?.endsWith('/i1') === true ? item : url?.endsWith('/vnf_instances') === true ? [item] : [];
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => keeps.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(keeps.address() as AddressInfo).port}/vnflcm/v2`;
  const nfvo = { host: '127.0.0.1', port: await freePort(), clientId: 'sut', clientSecret: 'of-the-sut' };
  writeFileSync(join(dir, 'ixit.yaml'), stringify(embeddedProfile('3.3.1', url, nfvo)));
  journal.made({ resource: 'vnf_instances', url: `${url}/vnf_instances/i1`, ...common });
  const left = [`${url}/vnf_instances/i1`];
  expect(await clean()).toEqual({ removed: 0, left, uncertain: [] });
  expect(await clean()).toEqual({ removed: 0, left, uncertain: [] });
  keeps.closeAllConnections();
  await new Promise((closed) => keeps.close(closed));
});

describe('a request whose answer nobody saw', () => {
  test('what it made is found among what others have, on whatever page, and removed; nothing else is', async () => {
    const named = { ...instance, vnfInstanceName: 'tst-vnflcm.lifecycle@v2-1a2b3c4d' };
    const subscription = { callbackUri: `${base}/${SECRET}` };
    const others = [
      ['vnf_instances', await post('vnf_instances', instance)],
      ['vnf_instances', await post('vnf_instances', { ...named, vnfInstanceName: 'tst-vnflcm.lifecycle@v2-1a2b3c4e' })],
      ['subscriptions', await post('subscriptions', { callbackUri: `${base}/theirs` })],
      ['subscriptions', await post('subscriptions', { callbackUri: `${base}/${SECRET.toLowerCase()}` })],
    ] as const;
    asked('vnf_instances', named);
    asked('subscriptions', subscription);
    const ours = [
      ['vnf_instances', await post('vnf_instances', named)],
      ['subscriptions', await post('subscriptions', subscription)],
    ] as const;
    expect(await clean()).toEqual({ removed: 2, left: [], uncertain: [] });
    for (const [resource, id] of ours) expect(await exists(resource, id)).toBe(false);
    for (const [resource, id] of others) expect(await exists(resource, id)).toBe(true);
    expect(readFileSync(join(dir, 'journal.ndjson'), 'utf8')).not.toContain(SECRET);
  });

  test('that made nothing is settled', async () => {
    asked('vnf_instances', { ...instance, vnfInstanceName: 'tst-r-1a2b3c4d' });
    asked('vnf_snapshots', {});
    expect(await clean()).toEqual({ removed: 0, left: [], uncertain: [] });
    expect(new Journal(join(dir, 'journal.ndjson')).open()).toEqual([]);
  });

  test('without a text of ours what may be of it is named and left alone, until somebody says so', async () => {
    const perhaps = await post('vnf_snapshots', {});
    asked('vnf_snapshots', {});
    const url = `${sut.url}/vnf_snapshots/${perhaps}`;
    expect(await clean()).toEqual({ removed: 0, left: [], uncertain: [url] });
    expect(await exists('vnf_snapshots', perhaps)).toBe(true);
    expect(await clean(true)).toEqual({ removed: 1, left: [], uncertain: [] });
    expect(await exists('vnf_snapshots', perhaps)).toBe(false);
  });

  test('is no reason to touch what is in use, even so', async () => {
    const theirs = await post('vnf_instances', instance);
    await send(`vnf_instances/${theirs}/instantiate`, { flavourId: 'simple' }, 202);
    const isUsed = async (): Promise<boolean> => {
      const answer = await fetch(`${sut.url}/vnf_instances/${theirs}`, { headers: { Version: '2.0.0' } });
      return ((await answer.json()) as { instantiationState: string }).instantiationState === 'INSTANTIATED';
    };
    await vi.waitFor(async () => expect(await isUsed()).toBe(true), 5000);
    const subscribed = await post('subscriptions', { callbackUri: `${base}/theirs` });
    asked('vnf_instances', instance);
    asked('subscriptions', {});
    expect(await clean(true)).toEqual({ removed: 0, left: [], uncertain: [] });
    expect(await exists('vnf_instances', theirs)).toBe(true);
    expect(await exists('subscriptions', subscribed)).toBe(true);
  });
});
