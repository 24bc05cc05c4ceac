import { faulty } from '../faults/seeded.ts';
import { isObject } from '../json.ts';
import type { Operator, Term } from './term.ts';

/** Whether an object meets all terms; a term is met when any of the values that its path leads to meets it. */
export function matches(value: unknown, terms: readonly Term[]): boolean {
  const asked = faulty('filter-first-term-only') ? terms.slice(0, 1) : terms;
  return asked.every((term) => leavesOf(value, term.path).some((leaf) => meets(leaf, term.operator, term.values)));
}

/** Values at the end of a path; a path runs through the items of lists. */
function leavesOf(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value))
    return value
      .slice(0, faulty('filter-first-item-only') ? 1 : undefined)
      .flatMap((item: unknown) => leavesOf(item, path));
  const [first, ...rest] = path;
  if (first === undefined) return value === undefined || value === null || isObject(value) ? [] : [value];
  if (!isObject(value)) return [];
  if (first === '@key') return Object.keys(value);
  return leavesOf(value[first], rest);
}

function meets(leaf: unknown, operator: Operator, values: readonly string[]): boolean {
  const first = values[0] ?? '';
  switch (operator) {
    case 'eq':
      if (faulty('filter-eq-without-case')) return String(leaf).toLowerCase() === first.toLowerCase();
      if (faulty('filter-eq-as-containment')) return String(leaf).includes(first);
      return compare(leaf, first) === 0;
    case 'neq':
      return (compare(leaf, first) !== 0) !== faulty('filter-neq-as-eq');
    case 'in':
      return (faulty('filter-in-takes-first-value') ? values.slice(0, 1) : values).some(
        (value) => compare(leaf, value) === 0,
      );
    case 'nin':
      if (faulty('filter-nin-as-in')) return values.some((value) => compare(leaf, value) === 0);
      return !values.some((value) => compare(leaf, value) === 0);
    case 'gt':
      return ordered(leaf, first, (order) => (faulty('filter-gt-as-gte') ? order >= 0 : order > 0));
    case 'gte':
      return ordered(leaf, first, (order) => (faulty('filter-gte-as-gt') ? order > 0 : order >= 0));
    case 'lt':
      return ordered(leaf, first, (order) => (faulty('filter-lt-inverted') ? order > 0 : order < 0));
    case 'lte':
      return ordered(leaf, first, (order) => (faulty('filter-lte-as-lt') ? order < 0 : order <= 0));
    case 'cont':
      if (faulty('filter-cont-as-prefix')) return values.some((value) => String(leaf).startsWith(value));
      if (faulty('filter-cont-as-eq')) return values.some((value) => String(leaf) === value);
      return values.some((value) => String(leaf).includes(value));
    case 'ncont':
      return values.some((value) => String(leaf).includes(value)) === faulty('filter-ncont-as-cont');
  }
}

function ordered(leaf: unknown, value: string, test: (order: number) => boolean): boolean {
  const order = compare(leaf, value);
  return order !== undefined && test(order);
}

/** Order of an attribute's value to one of the filter: numbers as numbers, times as times, all else as text. */
function compare(leaf: unknown, value: string): number | undefined {
  if (typeof leaf === 'number') return value.trim() === '' ? undefined : order(leaf, Number(value));
  const text = String(leaf);
  const [a, b] = [timeOf(text), timeOf(value)];
  if (a !== undefined && b !== undefined) return order(a, b);
  return text === value ? 0 : text < value ? -1 : 1;
}

function order(a: number, b: number): number | undefined {
  return Number.isNaN(a) || Number.isNaN(b) ? undefined : Math.sign(a - b);
}

function timeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text)) return undefined;
  const time = Date.parse(faulty('filter-time-without-offset') ? text.replace(/[+-]\d\d:\d\d$/, 'Z') : text);
  return Number.isNaN(time) ? undefined : time;
}
