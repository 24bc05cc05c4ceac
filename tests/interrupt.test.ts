import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RunInfo } from '../src/judge/run-info.ts';
import { readRecord } from '../src/exchange/read-record.ts';

const COMMAND = fileURLToPath(new URL('../bin/nfv-tst.mjs', import.meta.url));

test('Ctrl-C leaves a record that is never taken for whole', async () => {
  const out = mkdtempSync(join(tmpdir(), 'interrupt-'));
  const child = spawn(process.execPath, [COMMAND, 'run', '--release', '3.3.1', '--out', out]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const before = said;
    said += text;
    // The first procedure runs have ended, most have not.
    if (/^run: \d+ of/m.test(said) && !/^run: \d+ of/m.test(before)) child.kill('SIGINT');
  });
  child.stdout.resume();
  const code = await new Promise<number | null>((done) => child.once('close', done));
  expect(said).toContain('the run was interrupted');
  expect(code).toBe(3);
  const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
  expect(info.complete).toBe(false);
  expect(info.procedures.length).toBeGreaterThan(0);
  const record = readRecord(join(out, 'exchanges.ndjson'));
  let next = await record.next();
  while (next.done !== true) next = await record.next();
  expect(next.value.complete).toBe(false);
  rmSync(out, { recursive: true });
}, 60_000);
