import type { FilterTerm } from '../../../src/exchange/stimulus.ts';
import { isObject } from '../../../src/model/json.ts';
import { type Entity } from './reading.ts';

/** What a term says of an item; `unknown` where the standard leaves it open. */
export type Match = boolean | 'unknown';

/** A term on an item; through arrays any entry that matches will do (SOL013 5.2.2). */
export function matches(item: Entity, term: FilterTerm): Match {
  const found = valuesAt(item, term.path);
  const negative = term.op === 'neq' || term.op === 'nin' || term.op === 'ncont';
  // Whether "is not" holds for what is absent, or for one of many entries, is read in more than one way.
  if (found.length === 0) return negative ? 'unknown' : false;
  if (negative && found.length > 1) return 'unknown';
  const says = found.map((value) => compareValue(value, term));
  return says.includes(true) ? true : says.includes('unknown') ? 'unknown' : false;
}

/** Values of an item at an attribute path, through arrays. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((inner) => valuesAt(inner, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'object' || value === undefined ? [] : [value];
  return isObject(value) && name in value ? valuesAt(value[name], rest) : [];
}

function compareValue(value: unknown, { op, values }: FilterTerm): Match {
  const equal = (wanted: string): Match => sameValue(value, wanted);
  switch (op) {
    case 'eq':
      return equal(values[0] ?? '');
    case 'neq':
      return not(equal(values[0] ?? ''));
    case 'in':
      return any(values.map(equal));
    case 'nin':
      return not(any(values.map(equal)));
    case 'cont':
      return typeof value === 'string' ? values.some((wanted) => value.includes(wanted)) : 'unknown';
    case 'ncont':
      return typeof value === 'string' ? !values.some((wanted) => value.includes(wanted)) : 'unknown';
    default:
      return inOrder(value, op, values[0] ?? '');
  }
}

function sameValue(value: unknown, wanted: string): Match {
  if (typeof value === 'number') return Number(wanted) === value;
  if (isTime(value) && isTime(wanted))
    return Date.parse(value) === Date.parse(wanted) || (value === wanted ? true : 'unknown');
  return String(value) === wanted;
}

function inOrder(value: unknown, op: 'gt' | 'gte' | 'lt' | 'lte', wanted: string): Match {
  const [a, b] =
    typeof value === 'number'
      ? [value, Number(wanted)]
      : isTime(value) && isTime(wanted)
        ? [Date.parse(value), Date.parse(wanted)]
        : [NaN, NaN];
  if (Number.isNaN(a) || Number.isNaN(b)) return 'unknown';
  return op === 'gt' ? a > b : op === 'gte' ? a >= b : op === 'lt' ? a < b : a <= b;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
}

function not(match: Match): Match {
  return match === 'unknown' ? match : !match;
}

function any(all: readonly Match[]): Match {
  return all.includes(true) ? true : all.includes('unknown') ? 'unknown' : false;
}

/** What the item shows of itself contradicts the filter. */
export function against(item: Entity, terms: readonly FilterTerm[]): boolean {
  return terms.some((term) => valuesAt(item, term.path).length > 0 && matches(item, term) === false);
}

/** Attributes that a resource keeps as long as it is there. */
const FIXED: readonly string[] = [
  'id',
  'vnfInstanceId',
  'operation',
  'startTime',
  'isAutomaticInvocation',
  'callbackUri',
];

export function isFixed(path: readonly string[]): boolean {
  return FIXED.includes(path.join('/'));
}
