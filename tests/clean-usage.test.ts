import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { startOrchestrator } from '../reference/start.ts';
import { Journal } from '../src/drive/journal.ts';
import { embeddedProfile, freePort } from '../src/engine/embedded.ts';
import { keepSettings } from '../src/engine/started-with.ts';
import { here } from './here.ts';
import { sampleRun } from './sample/sample-run.ts';

/** What `clean` says where it cannot clean. */

const common = { run: 'r', api: 'vnflcm', major: 'v2' };
const other = createServer((_request, response) => response.writeHead(404).end());
let dir = '';
let sut: Awaited<ReturnType<typeof startOrchestrator>>;

beforeAll(async () => {
  sut = await startOrchestrator({ release: '3.3.1' });
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await sut.close();
  other.close();
  rmSync(dir, { recursive: true });
});
beforeEach(() => {
  if (dir !== '') rmSync(dir, { recursive: true });
  dir = mkdtempSync(join(tmpdir(), 'clean-usage-'));
});

function profile(name: string, url: string, port: number): string {
  const file = join(dir, name);
  const nfvo = { host: '127.0.0.1', port, clientId: 'sut', clientSecret: 'of-the-sut' };
  writeFileSync(file, stringify({ ...embeddedProfile('3.3.1', url, nfvo), timeouts: { request: '1s' } }));
  return file;
}

function portOf(server: ReturnType<typeof createServer>): number {
  return (server.address() as AddressInfo).port;
}

function made(id = 'i1'): string {
  const url = `${sut.url}/vnf_instances/${id}`;
  new Journal(join(dir, 'journal.ndjson')).made({ resource: 'vnf_instances', url, ...common });
  return url;
}

function isRefused({ code, err }: Awaited<ReturnType<typeof here>>, ...said: readonly string[]): void {
  for (const words of said) expect(err).toContain(words);
  expect(err).not.toMatch(/\n {4,}at /);
  expect(code).toBe(2);
}

describe('a profile of another target than the run had', () => {
  test('is refused, and names what has to be removed there', async () => {
    const url = made();
    const file = profile('other.yaml', `http://127.0.0.1:${portOf(other)}/vnflcm/v2`, await freePort());
    isRefused(await here('clean', dir, '--target', file), 'does not lead to the target', url, '--target');
  });

  test('is asked nothing about requests whose answer was not seen: its 404 would settle them', async () => {
    const { info } = sampleRun();
    const target = { ...info.target, roots: { 'vnflcm/v2': sut.url } };
    writeFileSync(join(dir, 'run.json'), JSON.stringify({ ...info, target }));
    new Journal(join(dir, 'journal.ndjson')).asked({ resource: 'vnf_snapshots', marks: [], ...common });
    const file = profile('other.yaml', `http://127.0.0.1:${portOf(other)}/vnflcm/v2`, await freePort());
    isRefused(await here('clean', dir, '--target', file, '--include-uncertain'), 'what POST vnf_snapshots');
    expect(new Journal(join(dir, 'journal.ndjson')).open()).toHaveLength(1);
  });

  test('does not keep what is on this target from going', async () => {
    const url = made();
    const elsewhere = `http://127.0.0.1:${portOf(other)}/vnflcm/v2/vnf_instances/i2`;
    new Journal(join(dir, 'journal.ndjson')).made({ resource: 'vnf_instances', url: elsewhere, ...common });
    const { code, out, err } = await here('clean', dir, '--target', profile('p.yaml', sut.url, await freePort()));
    expect(out).toContain(`1 removed, 1 left\n  ${elsewhere}`);
    expect(readFileSync(join(dir, 'journal.ndjson'), 'utf8')).toContain(`{"kind":"gone","url":"${url}"}`);
    expect(err).not.toMatch(/\n {4,}at /);
    expect(code).toBe(3);
  });
});

test('a port of the NFVO that is in use is told', async () => {
  made();
  const port = portOf(other);
  const said = await here('clean', dir, '--target', profile('taken.yaml', sut.url, port));
  isRefused(said, `the harness cannot listen on 127.0.0.1:${port} (EADDRINUSE)`, 'counterparts in the profile');
});

test('a target that does not answer is told', async () => {
  const url = `http://127.0.0.1:${await freePort()}/vnflcm/v2`;
  new Journal(join(dir, 'journal.ndjson')).made({
    resource: 'vnf_instances',
    url: `${url}/vnf_instances/i`,
    ...common,
  });
  const said = await here('clean', dir, '--target', profile('gone.yaml', url, await freePort()));
  isRefused(said, 'cannot be reached', 'nfv-tst doctor');
});

describe('the embedded orchestrator ends with its run', () => {
  test('so there is nothing to clean in the directory of one', async () => {
    profile('ixit.yaml', 'http://127.0.0.1:9/vnflcm/v2', await freePort());
    made();
    isRefused(await here('clean', dir), 'there is nothing to clean', 'with it went what the run created');
  });

  test('nor in the directory of several', async () => {
    const targets = [
      { kind: 'embedded', release: '3.3.1' },
      { kind: 'embedded', release: '3.7.1' },
    ] as const;
    keepSettings({ out: dir, targets, releases: [], apis: [], allure: false });
    isRefused(await here('clean', dir), 'there is nothing to clean');
  });
});

test('lines of a journal that no run wrote are passed over, and counted', async () => {
  writeFileSync(join(dir, 'journal.ndjson'), '5\nnull\n[]\n{"kind":"asked"}\n\u0000\n{"kind":"made","url":');
  const { code, out, err } = await here('clean', dir, '--target', profile('p.yaml', sut.url, await freePort()));
  expect([code, out]).toEqual([0, '0 removed, 0 left\n']);
  expect(err).toMatch(/^warning: 6 lines of .*journal\.ndjson cannot be read/);
});
