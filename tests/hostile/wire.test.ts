import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { WireClient, type WireResult } from '../../src/exchange/client.ts';
import type { WireFailure } from '../../src/exchange/exchange.ts';
import { authority } from '../../lab/authority.ts';
import { endless, serveRaw, type RawAnswer, type RawServer } from '../servers/raw.ts';

/** What a server can do to a client on the wire. Whatever it does, there is a result in time, and it is the right one. */

const client = new WireClient();
const open: RawServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
const head = (...lines: readonly string[]): string => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;
const TEAPOT = 'HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n';
const CHUNKED = head('Transfer-Encoding: chunked');

async function answered(answer: RawAnswer, timeoutMs = 5000): Promise<WireResult> {
  const server = await serveRaw(answer);
  open.push(server);
  return client.send({ method: 'GET', url: new URL(`${server.url}/x`), headers: [], timeoutMs });
}
const says =
  (bytes: string): RawAnswer =>
  (socket) =>
    void socket.write(bytes);

describe('no whole answer', () => {
  const TIMEOUT = 150;
  test.each<[string, WireFailure['kind'], RawAnswer]>([
    ['never answers', 'timeout', () => undefined],
    ['answers a byte at a time', 'timeout', endless(head(), 'x', 20)],
    ['sends headers one by one', 'timeout', endless(OK.slice(0, 17), 'A: b\r\n', 20)],
    ['says 100 Continue for ever', 'timeout', endless('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000))],
    ['says 103 Early Hints for ever', 'timeout', endless('', 'HTTP/1.1 103 Hints\r\nLink: <a>\r\n\r\n')],
  ])('%s: %s', async (_what, kind, answer) => {
    const { failure, response } = await answered(answer, TIMEOUT);
    expect(response).toBeUndefined();
    expect(failure?.kind).toBe(kind);
  });

  test.each<[string, WireFailure['kind'], RawAnswer]>([
    ['closes within the body', 'closed', (socket) => void socket.end(head('Content-Length: 9') + '{}')],
    ['closes within a chunk', 'closed', (socket) => void socket.end(`${CHUNKED}9\r\n{}`)],
    ['closes within the headers', 'reset', (socket) => void socket.end('HTTP/1.1 200 OK\r\nConte')],
    ['sends less than Content-Length', 'timeout', says(head('Content-Length: 3') + '{}')],
    ['sends more than Content-Length', 'protocol', says(head('Content-Length: 1') + '{}')],
    ['Content-Length that is no number', 'protocol', says(head('Content-Length: 2x') + '{}')],
    ['negative Content-Length', 'protocol', says(head('Content-Length: -2') + '{}')],
    ['Content-Length beyond all numbers', 'protocol', says(head(`Content-Length: ${'9'.repeat(40)}`) + '{}')],
    ['two Content-Lengths', 'protocol', says(head('Content-Length: 1', 'Content-Length: 2') + '{}')],
    ['Content-Length and chunks', 'protocol', says(head('Content-Length: 2', 'Transfer-Encoding: chunked') + '{}')],
    ['a chunk size that is none', 'protocol', says(`${CHUNKED}zz\r\n{}\r\n`)],
    ['chunk extensions without end', 'protocol', endless(`${CHUNKED}2;`, 'a'.repeat(9999))],
    ['trailers without end', 'protocol', endless(`${CHUNKED}0\r\n`, 'A: b\r\n'.repeat(999))],
    ['a header of 1 MB', 'protocol', says(head(`X: ${'a'.repeat(1_000_000)}`, 'Content-Length: 2') + '{}')],
    ['100 000 headers', 'protocol', says(head(...Array<string>(100_000).fill('X: 1'), 'Content-Length: 2') + '{}')],
    ['NUL within a header', 'protocol', says(head('X: a\0b', 'Content-Length: 2') + '{}')],
    ['HTTP/0.9', 'protocol', (socket) => void socket.end('{}')],
    ['another protocol', 'protocol', (socket) => void socket.end('SSH-2.0-x\r\n')],
    ['no status', 'protocol', says('HTTP/1.1 0 Odd\r\nContent-Length: 0\r\n\r\n')],
    [
      'another protocol from here on',
      'protocol',
      says('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nx'),
    ],
  ])('%s: %s', async (_what, kind, answer) => {
    const { failure, response } = await answered(answer, kind === 'timeout' ? TIMEOUT : 15_000);
    expect(response).toBeUndefined();
    expect(failure?.kind).toBe(kind);
  });

  test('a body of 10 GB is given up, and most of it never gets here', async () => {
    const piece = Buffer.alloc(4 * 1024 * 1024, 'x');
    const begin = head(`Content-Length: ${10 * 1024 ** 3}`);
    let server: Socket | undefined;
    const { failure } = await answered((socket, ...more) => {
      server = socket;
      endless(begin, piece)(socket, ...more);
    });
    expect(failure?.kind).toBe('too-large');
    expect(server?.bytesWritten).toBeLessThan(200 * 1024 * 1024);
  });
});

describe('an answer, though an odd one', () => {
  test('HTTP/1.0, which ends with the connection', async () => {
    const { response } = await answered((socket) => void socket.end('HTTP/1.0 200 OK\r\nX: 1\r\n\r\n{"a":1}'));
    expect(response).toMatchObject({ status: 200, headers: [['X', '1']], size: 7 });
  });

  test('after 10 000 provisional ones', async () => {
    const { response } = await answered(says(`${'HTTP/1.1 103 Hints\r\nLink: <a>\r\n\r\n'.repeat(10_000)}${OK}`));
    expect(response).toMatchObject({ status: 200, headers: [['Content-Length', '2']] });
  });

  test('as many headers as fit in their limit are all kept', async () => {
    const { response } = await answered(says(head(...Array<string>(5000).fill('X: 1'), 'Content-Length: 2') + '{}'));
    expect(response?.headers.length).toBe(5001);
  });

  test('a compressed body is kept as it came, however large it would be', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const { response } = await answered((socket) => {
      socket.write(head('Content-Encoding: gzip', `Content-Length: ${bomb.byteLength}`));
      socket.write(bomb);
    });
    expect(response?.size).toBe(bomb.byteLength);
    expect(Buffer.from(response?.body ?? []).equals(bomb)).toBe(true);
  });

  test.each([
    ['https://example.invalid/', 'another host'],
    ['file:///etc/passwd', 'a file'],
    ['//127.0.0.1:1/x', 'another port'],
  ])('a redirect to %s (%s) is an answer and no more', async (location) => {
    const { response } = await answered(
      says(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`),
    );
    expect(response).toMatchObject({
      status: 302,
      headers: [
        ['Location', location],
        ['Content-Length', '0'],
      ],
    });
  });

  test.each<[string, RawAnswer]>([
    ['with the answer before', (socket) => void socket.write(OK + TEAPOT)],
    [
      'later, when the connection is idle',
      (socket) => {
        socket.write(OK);
        setTimeout(() => void socket.write(TEAPOT), 20);
      },
    ],
  ])('what was not asked for and came %s answers nothing', async (_when, first) => {
    const server = await serveRaw((socket, request, nth) => (nth === 1 ? first : says(OK))(socket, request, nth));
    open.push(server);
    for (let asked = 0; asked < 3; asked++) {
      const { response } = await client.send({ method: 'GET', url: new URL(server.url), headers: [], timeoutMs: 1000 });
      expect(response?.status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  });
});

describe('TLS', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tls-'));
  const own = authority(dir);
  afterAll(() => rmSync(dir, { recursive: true }));

  test.each([
    ['another host', 'DNS:elsewhere.example', '20200101', '20990101', true],
    ['long expired', 'IP:127.0.0.1', '20200101', '20200201', true],
    ['not yet good', 'IP:127.0.0.1', '20900101', '20990101', true],
    ['of an authority that nobody knows', 'IP:127.0.0.1', '20200101', '20990101', false],
  ])('a certificate %s is refused', async (_what, names, from, to, known) => {
    const server = await serveRaw(says(OK), own.issue(names, from, to));
    open.push(server);
    const strict = new WireClient(known ? { ca: own.ca } : {});
    const { failure } = await strict.send({ method: 'GET', url: new URL(server.url), headers: [], timeoutMs: 2000 });
    strict.close();
    expect(failure?.kind).toBe('tls');
    expect(server.requests()).toBe(0);
  });

  test('a good one is taken', async () => {
    const server = await serveRaw(says(OK), own.issue('IP:127.0.0.1', '20200101', '20990101'));
    open.push(server);
    const strict = new WireClient({ ca: own.ca });
    const { response } = await strict.send({ method: 'GET', url: new URL(server.url), headers: [], timeoutMs: 2000 });
    strict.close();
    expect(response?.status).toBe(200);
  });

  test('a server that speaks no TLS', async () => {
    const plain = createServer((socket) => void socket.end(OK));
    await new Promise<void>((listening) => void plain.listen(0, '127.0.0.1', listening));
    const { port } = plain.address() as AddressInfo;
    const url = new URL(`https://127.0.0.1:${port}/`);
    const { failure } = await client.send({ method: 'GET', url, headers: [], timeoutMs: 2000 });
    plain.close();
    expect(failure?.kind).toBe('tls');
  });
});
