import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startOrchestrator, type Orchestrator } from '../../reference/start.ts';
import { embeddedTarget, USUAL } from '../../src/engine/embedded.ts';
import { loadProfile } from '../../src/target/load-profile.ts';
import { behind, dir, driven, RELEASE, TIMEOUTS, told, type Ended } from '../hostile/restarting.ts';
import { vanishing } from '../servers/vanishing.ts';
import { passage } from '../servers/passage.ts';

/** Whole runs against a correct SUT that goes away and comes back: no case is blamed for that, and nothing is lost. */

afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** When the SUT goes away, and for how long, in milliseconds. */
const AFTER = 4000;
const DOWN = 1500;

/** As though it had never been away: each run that was disturbed was driven again. */
function isWhole({ verdicts, info }: Ended): void {
  expect(told(verdicts, 'fail', 'error', 'inconclusive')).toEqual([]);
  expect(told(verdicts, 'pass').length).toBeGreaterThan(800);
  expect(info.outages).toHaveLength(1);
  expect(info.procedures.filter(({ run }) => run.endsWith(' again')).length).toBeGreaterThan(0);
  expect(info.procedures.filter(({ outcome }) => outcome?.kind === 'disturbed')).toEqual([]);
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
    return startOrchestrator({ release: RELEASE, port, auth, pageSize: USUAL.pageSize, nfvo: asked });
  };
  const second = restart();
  const stop = async (): Promise<void> => (await second).close();
  isWhole(await driven('empty', { target: { profileFile: first.profileFile, stop } }));
}, 240_000);

test('a SUT that comes back as it was', async () => {
  const { sut, way } = await behind(passage);
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

test('a SUT behind a gateway that says 503 of everything meanwhile', async () => {
  const { sut, way } = await behind(passage);
  const gateway = createServer((_request, response) => response.writeHead(503).end());
  const restart = async (): Promise<void> => {
    await sleep(AFTER);
    await way.close();
    await once(gateway.listen(way.port, '127.0.0.1'), 'listening');
    await sleep(DOWN);
    gateway.close();
    gateway.closeAllConnections();
    await way.open();
  };
  const restarting = restart();
  isWhole(await driven('gateway', { target: sut }));
  await restarting;
}, 240_000);

test('a SUT whose packets vanish for longer than a request may take', async () => {
  const { sut, way } = await behind(vanishing);
  const vanished = sleep(AFTER).then(() => way.vanish(TIMEOUTS.request + DOWN));
  isWhole(await driven('vanished', { target: sut }));
  await vanished;
}, 240_000);
