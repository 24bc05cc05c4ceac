import { describe, expect, it } from 'vitest';
import { fromRawHeaders, header, headerValues, jsonOf, mediaType, STORED_BODY_LIMIT, toBody } from './body.ts';

describe('toBody', () => {
  it('keeps text as text and other bytes as base64', () => {
    expect(toBody(Buffer.from('{"a":"ü"}'))).toEqual({ encoding: 'utf8', data: '{"a":"ü"}', bytes: 10 });
    expect(toBody(Buffer.from([0xff, 0x00]))).toEqual({ encoding: 'base64', data: '/wA=', bytes: 2 });
    expect(toBody(Buffer.alloc(0))).toBeUndefined();
  });

  it('cuts what is too large and says how large it was', () => {
    const body = toBody(Buffer.alloc(STORED_BODY_LIMIT + 5, 0x20));
    expect(body).toMatchObject({ bytes: STORED_BODY_LIMIT + 5, truncated: true });
    expect(jsonOf(body)).toMatchObject({ kind: 'unread' });
  });
});

describe('jsonOf', () => {
  it('tells nothing, something broken and JSON apart', () => {
    expect(jsonOf(undefined)).toEqual({ kind: 'none' });
    expect(jsonOf(toBody(Buffer.from('{"a"')))).toMatchObject({ kind: 'broken' });
    expect(jsonOf(toBody(Buffer.from('null')))).toEqual({ kind: 'json', value: null });
  });

  it('parses a body once', () => {
    const body = toBody(Buffer.from('{"a":1}'));
    expect(jsonOf(body)).toBe(jsonOf(body));
  });
});

describe('headers', () => {
  const headers = fromRawHeaders(['Link', 'a', 'link', 'b', 'Content-Type', 'Application/JSON; charset=utf-8']);
  it('compares names without case and keeps repetitions', () => {
    expect(headerValues(headers, 'LINK')).toEqual(['a', 'b']);
    expect(header(headers, 'x')).toBeUndefined();
  });
  it('names the media type without its parameters', () => {
    expect(mediaType(headers)).toBe('application/json');
  });
});
