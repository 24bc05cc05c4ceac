import { expect, test } from 'vitest';
import { jsonOf } from './body.ts';
import { fromHar } from './har.ts';

const entry = (status: number, content: object, more: object = {}): object => ({
  startedDateTime: '2026-01-01T00:00:00.000Z',
  time: 12,
  request: {
    method: 'POST',
    url: 'http://sut.example/vnffm/v1/subscriptions',
    headers: [{ name: 'Authorization', value: 'Bearer abcdefgh' }],
    postData: { mimeType: 'application/json', text: '{"password":"hunter22"}' },
    ...more,
  },
  response: { status, headers: [{ name: 'Content-Type', value: 'application/json' }], content },
});
const har = (...entries: object[]): string => JSON.stringify({ log: { version: '1.2', entries } });

test('entries become exchanges, without their secrets', () => {
  const [one] = fromHar(har(entry(201, { text: '{"id":"s1"}' }))) ?? [];
  expect(one).toMatchObject({
    id: 'x1',
    at: '2026-01-01T00:00:00.000Z',
    ms: 12,
    direction: 'outbound',
    stimulus: { kind: 'legal' },
    request: { method: 'POST', url: 'http://sut.example/vnffm/v1/subscriptions' },
    response: { status: 201, headers: [['Content-Type', 'application/json']] },
  });
  expect(jsonOf(one?.response?.body)).toEqual({ kind: 'json', value: { id: 's1' } });
  expect(JSON.stringify(one)).not.toMatch(/abcdefgh|hunter22/);
});

test('payloads in base64 are decoded, missing ones stay missing', () => {
  const text = Buffer.from('{"id":1}').toString('base64');
  const [coded, none] = fromHar(har(entry(200, { text, encoding: 'base64' }), entry(204, {}, { method: 'GET' }))) ?? [];
  expect(jsonOf(coded?.response?.body)).toEqual({ kind: 'json', value: { id: 1 } });
  expect(none?.response?.body).toBeUndefined();
  expect(none?.stimulus).toEqual({ kind: 'observe' });
});

test('entries without a response are left out, other files are not archives', () => {
  expect(fromHar(har(entry(0, {})))).toEqual([]);
  for (const text of ['', '{}', '[1]', '{"log":{}}']) expect(fromHar(text)).toBeUndefined();
});
