import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Digests } from '../src/judge/certificate.ts';
import { unreadable } from '../src/judge/run-directory.ts';

/**
 * SHA-256 of the files that a certificate stands on. They are streamed: a record can be larger than memory.
 * @throws UserError E_RECORD where one is missing or cannot be read
 */
export async function digestsOf(dir: string): Promise<Digests> {
  return {
    'run.json': await digestOf(join(dir, 'run.json')),
    'exchanges.ndjson': await digestOf(join(dir, 'exchanges.ndjson')),
    'verdicts.ndjson': await digestOf(join(dir, 'verdicts.ndjson')),
  };
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>)
      hash.update(chunk);
  } catch (cause) {
    throw unreadable(file, cause);
  }
  return hash.digest('hex');
}

const CHUNK = 1024 * 1024;
