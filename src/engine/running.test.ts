import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hold, mustNotRun } from './running.ts';

let dir = '';
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'running-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const file = (): string => join(dir, 'running.json');
const heldBy = (...holders: readonly object[]): void => writeFileSync(file(), JSON.stringify(holders));

async function withOther(then: (pid: number) => void): Promise<void> {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)'], { stdio: 'ignore' });
  await once(other, 'spawn');
  try {
    then(other.pid ?? 0);
  } finally {
    other.kill();
  }
}

test('a directory is held, named by the process that holds it, and given back', () => {
  const release = hold(join(dir, 'new'));
  const [holder] = JSON.parse(readFileSync(join(dir, 'new/running.json'), 'utf8')) as { pid: number }[];
  expect(holder?.pid).toBe(process.pid);
  release();
  expect(readdirSync(join(dir, 'new'))).toEqual([]);
});

test('one that another process holds is refused with its number and a way out, and stays held', () =>
  withOther((pid) => {
    heldBy({ pid });
    const refusal = { code: 'E_USAGE', exitCode: 2, wayOut: expect.stringContaining(`kill ${pid}`) as string };
    expect(() => hold(dir)).toThrow(expect.objectContaining(refusal));
    expect(() => mustNotRun(dir)).toThrow(`a run into ${dir} is still going on, as process ${pid}`);
    expect(readFileSync(file(), 'utf8')).toBe(JSON.stringify([{ pid }]));
    expect(readdirSync(dir)).toEqual(['running.json']);
  }));

test.each([
  ['that has ended', (): string => JSON.stringify([{ pid: 2 ** 22 + 1 }])],
  ['whose number has gone to another one since', (): string => JSON.stringify([{ pid: 1, started: 'long ago' }])],
  ['that never was: the file is damaged', (): string => '[{"pid":'],
  ['that never was: the file is another one', (): string => '{"pid":1}'],
])('what is left of a process %s is no obstacle', (_what, text) => {
  writeFileSync(file(), text());
  mustNotRun(dir);
  hold(dir)();
  expect(existsSync(file())).toBe(false);
});

test('the process that the command line forked holds it together with it, and leaves it to it', () => {
  heldBy({ pid: process.ppid });
  const release = hold(dir);
  const holders = JSON.parse(readFileSync(file(), 'utf8')) as { pid: number }[];
  expect(holders.map(({ pid }) => pid)).toEqual([process.ppid, process.pid]);
  release();
  expect(existsSync(file())).toBe(true);
});

test.skipIf(process.platform !== 'linux')(
  'one that has ended and that nobody has asked about is no obstacle',
  async () => {
    // The shell becomes a program that does not ask about the child it started.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      const fields = (): readonly string[] =>
        readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      const started = fields()[19];
      heldBy({ pid, started });
      expect(() => mustNotRun(dir)).toThrow(`as process ${pid}`);
      await vi.waitUntil(() => fields()[0] === 'Z');
      mustNotRun(dir);
    } finally {
      parent.kill();
    }
  },
);
