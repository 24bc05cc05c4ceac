import type { Observation } from './case.ts';
import type { Finding } from './verdict.ts';

/** Exchanges listed with a finding; the number of places counts on. */
export const LISTED_EXCHANGES = 20;

/** Deviations that one case keeps apart; if a SUT invents new ones endlessly, the rest become a single one. */
export const MOST_DEVIATIONS = 500;

/** What is known of one deviation: the observation of the earliest exchange, and the earliest of all others. */
interface Known {
  first: Observation;
  others: string[];
  places: number;
}

/** Collects observations of one case: the same deviation is one finding with many places. In which order they come changes nothing. */
export class Findings {
  readonly #byKey = new Map<string, Known>();

  readonly #rest = new Map<Observation['keyword'], Known>();

  add(observation: Observation): void {
    const key = `${observation.deviation}\n${observation.keyword}`;
    const known = this.#byKey.get(key);
    if (known === undefined) {
      this.#byKey.set(key, { first: observation, others: [], places: 1 });
      if (this.#byKey.size > 2 * MOST_DEVIATIONS) this.#putAway();
      return;
    }
    join(known, { first: observation, others: [], places: 1 });
  }

  list(): readonly Finding[] {
    this.#putAway();
    return [...this.#byKey.values(), ...this.#rest.values()]
      .map(({ first, others, places }) => ({
        check: first.check,
        deviation: first.deviation,
        clause: first.clause,
        keyword: first.keyword,
        message: first.message,
        expected: first.expected,
        observed: first.observed,
        pointer: first.pointer,
        exchanges: [...new Set([...first.exchanges, ...earliest(others)])].slice(0, LISTED_EXCHANGES),
        places,
      }))
      .sort((a, b) => (a.deviation < b.deviation ? -1 : a.deviation > b.deviation ? 1 : 0));
  }

  /** Keeps those whose names come first, so that it does not matter which of them came first. */
  #putAway(): void {
    if (this.#byKey.size <= MOST_DEVIATIONS) return;
    for (const key of [...this.#byKey.keys()].sort().slice(MOST_DEVIATIONS)) {
      const known = this.#byKey.get(key);
      this.#byKey.delete(key);
      if (known === undefined) continue;
      const { keyword } = known.first;
      const nameless = { ...known, first: { ...known.first, deviation: `further-deviations:${keyword}` } };
      const rest = this.#rest.get(keyword);
      if (rest === undefined) this.#rest.set(keyword, nameless);
      else join(rest, nameless);
    }
  }
}

function join(known: Known, more: Known): void {
  known.places += more.places;
  const isEarlier = rank(more.first) < rank(known.first);
  known.others.push(...more.others, ...(isEarlier ? known.first : more.first).exchanges);
  if (isEarlier) known.first = more.first;
  // Twice as many as are listed: those of the first may be among them.
  if (known.others.length > 8 * LISTED_EXCHANGES) known.others = earliest(known.others).slice(0, 2 * LISTED_EXCHANGES);
}

/** Text that puts observations in the order of the exchanges that show them, whoever looked first. */
function rank({ exchanges, pointer, observed, check }: Observation): string {
  const places = exchanges.map((id) => id.slice(1).padStart(12, '0'));
  return [...places, pointer, observed, check].join(' ');
}

function earliest(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}
