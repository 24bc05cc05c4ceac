import { copyFileSync, linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { isThere, mustBeReadable } from '../judge/there.ts';
import type { Release } from '../model/release-model.ts';

/** @throws UserError E_RECORD where there is no run, or none that may be read */
export function mustHoldRun(dir: string): void {
  for (const name of ['run.json', 'exchanges.ndjson']) {
    const file = join(dir, name);
    if (!isThere(file) || !statSync(file).isFile())
      throw new UserError(`${dir} contains no run: ${name} is missing`, {
        code: 'E_RECORD',
        wayOut: 'Name a directory that `nfv-tst run` wrote.',
      });
    mustBeReadable(file);
  }
}

/**
 * Copies the record of a run to the directory where it is to be judged. It is linked if the file system supports it: it
 * can be large, and is never written again.
 * @param releases to which the judging is restricted
 * @throws UserError E_USAGE where the run itself would be restricted
 */
export function copyRecord(from: string, to: string, releases: readonly Release[] | undefined): void {
  if (resolve(from) === resolve(to)) {
    if (releases === undefined) return;
    throw new UserError('--release would restrict the run itself; name another directory with --out', {
      code: 'E_USAGE',
    });
  }
  mkdirSync(to, { recursive: true });
  const record = join(to, 'exchanges.ndjson');
  rmSync(record, { force: true });
  try {
    linkSync(join(from, 'exchanges.ndjson'), record);
  } catch {
    copyFileSync(join(from, 'exchanges.ndjson'), record);
  }
}
