import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunInfo } from '../src/judge/run-info.ts';
import { nfvTst, playwright, verdictsIn } from './command.ts';
import { alwaysBroken, alwaysFine, serveTrivially, type Answer, type TrivialServer } from './servers/trivial.ts';

/** Servers that know nothing of NFV: whatever passes on them proves nothing about anybody. */

const dir = mkdtempSync(join(tmpdir(), 'trivial-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function profileOf(server: TrivialServer, name: string): string {
  const file = join(dir, `${name}.yaml`);
  const lines = [
    `name: ${name}`,
    'claims: [3.3.1]',
    `apis: { vnflcm: { v2: '${server.url}/vnflcm/v2' } }`,
    'vnf: { vnfdId: d, flavourId: f, aspectId: a, instantiationLevelId: l }',
    'timeouts: { request: 2s, operation: 200ms, notification: 50ms }',
    'settle: 0ms',
    'parallel: 8',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

async function withServer(answer: Answer, name: string, use: (profile: string) => Promise<void>): Promise<void> {
  const server = await serveTrivially(answer);
  try {
    await use(profileOf(server, name));
    expect(server.requests()).toBeGreaterThan(10);
  } finally {
    await server.close();
  }
}

describe('a server that answers the same to everything', () => {
  test.each([
    ['200 and {}', 'fine', alwaysFine],
    ['500', 'broken', alwaysBroken],
  ] as const)(
    '%s: nothing passes, nothing is an error of the harness',
    async (_title, name, answer) => {
      await withServer(answer, name, async (profile) => {
        const out = join(dir, name);
        const { code, err } = await nfvTst('run', '--target', profile, '--release', '3.3.1', '--out', out);
        expect(code, err).toBe(1);
        const verdicts = verdictsIn(out);
        const of = (kind: string): readonly string[] =>
          verdicts.filter((one) => one.verdict === kind).map((one) => one.case);
        expect(verdicts.length).toBeGreaterThan(300);
        expect(of('pass')).toEqual([]);
        expect(of('error')).toEqual([]);
        expect(of('fail').length).toBeGreaterThan(5);
        const { complete } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
        expect(complete).toBe(true);
      });
    },
    90_000,
  );
});

interface PlaywrightJson {
  readonly stats: { readonly expected: number; readonly unexpected: number };
  readonly suites: readonly PlaywrightSuite[];
}
interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { readonly tests: readonly { readonly results: readonly { workerIndex: number }[] }[] }[];
}

function workersOf(suite: PlaywrightSuite): readonly number[] {
  const own = suite.specs.flatMap((spec) =>
    spec.tests.flatMap((one) => one.results.map((result) => result.workerIndex)),
  );
  return [...own, ...(suite.suites ?? []).flatMap(workersOf)];
}

describe('red in Playwright (docs/decisions/0002)', () => {
  const environment = (profile: string, name: string): Record<string, string> => ({
    NFV_TST_TARGET: profile,
    NFV_TST_OUT: join(dir, name),
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(dir, `${name}.json`),
  });
  const args = ['--project', '3.3.1', '--grep', String.raw`lifecycle\.create\.accepted|\.body\.(type|null|object):`];
  const read = (name: string): PlaywrightJson =>
    JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8')) as PlaywrightJson;

  test('failures are unexpected to the reporters and cost no worker', async () => {
    await withServer(alwaysFine, 'red', async (profile) => {
      const { code, out } = await playwright(args, { ...environment(profile, 'red'), PW_TEST_REPORTER: 'json' });
      expect(code).toBe(1);
      const failed = verdictsIn(join(dir, 'red')).filter((one) => one.verdict === 'fail').length;
      expect(failed).toBeGreaterThan(3);
      expect(read('red').stats).toMatchObject({ unexpected: failed, expected: 0 });
      expect([...new Set(read('red').suites.flatMap(workersOf))]).toEqual([0]);
      expect(out).toMatch(/✘ .*lifecycle\.create\.accepted/);
    });
  });

  test('red stays red where `--reporter` replaces the reporters', async () => {
    await withServer(alwaysFine, 'replaced', async (profile) => {
      // A few: each failure ends a worker here.
      const few = ['--project', '3.3.1', '--grep', String.raw`subscriptions\.post\.body\.|lifecycle\.create\.accepted`];
      const { code } = await playwright([...few, '--reporter', 'json'], environment(profile, 'replaced'));
      expect(code).toBe(1);
      const failed = verdictsIn(join(dir, 'replaced')).filter((one) => one.verdict === 'fail').length;
      expect(failed).toBeGreaterThan(3);
      expect(read('replaced').stats).toMatchObject({ unexpected: failed, expected: 0 });
    });
  });
});
