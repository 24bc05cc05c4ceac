import { createWriteStream, renameSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Verdict } from '../judge/verdict.ts';

/** Writes verdicts.ndjson, one verdict per line. Atomic: if it is killed, the file before it remains. */
export async function writeVerdicts(dir: string, verdicts: Iterable<Verdict>): Promise<void> {
  const file = join(dir, 'verdicts.ndjson');
  const stream = createWriteStream(`${file}.new`);
  for (const verdict of verdicts) stream.write(`${JSON.stringify(verdict)}\n`);
  stream.end();
  await once(stream, 'finish');
  renameSync(`${file}.new`, file);
}
