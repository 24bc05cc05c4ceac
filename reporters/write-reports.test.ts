import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explain, validators } from '../src/judge/formats/formats.ts';
import { HOSTILE } from '../tests/sample/hostile.ts';
import { sampleRun, writeSample } from '../tests/sample/sample-run.ts';
import { UserError } from '../src/errors.ts';
import { loadRun, pickExchanges } from './load-run.ts';
import { writeReports } from './write-reports.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reports-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('writes the reports over several runs, and matrix.json is of the documented format', async () => {
  const outages = [{ from: '2026-01-01T12:00:00.000Z' }];
  const a = await writeSample(join(dir, 'a'), sampleRun({ name: 'one', claims: ['2.4.1'], outages }));
  const b = await writeSample(
    join(dir, 'b'),
    sampleRun({ name: `two${HOSTILE}`, claims: ['3.7.1'], failEvery: 0, openEvery: 0 }),
  );
  const { files, matrix } = await writeReports([a, b], join(dir, 'out'));
  expect((await readdir(join(dir, 'out'))).sort()).toEqual(['ctrf.json', 'junit.xml', 'matrix.html', 'matrix.json']);
  const written: unknown = JSON.parse(await readFile(files.matrix, 'utf8'));
  expect(validators.matrix(written), explain(validators.matrix.errors)).toBe(true);
  expect(written).toEqual(JSON.parse(JSON.stringify(matrix)));
  expect(matrix.targets.map((target) => target.summary.exitCode)).toEqual([1, 0]);
  expect(matrix.exitCode).toBe(1);
  expect(matrix.targets.map((target) => target.outages)).toEqual([outages, undefined]);
});

test('the reports may be written into the directory of the run', async () => {
  const a = await writeSample(join(dir, 'a'), sampleRun());
  await writeReports([a], a);
  expect(await readdir(a)).toContain('matrix.html');
  await expect(loadRun(a)).resolves.toMatchObject({ info: { id: 'r1' } });
});

describe('a directory that holds no judged run is an error with file and line', () => {
  test.each([
    ['run.json', undefined, /run\.json does not exist/],
    [
      'run.json',
      JSON.stringify({ ...sampleRun().info, format: 2 }),
      /run\.json has format 2; this nfv-tst reads format 1/,
    ],
    ['verdicts.ndjson', undefined, /verdicts\.ndjson does not exist/],
    ['verdicts.ndjson', '{"case":"a","rel', /verdicts\.ndjson:1: not JSON/],
    ['verdicts.ndjson', '\n{"case":"a"}\n', /verdicts\.ndjson:2: it must have required property 'release'/],
    ['exchanges.ndjson', undefined, /exchanges\.ndjson does not exist/],
  ])('%s as %j', async (file, content, message) => {
    const a = await writeSample(join(dir, 'a'), sampleRun());
    if (content === undefined) await rm(join(a, file));
    else await writeFile(join(a, file), content);
    const failed = writeReports([a], dir);
    await expect(failed).rejects.toThrow(UserError);
    await expect(failed).rejects.toThrow(message);
  });

  test('no directory at all', async () => {
    await expect(writeReports([], dir)).rejects.toThrow(UserError);
  });
});

test.each([
  ['cut off in the middle', (text: string) => text.slice(0, text.length / 2)],
  ['without its footer', (text: string) => text.slice(0, text.trimEnd().lastIndexOf('\n') + 1)],
  ['empty', () => ''],
  ['of another run', (text: string) => text.replace(/("type":"footer","exchanges":)\d+/, '$19999')],
])('a record %s is not complete, whatever run.json says', async (_, damage) => {
  const a = await writeSample(join(dir, 'a'), sampleRun({ failEvery: 0, openEvery: 0 }));
  expect((await loadRun(a)).matrix.summary.exitCode).toBe(0);
  const file = join(a, 'exchanges.ndjson');
  await writeFile(file, damage(await readFile(file, 'utf8')));
  const run = await loadRun(a);
  expect(run.info.complete).toBe(false);
  expect(run.matrix.summary.exitCode).toBe(3);
});

test('exchanges are picked out of the record as it streams by, also out of one that was cut off', async () => {
  const sample = sampleRun();
  const a = await writeSample(join(dir, 'a'), sample);
  const file = join(a, 'exchanges.ndjson');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.slice(0, text.indexOf('"x20"')));
  const found: string[] = [];
  await pickExchanges(a, new Set(['x3', 'x19', 'x30']), (exchange) => found.push(exchange.id));
  expect(found).toEqual(['x3', 'x19']);
});

test('a killed run, which could not count its exchanges, has as many as its record', async () => {
  const sample = sampleRun({ complete: false });
  expect(sample.info.endedAt).toBeUndefined();
  const a = await writeSample(join(dir, 'a'), { ...sample, info: { ...sample.info, exchanges: 0 } });
  const recorded = sample.lines.filter((line) => line.type === 'exchange').length;
  expect((await loadRun(a)).info).toMatchObject({ complete: false, exchanges: recorded });
});
