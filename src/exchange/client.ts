import { request as httpRequest, Agent as HttpAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { messageOf } from '../errors.ts';
import { fromRawHeaders } from './body.ts';
import type { HeaderList, WireFailure } from './exchange.ts';

/** What goes on the wire, to the byte: nothing is added but Host, Connection and Content-Length. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
  /** For the whole exchange, milliseconds. */
  readonly timeoutMs: number;
}

export interface WireResult {
  /** Headers as sent, those added included. */
  readonly sent: HeaderList;
  readonly startedAt: Date;
  readonly ms: number;
  readonly response?: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body: Uint8Array;
    readonly size: number;
  };
  readonly failure?: WireFailure;
}

/** Responses larger than this are given up: a SUT may not fill the harness's memory. */
const RECEIVE_LIMIT = 16 * 1024 * 1024;

/**
 * HTTP/1.1 client with control of every header and byte: no default headers, no redirects followed, no decompression.
 * It never throws for what the server does; a request that got no whole response says why in `failure`.
 */
export class WireClient {
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: 64 });
  readonly #https: HttpsAgent;

  constructor(tls: AgentOptions = {}) {
    this.#https = new HttpsAgent({ keepAlive: true, maxSockets: 64, ...tls });
  }

  /**
   * A connection that the server closed while idle is tried once more: that race is nobody's fault. Where nobody listens any more,
   * the server may have gone because of the request, and it stays the one that was cut off.
   */
  async send(request: WireRequest): Promise<WireResult> {
    const first = await this.#once(request);
    if (!first.staleConnection) return first.result;
    const { result } = await this.#once(request, true);
    return result.failure?.kind === 'refused' ? first.result : result;
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  #once(request: WireRequest, fresh = false): Promise<{ result: WireResult; staleConnection: boolean }> {
    const sent = wireHeaders(request);
    const startedAt = new Date();
    const started = performance.now();
    return new Promise((resolve) => {
      let settled = false;
      let client: ClientRequest | undefined = undefined;
      let arrived = false;
      const settle = (part: Pick<WireResult, 'response'> | Pick<WireResult, 'failure'>, stale = false): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        resolve({
          // Rounded up, as the time of the start is cut: what comes after `at + ms` came after the answer for sure.
          result: { sent, startedAt, ms: Math.ceil(performance.now() - started), ...part },
          staleConnection: stale,
        });
      };
      const fail = (failure: WireFailure, stale = false): void => {
        settle({ failure }, stale);
        client?.destroy();
      };
      const late = (): void => fail({ kind: 'timeout', message: `no complete answer within ${request.timeoutMs} ms` });
      // Where we were busy the answer may have come in time and not be read: what has come is read between timers and immediates.
      const timer = setTimeout(() => setImmediate(late), request.timeoutMs);
      try {
        client = this.#open(request, sent, fresh);
      } catch (error) {
        fail({ kind: 'protocol', message: messageOf(error) });
        return;
      }
      const opened = client;
      client.on('response', (message) => {
        arrived = true;
        receive(message, settle, fail);
      });
      // Without a listener the connection would be closed and nothing said.
      client.on('upgrade', (_message, socket) => {
        socket.destroy();
        fail({ kind: 'protocol', message: 'the server switched to a protocol that was not requested' });
      });
      client.on('error', (error) => {
        const failure = failureOf(error);
        fail(failure, failure.kind === 'reset' && opened.reusedSocket && !arrived);
      });
      client.end(request.body);
    });
  }

  #open(request: WireRequest, sent: HeaderList, fresh: boolean): ClientRequest {
    const secure = request.url.protocol === 'https:';
    const options = {
      method: request.method,
      // WHATWG URL splits `user:pass@` off; it is never sent.
      host: request.url.hostname.replace(/^\[|\]$/g, ''),
      port: request.url.port === '' ? (secure ? 443 : 80) : Number(request.url.port),
      path: `${request.url.pathname}${request.url.search}`,
      headers: sent.flat(),
      setHost: false,
      setDefaultHeaders: false,
      maxHeaderSize: 64 * 1024,
    };
    const client = secure
      ? httpsRequest({ ...options, ...(fresh ? { ...this.#https.options, agent: false } : { agent: this.#https }) })
      : httpRequest({ ...options, agent: fresh ? false : this.#http });
    // Their size is limited; their number is not, or some would be missing in the record.
    client.maxHeadersCount = 0;
    return client;
  }
}

const CLOSED: WireFailure = { kind: 'closed', message: 'the connection was closed in the middle of the answer' };

function wireHeaders(request: WireRequest): HeaderList {
  const has = (name: string): boolean => request.headers.some(([field]) => field.toLowerCase() === name);
  const added: [string, string][] = [];
  if (!has('host')) added.push(['Host', request.url.host]);
  if (!has('connection')) added.push(['Connection', 'keep-alive']);
  const length = request.body?.byteLength ?? 0;
  const framed = has('content-length') || has('transfer-encoding');
  if (!framed && (length > 0 || ['POST', 'PUT', 'PATCH'].includes(request.method)))
    added.push(['Content-Length', String(length)]);
  return [...added, ...request.headers];
}

function receive(
  message: IncomingMessage,
  settle: (part: Pick<WireResult, 'response'>) => void,
  fail: (failure: WireFailure) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > RECEIVE_LIMIT) fail({ kind: 'too-large', message: `the answer is larger than ${RECEIVE_LIMIT} bytes` });
    else chunks.push(chunk);
  });
  message.on('error', (error) => {
    const failure = failureOf(error);
    fail(failure.kind === 'reset' ? CLOSED : failure);
  });
  message.on('close', () => {
    if (!message.complete) fail(CLOSED);
  });
  message.on('end', () => {
    if (!message.complete) return;
    settle({
      response: {
        status: message.statusCode ?? 0,
        headers: fromRawHeaders(message.rawHeaders),
        body: Buffer.concat(chunks),
        size,
      },
    });
  });
}

/** Of Node.js, of OpenSSL, and of the verification of certificates. */
const TLS_ERROR = /^(ERR_TLS|ERR_SSL|EPROTO$|UNABLE_TO_|INVALID_|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$)|CERT/;

/** No connection came about; of the network's parts, or of the name service. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

function failureOf(error: unknown): WireFailure {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const message = messageOf(error);
  if (UNREACHABLE.has(code)) return { kind: 'refused', message };
  if (code === 'ETIMEDOUT') return { kind: 'timeout', message };
  if (code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'reset', message };
  if (code.startsWith('HPE_')) return { kind: 'protocol', message };
  if (TLS_ERROR.test(code)) return { kind: 'tls', message };
  return { kind: 'protocol', message };
}
