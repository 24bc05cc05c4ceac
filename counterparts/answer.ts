import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, HeaderList } from '../src/exchange/exchange.ts';

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

/** A web page, as a proxy or an application server answers. */
export function page(status: number): Pick<Answer, 'status' | 'headers' | 'body'> {
  const body = Buffer.from(`<!doctype html><title>${status}</title><p>Answered so on purpose.\n`);
  return { status, headers: [['Content-Type', 'text/html; charset=utf-8']], body };
}

/** Headers that several counterparts send alike. */
export function jsonHeaders(type = 'application/json'): HeaderList {
  return [['Content-Type', type]];
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
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

/** Writes the answer; every header is ours, so what is recorded is what was sent. */
export function send(
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
