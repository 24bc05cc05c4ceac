import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedTarget } from '../../../src/engine/embedded.ts';
import type { Verdict } from '../../../src/judge/verdict.ts';
import { drive } from '../../../src/qualify/drive.ts';
import { between, type Bending, type Message } from '../../servers/between.ts';

/** A correct SUT behind a proxy: what the proxy changes is found, nothing else is reported, and there are no false alarms. */

const dir = mkdtempSync(join(tmpdir(), 'bent-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const PROCEDURES = ['vnflcm.lifecycle', 'vnflcm.failures', 'vnflcm.states'];
const timeouts = { request: 5000, operation: 10_000, notification: 1500 };
/** Findings about the SUT's own calls, and where only a status line is judged. */
const NO_PAYLOAD_ASKED =
  /^(oauth2|vnfpkgm|grant|vnflcm-notification)\.|^vnflcm\.lifecycle\.((subscribe|create)\.accepted|notification\.ids)$/;
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
/** Cases that look at notifications. */
const NOTIFIED = /notif/;
let runs = 0;

async function driven(bending: Bending, waits = timeouts): Promise<readonly Verdict[]> {
  const out = join(dir, `run-${runs++}`);
  const sut = await embeddedTarget('3.3.1', dir, {});
  const origin = new URL(sut.url).origin;
  const way = await between(origin, bending);
  const profileFile = `${out}.yaml`;
  writeFileSync(profileFile, readFileSync(sut.profileFile, 'utf8').replaceAll(origin, way.url));
  const stop = async (): Promise<void> => {
    await way.close();
    await sut.stop();
  };
  const target = { profileFile, stop };
  const { verdicts } = await drive({ release: '3.3.1', out, procedures: PROCEDURES, target, timeouts: waits });
  return verdicts;
}

const idsOf = (verdicts: readonly Verdict[], kind: string): readonly string[] =>
  verdicts.filter((one) => one.verdict === kind).map((one) => one.case);

const deviationsOf = (verdicts: readonly Verdict[]): readonly string[] =>
  verdicts.flatMap(({ findings }) => findings.filter((one) => one.keyword === 'shall').map((one) => one.deviation));

let passes: readonly string[] = [];
beforeAll(async () => {
  passes = idsOf(await driven({ notification: (body) => [body] }), 'pass');
  expect(passes.length).toBeGreaterThan(100);
});

describe('answers that are compressed, though nobody asked for it', () => {
  const coded = (to: (body: Buffer) => Buffer): Bending => ({
    answer: ({ headers, body }: Message) =>
      body.byteLength === 0
        ? { headers, body }
        : { headers: { ...headers, 'content-encoding': 'gzip' }, body: to(body) },
  });

  test('say the same as before', async () => {
    const verdicts = await driven(coded((body) => gzipSync(body)));
    expect(idsOf(verdicts, 'fail')).toEqual([]);
    expect(idsOf(verdicts, 'pass')).toEqual(passes);
  });

  test.each<[string, (body: Buffer) => Buffer, RegExp]>([
    ['cut', (body) => gzipSync(body).subarray(0, -9), /^payload:broken:/],
    ['bombs', () => BOMB, /^$/],
  ])(
    '%s pass nothing that they do not show, are no error of ours, and are blamed for what they are',
    async (_what, to, blamed) => {
      const verdicts = await driven(coded(to), { request: 2000, operation: 500, notification: 50 });
      expect(idsOf(verdicts, 'error')).toEqual([]);
      expect(idsOf(verdicts, 'pass').filter((id) => !NO_PAYLOAD_ASKED.test(id))).toEqual([]);
      expect(deviationsOf(verdicts).filter((one) => !blamed.test(one))).toEqual([]);
    },
    60_000,
  );
});

type Told = Readonly<Record<string, unknown>>;
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('notifications that lie about ids', () => {
  const told = (bend: (body: Told) => readonly Told[]): Bending => ({
    notification: (body) => bend(JSON.parse(body) as Told).map((one) => JSON.stringify(one)),
  });
  const about = (name: string, value: unknown): Bending =>
    told((body) => [body[name] === undefined ? body : { ...body, [name]: value }]);

  test('notifications about resources of other clients are no fault: others use the SUT too', async () => {
    const verdicts = await driven(
      told((body) => {
        const ids = {
          vnfInstanceId: NOBODY,
          ...(body['vnfLcmOpOccId'] === undefined ? {} : { vnfLcmOpOccId: `${NOBODY}1` }),
        };
        const other = { ...body, ...ids, id: `${String(body['id'])}-other` };
        return [body, { ...other, _links: linksOf(body['_links'], ids) }];
      }),
    );
    expect(deviationsOf(verdicts)).toEqual([]);
    expect(idsOf(verdicts, 'pass')).toEqual(passes);
  });

  test.each<[string, string, unknown]>([
    ['another instance', 'vnfInstanceId', NOBODY],
    ['another operation', 'vnfLcmOpOccId', NOBODY],
    ['another subscription', 'subscriptionId', NOBODY],
    ['a way out', 'vnfInstanceId', '../../../etc/passwd'],
    ['a way to another resource', 'vnfLcmOpOccId', '../vnf_instances/x'],
    ['NUL', 'vnfLcmOpOccId', 'a\0b'],
    ['half a character', 'vnfInstanceId', '\ud800'],
    ['a prototype', 'vnfLcmOpOccId', '__proto__'],
    ['100 KB', 'vnfInstanceId', 'x'.repeat(100_000)],
    ['slashes', 'vnfLcmOpOccId', '/'.repeat(100_000)],
    ['a number', 'vnfLcmOpOccId', 7],
    ['an object', 'vnfInstanceId', { id: NOBODY }],
    ['null', 'subscriptionId', null],
  ])(
    '%s as %s is found by what looks at notifications, and by nobody else',
    async (_what, name, value) => {
      const verdicts = await driven(about(name, value));
      expect(idsOf(verdicts, 'error')).toEqual([]);
      const failed = idsOf(verdicts, 'fail');
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.filter((id) => !NOTIFIED.test(id))).toEqual([]);
      const others = (ids: readonly string[]): readonly string[] => ids.filter((id) => !NOTIFIED.test(id));
      expect(others(idsOf(verdicts, 'pass'))).toEqual(others(passes));
    },
    60_000,
  );
});

function linksOf(links: unknown, ids: Told): unknown {
  const [instance, occ] = [String(ids['vnfInstanceId']), String(ids['vnfLcmOpOccId'])];
  return JSON.parse(
    JSON.stringify(links)
      .replace(/vnf_instances\/[^"]+/, `vnf_instances/${instance}`)
      .replace(/vnf_lcm_op_occs\/[^"]+/, `vnf_lcm_op_occs/${occ}`),
  );
}
