import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../src/exchange/exchange.ts';
import { Ration } from '../src/exchange/ration.ts';
import type { InboundRecorder, Sink, SinkOptions } from './control.ts';
import { type Answer, json, jsonHeaders, page, stranger } from './answer.ts';
import type { Incoming } from './incoming.ts';
import { listen } from './listener.ts';
import type { ListenTls } from './tls.ts';
import { basicCredentials, same, type TokenIssuer, tokenIssuer, unauthorized } from './tokens.ts';

/** Notification endpoints (SOL003 5.4.20): any number of secret paths on one port. */
export interface SinkServer {
  sink(options: SinkOptions & { readonly run: string }): Promise<Sink>;
  close(): Promise<void>;
}

export interface SinkServerSettings {
  readonly host: string;
  readonly port: number;
  readonly advertise?: string;
  readonly tls?: ListenTls;
  /** As in `ListenSettings`. */
  readonly refused?: (reason: string) => void;
  readonly recorder: InboundRecorder;
}

export async function startSinks(settings: SinkServerSettings): Promise<SinkServer> {
  const open = new Map<string, OpenSink>();
  const listener = await listen({ ...settings, handle: (request) => answer(open, request) });
  const dead = await deadPort(settings.host);
  const deadBase = listener.base.replace(/:\d+$/, `:${dead.port}`);
  return {
    sink: async (options) => {
      const secret = randomBytes(18).toString('base64url');
      const sink = openSink(options);
      open.set(secret, sink);
      const base = options.test === 'down' ? deadBase : listener.base;
      return {
        uri: `${base}/${secret}`,
        ...(options.oauth2 === undefined ? {} : { tokenEndpoint: `${listener.base}/${secret}/token` }),
        received: () => [...sink.received],
        waitFor: (match, timeoutMs) => waitFor(sink, match, timeoutMs),
        answer: (change) => {
          sink.told = { ...sink.told, ...change };
        },
        close: async () => {
          open.delete(secret);
          for (const give of [...sink.waiting]) give(undefined);
        },
      };
    },
    close: async () => {
      for (const sink of open.values()) for (const give of [...sink.waiting]) give(undefined);
      await Promise.all([listener.close(), dead.close()]);
    },
  };
}

interface OpenSink {
  readonly run: string;
  readonly api: string;
  readonly basic: SinkOptions['basic'];
  readonly issuer: TokenIssuer | undefined;
  told: Pick<SinkOptions, 'test' | 'notify' | 'delayMs' | 'bare' | 'payload'>;
  /** As many as there is room for. */
  readonly received: Exchange[];
  readonly ration: Ration;
  /** Called with each exchange, and with undefined when the sink closes. */
  readonly waiting: Set<(exchange: Exchange | undefined) => void>;
}

function openSink(options: SinkOptions & { readonly run: string }): OpenSink {
  const oauth2 = options.oauth2;
  return {
    run: options.run,
    api: options.api ?? 'vnflcm-notification',
    basic: options.basic,
    issuer: oauth2 && tokenIssuer({ id: oauth2.clientId, secret: oauth2.clientPassword }),
    told: options,
    received: [],
    ration: new Ration(),
    waiting: new Set(),
  };
}

function waitFor(
  sink: OpenSink,
  match: (exchange: Exchange) => boolean,
  timeoutMs: number,
): Promise<Exchange | undefined> {
  const past = sink.received.find(match);
  if (past !== undefined) return Promise.resolve(past);
  return new Promise((resolve) => {
    const end = (exchange: Exchange | undefined): void => {
      clearTimeout(timer);
      sink.waiting.delete(look);
      resolve(exchange);
    };
    const look = (exchange: Exchange | undefined): void => {
      if (exchange === undefined || match(exchange)) end(exchange);
    };
    const timer = setTimeout(() => end(undefined), timeoutMs);
    sink.waiting.add(look);
  });
}

async function answer(open: ReadonlyMap<string, OpenSink>, request: Incoming): Promise<Answer> {
  const [secret, rest, ...more] = request.segments ?? [];
  const sink = secret === undefined ? undefined : open.get(secret);
  if (sink === undefined || more.length > 0) return nobody();
  if (rest === 'token' && sink.issuer !== undefined) {
    return { ...sink.issuer.token(request), api: 'oauth2', run: sink.run };
  }
  if (rest !== undefined) return nobody();
  const delayMs = sink.told.delayMs ?? 0;
  if (delayMs > 0) await sleep(delayMs, undefined, { signal: request.gone }).catch(() => undefined);
  const filed = { api: sink.api, run: sink.run, hangUp: sink.ration.spent };
  return { ...reply(sink, request), ...filed, recorded: (exchange) => arrived(sink, exchange) };
}

/** A storm may outlast its sink. */
function nobody(): Answer {
  return { ...stranger(404, 'no such notification endpoint'), hangUp: true };
}

function reply(sink: OpenSink, request: Incoming): Pick<Answer, 'status' | 'headers' | 'body' | 'note'> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    const headers = [...jsonHeaders('application/problem+json'), ['Allow', 'GET, POST']] as const;
    return { status: 405, headers, body: json({ status: 405, detail: 'GET or POST' }), note: 'method not allowed' };
  }
  const refusal = credentialsMissing(sink, request);
  if (refusal !== undefined) return refusal;
  const test = request.method === 'GET';
  const status = (test ? sink.told.test : sink.told.notify) ?? 204;
  // A sink that was handed out as down and yet is reached is one on a path that nobody was told.
  if (status === 'down') return { status: 404, note: 'down' };
  const note = `${test ? 'endpoint test' : 'notification'} ${status}`;
  if (status < 300 || sink.told.bare === true) return { status, note };
  const detail = 'answered so on purpose';
  if (sink.told.payload === 'html') return { ...page(status), note };
  if (sink.told.payload === 'no-detail')
    return { status, headers: jsonHeaders('application/problem+json'), body: json({ status }), note };
  return { status, headers: jsonHeaders('application/problem+json'), body: json({ status, detail }), note };
}

function credentialsMissing(
  sink: OpenSink,
  request: Incoming,
): Pick<Answer, 'status' | 'headers' | 'body' | 'note'> | undefined {
  if (sink.basic !== undefined) {
    const given = basicCredentials(request);
    const good =
      given !== undefined && same(given.userName, sink.basic.userName) && same(given.password, sink.basic.password);
    if (good) return undefined;
    if (sink.issuer === undefined)
      return unauthorized('Basic realm="notifications"', 'credentials of the subscription expected');
  }
  return sink.issuer?.refuse(request);
}

function arrived(sink: OpenSink, exchange: Exchange): void {
  if (sink.ration.hasRoomFor(exchange)) sink.received.push(exchange);
  for (const look of [...sink.waiting]) look(exchange);
}

/**
 * A port where a connection is surely refused, for as long as the harness runs: it is the local end of a connection that is
 * kept open, so nobody else can get it, and nobody listens on it.
 */
async function deadPort(host: string): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port: 0 }, resolve);
  });
  server.on('connection', (socket) => socket.on('error', () => undefined));
  const { port, address } = server.address() as AddressInfo;
  const socket = connect({ host: address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address, port });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  return {
    port: socket.localPort ?? 1,
    close: () =>
      new Promise((resolve) => {
        socket.destroy();
        server.close(() => resolve());
      }),
  };
}
