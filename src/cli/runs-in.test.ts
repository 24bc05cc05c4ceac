import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runsIn } from './runs-in.ts';

const dir = mkdtempSync(join(tmpdir(), 'runs-'));
afterAll(() => rmSync(dir, { recursive: true }));

function run(...path: readonly string[]): string {
  const at = join(dir, ...path);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'run.json'), '{}');
  return at;
}

test('a run is itself, whatever lies in it; a directory of runs is these; anything else is left to complain about', () => {
  const b = run('several', 'b');
  const a = run('several', 'a');
  run('several', 'a', 'as-3.7.1');
  mkdirSync(join(dir, 'several', 'playwright-report'));
  expect(runsIn(a)).toEqual([a]);
  expect(runsIn(join(dir, 'several'))).toEqual([a, b]);
  const empty = join(dir, 'several', 'playwright-report');
  expect(runsIn(empty)).toEqual([empty]);
  expect(runsIn('nowhere')).toEqual(['nowhere']);
});
