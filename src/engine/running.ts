import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode, UserError } from '../errors.ts';
import { unreadable } from '../judge/run-directory.ts';

/** Beside the record while a run writes it: the processes that do, in the order in which they came. */
const FILE = 'running.json';

interface Holder {
  readonly pid: number;
  /** When it started, in the system's own measure; missing where the system does not say. */
  readonly started?: string;
}

/**
 * Keeps others from running into a directory. The command line and the process that it forked to drive hold it together;
 * what processes left that have ended since is no obstacle.
 * @returns what gives the directory back; to be called by the process that came first
 * @throws UserError E_USAGE where another run holds it
 */
export function hold(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, FILE);
  while (!createdWith(file, [holderOf(process.pid)])) {
    const holders = holdersIn(file);
    if (holders.some(({ pid }) => pid === process.ppid)) {
      writeFileSync(file, JSON.stringify([...holders, holderOf(process.pid)]));
      return () => undefined;
    }
    mustNotRun(dir);
    rmSync(file, { force: true });
  }
  return () => rmSync(file, { force: true });
}

/** @throws UserError E_USAGE where a run holds the directory whose process still lives */
export function mustNotRun(dir: string): void {
  const other = holdersIn(join(dir, FILE)).find(
    (one) => one.pid !== process.pid && one.pid !== process.ppid && lives(one),
  );
  if (other === undefined) return;
  throw new UserError(`a run into ${dir} is still going on, as process ${other.pid}`, {
    code: 'E_USAGE',
    wayOut: `Wait until it has ended, stop it (kill ${other.pid}), or name another directory.`,
  });
}

/** As a whole or not at all: nobody ever reads half of it. `false` where the file is there already. */
function createdWith(file: string, holders: readonly Holder[]): boolean {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, JSON.stringify(holders));
    linkSync(own, file);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Nobody where the file is not there, or is not as a run wrote it. */
function holdersIn(file: string): readonly Holder[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.filter(isHolder) : [];
  } catch (error) {
    if (error instanceof SyntaxError || systemErrorCode(error) === 'ENOENT') return [];
    throw unreadable(file, error);
  }
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number';
}

function holderOf(pid: number): Holder {
  const started = startOf(pid);
  return { pid, ...(started === undefined ? {} : { started }) };
}

/** A number may have gone to another process since: where the system says when that one started, it is told apart. */
function lives({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Of another user: there all the same.
    if (systemErrorCode(error) !== 'EPERM') return false;
  }
  return started === undefined || startOf(pid) === started;
}

/** Field 22 of `/proc/<pid>/stat`; nothing for one that has ended and that its parent has not asked about yet. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets, which may hold anything.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
