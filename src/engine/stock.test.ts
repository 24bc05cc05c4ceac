import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Journal } from '../drive/journal.ts';
import { leftSince, type Stock } from './stock.ts';

let dir = '';
let journal: Journal;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nfv-tst-'));
  journal = new Journal(join(dir, 'journal.ndjson'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const url = (id: string, major = 'v2'): string => `http://sut/vnflcm/${major}/vnf_instances/${id}`;
const made = (id: string): void =>
  journal.made({ resource: 'vnf_instances', url: url(id), run: 'r', api: 'vnflcm', major: 'v2' });

function stock(ids: readonly string[], unread: readonly string[] = []): Stock {
  return {
    items: new Map(ids.map((id) => [`vnf_instances/${id}`, { resource: 'vnf_instances', url: url(id, 'v1') }])),
    unread,
  };
}

const since = (before: Stock, now: Stock): ReturnType<typeof leftSince> =>
  leftSince(before, () => Promise.resolve(now), journal);

it('reports nothing where the lists are as before', async () => {
  made('a');
  journal.gone(url('a'));
  expect(await since(stock(['others']), stock(['others']))).toEqual({ resources: [], unread: [] });
});

it('reports what an answer said to be gone and a list still shows, and `clean` finds it again', async () => {
  made('a');
  journal.gone(url('a'));
  const left = await since(stock([]), stock(['a']));
  expect(left.resources).toEqual([{ resource: 'vnf_instances', url: url('a', 'v1'), own: true }]);
  expect(journal.left().map((entry) => entry.url)).toEqual([url('a')]);
});

it('says that what this run did not create may be of somebody else', async () => {
  const { resources } = await since(stock([]), stock(['theirs']));
  expect(resources.map(({ own }) => own)).toEqual([false]);
  expect(journal.left()).toEqual([]);
});

it('looks once more at what is new: a deletion may take a moment', async () => {
  made('a');
  const looks = [stock(['a']), stock([])];
  expect(await leftSince(stock([]), () => Promise.resolve(looks.shift() ?? stock([])), journal)).toEqual({
    resources: [],
    unread: [],
  });
});

it('names lists that cannot be read, and what the journal knows to be there', async () => {
  made('a');
  expect(await since(stock([]), stock([], ['vnf_instances (answered 500)']))).toEqual({
    resources: [{ resource: 'vnf_instances', url: url('a'), own: true }],
    unread: ['vnf_instances (answered 500)'],
  });
});
