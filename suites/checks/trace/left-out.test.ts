import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { observed, sent } from './build.test-data.ts';
import { leftOut } from './left-out.ts';

const BARE = { id: 'o', vnfInstanceId: 'i', operation: 'HEAL' };
const WHOLE = { ...BARE, operationParams: { flavourId: 'f' } };

const said = (list: Exchange): readonly string[] =>
  leftOut('vnf_lcm_op_occs', [list]).map(({ keyword, deviation }) => `${keyword} ${deviation}`);

test('a list leaves out what is left out by default', () => {
  const plain = (answer: unknown): Exchange => observed('default.vnf_lcm_op_occs', '/vnf_lcm_op_occs', answer);
  expect(said(plain([BARE]))).toEqual([]);
  expect(said(plain([BARE, WHOLE]))).toEqual(['shall selector:default:not-left-out']);
});

test('so does one that is asked for with exclude_default', () => {
  const asked = (answer: unknown): Exchange =>
    sent(
      { kind: 'selector', query: 'exclude_default', valid: true, step: 'vnf_lcm_op_occs' },
      { path: '/vnf_lcm_op_occs?exclude_default', answer },
    );
  expect(said(asked([BARE]))).toEqual([]);
  expect(said(asked([WHOLE]))).toEqual(['shall selector:exclude_default:not-left-out']);
});
