import type { FilterTerm } from '../../../src/exchange/stimulus.ts';
import { uriComponent } from '../../../src/exchange/uri.ts';
import { isObject } from '../../../src/model/json.ts';
import type { ReleaseModel } from '../../../src/model/release-model.ts';

type Op = FilterTerm['op'];
/** The part of a driver that decides the form of filters. */
type Dialect = { readonly model: Pick<ReleaseModel, 'sol013'> };

/** A scalar that an item shows, with the attribute path that a filter names it by (list indices left out). */
export interface Leaf {
  readonly path: readonly string[];
  readonly value: string | number | boolean;
}

/** Every scalar of an item; `_links` are no attribute that anybody selects by. */
export function* leaves(value: unknown, path: readonly string[] = []): Generator<Leaf> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') yield { path, value };
  else if (Array.isArray(value)) for (const item of value) yield* leaves(item, path);
  else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) if (name !== '_links') yield* leaves(inner, [...path, name]);
  }
}

/** One leaf for each path and nature of value, in the order of the items: whichever comes first, both are asked for. */
export function distinctLeaves(items: readonly unknown[], most: number): readonly Leaf[] {
  const found = new Map<string, Leaf>();
  for (const item of items)
    for (const leaf of leaves(item)) {
      const key = `${typeof leaf.value} ${leaf.path.join('/')}`;
      if (!found.has(key)) found.set(key, leaf);
    }
  return [...found.values()].slice(0, most);
}

/**
 * Values that a filter may stumble over: the last one of a list whose values differ, texts that have to be quoted, and texts
 * with characters that separate the parameters of a query.
 */
export function remarkable(items: readonly unknown[]): readonly Leaf[] {
  const first = new Map<string, Leaf>();
  const last = new Map<string, Leaf>();
  const special = new Map<string, Leaf>();
  for (const item of items) {
    const inItem = new Set<string>();
    for (const leaf of leaves(item)) {
      const key = leaf.path.join('/');
      if (!first.has(key)) first.set(key, leaf);
      if (inItem.has(key) && first.get(key)?.value !== leaf.value) last.set(key, leaf);
      inItem.add(key);
      for (const characters of [NEEDS_QUOTES, SEPARATES_PARAMETERS])
        if (typeof leaf.value === 'string' && leaf.value.length < 200 && characters.test(leaf.value))
          special.set(`${characters.source} ${key}`, leaf);
    }
  }
  return [...[...last.values()].slice(0, 10), ...[...special.values()].slice(0, 6)];
}

const NEEDS_QUOTES = /[,)']/;
const SEPARATES_PARAMETERS = /[&=]/;

export const isDateTime = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);

/** Another value of the same nature, so that a SUT that looks at the form of identifiers has no reason to refuse it. */
function other(value: string | number | boolean, values: readonly string[]): string | number | boolean {
  const another = values.find((one) => one !== value);
  if (another !== undefined) return another;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (isDateTime(value)) return '2001-01-01T00:00:00Z';
  return isUuid(value) ? '7c9e6679-7425-40de-944b-e07fc1f90ae7' : `other-${value}`;
}

export const isUuid = (value: unknown): boolean => typeof value === 'string' && UUID.test(value);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Terms that a leaf gives rise to: equality for all, order for numbers and times, containment for strings. `values`: those
 * of its enumeration.
 */
export function termsFor({ path, value }: Leaf, values: readonly string[] = []): readonly FilterTerm[] {
  const term = (op: Op, ...values: (string | number | boolean)[]): FilterTerm => ({
    op,
    path,
    values: values.map(String),
  });
  const equality = [
    term('eq', value),
    term('neq', value),
    term('in', other(value, values), value),
    term('nin', value, other(value, values)),
  ];
  if (typeof value === 'number') {
    return [
      ...equality,
      term('gt', value - 1),
      term('gt', value),
      term('gte', value),
      term('lt', value + 1),
      term('lt', value),
      term('lte', value),
    ];
  }
  if (isDateTime(value)) {
    const at = Date.parse(String(value));
    const near = (ms: number): string => new Date(at + ms).toISOString().replace('.000Z', 'Z');
    // The same instants on a clock two hours ahead.
    const elsewhere = (ms: number): string => near(ms + 7_200_000).replace('Z', '+02:00');
    return [
      ...equality,
      term('gt', near(-60_000)),
      term('lt', near(60_000)),
      term('gte', near(60_000)),
      term('lte', near(-60_000)),
      term('gt', elsewhere(-60_000)),
      term('lt', elsewhere(60_000)),
    ];
  }
  if (typeof value === 'boolean') return [...equality, term('eq', !value)];
  // Containment is defined for strings alone (SOL013 table 5.2.2-2).
  if (values.length > 0) return equality;
  const part = value.slice(1, Math.max(2, value.length - 1));
  const swapped = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
  // Strings are the same character by character; form alone must not make the SUT refuse an identifier.
  const cases = swapped === value || isUuid(value) ? [] : [term('eq', swapped)];
  return part === ''
    ? equality
    : [...equality, ...cases, term('cont', part), term('ncont', part), term('cont', 'no-such-part')];
}

/** The query of a filter, in the form that the driven release has. */
export function filterQuery({ model }: Dialect, terms: readonly FilterTerm[]): string {
  return model.sol013 ? `filter=${uriComponent(sol013Filter(terms))}` : sol003Filter(terms);
}

/** The query for items whose attribute has the value, whatever the value holds. */
export function equals(driver: Dialect, attribute: string, value: string): string {
  return filterQuery(driver, [{ op: 'eq', path: [attribute], values: [value] }]);
}

/** SOL013 5.2.2 on the wire: `(op,path/to,value,...)`, terms joined with `;`. */
function sol013Filter(terms: readonly FilterTerm[]): string {
  return terms
    .map(({ op, path, values }) => `(${[op, path.map(escapePath).join('/'), ...values.map(quote)].join(',')})`)
    .join(';');
}

/** A value that holds `,`, `)` or `'` stands in quotes, quotes in it doubled. */
function quote(value: string): string {
  return NEEDS_QUOTES.test(value) ? `'${value.replaceAll("'", "''")}'` : value;
}

/** `~` and `/` in a name, as in a JSON pointer, and what would end the path. */
function escapePath(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll(',', '~a').replaceAll('@', '~b');
}

/** SOL003 2.4.1 4.3.2 on the wire: `path.to.op=value,...`, terms joined with `&`; `eq` is the default. In 2.4.1 `in` is `eq` of several. */
function sol003Filter(terms: readonly FilterTerm[]): string {
  return terms
    .map(
      ({ op, path, values }) =>
        `${[...path, OLD_OPERATORS[op]].map(uriComponent).join('.')}=${values.map(uriComponent).join(',')}`,
    )
    .join('&');
}

const OLD_OPERATORS: Readonly<Record<Op, string>> = {
  eq: 'eq',
  neq: 'neq',
  in: 'eq',
  nin: 'neq',
  gt: 'gt',
  gte: 'gte',
  lt: 'lt',
  lte: 'lte',
  cont: 'cont',
  ncont: 'ncont',
};

/**
 * Filters that break the syntax; all of them are to be refused with 400. They compare an attribute with a value that it
 * has, so that nothing but the syntax can be the reason.
 */
export function brokenFilters(name: string, value: string): readonly string[] {
  const legal = `(eq,${name},${value})`;
  return [
    `(eq,${name}`,
    `eq,${name},${value}`,
    `(eq,${name})`,
    `(nop,${name},${value})`,
    `(eq,,${value})`,
    `(${legal})`,
    `(eq,${name},'${value})`,
    `(eq;${name};${value})`,
    `${legal};;${legal}`,
  ];
}

/** Filters with a value that is empty: whether that is a value is left open. */
export function emptyValues(name: string, value: string): readonly string[] {
  return [`(eq,${name},)`, `(in,${name},${value},)`];
}
