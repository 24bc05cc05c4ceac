import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/** Beside the record: which profile a run was started with. It holds no secret, only the profile's path. */
const FILE = 'started-with.json';

/** Keeps the profile's path, before the run starts, for `clean`. */
export function keepTarget(dir: string, target: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, FILE), `${JSON.stringify({ target: resolve(target) })}\n`);
}

/**
 * Path of the profile that the run in `dir` was started with; the embedded orchestrator's lies in the directory itself.
 * @throws UserError E_RECORD where that cannot be told
 */
export function targetOf(dir: string): string {
  const own = join(dir, 'ixit.yaml');
  if (existsSync(own)) return own;
  const file = join(dir, FILE);
  if (existsSync(file)) {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof kept === 'object' && kept !== null && 'target' in kept && typeof kept.target === 'string')
      return kept.target;
  }
  throw new UserError(`it cannot be told which target the run in ${dir} was about`, {
    code: 'E_RECORD',
    wayOut: 'Name its profile with --target FILE, and check that the directory is that of a run.',
  });
}
