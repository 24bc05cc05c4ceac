import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { ClientCertificate, WireFailure } from '../src/exchange/exchange.ts';
import { send, stranger, type Answer } from './answer.ts';
import type { InboundRecorder } from './control.ts';
import {
  absolute,
  MAX_BODY,
  pairs,
  readBody,
  target,
  withoutCoding,
  type Incoming,
  type ReadBody,
} from './incoming.ts';
import { certificateOf, handshakeFailure, type ListenTls, serverOptions } from './tls.ts';

/**
 * The HTTP server under every counterpart. Plain node:http and node:https, because the record wants each header as it went over the wire,
 * a GET may bring a body, and an answer may be held back for as long as the SUT waits: a framework hides all three.
 */

export interface ListenSettings {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Host to hand out in URIs where it is not `host`. */
  readonly advertise?: string;
  /** Absent: plain HTTP. */
  readonly tls?: ListenTls;
  readonly recorder: InboundRecorder;
  readonly handle: (request: Incoming) => Answer | Promise<Answer>;
  /** Told why a client did not come in by TLS, each time; default: a warning, once for each reason. */
  readonly refused?: (reason: string) => void;
  /** Bytes of request body; more is answered 413. */
  readonly maxBody?: number;
}

export interface Listener {
  /** `http://host:port` or `https://host:port`, no trailing slash. */
  readonly base: string;
  readonly port: number;
  close(): Promise<void>;
}

const BODY_TIMEOUT_MS = 30_000;
/** Longer than clients keep connections, so that we never close one under a request. */
const KEEP_ALIVE_MS = 120_000;
/** Made once: an error of its own for each call is dear, and nobody reads it. */
const LEFT = new Error('the caller has left');

/** Opens the port. Rejects with the error of listen (EADDRINUSE, EACCES, ...). */
export async function listen(settings: ListenSettings): Promise<Listener> {
  const base = { value: '' };
  const life = { over: false };
  const server = serverOf(settings.tls, (request, response) => {
    void serve(settings, base.value, life, request, response);
  });
  // Those in a TLS handshake, too, of which HTTP does not know yet.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const say =
    settings.refused ?? once((reason) => process.emitWarning(`${base.value}: ${reason}`, 'CounterpartWarning'));
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    if (!life.over) say(handshakeFailure(error, socket));
  });
  // Their size is limited; their number is not, or some would be missing in the record.
  server.maxHeadersCount = 0;
  server.on('clientError', refuseGarbage);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: settings.host, port: settings.port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // An error after that (out of descriptors at accept) must not end the process; the client sees a refused connection.
  server.on('error', () => undefined);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : settings.port;
  base.value = `${settings.tls === undefined ? 'http' : 'https'}://${hostInUri(settings.advertise ?? settings.host)}:${port}`;
  return {
    base: base.value,
    port,
    close: () =>
      new Promise((resolve) => {
        life.over = true;
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function once(say: (reason: string) => void): (reason: string) => void {
  const told = new Set<string>();
  return (reason) => {
    if (!told.has(reason)) say(reason);
    told.add(reason);
  };
}

function serverOf(tls: ListenTls | undefined, serve: RequestListener): Server {
  const options = {
    maxHeaderSize: 64 * 1024,
    requestTimeout: BODY_TIMEOUT_MS,
    headersTimeout: 15_000,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  if (tls === undefined) return createServer(options, serve);
  return createSecureServer({ ...options, ...serverOptions(tls) }, serve);
}

function hostInUri(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** Not HTTP, or headers over the limit: nothing that could be recorded as an exchange. */
function refuseGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

async function serve(
  settings: ListenSettings,
  base: string,
  life: { readonly over: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = new Date();
  const clock = performance.now();
  const left = new AbortController();
  response.once('close', () => left.abort(LEFT));
  request.on('error', () => left.abort(LEFT));
  response.on('error', () => left.abort(LEFT));
  const certificate = certificateOf(request.socket);
  const read = await readBody(request, settings.maxBody ?? MAX_BODY);
  if (read.kind === 'whole') await giveWay(request);
  const answer = await decide(settings, base, request, { ...read, ...(certificate && { certificate }) }, left.signal);
  // It was us who hung up: what stood behind the last answer was never heard, and the record may be closed.
  if (life.over || hungUp.has(request.socket)) return;
  if (answer.hangUp === true) hungUp.add(request.socket);
  const gone = left.signal.aborted || request.socket.destroyed || read.kind === 'broken';
  const sent = gone ? undefined : send(request, response, answer, read.kind === 'too-large', answer.hangUp === true);
  try {
    const exchange = settings.recorder.record({
      api: answer.api,
      ...(answer.run === undefined ? {} : { run: answer.run }),
      ...(answer.subject === undefined ? {} : { subject: answer.subject }),
      startedAt,
      ms: Math.round(performance.now() - clock),
      request: {
        method: request.method ?? '',
        url: absolute(base, request.url ?? '/'),
        headers: pairs(request.rawHeaders),
        body: read.body,
        ...(certificate === undefined ? {} : { certificate }),
      },
      ...(sent === undefined ? { failure: HUNG_UP } : { response: sent }),
      answer: answer.note,
    });
    answer.recorded?.(exchange);
  } catch (error) {
    // The record is the engine's; that it failed must be heard, but not by taking the counterpart down.
    process.emitWarning(`an inbound exchange could not be recorded: ${message(error)}`, 'CounterpartWarning');
  }
}

/** Connections that we close behind an answer. */
const hungUp = new WeakSet<Socket>();

/**
 * One connection full of requests is read a piece at a time: others have their turn between. And who gave up while we were busy is
 * seen to have gone before he is answered.
 */
async function giveWay({ socket }: IncomingMessage): Promise<void> {
  socket.pause();
  await turn();
  socket.resume();
  await turn();
}

const HUNG_UP: WireFailure = { kind: 'closed', message: 'the SUT closed the connection before it was answered' };

async function decide(
  settings: ListenSettings,
  base: string,
  request: IncomingMessage,
  read: ReadBody & { readonly certificate?: ClientCertificate },
  gone: AbortSignal,
): Promise<Answer> {
  const { segments, query } = target(request.url ?? '/');
  try {
    if (read.kind === 'too-large') return stranger(413, 'body over the limit');
    return await settings.handle({
      method: request.method ?? '',
      base,
      segments,
      query,
      header: (name) => {
        const value = request.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      body: withoutCoding(read.body, request.headers['content-encoding'] ?? ''),
      ...(read.certificate === undefined ? {} : { certificate: read.certificate }),
      gone,
    });
  } catch (error) {
    return stranger(500, `counterpart failed: ${message(error)}`);
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
