import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { GENERATED } from './openapi.ts';
import { outdatedFiles, specsBuild, specsDiff } from './specs-cli.ts';

const dir = mkdtempSync(join(tmpdir(), 'specs-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('builds each document once and tells what is out of date', () => {
  const first = specsBuild(dir).data;
  expect(first.length).toBeGreaterThanOrEqual(20);
  expect(first.every((b) => b.state === 'written')).toBe(true);
  expect(specsBuild(dir).data.every((b) => b.state === 'unchanged')).toBe(true);
  expect(outdatedFiles(dir)).toEqual([]);

  const path = join(dir, '2.6.1', 'vnflcm.yaml');
  const text = readFileSync(path, 'utf8');
  expect(text.startsWith(GENERATED)).toBe(true);
  writeFileSync(path, `${text}\n# touched`);
  writeFileSync(join(dir, '3.3.1', 'old.yaml'), `${GENERATED}\n`);
  expect(outdatedFiles(dir)).toEqual(['2.6.1/vnflcm.yaml', '3.3.1/old.yaml']);
  expect(specsBuild(dir).data.filter((b) => b.state !== 'unchanged')).toEqual([
    { file: '2.6.1/vnflcm.yaml', state: 'written' },
    { file: '3.3.1/old.yaml', state: 'removed' },
  ]);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

it('does not write over a file that it did not make', () => {
  writeFileSync(join(dir, '2.4.1', 'grant.yaml'), 'mine: true\n');
  expect(() => specsBuild(dir)).toThrow(/not a generated file/);
});

it('says what moving from one release to the next means', () => {
  const { data, text } = specsDiff('2.6.1', '3.3.1');
  expect(text.split('\n')[0]).toBe(`2.6.1 -> 3.3.1: ${data.length} change(s)`);
  expect(text).toContain('+ operation vnflcm POST vnf_instances/{vnfInstanceId}/change_vnfpkg');
  expect(text).toMatch(
    /~ attribute VnfInstance\.vimConnectionInfo: VimConnectionInfo 0\.\.N -> map\(VimConnectionInfo\) 0\.\.N/,
  );
});
