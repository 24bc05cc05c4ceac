import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { ClientCertificate, Exchange, HeaderList, WireFailure } from '../src/exchange/exchange.ts';
import { decode } from '../src/exchange/coding.ts';
import type { InboundRecorder } from './control.ts';
import { certificateOf, handshakeFailure, type ListenTls, serverOptions } from './tls.ts';

/**
 * The HTTP server under every counterpart. Plain node:http and node:https, because the record wants each header as it went over the wire,
 * a GET may bring a body, and an answer may be held back for as long as the SUT waits: a framework hides all three.
 */

/** A request read whole. */
export interface Incoming {
  readonly method: string;
  /** `http://host:port` of the server, as handed out. */
  readonly base: string;
  /** Path segments, percent-decoded; `null` when the encoding is broken. */
  readonly segments: readonly string[] | null;
  readonly query: URLSearchParams;
  /** First value of a header, name in lower case. */
  header(name: string): string | undefined;
  readonly body: Buffer;
  /** What the client showed in TLS, where it was asked for a certificate. */
  readonly certificate?: ClientCertificate;
  /** Aborts when the SUT goes away before it is answered. */
  readonly gone: AbortSignal;
}

/** What to answer and how to file it. */
export interface Answer {
  readonly status: number;
  readonly headers?: HeaderList;
  readonly body?: Uint8Array;
  readonly api: string;
  readonly run?: string;
  readonly subject?: string;
  /** What the counterpart was told to do, for the record. */
  readonly note: string;
  /** The connection is closed behind it: who floods us has to come again. */
  readonly hangUp?: boolean;
  /** Gets the exchange once it is on record. */
  readonly recorded?: (exchange: Exchange) => void;
}

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

const MAX_BODY = 8 * 1024 * 1024;
const BODY_TIMEOUT_MS = 30_000;
/** Longer than clients keep connections, so that we never close one under a request. */
const KEEP_ALIVE_MS = 120_000;

/** Headers that several counterparts send alike. */
/** A web page, as a proxy or an application server answers. */
export function page(status: number): Pick<Answer, 'status' | 'headers' | 'body'> {
  const body = Buffer.from(`<!doctype html><title>${status}</title><p>Answered so on purpose.\n`);
  return { status, headers: [['Content-Type', 'text/html; charset=utf-8']], body };
}

export function jsonHeaders(type = 'application/json'): HeaderList {
  return [['Content-Type', type]];
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

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
  response.once('close', () => left.abort());
  request.on('error', () => left.abort());
  response.on('error', () => left.abort());
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

type ReadBody = { readonly kind: 'whole' | 'too-large' | 'broken'; readonly body: Buffer };

function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (kind: ReadBody['kind']): void => resolve({ kind, body: Buffer.concat(chunks) });
    request.on('data', (chunk: Buffer) => {
      if (size >= limit) return;
      chunks.push(chunk.subarray(0, limit + 1 - size));
      size += chunk.length;
      if (size > limit) end('too-large');
    });
    request.once('end', () => end('whole'));
    request.once('close', () => end('broken'));
    request.once('error', () => end('broken'));
  });
}

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

/** A SUT may compress what it sends; what cannot be read is left as it is, and refused as such. */
function withoutCoding(body: Buffer, contentEncoding: string): Buffer {
  const decoded = decode(body, contentEncoding, MAX_BODY);
  return decoded.kind === 'decoded' ? Buffer.from(decoded.bytes) : body;
}

/** An answer to somebody who cannot be told: belongs to no run and no API. */
export function stranger(status: number, note: string, headers: HeaderList = []): Answer {
  const type = jsonHeaders('application/problem+json');
  return {
    status,
    headers: [...type, ...headers],
    body: json({ status, detail: note }),
    api: 'unknown',
    run: 'ambient',
    note,
  };
}

function target(raw: string): { segments: readonly string[] | null; query: URLSearchParams } {
  const path = /^https?:\/\/[^/?]*/i.test(raw) ? raw.replace(/^https?:\/\/[^/?]*/i, '') : raw;
  const cut = path.indexOf('?');
  const query = new URLSearchParams(cut < 0 ? '' : path.slice(cut + 1));
  const names = (cut < 0 ? path : path.slice(0, cut)).split('/').slice(1);
  try {
    return { segments: names.map(decodeURIComponent), query };
  } catch {
    return { segments: null, query };
  }
}

/** Writes the answer; every header is ours, so what is recorded is what was sent. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  abandon: boolean,
  last: boolean,
): { status: number; headers: HeaderList; body: Uint8Array } {
  const bodiless = answer.status === 204 || answer.status === 304;
  const body = bodiless || request.method === 'HEAD' ? new Uint8Array() : (answer.body ?? new Uint8Array());
  const headers: HeaderList = [
    ...(answer.headers ?? []),
    ['Date', new Date().toUTCString()],
    ...(bodiless ? [] : ([['Content-Length', String((answer.body ?? []).length)]] as const)),
    ['Connection', abandon || last || !response.shouldKeepAlive ? 'close' : 'keep-alive'],
  ];
  response.sendDate = false;
  response.writeHead(answer.status, headers.flat());
  response.end(body, () => {
    // The rest of an oversized body is not read: give the answer a moment on its way, then hang up.
    if (abandon) setTimeout(() => request.socket.destroy(), 300).unref();
  });
  return { status: answer.status, headers, body };
}

function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return list;
}

function absolute(base: string, url: string): string {
  return /^https?:\/\//i.test(url) ? url : `${base}${url}`;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
