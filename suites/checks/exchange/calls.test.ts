import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { generate } from '../../../src/model/generate.ts';
import { inbound } from '../trace/build.test-data.ts';
import { callForm } from './calls.ts';
import { JSON_TYPE, judge, model, without } from './judge.test-data.ts';

describe('requests of the SUT', () => {
  const body = {
    ...(generate(model, 'VnfIdentifierCreationNotification') as Record<string, unknown>),
    notificationType: 'VnfIdentifierCreationNotification',
  };
  const notify = (json: unknown, headers = JSON_TYPE): Exchange =>
    inbound('vnflcm-notification', '/sink', { json, headers, status: 204 });

  test('a right notification has nothing to say about it', () => expect(judge(callForm, notify(body))).toEqual([]));

  test('media type, version and payload are those of the API', () => {
    expect(judge(callForm, notify(body, without(JSON_TYPE, 'Content-Type')))).toEqual([
      'shall call-media-type:vnflcm-notification',
    ]);
    expect(judge(callForm, notify(body, without(JSON_TYPE, 'Version')))).toEqual([
      'shall call-version:missing:vnflcm-notification',
    ]);
    expect(
      judge(
        callForm,
        notify(body, [
          ['Content-Type', 'application/json'],
          ['Version', '1.3.0'],
        ]),
      ),
    ).toEqual(['shall call-version:major:vnflcm-notification']);
    expect(judge(callForm, notify({ ...body, timeStamp: '2026-01-01T00:00:00' }))).toEqual([
      'shall schema:Notification:date-time',
    ]);
    expect(judge(callForm, notify(undefined))).toEqual(['shall call-payload:vnflcm-notification:none']);
    expect(judge(callForm, notify({ ...body, vendorSays: 1 }))).toEqual([
      'info unknown-attribute:VnfIdentifierCreationNotification.vendorSays',
    ]);
    expect(judge(callForm, notify({ ...body, vnfInstanceId: undefined }))).toEqual([
      'shall schema:VnfIdentifierNotification.vnfInstanceId:required',
    ]);
  });

  test('a request that was cut off says nothing of the payload that it would have had', () => {
    const cut = notify(body);
    const failure = { kind: 'closed', message: 'the SUT closed the connection before it was answered' } as const;
    const cutAfter = (data: string | undefined): Exchange => {
      const { body: whole, ...request } = cut.request;
      const part = data === undefined || whole === undefined ? {} : { body: { ...whole, data, bytes: data.length } };
      return { ...cut, failure, request: { ...request, ...part } };
    };
    expect(judge(callForm, cutAfter('{"id":"n'))).toEqual([]);
    expect(judge(callForm, cutAfter(undefined))).toEqual([]);
    expect(judge(callForm, cutAfter('{}')).length).toBeGreaterThan(0);
  });

  test('a method that the endpoint does not have is a finding', () => {
    expect(
      judge(callForm, inbound('vnflcm-notification', '/sink', { method: 'PUT', status: 405, headers: JSON_TYPE })),
    ).toEqual(['shall call-method:vnflcm-notification:notification_endpoint.PUT']);
  });
});
