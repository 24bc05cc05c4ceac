import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { finish, lives, localEnvironment, type Started, startDetached, stop } from './processes.ts';

const made: Started[] = [];
let folder = '';

afterEach(async () => {
  for (const started of made.splice(0)) await stop(started, 0);
  if (folder !== '') await rm(folder, { recursive: true });
  folder = '';
});

async function node(program: string, mark: string): Promise<Started> {
  folder = await mkdtemp(join(tmpdir(), 'nfv-tst-lab-'));
  const started = await startDetached(
    { name: 'node', mark, command: process.execPath, args: ['-e', program, mark] },
    join(folder, 'out'),
  );
  if (started === undefined) throw new Error('node could not be started');
  made.push(started);
  return started;
}

async function said(what: string): Promise<void> {
  while (!(await readFile(join(folder, 'out'), 'utf8')).includes(what)) await sleep(20);
}

test('a process that ends at SIGTERM is stopped', async () => {
  const started = await node('setInterval(() => {}, 1000); console.log("on")', 'mark-of-one');
  await said('on');
  expect(await lives(started)).toBe(true);
  expect(await stop(started)).toBe(true);
  expect(await lives(started)).toBe(false);
});

test('a process that does not hear SIGTERM is killed', async () => {
  const started = await node(
    'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("on")',
    'mark-of-two',
  );
  await said('on');
  expect(await stop(started, 200)).toBe(true);
  expect(await lives(started)).toBe(false);
});

test('a pid that has passed to somebody else is left alone', async () => {
  const started = await node('setInterval(() => {}, 1000); console.log("on")', 'mark-of-three');
  await said('on');
  expect(await stop({ ...started, mark: 'mark-of-another' })).toBe(true);
  expect(await lives(started)).toBe(true);
});

test('a command that is not there is no exception', async () => {
  expect(
    await startDetached(
      { name: 'x', mark: 'x', command: '/nonexistent/command', args: [] },
      join(tmpdir(), 'nfv-tst-none.out'),
    ),
  ).toBeUndefined();
  expect((await finish('/nonexistent/command', [])).code).toBeNull();
  await rm(join(tmpdir(), 'nfv-tst-none.out'), { force: true });
});

test('output, code and input of a command', async () => {
  const program =
    'process.stdin.on("data", (d) => console.error("got " + d)); process.stdin.on("end", () => process.exit(3))';
  expect(await finish(process.execPath, ['-e', program], { input: 'this' })).toEqual({ code: 3, output: 'got this\n' });
});

test('what the lab starts knows no proxy', () => {
  const before = process.env['HTTPS_PROXY'];
  process.env['HTTPS_PROXY'] = 'http://proxy.example:3128';
  try {
    const environment = localEnvironment();
    expect(environment['HTTPS_PROXY']).toBeUndefined();
    expect(environment['no_proxy']).toBe('*');
    expect(environment['PATH']).toBe(process.env['PATH']);
  } finally {
    if (before === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = before;
  }
});
