import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startOrchestrator, type Orchestrator } from '../../../reference/start.ts';
import { embeddedTarget, freePort, USUAL, type EmbeddedTarget } from '../../../src/engine/embedded.ts';
import { rejudge } from '../../../src/engine/rejudge.ts';
import type { RunInfo } from '../../../src/judge/run-info.ts';
import type { Verdict } from '../../../src/judge/verdict.ts';
import { drive, type Drive } from '../../../src/qualify/drive.ts';
import { loadProfile } from '../../../src/target/load-profile.ts';
import { passage, type Passage } from '../../servers/passage.ts';

/** A correct SUT that goes away in mid-run and comes back: no case is blamed for that, and nothing is lost. */

const dir = mkdtempSync(join(tmpdir(), 'restart-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const RELEASE = '3.3.1';
/** When the SUT goes away, and for how long, in milliseconds. */
const AFTER = 4000;
const DOWN = 1500;
const timeouts = { request: 5000, operation: 10_000, notification: 1500 };

interface Ended {
  readonly verdicts: readonly Verdict[];
  readonly info: RunInfo;
}

/** Drives and judges, and judges the record again, which says the same. */
async function driven(name: string, more: Pick<Drive, 'target' | 'procedures'>): Promise<Ended> {
  const out = join(dir, name);
  const { verdicts } = await drive({ release: RELEASE, out, timeouts, ...more });
  const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
  const again = new Map(
    (await rejudge(out, { out: null, releases: [RELEASE] })).verdicts.map((one) => [one.case, one]),
  );
  expect(verdicts.map((one) => again.get(one.case))).toEqual(verdicts);
  expect(info.complete).toBe(true);
  return { verdicts, info };
}

/** Cases that came to a verdict of the kinds, each with what was said about it. */
const told = (verdicts: readonly Verdict[], ...kinds: readonly string[]): readonly unknown[] =>
  verdicts
    .filter((one) => kinds.includes(one.verdict))
    .map((one) => [one.case, one.verdict, one.reason, ...one.findings.map(({ deviation }) => deviation)]);

/** As though it had never been away: each run that was disturbed was driven again. */
function isWhole({ verdicts, info }: Ended): void {
  expect(told(verdicts, 'fail', 'error', 'inconclusive')).toEqual([]);
  expect(told(verdicts, 'pass').length).toBeGreaterThan(800);
  expect(info.outages).toHaveLength(1);
  expect(info.procedures.filter(({ run }) => run.endsWith(' again')).length).toBeGreaterThan(0);
  expect(info.procedures.filter(({ outcome }) => outcome?.kind === 'disturbed')).toEqual([]);
}

/** The embedded orchestrator at the end of a passage, whose address it takes for its own. */
async function behind(asked?: (text: string) => void): Promise<{ sut: EmbeddedTarget; way: Passage }> {
  const port = await freePort();
  const way = await passage(port, asked);
  const sut = await embeddedTarget(RELEASE, dir, { ...USUAL, port, apiRoot: `http://127.0.0.1:${way.port}` });
  const stop = async (): Promise<void> => {
    await way.close();
    await sut.stop();
  };
  return { way, sut: { ...sut, stop } };
}

test('a SUT that comes back and knows nothing any more', async () => {
  const first = await embeddedTarget(RELEASE, dir, USUAL);
  const { counterparts, auth } = loadProfile(first.profileFile);
  const { nfvo } = counterparts;
  if (nfvo === undefined || auth.kind !== 'oauth2') throw new Error('it takes tokens, and asks an NFVO');
  const { clientId, clientSecret } = nfvo;
  const apiRoot = `http://127.0.0.1:${nfvo.port}`;
  const restart = async (): Promise<Orchestrator> => {
    await sleep(AFTER);
    await first.stop();
    await sleep(DOWN);
    const port = Number(new URL(first.url).port);
    const asked = { apiRoot, tokenEndpoint: `${apiRoot}/token`, clientId, clientSecret: clientSecret ?? '' };
    return startOrchestrator({ release: RELEASE, port, auth, pageSize: 20, nfvo: asked });
  };
  const second = restart();
  const stop = async (): Promise<void> => (await second).close();
  isWhole(await driven('empty', { target: { profileFile: first.profileFile, stop } }));
}, 240_000);

test('a SUT that comes back as it was', async () => {
  const { sut, way } = await behind();
  const restart = async (): Promise<void> => {
    await sleep(AFTER);
    await way.close();
    await sleep(DOWN);
    await way.open();
  };
  const restarting = restart();
  isWhole(await driven('kept', { target: sut }));
  await restarting;
}, 240_000);

test('a SUT that does not come back', async () => {
  const { sut, way } = await behind();
  const going = sleep(1000).then(() => way.close());
  const { verdicts, info } = await driven('gone', {
    target: { ...sut, stop: () => going },
    procedures: ['vnflcm.lifecycle', 'vnflcm.states', 'vnflcm.setbacks', 'vnflcm.subscriptions'],
  });
  await sut.stop().catch(() => undefined);
  expect(told(verdicts, 'fail', 'error')).toEqual([]);
  const reasons = verdicts.filter((one) => one.verdict === 'inconclusive').map((one) => one.reason ?? '');
  expect(reasons.filter((one) => one.startsWith('the SUT was not reachable from ')).length).toBeGreaterThan(50);
  expect(info.outages).toEqual([{ from: expect.any(String) as string }]);
}, 240_000);

test('a SUT that a request brings down is blamed for that, and for nothing else', async () => {
  let falls = 0;
  let rising = Promise.resolve();
  const { sut, way } = await behind((text) => {
    if (!/^POST \S+\/heal /.test(text)) return;
    falls += 1;
    rising = way
      .close()
      .then(() => sleep(500))
      .then(() => way.open());
  });
  const { verdicts, info } = await driven('falling', {
    target: sut,
    procedures: ['vnflcm.lifecycle', 'vnflcm.states', 'vnflcm.versions'],
  });
  await rising;
  const failed = verdicts.filter((one) => one.verdict === 'fail');
  const deviations = failed.flatMap((one) => one.findings.map(({ deviation }) => deviation));
  expect(told(verdicts, 'error')).toEqual([]);
  expect(failed.length).toBeGreaterThan(0);
  expect(deviations.filter((one) => !/^no-answer:(reset|closed):/.test(one))).toEqual([]);
  expect(falls).toBeGreaterThan(1);
  expect(info.outages?.length).toBeGreaterThan(1);
}, 240_000);
