import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { passage } from '../../servers/passage.ts';
import { behind, dir, driven, told } from '../restarting.ts';

/** A SUT that goes away in mid-run: what it cannot be asked is inconclusive, and what brings it down is its fault. */

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a SUT that does not come back', async () => {
  const { sut, way } = await behind(passage);
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
  const fall = async (): Promise<void> => {
    await way.close();
    await sleep(500);
    await way.open();
  };
  const { sut, way } = await behind((port) =>
    passage(port, (text) => {
      if (!/^POST \S+\/heal /.test(text)) return;
      falls += 1;
      rising = fall();
    }),
  );
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
