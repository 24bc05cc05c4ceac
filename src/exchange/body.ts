import { decode } from './coding.ts';
import type { Body, HeaderList } from './exchange.ts';
import { DEPTH_LIMIT, TOO_DEEP, valueOf } from './json-text.ts';

/** Payloads beyond this many bytes are cut in the record; their size is kept. */
export const STORED_BODY_LIMIT = 1024 * 1024;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Wire bytes as a record keeps them, without the content coding that `headers` name; `undefined` for no payload at all. */
export function toBody(bytes: Uint8Array, headers: HeaderList = []): Body | undefined {
  if (bytes.byteLength === 0) return undefined;
  const wire = { bytes: bytes.byteLength };
  const coded = decode(bytes, headerValues(headers, 'content-encoding').join(', '), STORED_BODY_LIMIT);
  switch (coded.kind) {
    case 'plain':
      return { ...kept(bytes), ...wire };
    case 'decoded':
      return { ...kept(coded.bytes), ...wire, decoded: coded.coding };
    case 'too-large':
      return { encoding: 'utf8', data: '', ...wire, truncated: true, decoded: coded.coding };
    case 'unknown':
      return { ...kept(bytes), ...wire, coded: coded.coding };
    case 'broken':
      return { ...kept(bytes), ...wire, coded: coded.coding, broken: true };
  }
}

function kept(whole: Uint8Array): Pick<Body, 'encoding' | 'data' | 'truncated'> {
  const bytes = whole.subarray(0, STORED_BODY_LIMIT);
  const cut = whole.byteLength > bytes.byteLength ? ({ truncated: true } as const) : {};
  try {
    return { encoding: 'utf8', data: strictUtf8.decode(bytes), ...cut };
  } catch {
    return { encoding: 'base64', data: Buffer.from(bytes).toString('base64'), ...cut };
  }
}

/** Outcome of reading a payload as JSON. */
export type Json =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'none' }
  /** It may be JSON, but the harness does not look into it: nothing can be said about it. */
  | { readonly kind: 'unread'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

const parsed = new WeakMap<Body, Json>();

/** Reads a payload as JSON; each body is parsed once however many checks ask. */
export function jsonOf(body: Body | undefined): Json {
  if (body === undefined) return { kind: 'none' };
  const known = parsed.get(body);
  if (known !== undefined) return known;
  const result = parse(body);
  parsed.set(body, result);
  return result;
}

function parse(body: Body): Json {
  if (body.broken === true)
    return { kind: 'broken', why: `the payload is not ${body.coded ?? ''}, as Content-Encoding says` };
  if (body.coded !== undefined)
    return { kind: 'unread', why: `the harness does not know the content coding ${body.coded}` };
  if (body.encoding === 'base64') return { kind: 'broken', why: 'the payload is not valid UTF-8' };
  if (body.truncated === true)
    return { kind: 'unread', why: `the payload of ${body.bytes} bytes was cut in the record` };
  try {
    const value = valueOf(body.data);
    return value === TOO_DEEP
      ? { kind: 'unread', why: `the payload is nested deeper than ${DEPTH_LIMIT} levels` }
      : { kind: 'json', value };
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : 'not JSON' };
  }
}

/** All values of a header field, names compared without case (RFC 9110 5.1). */
export function headerValues(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([field]) => isNamed(field, wanted)).map(([, value]) => value);
}

/** First value of a header field. */
export function header(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const field of headers) if (isNamed(field[0], wanted)) return field[1];
  return undefined;
}

/** Most names differ in length, and small letters are made of none of those: headers are looked at very often. */
function isNamed(field: string, wanted: string): boolean {
  return field.length === wanted.length && field.toLowerCase() === wanted;
}

/** Media type of the payload, parameters removed, in lower case; `undefined` without Content-Type. */
export function mediaType(headers: HeaderList): string | undefined {
  return header(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
}

/** Raw headers of node:http (name, value, name, value ...) as a HeaderList. */
export function fromRawHeaders(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return list;
}
