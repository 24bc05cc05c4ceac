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
  const store = new ExchangeStore(file, 'run');
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
    expect(() => new ExchangeStore(file, 'run')).toThrow('EEXIST');
  });

  it('takes nothing more once it is closed', () => {
    const store = new ExchangeStore(join(dir, 'b.ndjson'), 'run');
    store.close();
    expect(() => store.append(exchange('x1'))).toThrow('closed');
    appendFileSync(join(dir, 'b.ndjson'), '');
  });
});
