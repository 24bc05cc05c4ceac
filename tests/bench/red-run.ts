import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveVerdicts } from '../../src/engine/server.ts';
import { SERVICE_KEY, SERVICE_URL } from '../../src/engine/service.ts';
import type { Finding, Verdict } from '../../src/judge/verdict.ts';
import type { Release } from '../../src/model/release-model.ts';
import { playwright } from '../command.ts';
import { median, report, seconds } from './figure.ts';

/**
 * What red costs in Playwright: the tests of one release with verdicts that are there at once, all of them passing, every second one failing;
 * and, for comparison, a few without the way of docs/decisions/0002.
 */

const ROUNDS = 3;
const CONFIG = ['--config', 'tests/bench/red/playwright.config.ts'];

const finding: Finding = {
  check: 'bench',
  deviation: 'bench',
  clause: 'none',
  keyword: 'shall',
  message: 'a finding as others are',
  expected: 'one thing',
  observed: 'another',
  pointer: '/id',
  exchanges: ['x1'],
  places: 1,
};

function verdict(id: string, release: string, fails: boolean): Verdict {
  const about = {
    case: id,
    release: release as Release,
    api: 'vnflcm',
    major: 'v2',
    role: 'producer',
    tst010: [],
  } as const;
  return { ...about, verdict: fails ? 'fail' : 'pass', findings: fails ? [finding] : [], judged: 1 };
}

const dir = mkdtempSync(join(tmpdir(), 'bench-'));
let asked = 0;
let everySecondFails = false;
const service = await serveVerdicts((_target, id, release) => {
  asked += 1;
  return Promise.resolve([verdict(id, release, everySecondFails && asked % 2 === 0)]);
});

interface Run {
  readonly seconds: number;
  readonly tests: number;
}

async function run(fails: boolean, more: readonly string[] = [], plain = false): Promise<Run> {
  everySecondFails = fails;
  const environment = {
    [SERVICE_URL]: service.url,
    [SERVICE_KEY]: service.key,
    BENCH_OUT: dir,
    NFV_TST_TARGET: 'bench.yaml',
    ...(plain ? { BENCH_PLAIN: '1' } : {}),
  };
  const before = asked;
  const spent = await seconds(async () => {
    const { code, out, err } = await playwright([...CONFIG, ...more], environment);
    if (code !== (fails ? 1 : 0)) throw new Error(`Playwright ended with ${code}\n${out}${err}`);
  });
  return { seconds: spent, tests: asked - before };
}

const clean: Run[] = [];
const red: Run[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  clean.push(await run(false));
  red.push(await run(true));
}
const tests = median(clean.map((one) => one.tests));
if (tests < 100) throw new Error(`only ${tests} tests ran`);
const cleanSeconds = median(clean.map((one) => one.seconds));
const redSeconds = median(red.map((one) => one.seconds));
const failing = Math.floor(tests / 2);
report({
  figure: 'run of which half fails / clean run',
  value: redSeconds / cleanSeconds,
  unit: 'ratio',
  limit: 1.5,
  of: { tests, failing, cleanSeconds: cleanSeconds.toFixed(2), redSeconds: redSeconds.toFixed(2) },
});

// A few are enough here: each costs as much as the next.
const few = ['--grep', String.raw`vnf_lcm_op_occs\.id\.[a-z]+\.[a-z]+\.40`];
const fewClean = await run(false, few);
const fewPlain = await run(true, few, true);
const ended = Math.floor(fewPlain.tests / 2);
report({
  figure: 'what a failure costs where it ends a worker',
  value: ((fewPlain.seconds - fewClean.seconds) / ended) * 1000,
  unit: 'ms',
  of: { tests: fewPlain.tests, failing: ended, hereMs: (((redSeconds - cleanSeconds) / failing) * 1000).toFixed(1) },
});
await service.close();
rmSync(dir, { recursive: true, force: true });
