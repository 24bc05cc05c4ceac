import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange, StoreLine } from './exchange.ts';
import { ExchangeStore, readRecord, type RecordEnd } from './store.ts';

let dir = '';
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'nfv-tst-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const exchange = (id: string): Exchange => ({
  type: 'exchange',
  id,
  at: '2026-01-01T00:00:00.000Z',
  ms: 1,
  direction: 'outbound',
  api: 'vnflcm',
  run: 'r',
  stimulus: { kind: 'observe' },
  request: { method: 'GET', url: 'http://sut/x', headers: [] },
});

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

describe('the record', () => {
  it('is whole with its footer', async () => {
    const { lines, end } = await read(written(3, true));
    expect(lines.map((line) => line.type)).toEqual(['header', 'exchange', 'exchange', 'exchange', 'footer']);
    expect(end).toEqual({ complete: true });
  });

  it('is not complete without its footer', async () => {
    expect((await read(written(2, false))).end).toMatchObject({ complete: false });
  });

  it('is readable up to the place where it was cut off', async () => {
    const file = written(3, true);
    truncateSync(file, readFileSync(file).length - 20);
    const { lines, end } = await read(file);
    expect(lines).toHaveLength(4);
    expect(end).toEqual({ complete: false, reason: 'its last line was cut off' });
  });

  it('is not complete when lines are missing in the middle', async () => {
    const file = written(3, true);
    const kept = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !line.includes('"x2"'));
    writeFileSync(file, kept.join('\n'));
    expect((await read(file)).end).toMatchObject({ complete: false });
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
    expect(last).toEqual({ complete: true });
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
    expect(last).toEqual({ complete: true });
  });

  it('takes the footer back where only the word of its end was missing', async () => {
    written(2, true);
    const store = await ExchangeStore.resume(file(), 'run');
    store.append(exchange('x3'));
    store.close();
    const { lines, end: last } = await read(file());
    expect(lines.filter((line) => line.type === 'footer')).toHaveLength(1);
    expect(last).toEqual({ complete: true });
  });

  it('begins where a kill left not even a header', async () => {
    writeFileSync(file(), '{"type":"hea');
    const store = await ExchangeStore.resume(file(), 'run');
    store.close();
    const { lines, end: last } = await read(file());
    expect(lines.map((line) => line.type)).toEqual(['header', 'resumed', 'footer']);
    expect(last).toEqual({ complete: true });
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
