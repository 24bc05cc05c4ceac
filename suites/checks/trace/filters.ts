import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { FilterTerm, Stimulus } from '../../../src/exchange/stimulus.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { attributeAt } from '../../../src/model/attribute-path.ts';
import type { ReleaseModel } from '../../../src/model/release-model.ts';
import { observe } from '../observe.ts';
import { isEntity, judgement, listed, steps, textAt, without, type Entity } from './reading.ts';

type Filter = Extract<Stimulus, { kind: 'filter' }>;

/** What a term says of an item; `unknown` where the standard leaves it open. */
type Match = boolean | 'unknown';

const CLAUSE = 'SOL013 5.2.2';

/** Which results a filter has to have, by the same filter on the full list; items that came or went meanwhile do not count. */
export function filterResults(
  collection: string,
  type: string,
  about: (term: FilterTerm, kind: string) => boolean,
): TraceCheck {
  return (trace) => {
    const stable = stableItems(trace, collection);
    if (stable === undefined) return without(`the full list of ${collection}`, trace);
    let judged = 0;
    const observations: Observation[] = [];
    for (const exchange of trace.exchanges) {
      const { stimulus } = exchange;
      if (
        stimulus.kind !== 'filter' ||
        stimulus.step !== collection ||
        stimulus.terms === null ||
        stimulus.pageOf !== undefined ||
        exchange.response === undefined
      )
        continue;
      const terms = stimulus.terms;
      const kinds = terms.map((term) => kindOf(trace.model, type, term.path));
      if (!terms.some((term, i) => about(term, kinds[i] ?? ''))) continue;
      judged += 1;
      observations.push(
        ...judgeFilter(exchange, { ...stimulus, terms }, stable, kinds, {
          items: followingPages(trace, exchange),
          unfinished: unfinished(trace, exchange),
        }),
      );
    }
    return judged === 0 ? without(`a filter on ${collection}`, trace) : judgement(judged, observations);
  };
}

/** Items that both full lists show alike in everything a filter may look at; those in flux prove nothing. */
export function stableItems(trace: Trace, collection: string): readonly Entity[] | undefined {
  const before = whole(steps(trace, `full.${collection}.before`));
  const after = whole(steps(trace, `full.${collection}.after`));
  if (before === undefined || after === undefined) return undefined;
  const later = new Map(after.map((item) => [textAt(item, 'id'), JSON.stringify(item)]));
  return before.filter((item) => later.get(textAt(item, 'id')) === JSON.stringify(item));
}

/** Items of the pages that the result went on with. */
function followingPages(trace: Trace, exchange: Exchange): readonly Entity[] {
  return trace.exchanges
    .filter(({ stimulus }) => stimulus.kind === 'filter' && stimulus.pageOf === exchange.id)
    .flatMap((page) => listed(page) ?? []);
}

function whole(pages: readonly Exchange[]): readonly Entity[] | undefined {
  const lists = pages.filter((page) => page.response?.status === 200).map(listed);
  return lists.length === 0 || lists.some((list) => list === undefined)
    ? undefined
    : lists.flatMap((list) => list ?? []);
}

/** The walk stopped before the last page. */
function unfinished(trace: Trace, exchange: Exchange): boolean {
  const last = [
    exchange,
    ...trace.exchanges.filter(({ stimulus }) => stimulus.kind === 'filter' && stimulus.pageOf === exchange.id),
  ].at(-1);
  return hasNext(last);
}

export function hasNext(page: Exchange | undefined): boolean {
  return /rel="?next/.test(header(page?.response?.headers ?? [], 'link') ?? '');
}

function judgeFilter(
  exchange: Exchange,
  filter: Filter & { terms: readonly FilterTerm[] },
  stable: readonly Entity[],
  kinds: readonly string[],
  pages: { readonly items: readonly Entity[]; readonly unfinished: boolean },
): readonly Observation[] {
  const status = exchange.response?.status ?? 0;
  const kind = [...new Set(kinds)].join('+');
  const op = filter.terms.map((term) => term.op).join('+');
  const seen = { clause: CLAUSE, keyword: 'shall', pointer: 'query:filter', exchange } as const;
  const first = listed(exchange);
  const result = first === undefined ? undefined : [...first, ...pages.items];
  if (status !== 200 || result === undefined) {
    return [
      observe({
        ...seen,
        check: 'filter.answered',
        deviation: `filter:${kind}:${status}`,
        message: `A legal filter (${kind} attribute) is answered with the matching list`,
        expected: '200 and a list, empty where nothing matches',
        observed: `${status} to ${filter.expression}`,
      }),
    ];
  }
  const ids = new Set(result.map((item) => textAt(item, 'id')));
  const wrong = stable.flatMap((item) => {
    const says = filter.terms.map((term) => matches(item, term));
    const expected: Match = says.includes(false) ? false : says.includes('unknown') ? 'unknown' : true;
    const there = ids.has(textAt(item, 'id'));
    return expected === 'unknown' || expected === there || (expected && pages.unfinished) ? [] : [{ item, expected }];
  });
  if (wrong.length === 0) return [];
  const missing = wrong.some(({ expected }) => expected);
  const onFirst = new Set((first ?? []).map((item) => textAt(item, 'id')));
  if (!missing && wrong.length > 1 && family(op) !== 'negative' && wrong.every(({ item }) => !onFirst.has(textAt(item, 'id')))) {
    return [
      observe({
        ...seen,
        check: 'paging.filter',
        deviation: 'paging:forgets-filter',
        clause: 'SOL013 5.4.2',
        pointer: 'header:Link',
        message: 'Further pages of a filtered list are filtered like the first',
        expected: `only items that match ${filter.expression}`,
        observed: `${wrong.length} others on later pages`,
      }),
    ];
  }
  return [
    observe({
      ...seen,
      check: 'filter.results',
      deviation: `filter:${kind}:${family(op)}:${missing ? 'misses' : 'lets-through'}`,
      message: `A filter (${family(op)} on a ${kind} attribute) selects what the same filter selects from the full list`,
      expected: `${missing ? 'with' : 'without'} ${wrong
        .map(({ item }) => String(item['id']))
        .slice(0, 3)
        .join(', ')} for ${filter.expression}`,
      observed: `${result.length} items${missing ? ' without it' : ' with it'}`,
    }),
  ];
}

/** Operators that are one piece of work in an implementation. */
function family(op: string): string {
  if (/^(gt|gte|lt|lte)$/.test(op)) return 'order';
  if (/^(neq|nin|ncont)$/.test(op)) return 'negative';
  return op;
}

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

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((inner) => valuesAt(inner, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'object' || value === undefined ? [] : [value];
  return isEntity(value) && name in value ? valuesAt(value[name], rest) : [];
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

/** Kind of attribute that a path leads to, as far as the implementation of a filter has to care. */
function kindOf(model: ReleaseModel, type: string, path: readonly string[]): string {
  const target = attributeAt(model, type, path);
  return target === undefined ? 'unknown' : target.throughArray ? 'through-array' : target.scalar;
}

/** Filters that break the syntax or name nothing are refused with 400. */
export function brokenFilters(collection: string): TraceCheck {
  return (trace): Judgement => {
    const sent = trace.exchanges.filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'filter' && !stimulus.valid && stimulus.step === collection && response !== undefined,
    );
    return judgement(
      sent.length,
      sent.flatMap((exchange) => {
        const status = exchange.response?.status ?? 0;
        if (status === 400) return [];
        const unknown = exchange.stimulus.kind === 'filter' && exchange.stimulus.expression.includes('noSuchAttribute');
        return [
          observe({
            check: 'filter.broken',
            deviation: `filter:${unknown ? 'unknown-attribute' : 'syntax'}:${status}`,
            clause: CLAUSE,
            keyword: unknown && status < 500 ? 'should' : 'shall',
            message: unknown
              ? 'A filter that names no attribute is refused with 400'
              : 'A filter that breaks the syntax is refused with 400',
            expected: '400',
            observed: `${status} to ${exchange.request.url.split('?')[1] ?? ''}`,
            pointer: 'query:filter',
            exchange,
          }),
        ];
      }),
    );
  };
}
