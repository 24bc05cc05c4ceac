import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { cleanRun } from '../../../src/engine/clean.ts';
import { embeddedProfile, embeddedTarget, freePort } from '../../../src/engine/embedded.ts';
import type { RunInfo } from '../../../src/judge/run-info.ts';
import { drive, type Driven } from '../../../src/qualify/drive.ts';
import { loadProfile } from '../../../src/target/load-profile.ts';
import { passage } from '../../servers/passage.ts';
import { endless, serveRaw, type RawAnswer } from '../../servers/raw.ts';

/** Whole runs against SUTs that misbehave: they end in time, nothing passes that did not happen, and no fault is ours. */

const dir = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let runs = 0;

const timeouts = { request: 120, operation: 300, notification: 50 };
/** All that these cases ask for is that something was accepted, and nothing secret said. */
const STATUS_ALONE = [
  'vnflcm.lifecycle.create.accepted',
  'vnflcm.lifecycle.subscribe.accepted',
  'vnflcm.subscriptions.filter.unnamed-instance',
  'vnflcm.subscriptions.authentication.hidden',
];
const PROCEDURES = ['vnflcm.lifecycle', 'vnflcm.subscriptions', 'vnflcm.versions', 'vnflcm.paging'];

async function profileOf(apiRoot: string, out: string): Promise<string> {
  const nfvo = { host: '127.0.0.1', port: await freePort(), clientId: 'nobody', clientSecret: 'nothing' };
  const file = join(dir, `${out}.yaml`);
  writeFileSync(file, stringify(embeddedProfile('3.3.1', `${apiRoot}/vnflcm/v2`, nfvo)));
  return file;
}

async function driven(answer: RawAnswer): Promise<Driven> {
  const server = await serveRaw(answer);
  const name = `run-${runs++}`;
  const profileFile = await profileOf(server.url, name);
  const out = join(dir, name);
  const done = await drive({
    release: '3.3.1',
    out,
    procedures: PROCEDURES,
    target: { profileFile, stop: () => server.close() },
    timeouts,
  });
  const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
  expect(info).toMatchObject({ complete: true, exchanges: done.exchanges });
  return done;
}

const head = (...lines: readonly string[]): string => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;
const JSON_TYPE = 'Content-Type: application/json';
const says =
  (status: string, body: string, ...headers: readonly string[]): RawAnswer =>
  (socket) => {
    const lines = [`HTTP/1.1 ${status}`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  };
const odd = (id: string): string =>
  `{"id":${id},"vnfInstanceId":${id},"instantiationState":"INSTANTIATED","operationState":"COMPLETED","n":1e400,"n":2}`;

describe('whatever is asked, the SUT', () => {
  test.each<[string, RawAnswer]>([
    ['never answers', () => undefined],
    ['hangs up', (socket) => void socket.destroy()],
    ['sends a byte now and then', endless(head(JSON_TYPE), 'x', 30)],
    ['closes within the body', (socket) => void socket.end(`${head(JSON_TYPE, 'Content-Length: 9')}{}`)],
    ['sends chunks that are none', (socket) => void socket.write(`${head('Transfer-Encoding: chunked')}zz`)],
    ['says 100 Continue for ever', endless('', 'HTTP/1.1 100 Continue\r\n\r\n', 1)],
    ['redirects to another host', says('307 Temporary Redirect', '', 'Location: http://example.invalid/x')],
    ['redirects to a file', says('302 Found', '', 'Location: file:///etc/passwd')],
    [
      'makes things elsewhere',
      says('201 Created', odd('"a"'), JSON_TYPE, 'Location: http://example.invalid/vnflcm/v2/vnf_instances/a'),
    ],
    ['accepts all and leads to a file', says('202 Accepted', '', 'Location: file:///vnf_lcm_op_occs/../../etc/passwd')],
    ['makes things with half characters in their ids', says('201 Created', odd('"\\ud800/../.."'), JSON_TYPE)],
    ['makes things with empty ids', says('201 Created', odd('""'), JSON_TYPE, 'Link: <http://[x>; rel="next"')],
    ['answers 100 000 levels deep', says('200 OK', '['.repeat(100_000) + ']'.repeat(100_000), JSON_TYPE)],
    [
      'lists what is nothing',
      says('200 OK', '[null,1,"",[],{"id":null},{"id":{}}]', JSON_TYPE, 'Link: <?>; rel="next"'),
    ],
  ])('%s', async (_what, answer) => {
    const { verdicts, ms } = await driven(answer);
    const of = (kind: string): readonly string[] =>
      verdicts.filter((one) => one.verdict === kind).map((one) => one.case);
    expect(of('error')).toEqual([]);
    expect(of('pass').filter((id) => !STATUS_ALONE.includes(id))).toEqual([]);
    expect(ms).toBeLessThan(90_000);
  });
});

describe('a SUT that is gone for a while', () => {
  async function through(name: string, cutAfter?: number): Promise<{ passed: readonly string[]; left: unknown }> {
    const out = join(dir, name);
    const sut = await embeddedTarget('3.3.1', dir, {});
    const way = await passage(Number(new URL(sut.url).port));
    const profileFile = join(dir, `${name}.yaml`);
    const url = `http://127.0.0.1:${way.port}/vnflcm/v2`;
    writeFileSync(profileFile, readFileSync(sut.profileFile, 'utf8').replace(sut.url, url));
    let left: unknown;
    const stop = async (): Promise<void> => {
      // What was made by a request whose answer was cut off is found by its marks.
      await cleanRun(out, loadProfile(profileFile));
      left = await fetch(`${sut.url}/vnf_instances`, { headers: { Version: '2.0.0' } }).then((answer) => answer.json());
      await way.close();
      await sut.stop();
    };
    if (cutAfter !== undefined) setTimeout(() => way.cut(300), cutAfter);
    const limits = { request: 5000, operation: 10_000, notification: 1500 };
    const procedures = ['vnflcm.lifecycle', 'vnflcm.states', 'vnflcm.setbacks'];
    const target = { profileFile, stop };
    const { verdicts } = await drive({ release: '3.3.1', out, procedures, target, timeouts: limits });
    expect(verdicts.filter((one) => one.verdict === 'error')).toEqual([]);
    return { passed: verdicts.filter((one) => one.verdict === 'pass').map((one) => one.case), left };
  }

  test('costs verdicts, brings none, and nothing is left on it', async () => {
    const whole = await through('whole');
    const broken = await through('broken', 700);
    expect(whole.left).toEqual([]);
    expect(broken.left).toEqual([]);
    expect(broken.passed.length).toBeLessThan(whole.passed.length);
    expect(broken.passed.filter((one) => !whole.passed.includes(one))).toEqual([]);
  });
});
