import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange, StoreLine } from './exchange.ts';
import { reading } from './exchange.test-data.ts';
import { countRecord, readRecord } from './read-record.ts';
import type { RecordEnd } from './record-course.ts';
import { ExchangeStore } from './store.ts';

let dir = '';
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'nfv-tst-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const exchange = (id: string): Exchange =>
  reading({ id, failure: { kind: 'timeout', message: 'no whole answer within 1 ms' } });

function written(count: number, close: boolean): string {
  const file = join(dir, 'exchanges.ndjson');
  const store = ExchangeStore.begin(file, 'run');
  for (let i = 1; i <= count; i++) store.append(exchange(`x${i}`));
  if (close) store.close();
  return file;
}

async function read(file: string): Promise<{ lines: StoreLine[]; end: RecordEnd }> {
  const lines: StoreLine[] = [];
  const record = readRecord(file);
  for (;;) {
    const next = await record.next();
    if (next.done === true) return { lines, end: next.value };
    lines.push(next.value);
  }
}

/** How the record ends for who reads it, and for who counts it. */
async function ends(file: string): Promise<readonly RecordEnd[]> {
  return [(await read(file)).end, await countRecord(file)];
}

function changed(file: string, change: (lines: string[]) => readonly string[]): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(
    file,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return file;
}

describe('the record', () => {
  it('is whole with its footer', async () => {
    const { lines, end } = await read(written(3, true));
    expect(lines.map((line) => line.type)).toEqual(['header', 'exchange', 'exchange', 'exchange', 'footer']);
    expect(end).toEqual({ complete: true, exchanges: 3 });
    expect(await countRecord(join(dir, 'exchanges.ndjson'))).toEqual(end);
  });

  it('is not complete without its footer', async () => {
    const end = { complete: false, exchanges: 2, reason: 'its footer is missing: the run did not reach its end' };
    expect(await ends(written(2, false))).toEqual([end, end]);
  });

  it('is readable up to the place where it was cut off', async () => {
    const file = written(3, true);
    truncateSync(file, readFileSync(file).length - 20);
    const { lines, end } = await read(file);
    expect(lines).toHaveLength(4);
    expect(end).toEqual({ complete: false, exchanges: 3, reason: 'exchanges.ndjson:5: its last line was cut off' });
    expect(await countRecord(file)).toEqual(end);
  });

  it.each<[string, (lines: string[]) => readonly string[], string]>([
    [
      'an exchange is missing in the middle',
      (lines) => lines.toSpliced(2, 1),
      '3: exchange x2 must come here, it is x3',
    ],
    [
      'an exchange is there twice, another is missing',
      (lines) => lines.with(2, lines[1] ?? ''),
      '3: exchange x2 must come here, it is x1',
    ],
    [
      'the last exchange is missing',
      (lines) => lines.toSpliced(3, 1),
      '4: the footer counts 3 exchanges, the record holds 2',
    ],
    ['a line in the middle was cut', (lines) => lines.with(2, lines[2]?.slice(0, 40) ?? ''), '3: not JSON'],
    ['a line in the middle is no line', (lines) => lines.with(2, 'garbled'), '3: not JSON'],
    [
      'a line is of another form',
      (lines) => lines.with(2, '{"type":"exchange","id":7}'),
      '3: id must be a string, it is 7',
    ],
    ['the header is missing', (lines) => lines.slice(1), '1: the header is missing before it'],
    ['there are two headers', (lines) => [lines[0] ?? '', ...lines], '2: a second header'],
    ['something follows the footer', (lines) => [...lines, lines[1] ?? ''], '6: nothing comes after the footer'],
    [
      'an exchange follows the footer',
      (lines) => [...lines, JSON.stringify(exchange('x4'))],
      '6: nothing comes after the footer',
    ],
    [
      'the footer counts runs that are not there',
      (lines) => lines.with(4, lines[4]?.replace('"runs":0', '"runs":1') ?? ''),
      '5: the footer counts 1 ended procedure runs, the record holds 0',
    ],
  ])('is not complete where %s; both who reads and who counts it say so', async (_, change, reason) => {
    const end: unknown = expect.objectContaining({ complete: false, reason: `exchanges.ndjson:${reason}` });
    const [read, counted] = await ends(changed(written(3, true), change));
    expect([read, counted]).toEqual([end, end]);
    expect(read?.exchanges).toBe(counted?.exchanges);
  });

  it('is read up to what is wrong, and no further: what follows may lack its beginning', async () => {
    const { lines } = await read(changed(written(5, true), (all) => all.toSpliced(2, 1)));
    expect(lines.map((line) => (line.type === 'exchange' ? line.id : line.type))).toEqual(['header', 'x1']);
  });

  it('may be written by others, with blanks, another order and empty lines', async () => {
    const file = changed(written(2, true), (lines) =>
      lines.flatMap((line) => {
        const { type, ...members } = JSON.parse(line) as Record<string, unknown>;
        return [JSON.stringify({ ...members, type }, null, 1).replaceAll('\n', ' '), ''];
      }),
    );
    const end = { complete: true, exchanges: 2 };
    expect(await ends(file)).toEqual([end, end]);
  });

  it('never overwrites a record', () => {
    const file = written(1, true);
    expect(() => ExchangeStore.begin(file, 'run')).toThrow('EEXIST');
  });

  it('takes nothing more once it is closed', () => {
    const store = ExchangeStore.begin(join(dir, 'b.ndjson'), 'run');
    store.close();
    expect(() => store.append(exchange('x1'))).toThrow('closed');
    appendFileSync(join(dir, 'b.ndjson'), '');
  });
});

describe('a record that is resumed', () => {
  const begin = (run: string): StoreLine => ({
    type: 'begin',
    run,
    procedure: run,
    api: 'vnflcm',
    major: 'v2',
    dialect: '3.3.1',
    releases: ['3.3.1'],
    at: '2026-01-01T00:00:00.000Z',
  });
  const end = (run: string): StoreLine => ({
    type: 'end',
    run,
    at: '2026-01-01T00:00:01.000Z',
    outcome: { kind: 'done' },
  });
  const of = (run: string, id: string): Exchange => ({ ...exchange(id), run });
  const ids = (lines: readonly StoreLine[]): readonly string[] =>
    lines.map((line) => (line.type === 'exchange' ? `${line.id} ${line.run}` : line.type));
  const file = (): string => join(dir, 'exchanges.ndjson');

  /** As a kill leaves it: `settled` has ended, `cut` has not, and the last line is not whole. */
  function killed(): void {
    const store = ExchangeStore.begin(file(), 'run');
    const lines = [begin('settled'), begin('cut'), of('settled', 'x1'), of('cut', 'x2'), of('ambient', 'x3')];
    for (const line of [...lines, end('settled'), of('settled', 'x4'), of('cut', 'x5')]) store.append(line);
    store.close(false);
    truncateSync(file(), readFileSync(file()).length - 10);
  }

  it('leaves out what was abandoned, counts everything, and is whole with its footer', async () => {
    killed();
    const store = await ExchangeStore.resume(file(), 'run');
    // x5 was cut off.
    expect(store.exchanges).toBe(4);
    for (const line of [begin('cut'), of('cut', 'x5'), end('cut')]) store.append(line);
    store.close();
    const { lines, end: last } = await read(file());
    expect(ids(lines)).toEqual(
      ['header', 'begin', 'x1 settled', 'x3 ambient', 'end', 'x4 settled'].concat([
        'resumed',
        'begin',
        'x5 cut',
        'end',
        'footer',
      ]),
    );
    expect(lines.at(-1)).toMatchObject({ exchanges: 5, runs: 2, resumed: 1 });
    expect(last).toMatchObject({ complete: true });
  });

  it('can be cut off again and again', async () => {
    killed();
    const again = await ExchangeStore.resume(file(), 'run');
    for (const line of [begin('cut'), of('cut', 'x5'), begin('late'), of('late', 'x6'), end('cut')]) again.append(line);
    again.close(false);
    const third = await ExchangeStore.resume(file(), 'run');
    for (const line of [begin('late'), of('late', 'x7'), end('late')]) third.append(line);
    expect((await read(file())).end).toMatchObject({ complete: false });
    third.close();
    const { lines, end: last } = await read(file());
    expect(ids(lines).filter((line) => line.startsWith('x'))).toEqual([
      'x1 settled',
      'x3 ambient',
      'x4 settled',
      'x5 cut',
      'x7 late',
    ]);
    expect(lines.filter((line) => line.type === 'resumed').map(({ abandoned }) => abandoned)).toEqual([
      ['cut'],
      ['late'],
    ]);
    expect(last).toMatchObject({ complete: true });
  });

  it.each<[string, (lines: string[]) => readonly string[], RegExp]>([
    ['an exchange is missing', (lines) => lines.toSpliced(2, 1), /exchanges.ndjson:3: exchange x2 must come here/],
    ['a line is garbled', (lines) => lines.with(2, '}{'), /exchanges.ndjson:3: not JSON/],
    ['the last exchange is missing', (lines) => lines.toSpliced(3, 1), /the footer counts 3 exchanges/],
    ['something follows the footer', (lines) => [...lines, lines[1] ?? ''], /nothing comes after the footer/],
  ])('is left as it is where %s: no kill explains that', async (_, change, message) => {
    const damaged = changed(written(3, true), change);
    const before = readFileSync(damaged, 'utf8');
    await expect(ExchangeStore.resume(damaged, 'run')).rejects.toMatchObject({ code: 'E_RECORD' });
    await expect(ExchangeStore.resume(damaged, 'run')).rejects.toThrow(message);
    expect(readFileSync(damaged, 'utf8')).toBe(before);
  });

  it.each<[string, string, RegExp]>([
    ['begun', '"type":"begin","run":"settled"', /procedure run settled ends here and never began/],
    ['ended', '"type":"end","run":"settled"', /the footer counts 3 ended procedure runs, the record holds 2/],
  ])('is not complete where the line is missing by which a run was %s', async (_, words, reason) => {
    killed();
    const store = await ExchangeStore.resume(file(), 'run');
    for (const line of [begin('settled'), end('settled'), begin('cut'), end('cut')]) store.append(line);
    store.close();
    let first = true;
    changed(file(), (lines) =>
      lines.filter((line) => {
        const drop = first && line.includes(words);
        if (drop) first = false;
        return !drop;
      }),
    );
    for (const found of await ends(file()))
      expect(found).toMatchObject({ reason: expect.stringMatching(reason) as string });
  });

  it('is not complete where the line is missing by which it was resumed, or the footer does not count it', async () => {
    killed();
    const store = await ExchangeStore.resume(file(), 'run');
    for (const line of [begin('cut'), of('cut', 'x5'), end('cut')]) store.append(line);
    store.close();
    const whole = readFileSync(file(), 'utf8');
    changed(file(), (lines) => lines.filter((line) => !line.includes('"type":"resumed"')));
    for (const found of await ends(file())) expect(found.complete).toBe(false);
    writeFileSync(file(), whole.replace(',"resumed":1', ''));
    for (const found of await ends(file())) expect(found).toMatchObject({ complete: false });
  });

  it('takes the footer back where only the word of its end was missing', async () => {
    written(2, true);
    const store = await ExchangeStore.resume(file(), 'run');
    store.append(exchange('x3'));
    store.close();
    const { lines, end: last } = await read(file());
    expect(lines.filter((line) => line.type === 'footer')).toHaveLength(1);
    expect(last).toMatchObject({ complete: true });
  });

  it('begins where a kill left not even a header', async () => {
    writeFileSync(file(), '{"type":"hea');
    const store = await ExchangeStore.resume(file(), 'run');
    store.close();
    const { lines, end: last } = await read(file());
    expect(lines.map((line) => line.type)).toEqual(['header', 'resumed', 'footer']);
    expect(last).toMatchObject({ complete: true });
  });

  it('is read over the borders of what is read at once', async () => {
    killed();
    const store = await ExchangeStore.resume(file(), 'run');
    const url = `http://sut/${'x'.repeat(700_000)}`;
    const long = (id: string): Exchange => ({
      ...exchange(id),
      run: 'cut',
      request: { method: 'GET', url, headers: [] },
    });
    for (const line of [begin('cut'), long('x5'), long('x6'), long('x7')]) store.append(line);
    store.close(false);
    const again = await ExchangeStore.resume(file(), 'run');
    expect(again.exchanges).toBe(7);
    again.close();
    const { lines } = await read(file());
    expect(ids(lines)).not.toContain('x6 cut');
    expect(lines.filter((line) => line.type === 'resumed')).toHaveLength(2);
  });
});
