import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Journal } from './journal.ts';

let dir = '';
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'nfv-tst-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const made = (url: string, run = 'r'): Parameters<Journal['made']>[0] => ({
  resource: 'vnf_instances',
  url,
  run,
  api: 'vnflcm',
  major: 'v2',
});

it('tells what is left, last made first, also to the next process and after a line that was cut off', () => {
  const file = join(dir, 'journal.ndjson');
  const journal = new Journal(file);
  journal.made(made('http://sut/1'));
  journal.made(made('http://sut/2', 'other'));
  journal.made(made('http://sut/3'));
  journal.gone('http://sut/1');
  journal.gone('http://sut/nobody');
  expect(journal.left().map((entry) => entry.url)).toEqual(['http://sut/3', 'http://sut/2']);
  expect(journal.left('other').map((entry) => entry.url)).toEqual(['http://sut/2']);
  appendFileSync(file, '{"kind":"made","url":"htt');
  expect(new Journal(file).left()).toEqual(journal.left());
});

it('is there from the beginning of a run on, and keeps what an earlier one left', () => {
  const file = join(dir, 'journal.ndjson');
  expect(Journal.begin(file).left()).toEqual([]);
  expect(readFileSync(file, 'utf8')).toBe('');
  new Journal(file).made(made('http://sut/1'));
  expect(
    Journal.begin(file)
      .left()
      .map(({ url }) => url),
  ).toEqual(['http://sut/1']);
});
