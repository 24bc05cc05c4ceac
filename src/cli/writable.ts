import { lstatSync, mkdtempSync, rmdirSync, statSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemErrorCode, UserError } from '../errors.ts';

/**
 * That a directory can be written to, or made where it is not there yet. Nothing is left of the attempt: it comes before any
 * work, and what the work needs besides may still be wrong.
 * @param option with which the user can name another one, such as `--out`; none where it has to be this one
 * @throws UserError E_USAGE
 */
export function mustBeWritable(dir: string, option?: string): void {
  const refuse = (why: string, cause?: unknown): never => {
    throw new UserError(`${dir === '' ? "''" : dir} cannot be used as a directory for results: ${why}`, {
      code: 'E_USAGE',
      wayOut: option === undefined ? NO_OTHER : `Name a directory that you may write to with ${option}.`,
      cause,
    });
  };
  if (dir === '') refuse('the name is empty');
  try {
    const there = nearest(resolve(dir));
    if (!there.stats.isDirectory()) refuse(`${there.path} is no directory`);
    rmdirSync(mkdtempSync(join(there.path, '.nfv-tst-')));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    refuse(WHY[code] ?? code, error);
  }
}

const NO_OTHER = 'A run is resumed in its own directory: see to it that you may write there.';

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the file system can only be read',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  ENOENT: 'nothing can be made there',
};

/** The path itself or the nearest one above it that exists. */
function nearest(path: string): { readonly path: string; readonly stats: Stats } {
  const stats = statOf(path);
  return stats === undefined ? nearest(dirname(path)) : { path, stats };
}

/** `undefined` where nothing is there; a link that leads nowhere is there, and no directory. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // Below a file: that is found on the way up.
    if (systemErrorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
