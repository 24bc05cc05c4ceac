import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { here } from '../../tests/here.ts';
import { sampleRun, writeSample } from '../../tests/sample/sample-run.ts';

const dir = mkdtempSync(join(tmpdir(), 'unfit-'));
const run = join(dir, 'run');
afterAll(() => rmSync(dir, { recursive: true }));
beforeEach(async () => {
  rmSync(run, { recursive: true, force: true });
  mkdirSync(run);
  await writeSample(run, sampleRun());
});

function change(name: string, from: string | RegExp, to: string): void {
  const file = join(run, name);
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

async function isRefused(said: RegExp, ...command: readonly string[]): Promise<void> {
  const { code, err } = await here(...command);
  expect(err).toMatch(said);
  expect(err).not.toMatch(/\n {4,}at /);
  expect(code).toBe(2);
}

describe('a record of one API version', () => {
  test('is not judged against a release of another one, and it is said against which it can be', async () => {
    change('run.json', /"vnflcm\/v2":\s*"[^"]*"/, '"x/v2":"http://127.0.0.1:9/x/v2"');
    await isRefused(
      /cannot be judged against 3\.3\.1: that release has API v2, of which nothing was recorded\nIt can be judged against 2\.4\.1, 2\.6\.1\./,
      ...['judge', run, '--release', '2.4.1', '--release', '3.3.1', '--out', join(dir, 'out')],
    );
  });

  test('is judged against those of its own', async () => {
    const { err } = await here('judge', run, '--release', '2.4.1', '--out', join(dir, 'out'));
    expect(err).not.toContain('error');
  });
});

describe('a later version of the harness', () => {
  const newer = /format 2; this nfv-tst reads format 1 only\nA later version wrote it/;

  test.each([
    ['judge', run],
    ['matrix', run],
  ])('may have written run.json: %s', async (...command) => {
    change('run.json', /"format":\s*1/, '"format":2');
    await isRefused(newer, ...command);
  });

  test.each([
    ['judge', run],
    ['matrix', run],
  ])('may have written the record: %s', async (...command) => {
    change('exchanges.ndjson', '"format":1', '"format":2');
    await isRefused(newer, ...command);
  });
});

test('the matrix page says of each case what it is about', async () => {
  change('verdicts.ndjson', /"case":"[^"]*"/, '"case":"vnflcm.lifecycle.delete.gone"');
  await here('matrix', run);
  expect(readFileSync(join(run, 'matrix.html'), 'utf8')).toContain('a deleted VNF instance is gone');
});

describe('what was started with, edited,', () => {
  test.each([
    ['a list', '[1]'],
    ['without targets', '{"settings":{}}'],
    ['with another word for the target', '{"target":5}'],
    ['with targets that are none', '{"settings":{"targets":[5],"releases":[],"apis":[]}}'],
  ])('is told as such: %s', async (_what, text) => {
    writeFileSync(join(run, 'started-with.json'), text);
    const said = /started-with\.json cannot be read: it is not as a run wrote it\nRemove the file/;
    await isRefused(said, 'clean', run);
    await isRefused(said, 'run', '--resume', run);
  });
});

describe('directories in the place of files', () => {
  test.each([
    ['matrix.html', ['matrix', run]],
    ['journal.ndjson', ['clean', run, '--target', join(run, 'p.yaml')]],
    ['run.json', ['run', '--release', '3.3.1', '--out', run]],
  ])('are told: %s', async (name, command) => {
    rmSync(join(run, name), { force: true });
    mkdirSync(join(run, name));
    const apis = `apis: { vnflcm: { v2: 'http://127.0.0.1:9/vnflcm/v2' } }`;
    writeFileSync(join(run, 'p.yaml'), `claims: [3.3.1]\n${apis}\nvnf: { vnfdId: d, flavourId: f }\n`);
    await isRefused(new RegExp(name.replace('.', '\\.')), ...command);
  });
});
