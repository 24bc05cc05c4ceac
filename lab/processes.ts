import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that the lab started and that outlives the command. */
export interface Started {
  readonly name: string;
  readonly pid: number;
  /** Part of its command line, so that a pid that has passed to somebody else is left alone. */
  readonly mark: string;
}

/** Without proxies: all that the lab talks to is on this machine. */
export function localEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name));
  return { ...Object.fromEntries(kept), NO_PROXY: '*', no_proxy: '*' };
}

/** Starts a process in a session of its own; output goes to the file. `undefined`: it could not be started. */
export function startDetached(
  what: { readonly name: string; readonly mark: string; readonly command: string; readonly args: readonly string[] },
  output: string,
): Promise<Started | undefined> {
  const file = openSync(output, 'a');
  const child = spawn(what.command, what.args, {
    detached: true,
    stdio: ['ignore', file, file],
    env: localEnvironment(),
  });
  closeSync(file);
  return new Promise((done) => {
    child.once('error', () => done(undefined));
    child.once('spawn', () => {
      child.unref();
      done(child.pid === undefined ? undefined : { name: what.name, pid: child.pid, mark: what.mark });
    });
  });
}

/** Commands that `finish` waits for. */
const underWay = new Set<ChildProcess>();

/** Ends the commands that are under way; `finish` then resolves as after a kill. */
export function endCommands(): void {
  for (const child of underWay) child.kill();
}

/** Runs a command to its end. `output`: all that it wrote. `code` null: it could not be started or was killed. */
export function finish(
  command: string,
  args: readonly string[],
  options: { readonly timeoutMs?: number; readonly proxies?: boolean; readonly input?: string } = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(command, args, {
    stdio: 'pipe',
    env: options.proxies === true ? process.env : localEnvironment(),
  });
  underWay.add(child);
  // Not the option of `spawn`: its timer goes on, and keeps this process alive, where the command could not be started.
  const late = setTimeout(() => child.kill(), options.timeoutMs ?? 120_000);
  const over = (): void => {
    clearTimeout(late);
    underWay.delete(child);
  };
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  // The exit code reports a command that ends before it has read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return new Promise((done) => {
    child.once('error', (error) => {
      over();
      done({ code: null, output: error.message });
    });
    child.once('close', (code) => {
      over();
      done({ code, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** Whether the process that we started lives; a zombie does not count. */
export async function lives(started: Started): Promise<boolean> {
  try {
    process.kill(started.pid, 0);
  } catch {
    return false;
  }
  const line = await commandLine(started.pid);
  return line?.includes(started.mark) === true;
}

/** Ends it: SIGTERM, after the grace SIGKILL. Resolves when it is gone; `false` when it would not go. */
export async function stop(started: Started, graceMs = 5000): Promise<boolean> {
  for (const [signal, waitMs] of [
    ['SIGTERM', graceMs],
    ['SIGKILL', 5000],
  ] as const) {
    if (!(await lives(started))) return true;
    try {
      process.kill(started.pid, signal);
    } catch {
      return !(await lives(started));
    }
    const until = Date.now() + waitMs;
    while (Date.now() < until) {
      if (!(await lives(started))) return true;
      await sleep(50);
    }
  }
  return !(await lives(started));
}

/** `undefined`: no such process, or a zombie. */
async function commandLine(pid: number): Promise<string | undefined> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  const { code, output } = await finish('ps', ['-o', 'command=', '-p', String(pid)]);
  return code === 0 ? output : undefined;
}

/** Full path of the first of the commands that is there; also looks where a daemon lies that is no ordinary user's business. */
export async function findCommand(names: readonly string[]): Promise<string | undefined> {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/libexec',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  for (const name of names) {
    for (const folder of folders.filter((one) => one !== '')) {
      const path = join(folder, name);
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return path;
    }
  }
  return undefined;
}

/** The last lines of a log file, for error messages; empty when there is none. */
export async function tail(file: string, lines = 12): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
