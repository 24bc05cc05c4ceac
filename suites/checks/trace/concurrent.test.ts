import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, ROOT, sent, traceOf } from './build.test-data.ts';
import { deletedByOne, modifiedOneByOne, oneOfSeveral } from './concurrent.ts';

const both = (name: string, ...statuses: readonly number[]): readonly Exchange[] =>
  statuses.map((status, i) =>
    sent(
      { kind: 'concurrent', task: name, step: `concurrent.${name}` },
      { status, answerHeaders: status === 202 ? [['Location', `${ROOT}/vnf_lcm_op_occs/${i}`]] : [] },
    ),
  );

test('of several tasks one is accepted', () => {
  expect(found(oneOfSeveral, both('several', 409, 202, 409))).toEqual([]);
  expect(found(oneOfSeveral, both('several', 202, 202, 409))).toEqual(['shall state-race']);
  expect(found(oneOfSeveral, both('several', 409, 409))).toEqual(['shall concurrent:several:none']);
  expect(found(oneOfSeveral, both('several', 500, 202))).toEqual(['shall concurrent:several:500']);
  expect(oneOfSeveral(traceOf([])).notApplicable).toContain('fewer than two');
  expect(found(oneOfSeveral, both('several', 202))).toEqual(['inconclusive']);
});

describe('two modifications', () => {
  const ran = (id: number, from: number, to: number): Exchange =>
    observed('rest', `/vnf_lcm_op_occs/${id}`, {
      startTime: `2026-01-01T00:00:0${from}Z`,
      stateEnteredTime: `2026-01-01T00:00:0${to}Z`,
    });
  test('follow each other', () => {
    expect(found(modifiedOneByOne, both('modify', 202, 409))).toEqual([]);
    const two = both('modify', 202, 202);
    expect(found(modifiedOneByOne, [...two, ran(0, 1, 2), ran(1, 2, 3)])).toEqual([]);
    expect(found(modifiedOneByOne, [...two, ran(0, 2, 3), ran(1, 1, 2)])).toEqual([]);
    expect(found(modifiedOneByOne, [...two, ran(0, 1, 3), ran(1, 2, 4)])).toEqual(['shall state-race']);
  });
  test('are not both refused, and without their ends nothing is known', () => {
    expect(found(modifiedOneByOne, both('modify', 409, 409))).toEqual(['shall concurrent:modify:none']);
    expect(found(modifiedOneByOne, both('modify', 500, 202))).toEqual(['shall concurrent:modify:500']);
    expect(found(modifiedOneByOne, both('modify', 202, 202))).toEqual(['inconclusive']);
    expect(found(modifiedOneByOne, [])).toEqual(['inconclusive']);
  });
});

test('of two deletions one finds the resource', () => {
  expect(found(deletedByOne, both('delete', 204, 404))).toEqual([]);
  expect(found(deletedByOne, both('delete', 409, 204))).toEqual([]);
  expect(found(deletedByOne, both('delete', 204, 204))).toEqual(['should concurrent:delete:204']);
  expect(found(deletedByOne, both('delete', 404, 404))).toEqual(['shall concurrent:delete:none']);
  expect(found(deletedByOne, both('delete', 204, 500))).toEqual(['shall concurrent:delete:500']);
  expect(found(deletedByOne, [])).toEqual(['inconclusive']);
});
