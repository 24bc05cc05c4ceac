import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What `--import` needs for a process to run the TypeScript sources as they are. */
export function sourceHook(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm')).href;
}

/** A process of its own that runs a source file and talks to this one by messages. */
export function forkSource(file: URL, args: readonly string[] = [], options: ForkOptions = {}): ChildProcess {
  return fork(fileURLToPath(file), args, { execArgv: ['--import', sourceHook()], ...options });
}
