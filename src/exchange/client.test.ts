import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { header } from './body.ts';
import { WireClient, type WireRequest } from './client.ts';

let server: Server | undefined;
const sockets = new Set<Socket>();
const client = new WireClient();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server?.close();
});

/** A server that sees raw bytes and answers raw bytes. */
async function serve(answer: (request: string, socket: Socket) => void): Promise<URL> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => answer(data.toString('latin1'), socket));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return new URL(`http://127.0.0.1:${address.port}/x?y=1`);
}

const get = (url: URL, part: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  url,
  headers: [],
  timeoutMs: 500,
  ...part,
});
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\n{}';

describe('WireClient', () => {
  it('puts on the wire exactly what it says it sent', async () => {
    let seen = '';
    const url = await serve((request, socket) => {
      seen += request;
      socket.write(OK);
    });
    const result = await client.send(
      get(url, {
        method: 'POST',
        headers: [
          ['accept', 'a'],
          ['ACCEPT', 'b'],
        ],
        body: Buffer.from('{"'),
      }),
    );
    expect(seen).toBe(
      `POST /x?y=1 HTTP/1.1\r\n${result.sent.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n{"`,
    );
    expect(result.sent.map(([name]) => name)).toEqual(['Host', 'Connection', 'Content-Length', 'accept', 'ACCEPT']);
  });

  it('hands back headers as they came, and does not follow redirects', async () => {
    const url = await serve(
      (_request, socket) =>
        void socket.write(
          'HTTP/1.1 303 See Other\r\nLocation: http://elsewhere/\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 0\r\n\r\n',
        ),
    );
    const { response } = await client.send(get(url));
    expect(response).toMatchObject({
      status: 303,
      headers: [
        ['Location', 'http://elsewhere/'],
        ['X-A', '1'],
        ['x-a', '2'],
        ['Content-Length', '0'],
      ],
    });
  });

  it.each([
    ['never answers', (): void => undefined, 'timeout'],
    ['closes without an answer', (_: string, socket: Socket): void => void socket.destroy(), 'reset'],
    [
      'closes within the answer',
      (_: string, socket: Socket): void => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'),
      'closed',
    ],
    [
      'answers with something else than HTTP',
      (_: string, socket: Socket): void => void socket.end('SSH-2.0-x\r\n'),
      'protocol',
    ],
    ['sends an endless body', (_: string, socket: Socket): void => flood(socket), 'too-large'],
  ] as const)('says so when the server %s', async (_what, answer, kind) => {
    const url = await serve(answer);
    const { failure, response } = await client.send(get(url, { timeoutMs: kind === 'timeout' ? 100 : 5000 }));
    expect(response).toBeUndefined();
    expect(failure?.kind).toBe(kind);
  });

  it('says so when nobody listens', async () => {
    const url = await serve(() => undefined);
    server?.close();
    expect((await client.send(get(url))).failure).toMatchObject({ kind: 'refused' });
  });

  it('asks again when a kept connection turns out to be closed', async () => {
    let answered = 0;
    const url = await serve((_request, socket) => {
      answered += 1;
      socket.write(OK);
      // Without telling: the next request on this connection meets a closed door.
      if (answered === 1) setTimeout(() => socket.resetAndDestroy(), 30);
    });
    await client.send(get(url));
    await new Promise((resolve) => setTimeout(resolve, 60));
    const { response } = await client.send(get(url));
    expect(header(response?.headers ?? [], 'x-a')).toBe('1');
  });

  it('says that it was cut off where the server is gone with the request', async () => {
    let answered = 0;
    const url = await serve((_request, socket) => {
      answered += 1;
      if (answered === 1) return void socket.write(OK);
      server?.close();
      socket.resetAndDestroy();
    });
    await client.send(get(url));
    expect((await client.send(get(url))).failure).toMatchObject({ kind: 'reset' });
    expect((await client.send(get(url))).failure).toMatchObject({ kind: 'refused' });
  });
});

function flood(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n\r\n');
  const chunk = Buffer.alloc(1024 * 1024);
  const more = (): void => {
    if (!socket.destroyed) socket.write(chunk, more);
  };
  more();
}
