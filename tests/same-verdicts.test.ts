import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, judgeOf, rejudge } from '../src/engine/rejudge.ts';
import type { StoreLine } from '../src/exchange/exchange.ts';
import { readRunInfo } from '../src/judge/run-directory.ts';
import { drive } from '../src/qualify/drive.ts';

/** A record says the same whoever judges it, in whatever order procedures ran, and whatever the SUT's clock says. */

const dir = mkdtempSync(join(tmpdir(), 'same-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const recorded = join(dir, 'recorded');
let lines: readonly string[] = [];

beforeAll(async () => {
  // With a fault in it, so that there are findings of many places.
  await drive({
    release: '3.3.1',
    out: recorded,
    procedures: ['vnflcm.lifecycle', 'vnflcm.states', 'vnflcm.subscriptions', 'vnflcm.surface'],
    settings: { fault: '405-without-allow' },
  });
  lines = readFileSync(join(recorded, 'exchanges.ndjson'), 'utf8').trimEnd().split('\n');
});

async function judgedAs(changed: readonly string[], name: string): Promise<string> {
  const out = join(dir, name);
  cpSync(recorded, out, { recursive: true });
  writeFileSync(join(out, 'exchanges.ndjson'), `${changed.join('\n')}\n`);
  const { end } = await rejudge(out);
  expect(end).toMatchObject({ complete: true });
  return readFileSync(join(out, 'verdicts.ndjson'), 'utf8');
}

/** Without the reader of records, which takes exchanges out of order for a record with a hole. */
function judgedInMemory(changed: readonly string[]): string {
  const judge = judgeOf(readRunInfo(recorded));
  for (const line of changed) apply(judge, JSON.parse(line) as StoreLine);
  return [...judge.verdicts()].map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
}

describe('the same record', () => {
  test('says the same, byte by byte, when it is judged again and when many judge it at once', async () => {
    const first = await judgedAs(lines, 'first');
    expect(first).toContain('"verdict":"fail"');
    const eight = await Promise.all(Array.from({ length: 8 }, (_, i) => judgedAs(lines, `at-once-${i}`)));
    expect(new Set([first, ...eight]).size).toBe(1);
  });

  test('says the same, byte by byte, whichever procedure runs came first', async () => {
    const runOf = (line: string): string => {
      const { run, type } = JSON.parse(line) as StoreLine & { run?: string };
      return type === 'header' ? '' : (run ?? '\uffff');
    };
    const inBlocks = (direction: 1 | -1): readonly string[] => {
      const [header = '', ...rest] = lines;
      const footer = rest.pop() ?? '';
      const order = new Map(rest.map((line) => [line, runOf(line)]));
      const sorted = [...rest].sort((a, b) => direction * (order.get(a) ?? '').localeCompare(order.get(b) ?? ''));
      return [header, ...sorted, footer];
    };
    const [onwards, backwards] = [inBlocks(1), inBlocks(-1)];
    expect(onwards).not.toEqual(backwards);
    const said = [onwards, backwards].map(judgedInMemory);
    expect(said[0]).toBe(said[1]);
    expect(said[0]).toBe(await judgedAs(lines, 'as-recorded'));
  });

  test.each([-11, 5])('with the clock of the SUT %d hours off: no verdict changes', async (hours) => {
    const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
    const shifted = (text: string): string =>
      text.replace(time, (at) => new Date(Date.parse(at) + hours * 3_600_000).toISOString());
    let moved = 0;
    const off = lines.map((line) => {
      const value = JSON.parse(line) as StoreLine;
      if (value.type !== 'exchange') return line;
      const said = value.direction === 'outbound' ? value.response : value.request;
      if (said?.body === undefined) return line;
      const data = shifted(said.body.data);
      if (data !== said.body.data) moved += 1;
      const changed = { ...said, body: { ...said.body, data } };
      return JSON.stringify({ ...value, [value.direction === 'outbound' ? 'response' : 'request']: changed });
    });
    expect(moved).toBeGreaterThan(20);
    const kinds = (text: string): readonly string[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { case: string; verdict: string })
        .map((one) => `${one.case} ${one.verdict}`);
    expect(kinds(await judgedAs(off, `off${hours}`))).toEqual(kinds(await judgedAs(lines, `right${hours}`)));
  });
});
