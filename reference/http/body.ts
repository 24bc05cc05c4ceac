import type { IncomingMessage } from 'node:http';
import { faulty } from '../faults/seeded.ts';
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

/** Levels that a payload may be deep. */
const DEEPEST = 200;

/** @throws Problem 400 when the bytes are no JSON text in UTF-8 (RFC 8259) */
export function parseJson(bytes: Uint8Array): unknown {
  const value = read(bytes);
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < DEEPEST; depth++) {
    if (!faulty('huge-number-shown-as-infinity') && level.some(isBeyond))
      throw new Problem(400, 'a number is beyond the range of numbers that are kept');
    level = level.flatMap(childrenOf);
    if (level.length === 0) return value;
  }
  throw new Problem(400, `the payload is more than ${DEEPEST} levels deep`);
}

/** JSON limits no numbers, a double does (RFC 8259 6). */
function isBeyond(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

function read(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return JSON.parse(faulty('not-a-number-taken') ? text.replaceAll(/\bNaN\b/g, '0') : text) as unknown;
  } catch (error) {
    throw new Problem(400, `the payload is not JSON: ${error instanceof Error ? error.message : 'not readable'}`);
  }
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
