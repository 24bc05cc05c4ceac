import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure } from '../errors.ts';
import { sourceHook } from './fork-source.ts';
import type { ProgressLine } from './progress.ts';
import { watchSignals, type Stop } from './signals.ts';
import { targetDir, toEnvironment, type RunSettings } from './settings.ts';

export interface RunOptions extends RunSettings {
  readonly workers?: number;
  readonly onProgress?: (line: ProgressLine) => void;
  /** Told that the run is to stop: that it cleans up on the SUT now, or that it does not even do that. */
  readonly onStop?: (how: Stop) => void;
}

export interface RunResult {
  /** Playwright's own: 0 nothing red, 1 something red; anything else means that it could not work. */
  readonly playwrightExit: number;
  /** Directories of the single targets. */
  readonly dirs: readonly string[];
  /** What Playwright said, for the case that it could not work. */
  readonly output: string;
  /** The user, or the system, asked for the end. */
  readonly stopped?: Stop;
  /** Why the engines could not start, in the words of the error. */
  readonly failure?: Failure;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Playwright compiles no file below node_modules, which is where the harness is when it was installed as a package. */
function loader(): NodeJS.ProcessEnv {
  if (!ROOT.split(sep).includes('node_modules')) return {};
  return { NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${sourceHook()}`.trim() };
}

/** Runs the suites in a Playwright process of its own. What the verdicts are is read from the directories afterwards. */
export async function runConformance(options: RunOptions): Promise<RunResult> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const { workers, onProgress, onStop, ...asked } = options;
  const settings = absolute(asked);
  const child = fork(
    cli,
    [
      'test',
      '--config',
      join(ROOT, 'playwright.config.ts'),
      ...(workers === undefined ? [] : ['--workers', String(workers)]),
    ],
    {
      // The working directory stays the user's: .env and clouds.yaml may lie there.
      env: { ...process.env, ...toEnvironment(settings), ...loader(), FORCE_COLOR: '0' },
      // The command line of this process may carry a loader that is none of Playwright's business.
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const said: string[] = [];
  const hear = (chunk: string): void => void said.push(chunk);
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
  let failure: Failure | undefined;
  child.on('message', (message) => {
    if (isProgress(message)) onProgress?.(message.line);
    if (isFailure(message)) failure = message.failure;
  });
  const signals = watchSignals(child, onStop);
  const playwrightExit = await new Promise<number>((ended) => child.once('close', (code) => ended(code ?? 3)));
  const stopped = signals.end();
  const dirs = settings.targets.map((target) => targetDir(settings, target));
  return {
    playwrightExit,
    dirs,
    output: said.join(''),
    ...(stopped === undefined ? {} : { stopped }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function isProgress(message: unknown): message is { line: ProgressLine } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'progress';
}

function isFailure(message: unknown): message is { failure: Failure } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'failure';
}

/** Playwright takes paths as relative to its configuration; the user means them relative to where they are. */
function absolute(settings: RunSettings): RunSettings {
  return {
    ...settings,
    out: resolve(settings.out),
    targets: settings.targets.map((target) =>
      target.kind === 'profile' ? { ...target, file: resolve(target.file) } : target,
    ),
  };
}
