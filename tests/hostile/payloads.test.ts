import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Recorder } from '../../src/engine/recorder.ts';
import { Redactor } from '../../src/exchange/redact.ts';
import type { StoreLine } from '../../src/exchange/exchange.ts';
import { Judge } from '../../src/judge/judge.ts';
import type { Verdict } from '../../src/judge/verdict.ts';
import { loadModel } from '../../src/model/load.ts';
import { catalogue } from '../../suites/cases/index.ts';
import { procedures } from '../../suites/procedures/index.ts';

/** What a SUT can put into a payload: it is recorded and judged in time, and nothing passes for it. */

const ROOT = 'http://sut.example/vnflcm/v2';
const model = loadModel().release('3.3.1');
const cases = catalogue();
const steps = [
  ['POST', '/vnf_instances', 201, 'create'],
  ['GET', '/vnf_instances/a', 200, 'read'],
  ['GET', '/vnf_instances', 200, 'list'],
  ['GET', '/vnf_lcm_op_occs/a', 200, 'instantiate.op_occ'],
  ['POST', '/vnf_instances/a/instantiate', 400, 'instantiate'],
  ['GET', '/subscriptions', 200, 'subscriptions'],
] as const;

/** A record in which every procedure has run, one of them with these answers and notifications of the same payload. */
function judged(body: Buffer): { readonly verdicts: readonly Verdict[]; readonly lines: readonly string[] } {
  const api = model.apis.get('vnflcm');
  if (api === undefined) throw new Error('no vnflcm');
  const judge = new Judge(cases, [model], { roots: { 'vnflcm/v2': ROOT }, claims: () => true });
  const lines: string[] = [];
  const keeper = {
    get exchanges(): number {
      return lines.length;
    },
    append: (line: StoreLine): void => void lines.push(JSON.stringify(line)),
  };
  const recorder = new Recorder(keeper, judge, new Redactor(['a-secret-that-nobody-sends']), { secrets: () => [] });
  const run = 'vnflcm.lifecycle';
  for (const { name } of procedures())
    recorder.begin({
      ...{ type: 'begin', run: name, procedure: name, api: 'vnflcm', major: 'v2' },
      ...{ dialect: '3.3.1', releases: ['3.3.1'], at: '' },
    });
  const headers = [['Content-Type', 'application/json'] as const];
  const common = { run, startedAt: new Date(), ms: 1 };
  for (const [method, path, status, step] of steps) {
    const response = { status, headers, body, size: body.byteLength };
    const result = { ...common, sent: [], response };
    const stimulus = { kind: method === 'GET' ? 'observe' : 'legal', step } as const;
    recorder.outbound({ run, api, stimulus, method, url: `${ROOT}${path}`, result });
  }
  const request = { method: 'POST', url: 'http://harness.example/sink', headers, body };
  const response = { status: 204, headers: [], body: Buffer.alloc(0) };
  for (const about of ['vnflcm-notification', 'grant'])
    recorder.record({ ...common, api: about, request, response, answer: '204' });
  for (const { name } of procedures()) recorder.end({ type: 'end', run: name, at: '', outcome: { kind: 'done' } });
  return { verdicts: [...judge.verdicts()], lines };
}

const deepArray = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const deepObject = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const text = (json: string): Buffer => Buffer.from(json);

describe.each<[string, Buffer]>([
  ['arrays, 100 000 levels deep', text(deepArray(100_000))],
  ['objects, 100 000 levels deep', text(deepObject(100_000))],
  ['an item that is 100 000 levels deep', text(`[{"id":"a","metadata":${deepObject(100_000)}}]`)],
  ['arrays as deep as is still read', text(`{"id":"a","extensions":${deepArray(490)}}`)],
  ['objects as deep as is still read', text(`{"id":"a","_links":${deepObject(490)}}`)],
  ['huge numbers', text(`{"id":"a","x":${'9'.repeat(100_000)},"y":1e400,"z":-1e-400}`)],
  ['members twice, and those that objects inherit', text('{"id":"a","id":"b","__proto__":{"id":1},"constructor":1}')],
  ['half characters', text('{"id":"\\ud800","_links":{"self":{"href":"http://\\udfff/"}}}')],
  ['bytes that are no UTF-8', Buffer.concat([text('{"id":"'), Buffer.from([0xff, 0xc0, 0x80]), text('"}')])],
  ['a byte order mark', text('\ufeff{}')],
  ['NULs', Buffer.alloc(1000)],
  ['a compressed payload', gzipSync(Buffer.alloc(10_000_000))],
  ['half a million letters and dots', text(`{"x":"${'a.'.repeat(250_000)}"}`)],
  ['many beginnings of a URI', text(`{"x":"${'a://'.repeat(125_000)}"}`)],
  ['a password that never ends', text(`{"password":"${'\\"'.repeat(250_000)}`)],
  ['a date of half a million digits', text(`{"id":"a","startTime":"${'1'.repeat(500_000)}"}`)],
  ['20 000 members', text(`{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":{"id":1}`).join()}}`)],
  ['20 000 items', text(`[${Array.from({ length: 20_000 }, () => '{}').join()}]`)],
  ['more than the record keeps', text(`{"x":"${'x'.repeat(2_000_000)}"}`)],
])('%s', (_what, body) => {
  test('is recorded and judged in time: no error, and no pass for it', () => {
    const began = performance.now();
    const { verdicts, lines } = judged(body);
    const ms = performance.now() - began;
    expect(verdicts.filter((one) => one.verdict === 'error').map((one) => one.reason)).toEqual([]);
    // That a status line came is all that these cases ask for.
    const passed = verdicts.filter((one) => one.verdict === 'pass').map((one) => one.case);
    expect(passed.filter((one) => !STATUS_ALONE.includes(one))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('{"type":"exchange"')).length).toBe(steps.length + 2);
    // A second at most on an idle machine; minutes, if anything looked at the rest from each place.
    expect(ms).toBeLessThan(15_000);
  });
});

const STATUS_ALONE = ['vnflcm.lifecycle.create.accepted'];
