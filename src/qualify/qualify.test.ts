import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleRun } from '../../tests/sample/sample-run.ts';
import type { Exchange, StoreLine } from '../exchange/exchange.ts';
import { toBody } from '../exchange/body.ts';
import type { Finding, Verdict } from '../judge/verdict.ts';
import { generate } from '../model/generate.ts';
import { loadModel } from '../model/load.ts';
import { isFound, resultOf } from './fault-result.ts';
import { qualify } from './qualify.ts';
import { judgeMutants } from './record-mutants.ts';
import { seededRandom, shuffled } from './sample.ts';
import { reading } from '../exchange/exchange.test-data.ts';

const dir = mkdtempSync(join(tmpdir(), 'qualify-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const finding = (deviation: string, keyword: Finding['keyword'] = 'shall'): Finding => ({
  check: '',
  deviation,
  clause: '',
  keyword,
  message: '',
  expected: '',
  observed: '',
  pointer: '',
  exchanges: ['x1'],
  places: 1,
});
const verdict = (id: string, kind: Verdict['verdict'], ...findings: readonly Finding[]): Verdict => ({
  case: id,
  release: '3.7.1',
  api: 'vnflcm',
  major: 'v2',
  role: 'producer',
  verdict: kind,
  tst010: [],
  findings,
  judged: 1,
});

describe('a fault', () => {
  const fault = { what: '', clause: '', seen: ['a.*.end'], also: ['b'] };
  const of = (...verdicts: readonly Verdict[]): ReturnType<typeof resultOf> =>
    resultOf('f', fault, '3.7.1', { verdicts, ms: 0 });

  it('is seen by the cases that have to see it, and explains some others', () => {
    const all = [verdict('a.x.end', 'fail', finding('d')), verdict('b', 'fail', finding('d')), verdict('c', 'pass')];
    expect(of(...all)).toMatchObject({ seenBy: ['a.x.end'], also: ['b'], collateral: [], judged: 3 });
  });

  it('is missed when only others fail, which are collateral', () => {
    expect(of(verdict('a.x.end', 'pass'), verdict('c', 'fail', finding('d')))).toMatchObject({
      seenBy: [],
      collateral: [{ case: 'c', deviation: 'd', exchange: 'x1' }],
    });
    expect(of(verdict('a.x.end', 'inconclusive'))).toMatchObject({ seenBy: [], judged: 0 });
  });

  it('is found when each case has seen it that has to, where each has to', () => {
    const each = { ...fault, every: true } as const;
    const run = (...verdicts: readonly Verdict[]): ReturnType<typeof resultOf> =>
      resultOf('f', each, '3.7.1', { verdicts, ms: 0 });
    const [one, other] = [verdict('a.x.end', 'fail', finding('d')), verdict('a.y.end', 'inconclusive')];
    expect(isFound(run(one))).toBe(true);
    expect(run(one, other)).toMatchObject({ seenBy: ['a.x.end'], unseenBy: ['a.y.end'] });
    expect(isFound(run(one, other))).toBe(false);
    expect(isFound(run())).toBe(false);
  });

  it('of a recommendation is seen by a warning of its kind', () => {
    const warned = { ...fault, warning: 'd:*' };
    const run = (deviation: string): readonly string[] =>
      resultOf('f', warned, '3.7.1', { verdicts: [verdict('a.x.end', 'pass', finding(deviation, 'should'))], ms: 0 })
        .seenBy;
    expect(run('d:1')).toEqual(['a.x.end']);
    expect(run('e')).toEqual([]);
  });

  it('that nobody knows cannot be asked for', async () => {
    const options = { out: join(dir, 'none'), seed: 1, releases: [], perRule: 1, processes: 1 };
    await expect(qualify({ ...options, faults: 'no-such-*' })).rejects.toThrow('no fault matches no-such-*');
  });
});

it('the same seed takes the same sample', () => {
  const take = (seed: number): readonly number[] => shuffled([...Array(20).keys()], seededRandom(seed));
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
  expect([...take(1)].sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
});

describe('record mutants', () => {
  const model = loadModel().release('3.7.1');
  const root = 'http://127.0.0.1:1/vnflcm/v2';
  const instance = {
    ...(generate(model, 'VnfInstance') as Record<string, unknown>),
    id: 'i1',
    instantiationState: 'NOT_INSTANTIATED',
    _links: { self: { href: `${root}/vnf_instances/i1` } },
  };
  const read = (body: unknown): Exchange =>
    reading({
      run: 'vnflcm.lifecycle@v2',
      request: { method: 'GET', url: `${root}/vnf_instances/i1`, headers: [] },
      response: {
        status: 200,
        headers: [
          ['Version', '2.4.0'],
          ['Content-Type', 'application/json'],
        ],
        ...(toBody(Buffer.from(JSON.stringify(body))) === undefined
          ? {}
          : { body: { encoding: 'utf8', data: JSON.stringify(body), bytes: 1 } }),
      },
    });

  function record(name: string, exchange: Exchange): string {
    const out = mkdtempSync(join(dir, name));
    const run = 'vnflcm.lifecycle@v2';
    const at = exchange.at;
    const begin = { procedure: 'vnflcm.lifecycle', api: 'vnflcm', major: 'v2', dialect: '3.7.1' } as const;
    const lines: readonly StoreLine[] = [
      { type: 'header', format: 1, run: 'r', at },
      { type: 'begin', run, ...begin, releases: ['3.7.1'], at },
      exchange,
      { type: 'end', run, at, outcome: { kind: 'done' } },
      { type: 'footer', exchanges: 1, runs: 1, at },
    ];
    writeFileSync(join(out, 'exchanges.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const { info } = sampleRun();
    const target = { ...info.target, roots: { 'vnflcm/v2': root } };
    writeFileSync(join(out, 'run.json'), JSON.stringify({ ...info, target, ics: {} }));
    return out;
  }
  const judged = (name: string, exchange: Exchange): ReturnType<typeof judgeMutants> =>
    judgeMutants({ release: '3.7.1', record: record(name, exchange), seed: 1, perRule: 1 });

  it('of a right answer are killed, but for what is harmless', async () => {
    const result = await judged('right', read(instance));
    expect(result.survived).toEqual([]);
    // Most of them of what the answer does not show: an instance that is not instantiated has few attributes.
    expect(result.killed).toBeGreaterThan(300);
    expect(result.equivalent.map((one) => one.rule.split(' ').slice(-2).join(' '))).toEqual([
      'added attribute',
      'added header',
    ]);
    expect(result.blamed).toEqual([]);
    expect(result.made).toBe(result.killed + 2);
  });

  it('are not made of an answer that is wrong already', async () => {
    expect((await judged('wrong', read({ ...instance, vnfdId: 7 }))).made).toBe(0);
  });
});
