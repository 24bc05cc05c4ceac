import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { RunInfo } from '../judge/run-info.ts';
import type { Release } from '../model/release-model.ts';

/**
 * Copies what reports need of a run, its description and its record, to another directory. The record is linked if the
 * file system supports it: it can be large, and is never written again.
 * @param releases to which the copy is restricted
 * @throws UserError E_RECORD where there is no run
 */
export function runCopy(from: string, to: string, releases: readonly Release[] | undefined): void {
  for (const name of ['run.json', 'exchanges.ndjson']) {
    if (!existsSync(join(from, name)))
      throw new UserError(`${from} contains no run: ${name} is missing`, {
        code: 'E_RECORD',
        wayOut: 'Name a directory that `nfv-tst run` wrote.',
      });
  }
  if (resolve(from) === resolve(to)) {
    if (releases === undefined) return;
    throw new UserError('--release would restrict the run itself; name another directory with --out', {
      code: 'E_USAGE',
    });
  }
  mkdirSync(to, { recursive: true });
  const info = JSON.parse(readFileSync(join(from, 'run.json'), 'utf8')) as RunInfo;
  const restricted = releases === undefined ? info : { ...info, selection: { ...info.selection, releases } };
  writeFileSync(join(to, 'run.json'), `${JSON.stringify(restricted, null, 2)}\n`);
  const record = join(to, 'exchanges.ndjson');
  rmSync(record, { force: true });
  try {
    linkSync(join(from, 'exchanges.ndjson'), record);
  } catch {
    copyFileSync(join(from, 'exchanges.ndjson'), record);
  }
}
