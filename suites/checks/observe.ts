import type { Exchange } from '../../src/exchange/exchange.ts';
import type { Observation } from '../../src/judge/case.ts';

/** What a check writes down; `exchange` may be several where the deviation shows only in their contrast. */
export type Seen = Omit<Observation, 'exchanges' | 'expected' | 'observed'> & {
  readonly expected: string;
  readonly observed: unknown;
  readonly exchange: Exchange | readonly Exchange[];
};

/** What differs from finding to finding of one check; the rest is laid down once. */
export type Said = Pick<Seen, 'deviation' | 'message' | 'expected' | 'observed' | 'exchange'> & Partial<Seen>;

/** What a check's findings have in common; each may say otherwise. */
export type Usual = Pick<Seen, 'check' | 'clause' | 'pointer'> & Partial<Pick<Seen, 'keyword'>>;

/** Observations of one check; a `shall` unless it is said otherwise. */
export function finder(usual: Usual): (said: Said) => Observation {
  return (said) => observe({ keyword: 'shall', ...usual, ...said });
}

const LONGEST = 300;

/** An observation; whatever the SUT said is cut to a readable length. */
export function observe({ exchange, observed, ...rest }: Seen): Observation {
  const exchanges = 'id' in exchange ? [exchange.id] : exchange.map((one) => one.id);
  return { ...rest, observed: shorten(observed), exchanges };
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
