import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Verdict } from '../src/judge/verdict.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PLAYWRIGHT = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');

/** The command line of the harness, as a user calls it. */
export function nfvTst(...args: readonly string[]): Promise<Ended> {
  return run(join(ROOT, 'bin/nfv-tst.mjs'), args);
}

/** The same with environment variables of its own. */
export function nfvTstWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  return run(join(ROOT, 'bin/nfv-tst.mjs'), args, environment);
}

/** `npx playwright test`, in the folder of the harness. */
export function playwright(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return run(PLAYWRIGHT, ['test', ...args], environment);
}

function run(script: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  // What a developer may have set for runs of their own is none of these tests' business.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NFV_TST_|VITEST|NODE_OPTIONS$)/.test(name));
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', FORCE_COLOR: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  return new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** Verdicts that a run wrote. */
export function verdictsIn(dir: string): readonly Verdict[] {
  return readFileSync(join(dir, 'verdicts.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Verdict);
}
