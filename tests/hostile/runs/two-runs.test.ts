import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { RunInfo } from '../../../src/judge/run-info.ts';
import { nfvTst } from '../../command.ts';

/** Two runs into one directory, at once or one after the other's death. */

const COMMAND = fileURLToPath(new URL('../../../bin/nfv-tst.mjs', import.meta.url));
const STATES = ['--release', '3.3.1', '--case', 'vnflcm.states.*'];
/** Eight seconds, nearly all of which the orchestrator waits: longer than any second run takes to start. */
const WAITING = ['--release', '3.3.1', '--case', 'vnflcm.subscriptions.bad-callback.patience'];
const dir = mkdtempSync(join(tmpdir(), 'two-runs-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A run whose Playwright drives by now. */
async function driving(out: string, what: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [COMMAND, 'run', ...what, '--out', out], { detached: true, stdio: 'ignore' });
  while (holders(out) < 2 || !existsSync(join(out, 'run.json'))) {
    if (child.exitCode !== null) throw new Error(`the run ended with ${child.exitCode}`);
    await sleep(20);
  }
  return child;
}

function holders(out: string): number {
  const file = join(out, 'running.json');
  return existsSync(file) ? readFileSync(file, 'utf8').split('pid').length - 1 : 0;
}

test('of two at once the second is refused, and the first is none the worse', async () => {
  const out = join(dir, 'once');
  const first = await driving(out, WAITING);
  const second = await nfvTst('run', ...WAITING, '--out', out);
  expect(second.err).toContain(`is still going on, as process ${first.pid ?? 0}`);
  expect(second.code).toBe(2);
  expect(await once(first, 'close')).toEqual([0, null]);
  const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
  expect(info.complete).toBe(true);
  expect(holders(out)).toBe(0);
});

test('one that was killed is in nobody’s way', async () => {
  const out = join(dir, 'killed');
  const killed = await driving(out, STATES);
  process.kill(-(killed.pid ?? 0), 'SIGKILL');
  await once(killed, 'close');
  expect(holders(out)).toBe(2);
  expect((await nfvTst('judge', out)).err).toContain('warning: the record in');
  const resumed = await nfvTst('run', '--resume', out);
  expect([resumed.code, resumed.err]).toEqual([0, expect.not.stringContaining('error')]);
  expect(holders(out)).toBe(0);
});
