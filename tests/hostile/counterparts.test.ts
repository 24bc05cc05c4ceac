import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryRecorder, type MemoryRecorder } from '../../counterparts/memory-recorder.ts';
import { startCounterparts, type Counterparts } from '../../counterparts/start.ts';

/** What a SUT can do to the counterparts. They stay up, answer others, and what was said to them is on record. */

let recorder: MemoryRecorder;
let counterparts: Counterparts;
const HOST = '127.0.0.1';

beforeEach(async () => {
  recorder = memoryRecorder();
  const names = { vnfdId: 'd', flavourId: 'f' };
  counterparts = await startCounterparts({
    sink: { host: HOST, port: 0 },
    nfvo: { host: HOST, port: 0, clientId: 'sut', clientSecret: 'of-the-sut' },
    vim: { host: HOST, port: 0, token: 'of-the-vim' },
    package: names,
    recorder,
  });
});
afterEach(() => counterparts.close());

const nfvo = (): string => counterparts.nfvo?.apiRoot ?? '';

async function authorized(): Promise<string> {
  const answer = await fetch(`${nfvo()}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sut', client_secret: 'of-the-sut' }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return `Bearer ${access_token}`;
}

/** Sends bytes as they are; the first line of what came back before the server hung up or fell silent. */
function raw(uri: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(uri);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const end = (): void => {
      socket.destroy();
      resolve(answer.split('\r\n', 1)[0] ?? '');
    };
    socket.setTimeout(500, end);
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', end);
    socket.on('close', end);
  });
}

describe('a storm', () => {
  test('10 000 notifications at once: each is answered and recorded, and nobody else has to wait', async () => {
    const sink = await counterparts.sink({ run: 'r' });
    const { origin, pathname: path } = new URL(sink.uri);
    const storm = new Pool(origin, { connections: 100 });
    const body = JSON.stringify({ notificationType: 'x', filler: 'y'.repeat(500) });
    const before = process.memoryUsage().heapUsed;
    let longest = 0;
    const began = performance.now();
    const storming = { now: true };
    const others = (async (): Promise<void> => {
      while (storming.now) {
        const asked = performance.now();
        expect((await fetch(`${nfvo()}/grant/api_versions`)).status).toBe(401);
        longest = Math.max(longest, performance.now() - asked);
      }
    })();
    const statuses = await Promise.all(
      Array.from({ length: 10_000 }, async (_, i) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await storm.request({ path, method: 'POST', headers, body: body.replace('x', String(i)) });
        await answer.body.dump();
        return answer.statusCode;
      }),
    );
    const stormed = performance.now() - began;
    storming.now = false;
    await others;
    await storm.close();
    expect(new Set(statuses)).toEqual(new Set([204]));
    const told = recorder.exchanges.filter(({ run }) => run === 'r').map((one) => one.request.body?.data);
    expect([told.length, new Set(told).size]).toEqual([10_000, 10_000]);
    expect(longest).toBeLessThan(stormed / 2);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(400 * 1024 * 1024);
  });
});

describe('paths', () => {
  test.each([
    '/vnfpkgm/v2/onboarded_vnf_packages/d/artifacts/../../../../../../etc/passwd',
    '/vnfpkgm/v2/onboarded_vnf_packages/d/artifacts/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/vnfpkgm/v2/onboarded_vnf_packages/d/artifacts/%2fetc%2fpasswd',
    '/vnfpkgm/v2/onboarded_vnf_packages/..%2f..%2fpackage.json/vnfd',
    '/vnfpkgm/v2/vnf_packages/__proto__',
    '/vnfpkgm/v2/vnf_packages/constructor/vnfd',
    '/grant/v1/grants/..%5c..%5cpackage.json',
    '/../../../../etc/passwd',
    '//etc/passwd',
    '/%00',
    '/%',
    `/${'a'.repeat(60_000)}`,
  ])('path %# leads nowhere', async (path) => {
    const authorization = await authorized();
    const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`;
    expect(await raw(nfvo(), request)).toBe('HTTP/1.1 404 Not Found');
    expect(recorder.exchanges.at(-1)).toMatchObject({ response: { status: 404 } });
  });

  test('an absolute one is answered as ours, whosever it says it is', async () => {
    const request = 'GET http://example.invalid/grant/v1/grants/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    expect(await raw(nfvo(), request)).toBe('HTTP/1.1 401 Unauthorized');
  });
});

describe('requests that are too much, or none', () => {
  const post = 'POST /grant/v1/grants HTTP/1.1\r\nHost: x\r\n';
  const large = Buffer.alloc(9 * 1024 * 1024, 'x');
  test.each<[string, string | Uint8Array, RegExp]>([
    [
      'a body over the limit',
      Buffer.concat([Buffer.from(`${post}Content-Length: 1000000000000\r\n\r\n`), large]),
      /^HTTP\/1\.1 413/,
    ],
    ['a length that is none', `${post}Content-Length: x\r\n\r\n`, /^HTTP\/1\.1 400/],
    ['chunks that are none', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, /^HTTP\/1\.1 400|^$/],
    ['1 MB of headers', `${post}X: ${'a'.repeat(1_000_000)}\r\n\r\n`, /^HTTP\/1\.1 431|^$/],
    ['100 000 headers', `${post}${'X: a\r\n'.repeat(100_000)}\r\n`, /^HTTP\/1\.1 431|^$/],
    ['CONNECT', 'CONNECT example.invalid:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
    ['another protocol', 'SSH-2.0-x\r\n\r\n', /^HTTP\/1\.1 400/],
    ['TLS', Buffer.from('160301000501000001fc', 'hex'), /^HTTP\/1\.1 400|^$/],
    [
      'an upgrade',
      'GET /x HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
      /^HTTP\/1\.1 404/,
    ],
    ['nothing at all', '', /^$/],
  ])('%s', async (_what, bytes, answer) => {
    expect(await raw(nfvo(), bytes)).toMatch(answer);
    expect((await fetch(`${nfvo()}/grant/api_versions`)).status).toBe(401);
  });

  test('as many headers as fit in their limit are all on record', async () => {
    const sink = await counterparts.sink({ run: 'r' });
    const { pathname } = new URL(sink.uri);
    await raw(sink.uri, `GET ${pathname} HTTP/1.1\r\nHost: x\r\n${'X: 1\r\n'.repeat(5000)}Connection: close\r\n\r\n`);
    expect(sink.received()[0]?.request.headers.length).toBe(5002);
  });

  test.each<[string, () => string, string, string]>([
    ['grants', () => `${nfvo()}/grant/v1/grants`, 'POST', '['.repeat(100_000) + ']'.repeat(100_000)],
    [
      'the VIM',
      () => `${counterparts.vim?.endpoint ?? ''}/apis/apps/v1/namespaces/n/deployments/d`,
      'PATCH',
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    ],
    [
      'Keystone',
      () => `${counterparts.vim?.endpoint ?? ''}/v3/auth/tokens`,
      'POST',
      '['.repeat(100_000) + ']'.repeat(100_000),
    ],
  ])('%s: JSON 100 000 levels deep', async (who, uri, method, body) => {
    const vim = 'Bearer of-the-vim';
    const authorization = who === 'grants' ? await authorized() : vim;
    const headers = { 'content-type': 'application/json', authorization };
    if (method === 'PATCH') {
      const made = { metadata: { name: 'd' }, spec: { replicas: 1 } };
      await fetch(uri().replace(/\/d$/, ''), { method: 'POST', headers, body: JSON.stringify(made) });
    }
    const { status } = await fetch(uri(), { method, headers, body });
    expect([400, 500]).toContain(status);
    expect(recorder.exchanges.at(-1)).toMatchObject({ response: { status } });
  });

  test('a hundred requests that never end keep nobody from being served', async () => {
    const { hostname, port } = new URL(nfvo());
    const stalled = Array.from({ length: 100 }, () => {
      const socket = connect(Number(port), hostname, () => socket.write(`${post}Content-Length: 10\r\n\r\n{`));
      return socket;
    });
    await sleep(50);
    expect((await fetch(`${nfvo()}/grant/api_versions`)).status).toBe(401);
    for (const socket of stalled) socket.destroy();
  });
});
