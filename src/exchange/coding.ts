import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** What became of a payload with Content-Encoding (RFC 9110 8.4). We do not ask for any, and who is not asked may choose (12.5.3). */
export type Decoded =
  | { readonly kind: 'plain' }
  | { readonly kind: 'decoded'; readonly coding: string; readonly bytes: Uint8Array }
  /** More than the limit comes out of it: how much nobody has looked. */
  | { readonly kind: 'too-large'; readonly coding: string }
  /** A coding that is not known here, or several on top of each other. */
  | { readonly kind: 'unknown'; readonly coding: string }
  /** It is not what Content-Encoding says. */
  | { readonly kind: 'broken'; readonly coding: string };

const CODINGS: ReadonlyMap<string, typeof gunzipSync> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
]);

/** Takes off the coding that Content-Encoding names; gives up where more than `limit` bytes come of it. */
export function decode(bytes: Uint8Array, contentEncoding: string, limit: number): Decoded {
  const coding = contentEncoding.trim().toLowerCase();
  if (coding === '' || coding === 'identity' || bytes.byteLength === 0) return { kind: 'plain' };
  const known = CODINGS.get(coding);
  if (known === undefined) return { kind: 'unknown', coding };
  try {
    return { kind: 'decoded', coding, bytes: known(bytes, { maxOutputLength: limit }) };
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return { kind: isTooLarge ? 'too-large' : 'broken', coding };
  }
}
