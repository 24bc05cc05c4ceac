import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProgressLine } from './progress.ts';
import { targetKey, toEnvironment, type RunSettings } from './settings.ts';

export interface RunOptions extends RunSettings {
  readonly workers?: number;
  readonly onProgress?: (line: ProgressLine) => void;
}

export interface RunResult {
  /** Playwright's own: 0 nothing red, 1 something red; anything else means that it could not work. */
  readonly playwrightExit: number;
  /** Directories of the single targets. */
  readonly dirs: readonly string[];
  /** What Playwright said, for the case that it could not work. */
  readonly output: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the suites in a Playwright process of its own. What the verdicts are is read from the directories afterwards. */
export async function runConformance(options: RunOptions): Promise<RunResult> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const { workers, onProgress, ...settings } = options;
  const child = fork(
    cli,
    [
      'test',
      '--config',
      join(ROOT, 'playwright.config.ts'),
      ...(workers === undefined ? [] : ['--workers', String(workers)]),
    ],
    {
      cwd: ROOT,
      env: { ...process.env, ...toEnvironment(settings), FORCE_COLOR: '0' },
      // The command line of this process may carry a loader that is none of Playwright's business.
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const said: string[] = [];
  const hear = (chunk: Buffer): void => void said.push(chunk.toString());
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.on('message', (message) => {
    if (isProgress(message)) onProgress?.(message.line);
  });
  const stop = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const playwrightExit = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 3)));
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  const several = settings.targets.length > 1;
  const dirs = settings.targets.map((target) => (several ? join(settings.out, targetKey(target)) : settings.out));
  return { playwrightExit, dirs, output: said.join('') };
}

function isProgress(message: unknown): message is { line: ProgressLine } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'progress';
}
