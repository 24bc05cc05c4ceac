import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from '../judge/there.ts';

/** Directories of the runs in a directory: itself, or, where several targets were judged, those in it. */
export function runsIn(dir: string): readonly string[] {
  if (isRun(dir) || !isDirectory(dir)) return [dir];
  const within = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(dir, name))
    .filter(isRun)
    .sort();
  return within.length === 0 ? [dir] : within;
}

function isRun(dir: string): boolean {
  return isThere(join(dir, 'run.json'));
}

function isDirectory(path: string): boolean {
  return isThere(path) && statSync(path).isDirectory();
}
