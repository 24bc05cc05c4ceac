import type { IncomingMessage } from 'node:http';
import { decode } from '../src/exchange/coding.ts';
import type { ClientCertificate, HeaderList } from '../src/exchange/exchange.ts';

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

/** Bytes of a body that are read, unless a counterpart says otherwise. */
export const MAX_BODY = 8 * 1024 * 1024;

export type ReadBody = { readonly kind: 'whole' | 'too-large' | 'broken'; readonly body: Buffer };

export function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
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

/** A SUT may compress what it sends; what cannot be read is left as it is, and refused as such. */
export function withoutCoding(body: Buffer, contentEncoding: string): Buffer {
  const decoded = decode(body, contentEncoding, MAX_BODY);
  return decoded.kind === 'decoded' ? Buffer.from(decoded.bytes) : body;
}

/** Path segments, percent-decoded, and query of a request target. */
export function target(raw: string): { segments: readonly string[] | null; query: URLSearchParams } {
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

/** Headers as they stood on the wire. */
export function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return list;
}

export function absolute(base: string, url: string): string {
  return /^https?:\/\//i.test(url) ? url : `${base}${url}`;
}
