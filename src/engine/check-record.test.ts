import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBody } from '../exchange/body.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { ExchangeStore } from '../exchange/store.ts';
import { loadImported, specsImport } from '../model/import-specs.ts';
import type { AnyModel } from '../model/release-model.ts';
import { writeSmallTree } from '../model/small-tree.test-data.ts';
import { checkRecord, type CheckedRecord } from './check-record.ts';

const dir = mkdtempSync(join(tmpdir(), 'check-record-'));
let models: readonly AnyModel[] = [];
beforeAll(() => {
  writeSmallTree(join(dir, 'tree'));
  specsImport(join(dir, 'tree'), { release: '2.8.1', out: join(dir, 'specs') });
  models = loadImported(join(dir, 'specs'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const JSON_ANSWER = [
  ['Content-Type', 'application/json'],
  ['Version', '1.3.0'],
] as const;
const ALARM = { id: 'a', perceivedSeverity: 'CRITICAL' };

function exchange(url: string, answer: unknown, more: Partial<Exchange> = {}, status = 200): Exchange {
  const body = answer === undefined ? undefined : toBody(Buffer.from(JSON.stringify(answer)));
  return {
    type: 'exchange',
    id: '',
    at: '2026-01-01T00:00:00.000Z',
    ms: 1,
    direction: 'outbound',
    api: 'vnffm',
    run: 'r',
    stimulus: { kind: 'observe' },
    request: { method: 'GET', url, headers: [] },
    response: { status, headers: JSON_ANSWER, ...(body === undefined ? {} : { body }) },
    ...more,
  };
}

let records = 0;
async function check(...exchanges: readonly Exchange[]): Promise<CheckedRecord> {
  const run = join(dir, `run-${(records += 1)}`);
  mkdirSync(run);
  const store = ExchangeStore.begin(join(run, 'exchanges.ndjson'), 'r');
  exchanges.forEach((one, i) => store.append({ ...one, id: `x${i + 1}` }));
  store.close();
  return checkRecord(run, models);
}

function found({ apis }: CheckedRecord, api: string): readonly string[] | undefined {
  const one = apis.find((of) => of.api === api && of.judged > 0);
  return one?.findings.map(({ keyword, deviation, clause }) => `${keyword} ${deviation} (${clause})`);
}

test('responses that follow the documents pass, whatever {apiRoot} is', async () => {
  const said = await check(
    exchange('http://sut.example/vnffm/v1/alarms', [ALARM]),
    exchange('http://sut.example:8080/some/root/vnffm/v1/alarms/a?x=/vnffm/', ALARM),
  );
  expect(found(said, 'vnffm')).toEqual([]);
  expect(said).toMatchObject({ exchanges: 2, foreign: 0 });
});

test('status, headers, media type, payload and errors are judged, citing the clauses of the document', async () => {
  const bare = {
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: toBody(Buffer.from('[]')),
  } as Exchange['response'];
  const said = await check(
    exchange('http://sut.example/vnffm/v1/alarms', [{ ...ALARM, perceivedSeverity: 'BAD' }]),
    exchange('http://sut.example/vnffm/v1/alarms/a', { ...ALARM, alarmRaisedTime: 'yesterday' }),
    exchange('http://sut.example/vnffm/v1/alarms/a', undefined, {}, 202),
    exchange('http://sut.example/vnffm/v1/alarms', { status: 500 }, {}, 400),
    exchange('http://sut.example/vnffm/v1/alarms', undefined, bare === undefined ? {} : { response: bare }),
  );
  expect(found(said, 'vnffm')).toEqual([
    'shall problem-details:other-payload:400 (SOL013 6.4)',
    'shall schema:Alarm.perceivedSeverity:enum (SOL003 7.5.2.4)',
    'shall schema:Alarm:date-time (SOL003 7.5.2.4)',
    'shall success-status:alarms/{alarmId}.GET:202 (SOL003 7.4.3.3.2)',
    'shall version-header:missing:success (SOL013 9.2)',
  ]);
});

test('notifications of the SUT are judged by the API that they belong to', async () => {
  const call = (json: object): Exchange =>
    exchange('http://harness.example/sink', undefined, {
      direction: 'inbound',
      api: 'vnffm-notification',
      stimulus: { kind: 'inbound', answer: '' },
      request: { method: 'POST', url: '/sink', headers: JSON_ANSWER, ...bodyOf(json) },
    });
  const bodyOf = (json: object): Pick<Exchange['request'], 'body'> => {
    const body = toBody(Buffer.from(JSON.stringify(json)));
    return body === undefined ? {} : { body };
  };
  const right = call({ notificationType: 'AlarmNotification', alarm: ALARM });
  expect(found(await check(right), 'vnffm-notification')).toEqual([]);
  const wrong = call({ notificationType: 'AlarmNotification' });
  expect(found(await check(wrong), 'vnffm-notification')).toEqual([
    'shall schema:AlarmNotification.alarm:required (SOL003)',
  ]);
});

test('exchanges that match no resource are counted, not judged', async () => {
  const said = await check(
    exchange('http://sut.example/vnflcm/v1/vnf_instances', []),
    exchange('http://sut.example/vnffm/v2/alarms', []),
    exchange('http://sut.example/vnffm/v1/nothing', []),
  );
  expect(said).toMatchObject({ exchanges: 3, foreign: 3 });
  expect(said.apis.every(({ judged, findings }) => judged === 0 && findings.length === 0)).toBe(true);
});

test('an archive is judged like a record', async () => {
  const file = join(dir, 'traffic.har');
  const entry = (text: string): object => ({
    request: { method: 'GET', url: 'http://sut.example/vnffm/v1/alarms', headers: [] },
    response: { status: 200, headers: JSON_ANSWER.map(([name, value]) => ({ name, value })), content: { text } },
  });
  writeFileSync(file, JSON.stringify({ log: { entries: [entry('[]'), entry('{}')] } }));
  expect(found(await checkRecord(file, models), 'vnffm')).toEqual(['shall schema:Alarm:type (SOL003 7.5.2.4)']);
});

test('an incomplete record is reported, a file that is not a record is refused', async () => {
  const cut = join(dir, 'cut.ndjson');
  writeFileSync(cut, '{"type":"header","format":1,"run":"r","at":""}\n{"type":"exch');
  expect(await checkRecord(cut, models)).toMatchObject({
    exchanges: 0,
    cut: 'cut.ndjson:2: its last line was cut off',
  });
  await expect(checkRecord(join(dir, 'none'), models)).rejects.toThrow(/does not exist/);
  await expect(checkRecord(join(dir, 'specs/vnffm.yaml'), models)).rejects.toThrow(/neither a record nor/);
});
