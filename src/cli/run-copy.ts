import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/**
 * Takes what reports need of a run, its description and its record, to another directory. The record is linked where the
 * file system lets it: it can be large, and is never written again.
 * @throws UserError E_RECORD where there is no run, or another one in the way
 */
export function runCopy(from: string, to: string): void {
  for (const name of ['run.json', 'exchanges.ndjson']) {
    if (!existsSync(join(from, name)))
      throw new UserError(`${from} holds no run: ${name} is missing`, {
        code: 'E_RECORD',
        wayOut: 'Name a directory that `nfv-tst run` wrote.',
      });
  }
  if (resolve(from) === resolve(to)) return;
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, 'run.json'), join(to, 'run.json'));
  const record = join(to, 'exchanges.ndjson');
  rmSync(record, { force: true });
  try {
    linkSync(join(from, 'exchanges.ndjson'), record);
  } catch {
    copyFileSync(join(from, 'exchanges.ndjson'), record);
  }
}
