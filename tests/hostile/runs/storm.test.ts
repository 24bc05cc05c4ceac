import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { embeddedTarget } from '../../../src/engine/embedded.ts';
import { rejudge } from '../../../src/engine/rejudge.ts';
import { readRecord } from '../../../src/exchange/read-record.ts';
import { MOST_CALLS } from '../../../src/exchange/ration.ts';
import { generate } from '../../../src/model/generate.ts';
import { loadModel } from '../../../src/model/load.ts';
import { catalogue } from '../../../suites/cases/index.ts';
import { nfvTstWith, verdictsIn } from '../../command.ts';
import { between } from '../../servers/between.ts';
import { storm, type Blown } from '../../servers/storm.ts';

/** A subscriber is stormed with notifications from the time that it asks for them: through recorder, store and judge to the verdicts. */

const dir = mkdtempSync(join(tmpdir(), 'storm-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const SECONDS = 5;
/** Heap of each process of the run. */
const HEAP = '--max-old-space-size=200';

function procedureOf(id: string): string | undefined {
  const found = catalogue().find((one) => one.id === id);
  return found?.kind === 'trace' ? found.procedure : undefined;
}

test('10 000 notifications a second: the run ends, nothing is lost, memory is bounded, and nobody else pays', async () => {
  const sut = await embeddedTarget('3.3.1', dir, {});
  const origin = new URL(sut.url).origin;
  const body = JSON.stringify(generate(loadModel().release('3.3.1'), 'VnfIdentifierCreationNotification'));
  let blown: Promise<Blown> | undefined;
  const way = await between(origin, {
    asked: (method, path, sent) => {
      const callback = /"callbackUri":"(http[^"]+)"/.exec(sent)?.[1];
      if (method !== 'POST' || !path.endsWith('/subscriptions') || callback === undefined) return;
      blown ??= storm({ callback, body, perSecond: 10_000, seconds: SECONDS });
    },
  });
  const profileFile = join(dir, 'profile.yaml');
  writeFileSync(profileFile, readFileSync(sut.profileFile, 'utf8').replaceAll(origin, way.url));
  const out = join(dir, 'run');
  const environment = { NFV_TST_EMBEDDED_SECRET: process.env['NFV_TST_EMBEDDED_SECRET'] ?? '', NODE_OPTIONS: HEAP };
  const began = performance.now();
  const ended = await nfvTstWith(environment, 'run', '--target', profileFile, '--release', '3.3.1', '--out', out);
  const ms = performance.now() - began;
  await way.close();
  await sut.stop();
  const { sent, answers } = (await blown) ?? { sent: 0, answers: {} };
  expect(sent).toBe(10_000 * SECONDS);
  expect(ended.code).toBe(1);
  // It takes a third of a minute on an idle machine, and never minutes.
  expect(ms).toBeLessThan(180_000);
  const verdicts = verdictsIn(out);

  let recorded = 0;
  for await (const line of readRecord(join(out, 'exchanges.ndjson')))
    if (line.type === 'exchange' && line.request.body?.data.startsWith('{"storm":') === true) recorded += 1;
  const answered = Object.values(answers).reduce((sum, count) => sum + count, 0);
  expect(answered).toBeGreaterThan(MOST_CALLS);
  expect(recorded).toBeGreaterThanOrEqual(answered);

  const flooded = verdicts.filter(({ reason }) => reason?.includes(`more than ${MOST_CALLS} calls`) === true);
  expect(new Set(flooded.map((one) => procedureOf(one.case))).size).toBe(1);
  const others = verdicts.filter((one) => !flooded.includes(one) && !one.verdict.startsWith('not-'));
  const wrong = others.filter((one) => ['fail', 'error'].includes(one.verdict));
  expect(wrong.map((one) => [one.case, one.reason, ...one.findings.map(({ deviation }) => deviation)])).toEqual([]);
  // A busy machine may cost this or that: it was not tested, and says so.
  expect(others.filter((one) => one.verdict === 'pass').length).toBeGreaterThan(0.95 * others.length);
  expect(others.length).toBeGreaterThan(500);
  const again = await rejudge(out, { out: null, releases: ['3.3.1'] });
  expect(again.end.complete).toBe(true);
  const known = new Map(again.verdicts.map((one) => [one.case, one]));
  expect(verdicts.map((one) => known.get(one.case))).toEqual(verdicts);
}, 240_000);
