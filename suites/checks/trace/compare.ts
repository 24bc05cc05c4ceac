import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { observe, type Seen } from '../observe.ts';

export type About = Pick<Seen, 'check' | 'clause' | 'message' | 'deviation' | 'pointer'>;

/** `expected` against `observed`: an observation where they differ. */
export function compare(
  about: About,
  expected: unknown,
  observed: unknown,
  exchange: Exchange | readonly Exchange[],
): readonly Observation[] {
  if (JSON.stringify(expected) === JSON.stringify(observed)) return [];
  return [
    observe({
      ...about,
      keyword: 'shall',
      expected: expected === undefined ? 'nothing' : JSON.stringify(expected),
      observed,
      exchange,
    }),
  ];
}
