import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, occAt as at, occRead as read } from './build.test-data.ts';
import { opOccTimes } from './op-occ-times.ts';

describe('times of operation occurrences', () => {
  test('move with the state', () => {
    const long = [0, 1, 2, 3, 4].map(() => read('PROCESSING', at(0)));
    expect(found(opOccTimes, [...long, read('COMPLETED', at(2))])).toEqual([]);
    expect(found(opOccTimes, [...long, read('COMPLETED', at(0))])).toEqual(['shall op-occ:entered-stands-still']);
  });

  test('a state that was passed within the resolution of the times proves nothing', () => {
    expect(found(opOccTimes, [read('STARTING', at(0)), read('PROCESSING', at(0)), read('COMPLETED', at(0))])).toEqual(
      [],
    );
  });

  test('may lose their fraction once they are stored', () => {
    expect(found(opOccTimes, [read('FAILED', at(2, '.252')), read('FAILED', at(2))])).toEqual([]);
    expect(found(opOccTimes, [read('FAILED', at(2)), read('FAILED', at(4))])).toEqual(['shall op-occ:entered-moves']);
  });

  test('started once, and before it entered any state', () => {
    const timed = (startTime: string, stateEnteredTime: string): Exchange =>
      observed('op', '/vnf_lcm_op_occs/o', { id: 'o', operationState: 'PROCESSING', startTime, stateEnteredTime });
    expect(found(opOccTimes, [timed('2026-12-31T23:59:60Z', '2027-01-01T00:00:00Z')])).toEqual([]);
    expect(found(opOccTimes, [timed(at(1), at(0))])).toEqual(['shall op-occ:entered-before-start']);
    expect(found(opOccTimes, [timed(at(1, '.252'), at(1))])).toEqual([]);
    expect(found(opOccTimes, [timed(at(0), at(5)), timed(at(3), at(5))])).toEqual(['shall op-occ:start-moves']);
  });
});
