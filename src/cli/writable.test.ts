import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { here } from '../../tests/here.ts';
import { sampleRun } from '../../tests/sample/sample-run.ts';
import { mustBeWritable } from './writable.ts';

const dir = mkdtempSync(join(tmpdir(), 'writable-'));
const run = join(dir, 'run');
const file = join(dir, 'file');
mkdirSync(run);
writeFileSync(file, '');
writeFileSync(join(run, 'exchanges.ndjson'), '');
writeFileSync(join(run, 'run.json'), JSON.stringify(sampleRun().info));
symlinkSync(join(dir, 'nothing'), join(dir, 'link'));
afterAll(() => rmSync(dir, { recursive: true }));

test('a directory that is there, or can be made, is fit for results, and stays as it is', () => {
  const empty = join(dir, 'empty');
  mkdirSync(empty);
  mustBeWritable(empty, '--out');
  mustBeWritable(join(empty, 'a', 'b'), '--out');
  expect(readdirSync(empty)).toEqual([]);
});

// /proc takes no directories, not even from root.
describe.each([
  ['a file', file, /file is no directory/],
  ['below a file', join(file, 'a', 'b'), /file is no directory/],
  ['a link that leads nowhere', join(dir, 'link'), /link is no directory/],
  ['where nothing can be written', '/proc/a/b', /nothing can be made there|you may not write there/],
  ['without a name', '', /'' cannot be used as a directory for results: the name is empty/],
  ['whose name is too long', join(dir, 'x'.repeat(300)), /the name is too long/],
])('--out %s', (_what, out, why) => {
  test.each([
    ['run', '--release', '3.3.1'],
    ['judge', run],
    ['matrix', run],
  ])('ends %s with 2, why, and the way out', async (...command) => {
    const { code, err } = await here(...command, '--out', out);
    expect(err).toMatch(why);
    expect(err).toContain('Name a directory that you may write to with --out.');
    expect(err).not.toMatch(/\n {4,}at /);
    expect(code).toBe(2);
  });
});

test.each(['judge', 'matrix'])('%s of a file that is no directory says so', async (command) => {
  const { code, err } = await here(command, file);
  expect(err).toMatch(/contains no (judged )?run/);
  expect(code).toBe(2);
});

test('a directory that has to be this one is not to be exchanged for another', () => {
  expect(() => mustBeWritable(file)).toThrow(
    expect.objectContaining({ code: 'E_USAGE', wayOut: expect.stringContaining('in its own directory') as string }),
  );
});
