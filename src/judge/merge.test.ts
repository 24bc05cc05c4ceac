import { describe, expect, test } from 'vitest';
import type { Observation } from './case.ts';
import { Findings, LISTED_EXCHANGES, MOST_DEVIATIONS } from './merge.ts';

function seen(deviation: string, exchange: number, keyword: Observation['keyword'] = 'shall'): Observation {
  const text = { check: 'c', clause: 'SOL013 5', message: 'm', expected: 'e', observed: 'o', pointer: '' };
  return { ...text, deviation, keyword, exchanges: [`x${exchange}`] };
}

function merged(observations: readonly Observation[]): ReturnType<Findings['list']> {
  const findings = new Findings();
  for (const one of observations) findings.add(one);
  return findings.list();
}

describe('findings', () => {
  test('are one a deviation and keyword, with the earliest exchanges and all places', () => {
    const many = Array.from({ length: 500 }, (_, i) => seen('d', i + 1));
    const list = merged([...many.reverse(), seen('d', 7, 'info'), seen('a', 3)]);
    expect(list.map(({ deviation, keyword, places }) => [deviation, keyword, places])).toEqual([
      ['a', 'shall', 1],
      ['d', 'shall', 500],
      ['d', 'info', 1],
    ]);
    expect(list[1]?.exchanges).toEqual(Array.from({ length: LISTED_EXCHANGES }, (_, i) => `x${i + 1}`));
  });

  test('of a SUT that invents new ones endlessly are kept apart up to a number, and none is lost', () => {
    const made = Array.from({ length: 5 * MOST_DEVIATIONS }, (_, i) => seen(`d${String(i).padStart(5, '0')}`, i + 1));
    const mild = made.map((one) => ({ ...one, deviation: `z${one.deviation}`, keyword: 'info' as const }));
    const all = [...made, ...mild, ...made];
    const list = merged(all);
    expect(list.length).toBe(MOST_DEVIATIONS + 2);
    expect(list.reduce((sum, { places }) => sum + places, 0)).toBe(all.length);
    expect(list.slice(-2)).toMatchObject([
      { deviation: 'further-deviations:info', places: mild.length, exchanges: { length: LISTED_EXCHANGES } },
      { deviation: 'further-deviations:shall', places: 8 * MOST_DEVIATIONS },
    ]);
    expect(merged([...all].reverse())).toEqual(list);
    expect(merged(made.slice(0, MOST_DEVIATIONS)).every(({ deviation }) => deviation.startsWith('d'))).toBe(true);
  });
});
