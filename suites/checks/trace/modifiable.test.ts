import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { noPayload, productOfVnfd, undeclaredRefused } from './modifiable.ts';

const PATH = '/vnf_instances/i1';
const patch = (step: string, json: unknown, status: number): Exchange =>
  sent({ kind: 'legal', task: 'modify', step }, { method: 'PATCH', path: PATH, json, status });

describe('names that no VNFD declares', () => {
  const judge = undeclaredRefused('extensions');
  const asked = (status: number): Exchange => patch('undeclared.extensions', { extensions: { nfvTst1: 'x' } }, status);
  const after = (extensions: object): Exchange => observed('undeclared.extensions.after', PATH, { extensions });

  test('are refused', () => {
    expect(found(judge, [asked(422), after({})])).toEqual([]);
    expect(found(judge, [asked(400), after({})])).toEqual(['should modify:undeclared:extensions:400']);
    expect(found(judge, [asked(500), after({})])).toEqual(['shall modify:undeclared:extensions:500']);
  });

  test('are not written', () => {
    expect(found(judge, [asked(202), after({ nfvTst1: 'x' })])).toEqual(['shall modify:undeclared:extensions:written']);
    expect(found(judge, [asked(202), after({})])).toEqual(['should modify:undeclared:extensions:accepted']);
  });

  test('nothing is said where another operation was going on or nothing was sent', () => {
    expect(found(judge, [asked(409)])).toEqual(['inconclusive']);
    expect(found(judge, [asked(200)])).toEqual(['inconclusive']);
    expect(found(judge, [])).toEqual(['inconclusive']);
  });
});

test('a modification without a payload is refused', () => {
  const asked = (status: number): Exchange =>
    sent({ kind: 'malformed-json', how: 'no payload', step: 'no-payload' }, { method: 'PATCH', path: PATH, status });
  expect(found(noPayload, [asked(400)])).toEqual([]);
  expect(found(noPayload, [asked(500)])).toEqual(['shall modify:no-payload:500']);
  expect(found(noPayload, [asked(202)])).toEqual(['should modify:no-payload:202']);
  expect(found(noPayload, [asked(200)])).toEqual(['inconclusive']);
  expect(found(noPayload, [])).toEqual(['inconclusive']);
});

describe('an instance of another VNFD', () => {
  const product = { vnfProvider: 'p', vnfProductName: 'n', vnfSoftwareVersion: '2.0', vnfdVersion: '2.0' };
  const asked = (status: number): Exchange => patch('vnfd.other', { vnfdId: 'B' }, status);
  const occ = (operationState: string): Exchange =>
    observed('vnfd.other.op_occ', '/vnf_lcm_op_occs/o', { operationState });
  const after = (more: object): Exchange => observed('vnfd.other.after', PATH, { vnfdId: 'B', ...product, ...more });
  const beside = observed('vnfd.beside', '/vnf_instances/i2', { vnfdId: 'B', ...product });

  test('says of its product what the VNFD says', () => {
    expect(found(productOfVnfd, [asked(202), occ('COMPLETED'), after({}), beside])).toEqual([]);
    expect(found(productOfVnfd, [asked(202), after({ vnfdVersion: '1.0' }), beside])).toEqual([
      'shall modify:vnfdId:stale:vnfdVersion',
    ]);
    expect(found(productOfVnfd, [asked(202), after({ vnfdId: 'A' }), beside])).toEqual([
      'shall modify:vnfdId:not-applied',
    ]);
  });

  test('may be refused, not with a server error', () => {
    expect(found(productOfVnfd, [asked(422), after({})])).toEqual(['should modify:vnfdId:refused:422']);
    expect(found(productOfVnfd, [asked(500), after({})])).toEqual(['shall modify:vnfdId:refused:500']);
  });

  test('nothing is said of what did not come about', () => {
    expect(found(productOfVnfd, [asked(202), occ('FAILED'), after({}), beside])).toEqual(['inconclusive']);
    expect(found(productOfVnfd, [asked(202), occ('COMPLETED'), after({})])).toEqual(['inconclusive']);
    expect(found(productOfVnfd, [asked(409), after({})])).toEqual(['inconclusive']);
    expect(found(productOfVnfd, [asked(200), after({})])).toEqual(['inconclusive']);
    expect(found(productOfVnfd, [])).toEqual(['inconclusive']);
  });
});
