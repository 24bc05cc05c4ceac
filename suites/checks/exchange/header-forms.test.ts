import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../../src/exchange/exchange.ts';
import { challenge, contentRange } from './header-forms.ts';
import { get, judge, ofAnswer } from './judge.test-data.ts';

const said = (status: number, ...headers: HeaderList) => get('/vnf_instances', undefined, headers, status);

describe('the challenge of a 401', () => {
  const found = (...values: readonly string[]) =>
    judge(ofAnswer(challenge), said(401, ...values.map((value) => ['WWW-Authenticate', value] as const)));
  test.each([
    ['Bearer'],
    ['Bearer realm="a", error="invalid_token"'],
    ['Basic realm="a \\" b"'],
    ['Negotiate YII='],
    ['Keystone uri="http://h/v3"'],
    ['Basic realm="a", Bearer'],
    [' Bearer '],
  ])('%s is one', (value) => {
    expect(found(value)).toEqual([]);
  });
  test.each([[''], ['="a"'], ['Bearer realm="a'], ['"Bearer"']])('"%s" is none', (value) => {
    expect(found(value)).toEqual(['shall 401-challenge-ill-formed']);
    expect(found('Bearer', value)).toEqual(['shall 401-challenge-ill-formed']);
  });
  test('has to be there, and nowhere else', () => {
    expect(found()).toEqual(['shall 401-without-challenge']);
    expect(judge(ofAnswer(challenge), said(403))).toEqual([]);
  });
});

describe('Content-Range of a 206', () => {
  const found = (value: string, status = 206) => judge(ofAnswer(contentRange), said(status, ['Content-Range', value]));
  test('says which part of how much', () => {
    for (const value of ['bytes 0-9/10', 'bytes 5-5/*', 'Bytes 0-0/1']) expect(found(value)).toEqual([]);
    for (const value of ['bytes 0-9', '0-9/10', 'bytes 9-0/10', 'bytes 0-10/10', 'lines 0-9/10', 'bytes */10'])
      expect(found(value)).toEqual(['shall content-range-ill-formed']);
  });
  test('of other answers is not looked at', () => {
    expect(found('bytes */10', 416)).toEqual([]);
    expect(judge(ofAnswer(contentRange), said(206))).toEqual([]);
  });
});
