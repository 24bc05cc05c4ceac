import type { Observation } from './case.ts';
import type { Finding } from './verdict.ts';

/** Exchanges listed with a finding; the number of places counts on. */
export const LISTED_EXCHANGES = 20;

/** Collects observations of one case: the same deviation is one finding with many places. */
export class Findings {
  readonly #byKey = new Map<string, { first: Observation; exchanges: Set<string>; places: number }>();

  add(observation: Observation): void {
    const key = `${observation.deviation}\n${observation.keyword}`;
    const known = this.#byKey.get(key);
    if (known === undefined) {
      this.#byKey.set(key, { first: observation, exchanges: new Set(observation.exchanges), places: 1 });
      return;
    }
    known.places += 1;
    for (const id of observation.exchanges) if (known.exchanges.size < LISTED_EXCHANGES) known.exchanges.add(id);
  }

  list(): readonly Finding[] {
    return [...this.#byKey.values()]
      .map(({ first, exchanges, places }) => ({
        check: first.check,
        deviation: first.deviation,
        clause: first.clause,
        keyword: first.keyword,
        message: first.message,
        expected: first.expected,
        observed: first.observed,
        pointer: first.pointer,
        exchanges: [...exchanges],
        places,
      }))
      .sort((a, b) => (a.deviation < b.deviation ? -1 : a.deviation > b.deviation ? 1 : 0));
  }
}
