import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Ended } from './command.ts';

/** Commands other than `run` that are asked to end: they stop what they started, say so, and end as `run` does. */

const COMMAND = fileURLToPath(new URL('../bin/nfv-tst.mjs', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'stopped-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Sends the signal to the command alone once `isUnderWay`. */
async function stopped(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: NodeJS.Signals,
  isUnderWay: (pid: number) => boolean,
): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...environment } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })));
  while (!isUnderWay(child.pid ?? 0)) {
    if (child.exitCode !== null) throw new Error(`it ended: ${err}`);
    await sleep(20);
  }
  child.kill(signal);
  return ended;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'qualify ends its processes at %s, and leaves no result',
  async (signal) => {
    const out = join(dir, signal);
    const runs = join(out, 'faults');
    const isUnderWay = (): boolean => existsSync(runs) && readdirSync(runs).length > 0;
    const args = ['qualify', '--faults', 'grant-*', '--processes', '1', '--out', out];
    // All of its processes have this process's ends of its pipes: it only closes when all have ended.
    const { code, err } = await stopped(args, {}, signal, isUnderWay);
    expect(err).toBe('Stopping: nothing of it counts.\nerror: the qualification was interrupted\n');
    expect(code).toBe(3);
    expect(existsSync(join(out, 'qualification.json'))).toBe(false);
  },
  60_000,
);

/** A Python whose virtual environments take for ever. */
function slowPython(): string {
  const file = join(dir, 'python');
  const pid = join(dir, 'pid');
  writeFileSync(file, `#!/bin/sh\n[ "$1" = -c ] && echo 3.11 && exit\necho $$ > ${pid}\nexec sleep 60\n`, {
    mode: 0o755,
  });
  return file;
}

test('lab tacker up ends what it started, and lets others install', async () => {
  const pid = join(dir, 'pid');
  mkdirSync(join(dir, 'cache'));
  const environment = {
    NFV_TST_PYTHON: slowPython(),
    NFV_TST_LAB_DIR: join(dir, 'lab'),
    XDG_CACHE_HOME: join(dir, 'cache'),
  };
  const isUnderWay = (): boolean => existsSync(pid) && readFileSync(pid, 'utf8').endsWith('\n');
  const args = ['lab', 'tacker', 'up', '--layout', 'A', '--port', '29890'];
  const { code, err } = await stopped(args, environment, 'SIGTERM', isUnderWay);
  expect(err).toContain('\nStopping: what was started is stopped.\nerror: the start of Tacker was interrupted\n');
  expect(code).toBe(3);
  expect(lives(Number(readFileSync(pid, 'utf8')))).toBe(false);
  expect(existsSync(join(dir, 'cache/nfv-tst/lab/tacker-16.0.0/installing'))).toBe(false);
}, 60_000);
