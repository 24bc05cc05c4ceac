import { accessSync, constants, statSync } from 'node:fs';
import { systemErrorCode } from '../errors.ts';
import { unreadable } from './run-directory.ts';

/**
 * Whether a file of a run, or its directory, is there.
 * @throws UserError E_RECORD where that cannot be told: a directory above it may not be entered, or its links lead in a circle
 */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    if (systemErrorCode(cause) === 'ENOTDIR') return false;
    throw unreadable(path, cause);
  }
}

/** @throws UserError E_RECORD where the file may not be read, or is not there */
export function mustBeReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
