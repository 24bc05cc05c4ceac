import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem.ts';

/** Bytes that a payload may have. */
const MOST = 4_000_000;

/** @throws Problem 413 when there is too much of it */
export async function bytesOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MOST) throw new Problem(413, `the payload has more than ${MOST} bytes`, { Connection: 'close' });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** @throws Problem 400 when the bytes are no JSON text in UTF-8 (RFC 8259) */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw new Problem(400, `the payload is not JSON: ${error instanceof Error ? error.message : 'not readable'}`);
  }
}
