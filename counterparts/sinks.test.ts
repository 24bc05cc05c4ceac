import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_BYTES } from '../src/exchange/ration.ts';
import { memoryRecorder, type MemoryRecorder } from './memory-recorder.ts';
import { type SinkServer, startSinks } from './sinks.ts';

let recorder: MemoryRecorder;
let server: SinkServer;

beforeEach(async () => {
  recorder = memoryRecorder();
  server = await startSinks({ host: '127.0.0.1', port: 0, recorder });
});
afterEach(() => server.close());

const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' } as const;

/** Sends bytes as they are and returns what came back until the server hung up. */
function raw(uri: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(uri);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

async function status(uri: string, options: Parameters<typeof request>[1] = {}): Promise<number> {
  const response = await request(uri, options);
  await response.body.dump();
  return response.statusCode;
}

describe('a sink', () => {
  test('answers 204 to endpoint test and notification and keeps both', async () => {
    const sink = await server.sink({ run: 'r1' });
    expect(await status(sink.uri)).toBe(204);
    expect(await status(sink.uri, post)).toBe(204);
    expect(sink.received().map((one) => [one.request.method, one.run, one.api, one.stimulus])).toEqual([
      ['GET', 'r1', 'vnflcm-notification', { kind: 'inbound', answer: 'endpoint test 204' }],
      ['POST', 'r1', 'vnflcm-notification', { kind: 'inbound', answer: 'notification 204' }],
    ]);
  });

  test('records header spelling, order and repetition, and the exact bytes both ways', async () => {
    const sink = await server.sink({ run: 'r1' });
    const path = new URL(sink.uri).pathname;
    const answer = await raw(
      sink.uri,
      `POST ${path} HTTP/1.1\r\nhOsT: h\r\nX-b: 2\r\nx-B: 3\r\nConnection: close\r\ncontent-LENGTH: 4\r\n\r\n\u0001\u0002 {`,
    );
    const [exchange] = sink.received();
    expect(exchange?.request.headers).toEqual([
      ['hOsT', 'h'],
      ['X-b', '2'],
      ['x-B', '3'],
      ['Connection', 'close'],
      ['content-LENGTH', '4'],
    ]);
    expect(exchange?.request.body).toEqual({ encoding: 'utf8', data: '\u0001\u0002 {', bytes: 4 });
    const recorded = exchange?.response?.headers.map(([name, value]) => `${name}: ${value}`);
    expect(answer.split('\r\n').slice(1, -2)).toEqual(recorded);
  });

  test('reads the body that comes with an endpoint test', async () => {
    const sink = await server.sink({ run: 'r1' });
    expect(
      await status(sink.uri, { method: 'GET', headers: { 'content-type': 'application/json' }, body: '{"x":1}' }),
    ).toBe(204);
    expect(sink.received()[0]?.request.body?.data).toBe('{"x":1}');
  });

  test('does as told, also when told otherwise later', async () => {
    const sink = await server.sink({ run: 'r1', test: 500, notify: 503 });
    expect([await status(sink.uri), await status(sink.uri, post)]).toEqual([500, 503]);
    sink.answer({ test: 204 });
    expect([await status(sink.uri), await status(sink.uri, post)]).toEqual([204, 503]);
  });

  test('that is down has a URI where a connection is refused', async () => {
    const sink = await server.sink({ run: 'r1', test: 'down' });
    await expect(request(sink.uri)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(sink.received()).toEqual([]);
  });

  test('waits for past and future exchanges, gives up in time, and when it is closed', async () => {
    const sink = await server.sink({ run: 'r1' });
    const future = sink.waitFor(({ request: { method } }) => method === 'POST', 5000);
    await status(sink.uri, post);
    const found = await future;
    expect(found?.request.method).toBe('POST');
    expect(await sink.waitFor(({ id }) => id === found?.id, 1)).toBe(found);
    expect(await sink.waitFor(() => false, 10)).toBeUndefined();
    const never = sink.waitFor(() => false, 60_000);
    await sink.close();
    expect(await never).toBeUndefined();
  });

  test('tells apart thousands of paths; what comes after closing is a stranger', async () => {
    const sinks = await Promise.all(Array.from({ length: 2000 }, (_, at) => server.sink({ run: `r${at}` })));
    expect(new Set(sinks.map(({ uri }) => new URL(uri).port)).size).toBe(1);
    const last = sinks[1999];
    if (last === undefined) throw new Error('no sink');
    await status(last.uri, post);
    await last.close();
    expect(await status(last.uri, post)).toBe(404);
    expect(last.received()).toHaveLength(1);
    expect(recorder.exchanges.map(({ run, api }) => [run, api])).toEqual([
      ['r1999', 'vnflcm-notification'],
      ['ambient', 'unknown'],
    ]);
  });

  test('is left by who cannot wait, also while nobody listens', async () => {
    const sink = await server.sink({ run: 'r1' });
    const { hostname, port, pathname } = new URL(sink.uri);
    const socket = connect(Number(port), hostname);
    await new Promise((connected) => socket.once('connect', connected));
    await sleep(20);
    socket.write(`POST ${pathname} HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}`, () => {
      socket.destroy();
      const until = performance.now() + 50;
      while (performance.now() < until);
    });
    const exchange = await sink.waitFor(() => true, 5000);
    expect([exchange?.request.body?.data, exchange?.failure?.kind, exchange?.response]).toEqual([
      '{}',
      'closed',
      undefined,
    ]);
  });

  test('that is closed while somebody waits for an answer puts nothing on record', async () => {
    const sink = await server.sink({ run: 'r1', delayMs: 60_000 });
    const asked = request(sink.uri, post);
    await sleep(50);
    await server.close();
    await expect(asked).rejects.toThrow();
    await sleep(10);
    expect(recorder.exchanges).toEqual([]);
  });

  test('keeps so many, and all are on record', async () => {
    const sink = await server.sink({ run: 'r1' });
    const large = { ...post, body: 'x'.repeat(MOST_BYTES / 8) };
    for (let sent = 0; sent < 9; sent++) expect(await status(sink.uri, large)).toBe(204);
    expect(await status(sink.uri, post)).toBe(204);
    expect([sink.received().length, recorder.exchanges.length]).toEqual([8, 10]);
    const later = sink.waitFor(({ request: { method } }) => method === 'GET', 5000);
    const { headers, body } = await request(sink.uri);
    await body.dump();
    expect(headers.connection).toBe('close');
    expect((await later)?.id).toBe('x11');
  });

  test('waits before an answer, and says so when the SUT does not wait that long', async () => {
    const sink = await server.sink({ run: 'r1', delayMs: 60_000 });
    await expect(request(sink.uri, { headersTimeout: 50 })).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
    const exchange = await sink.waitFor(() => true, 5000);
    expect(exchange?.response).toBeUndefined();
    expect(exchange?.failure?.kind).toBe('closed');
  });
});

describe('credentials of the subscription', () => {
  test('basic: 401 with a challenge without them, 204 with them', async () => {
    const sink = await server.sink({ run: 'r1', basic: { userName: 'u1', password: 'p:w' } });
    const refused = await request(sink.uri, post);
    await refused.body.dump();
    expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([401, 'Basic realm="notifications"']);
    const wrong = `Basic ${Buffer.from('u1:no').toString('base64')}`;
    expect(await status(sink.uri, { ...post, headers: { authorization: wrong } })).toBe(401);
    const right = `Basic ${Buffer.from('u1:p:w').toString('base64')}`;
    expect(await status(sink.uri, { ...post, headers: { authorization: right } })).toBe(204);
    expect(sink.received().map((one) => one.response?.status)).toEqual([401, 401, 204]);
  });

  test('OAuth 2.0: a token of the sink of its own, not of another', async () => {
    const client = { clientId: 'c', clientPassword: 's' };
    const [one, other] = [
      await server.sink({ run: 'r1', oauth2: client }),
      await server.sink({ run: 'r2', oauth2: client }),
    ];
    const token = async (endpoint: string | undefined): Promise<string> => {
      const headers = {
        authorization: `Basic ${Buffer.from('c:s').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const response = await request(endpoint ?? '', {
        method: 'POST',
        headers,
        body: 'grant_type=client_credentials',
      });
      const body = (await response.body.json()) as { access_token: string };
      return body.access_token;
    };
    const own = { ...post, headers: { authorization: `Bearer ${await token(one.tokenEndpoint)}` } };
    expect([await status(one.uri, post), await status(one.uri, own), await status(other.uri, own)]).toEqual([
      401, 204, 401,
    ]);
    expect(one.received()).toHaveLength(2);
    expect(recorder.exchanges.map(({ api, run }) => `${api} ${run}`)[0]).toBe('oauth2 r1');
  });
});

describe('what nobody should send', () => {
  test('unknown paths, broken encodings and deeper paths are 404 and of no run', async () => {
    const sink = await server.sink({ run: 'r1' });
    const { origin } = new URL(sink.uri);
    for (const uri of [`${origin}/`, `${origin}/nope`, `${sink.uri}/more`, `${sink.uri}/../x`, `${sink.uri}/token`]) {
      expect(await status(uri, post)).toBe(404);
    }
    for (const path of ['/%zz', '/..%2f..%2fetc%2fpasswd', '//', '*']) {
      expect(
        await raw(sink.uri, `POST ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`),
      ).toMatch(/^HTTP\/1.1 40[04] /);
    }
    expect(sink.received()).toEqual([]);
    expect(new Set(recorder.exchanges.map(({ run }) => run))).toEqual(new Set(['ambient']));
  });

  test('other methods are 405 with Allow', async () => {
    const sink = await server.sink({ run: 'r1' });
    const response = await request(sink.uri, { method: 'PUT', body: 'x' });
    await response.body.dump();
    expect([response.statusCode, response.headers['allow']]).toEqual([405, 'GET, POST']);
  });

  test('a body over the limit is 413 and the rest is not read', async () => {
    const sink = await server.sink({ run: 'r1' });
    const path = new URL(sink.uri).pathname;
    const answer = await raw(
      sink.uri,
      `POST ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000000\r\n\r\n${'x'.repeat(9 * 1024 * 1024)}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(sink.received()).toEqual([]);
    expect(await status(sink.uri)).toBe(204);
  });

  test('garbage, huge headers, half requests and hang-ups leave the server alive', async () => {
    const sink = await server.sink({ run: 'r1' });
    const path = new URL(sink.uri).pathname;
    expect(await raw(sink.uri, '\u0016\u0003\u0001 not http\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(sink.uri, `GET ${path} HTTP/1.1\r\nX: ${'a'.repeat(200_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /);
    const { hostname, port } = new URL(sink.uri);
    const half = connect(Number(port), hostname, () => {
      half.write(`POST ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc`);
      setTimeout(() => half.destroy(), 30);
    });
    half.on('error', () => undefined);
    const cut = await sink.waitFor(() => true, 5000);
    expect([cut?.failure?.kind, cut?.request.body?.data]).toEqual(['closed', 'abc']);
    await sleep(10);
    expect(await status(sink.uri)).toBe(204);
  });
});
