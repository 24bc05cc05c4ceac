import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { startOrchestrator } from '../../../reference/start.ts';
import { embeddedProfile, freePort } from '../../../src/engine/embedded.ts';
import type { RunInfo } from '../../../src/judge/run-info.ts';
import { readRecord } from '../../../src/exchange/read-record.ts';

const COMMAND = fileURLToPath(new URL('../../../bin/nfv-tst.mjs', import.meta.url));

let out = '';
let sut: Awaited<ReturnType<typeof startOrchestrator>>;
let profile = '';
const dir = mkdtempSync(join(tmpdir(), 'interrupted-'));

beforeAll(async () => {
  const nfvo = { host: '127.0.0.1', port: await freePort(), clientId: 'sut', clientSecret: 'of-the-sut' };
  const apiRoot = `http://${nfvo.host}:${nfvo.port}`;
  const { clientId, clientSecret } = nfvo;
  sut = await startOrchestrator({
    release: '3.3.1',
    nfvo: { apiRoot, tokenEndpoint: `${apiRoot}/token`, clientId, clientSecret },
  });
  profile = join(dir, 'ixit.yaml');
  writeFileSync(profile, stringify(embeddedProfile('3.3.1', sut.url, nfvo)));
});
afterAll(async () => {
  await sut.close();
  rmSync(dir, { recursive: true });
});
beforeEach(() => void (out = mkdtempSync(join(tmpdir(), 'interrupt-'))));
afterEach(() => rmSync(out, { recursive: true }));

interface Stopped {
  readonly code: number | null;
  readonly said: string;
}

/** A procedure that has ended when the other has hardly begun. */
const CASES = ['--case', 'vnflcm.version-refused.*', '--case', 'vnflcm.failures.*'];

/** A run that is sent signals when the first procedure run has ended and the other has not. */
function stopped(stop: (pid: number) => void): Promise<Stopped> {
  const child = spawn(
    process.execPath,
    [COMMAND, 'run', '--target', profile, '--release', '3.3.1', ...CASES, '--out', out],
    { detached: true },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const before = said;
    said += text;
    if (/^run: \d+ of/m.test(said) && !/^run: \d+ of/m.test(before)) stop(child.pid ?? 0);
  });
  child.stdout.resume();
  return new Promise((done) => child.once('close', (code) => done({ code, said })));
}

async function onSut(): Promise<readonly unknown[]> {
  const lists = ['vnf_instances', 'subscriptions'].map(async (name) => {
    const answer = await fetch(`${sut.url}/${name}`, { headers: { Version: '2.0.0' } });
    return (await answer.json()) as unknown[];
  });
  return (await Promise.all(lists)).flat();
}

async function isIncomplete(): Promise<void> {
  const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
  expect(info.complete).toBe(false);
  const record = readRecord(join(out, 'exchanges.ndjson'));
  let next = await record.next();
  while (next.done !== true) next = await record.next();
  expect(next.value.complete).toBe(false);
}

describe('a run that is asked to end', () => {
  test.each([
    ['by Ctrl-C', 'SIGINT', 'one'],
    ['by the system', 'SIGTERM', 'one'],
    ['with all of its processes, as CI systems do', 'SIGTERM', 'group'],
    ['because its terminal is gone', 'SIGHUP', 'one'],
  ] as const)(
    '%s cleans up, says so, and leaves a record that is never taken for whole',
    async (_how, signal, whom) => {
      const { code, said } = await stopped((pid) => void process.kill(whom === 'group' ? -pid : pid, signal));
      expect(said).toMatch(/^Stopping: cleaning up on the target\. A second signal stops at once; .*nfv-tst clean/m);
      expect(said).toContain('the run was interrupted');
      expect(code).toBe(3);
      await isIncomplete();
      expect((JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo).procedures.length).toBeGreaterThan(0);
      expect(await onSut()).toEqual([]);
    },
  );
});
