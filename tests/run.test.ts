import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../suites/cases/index.ts';
import { readRecord } from '../src/exchange/read-record.ts';
import type { RecordEnd } from '../src/exchange/record-course.ts';
import { inForce } from '../src/judge/judge.ts';
import type { MatrixFile } from '../src/judge/matrix.ts';
import type { RunInfo } from '../src/judge/run-info.ts';
import { nfvTst, playwright, verdictsIn, type Ended } from './command.ts';

/** All that a run of the harness promises, on the embedded orchestrator, as a process. */

const CASES = 'vnflcm.subscriptions.*40*';
const dir = mkdtempSync(join(tmpdir(), 'run-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const selected = catalogue().filter((one) => inForce(one, '3.3.1') && /^vnflcm\.subscriptions\..*40/.test(one.id));

describe('nfv-tst run', () => {
  let ended: Ended;
  const out = join(dir, 'run');
  beforeAll(async () => {
    ended = await nfvTst('run', '--release', '3.3.1', '--case', CASES, '--out', out);
  });
  const json = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));

  test('the embedded orchestrator conforms in what was selected', () => {
    expect(ended).toMatchObject({ code: 0, err: expect.any(String) as string });
    const said = `passed: the ${selected.length} selected cases pass for 3.3.1; this is not a statement of conformance`;
    expect(ended.out).toContain(said);
    expect(ended.out).not.toContain('conforms');
    expect(ended.out).toMatch(/Report: file:\/\/.*matrix\.html/);
  });

  test('a verdict a case, and all pass', () => {
    const verdicts = verdictsIn(out);
    expect(selected.length).toBeGreaterThan(5);
    expect(verdicts.map((one) => one.case).sort()).toEqual(selected.map((one) => one.id).sort());
    expect([...new Set(verdicts.map((one) => `${one.release} ${one.verdict}`))]).toEqual(['3.3.1 pass']);
    expect(verdicts.every((one) => one.judged > 0)).toBe(true);
  });

  test('figures are the same wherever they stand', () => {
    const matrix = json('matrix.json') as MatrixFile;
    expect(matrix.exitCode).toBe(0);
    expect(matrix.targets[0]?.rows[0]?.total.cases.pass).toBe(selected.length);
    expect(readFileSync(join(out, 'junit.xml'), 'utf8')).toContain(`tests="${selected.length}"`);
    expect(ended.out).toContain(`${selected.length} pass, 0 fail`);
  });

  test('the record is whole and counts what run.json counts', async () => {
    const info = json('run.json') as RunInfo;
    expect(info).toMatchObject({ complete: true, target: { claims: ['3.3.1'] } });
    const lines = readRecord(join(out, 'exchanges.ndjson'));
    let exchanges = 0;
    let end: RecordEnd | undefined;
    while (end === undefined) {
      const next = await lines.next();
      if (next.done === true) end = next.value;
      else if (next.value.type === 'exchange') exchanges += 1;
    }
    expect(end).toEqual({ complete: true, exchanges });
    expect(exchanges).toBe(info.exchanges);
  });

  test('judging the record again says the same', async () => {
    const before = readFileSync(join(out, 'verdicts.ndjson'), 'utf8');
    const again = await nfvTst('judge', out);
    expect(again.code).toBe(0);
    expect(readFileSync(join(out, 'verdicts.ndjson'), 'utf8')).toBe(before);
  });

  test('a directory of several runs is judged as a whole, in parallel', async () => {
    const several = join(dir, 'several');
    for (const name of ['a', 'b', 'c']) cpSync(out, join(several, name), { recursive: true });
    const again = await nfvTst('judge', several);
    expect(again).toMatchObject({ code: 0, err: '' });
    for (const name of ['a', 'b', 'c'])
      expect(readFileSync(join(several, name, 'verdicts.ndjson'))).toEqual(readFileSync(join(out, 'verdicts.ndjson')));
    const matrix = JSON.parse(readFileSync(join(several, 'matrix.json'), 'utf8')) as MatrixFile;
    expect(matrix.targets.map((one) => one.rows[0]?.total.cases.pass)).toEqual(Array(3).fill(selected.length));
    expect(await nfvTst('matrix', several)).toMatchObject({ code: 0 });
  });
});

describe('playwright test', () => {
  const TARGET = '@embedded-3.3.1';
  const FEW = String.raw`vnflcm\.subscriptions\.[^:]*40.*${TARGET}`;
  const list = async (...args: string[]): Promise<readonly string[]> => {
    const { code, out, err } = await playwright(['--list', ...args]);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n').filter((line) => line.startsWith('  ['));
    expect(out).toContain(`Total: ${lines.length} tests`);
    return lines;
  };

  test('--list --project: one test per case of the release, and target', async () => {
    const lines = await list('--project', '3.3.1');
    expect(lines.every((line) => line.includes('[3.3.1]'))).toBe(true);
    // Embedded orchestrators with API v2 are two.
    const cases = catalogue().filter((one) => inForce(one, '3.3.1')).length;
    expect(lines.length).toBe(2 * cases);
    expect(lines.filter((line) => line.includes(TARGET)).length).toBe(cases);
  });

  test('--grep takes what fits', async () => {
    const lines = await list('--project', '3.3.1', '--grep', FEW);
    expect(lines.length).toBe(selected.length);
  });

  test('--shard: each test in one shard', async () => {
    const [whole, ...shards] = await Promise.all([list(), list('--shard', '1/2'), list('--shard', '2/2')]);
    expect(shards.flat().sort()).toEqual([...whole].sort());
    expect(shards.every((shard) => shard.length > 0)).toBe(true);
  });

  test('is not green if nothing could be shown', async () => {
    const profile = join(dir, 'nobody.yaml');
    writeFileSync(
      profile,
      [
        'name: nobody',
        'claims: [3.3.1]',
        'apis: { vnflcm: { v2: http://127.0.0.1:9/vnflcm/v2 } }',
        'vnf: { vnfdId: v, flavourId: f }',
        'timeouts: { request: 1s }',
      ].join('\n'),
    );
    const environment = { NFV_TST_TARGET: profile, NFV_TST_OUT: join(dir, 'nobody') };
    const ended = await playwright(['--grep', String.raw`vnflcm\.subscriptions\.put\.405`], environment);
    expect(ended.code).toBe(1);
    expect(`${ended.out}${ended.err}`).toContain('nothing could be shown of nobody');
  });

  test('runs without the command line in front', async () => {
    const out = join(dir, 'by-hand');
    const args = ['--project', '3.3.1', '--grep', FEW];
    const ended = await playwright(args, { NFV_TST_OUT: out });
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(`${selected.length} passed`);
    expect(verdictsIn(join(out, 'embedded-3.3.1')).length).toBe(selected.length);
    expect(existsSync(join(out, 'playwright-report/index.html'))).toBe(true);
    // Nobody said --case: that only some cases ran is on record all the same.
    const matrix = await nfvTst('matrix', join(out, 'embedded-3.3.1'));
    expect(matrix.out).toContain(
      `passed: the ${selected.length} selected cases pass for 3.3.1; this is not a statement`,
    );
    expect((await nfvTst('judge', join(out, 'embedded-3.3.1'))).out).toContain('passed: the ');
  });
});
