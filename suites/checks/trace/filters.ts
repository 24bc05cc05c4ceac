import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { FilterTerm } from '../../../src/exchange/stimulus.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { attributeAt } from '../../../src/model/attribute-path.ts';
import { observe } from '../observe.ts';
import { failsOnBroken } from './broken-queries.ts';
import { against, isFixed, matches, valuesAt } from './filter-matching.ts';
import { hardest, isApplicable, isForeign, kindOf, natureOf } from './filter-natures.ts';
import { hasNext } from './list-walk.ts';
import { judgement, listed, oncePerTrace, steps, textAt, without, type Entity } from './reading.ts';
import { stableItems, wholeList } from './stable-items.ts';

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
    if (stable.length === 0) return without(`an item of its own in the list of ${collection}`, trace);
    const { asked, background } = walkOf(trace, collection, type);
    const mine = asked.filter(({ terms, kinds }) => terms.some((term, i) => about(term, kinds[i] ?? '')));
    if (mine.length === 0) return without(`a filter on ${collection}`, trace);
    return judgement(
      mine.length,
      mine.flatMap((one) => judgeFilter(one, stable, background)),
    );
  };
}

/** All filters of the walk, and what they say about each other. */
const walkOf = oncePerTrace((trace, collection: string, type: string) => {
  const asked = attempts(trace, collection, type);
  return { asked, background: backgroundOf(trace, collection, asked, stableItems(trace, collection) ?? []) };
});

/** A filter and what was answered, page by page. */
interface Attempt {
  readonly exchange: Exchange;
  readonly expression: string;
  readonly terms: readonly FilterTerm[];
  /** `through-array`, or the kind of scalar that the terms lead to. */
  readonly kinds: readonly string[];
  /** What is hardest about it for an implementation. */
  readonly nature: string;
  /** The operators are defined for the attributes' data types. */
  readonly applicable: boolean;
  /** A value is none of the attribute's enumeration. */
  readonly foreign: boolean;
  readonly status: number;
  readonly first: readonly Entity[] | undefined;
  readonly later: readonly Entity[];
  readonly paged: boolean;
  /** A page that another one linked holds nothing. */
  readonly emptyPage: boolean;
  /** The walk stopped before the last page. */
  readonly unfinished: boolean;
}

function attempts(trace: Trace, collection: string, type: string): readonly Attempt[] {
  const pages = pagesOf(trace);
  return trace.exchanges.flatMap((exchange) => {
    const { stimulus, response } = exchange;
    if (stimulus.kind !== 'filter' || stimulus.step !== collection || response === undefined) return [];
    const { terms, expression } = stimulus;
    if (terms === null || stimulus.pageOf !== undefined) return [];
    const targets = terms.map((term) => ({ term, target: attributeAt(trace.model, type, term.path) }));
    const later = pages.get(exchange.id) ?? [];
    return [
      {
        exchange,
        expression,
        terms,
        kinds: targets.map(({ target }) => kindOf(target)),
        nature: hardest(targets.map(({ term, target }) => natureOf(term, target))),
        applicable: targets.every(({ term, target }) => isApplicable(term.op, target?.scalar)),
        foreign: targets.some(({ term, target }) => isForeign(term, target)),
        status: response.status,
        first: response.status === 200 ? listed(exchange) : undefined,
        later: later.flatMap((page) => listed(page) ?? []),
        paged: later.length > 0,
        emptyPage: later.some((page) => listed(page)?.length === 0),
        unfinished: hasNext(later.at(-1) ?? exchange),
      },
    ];
  });
}

/** Further pages by the exchange that asked for the first. */
function pagesOf(trace: Trace): ReadonlyMap<string, readonly Exchange[]> {
  const pages = new Map<string, Exchange[]>();
  for (const exchange of trace.exchanges) {
    const first = exchange.stimulus.kind === 'filter' ? exchange.stimulus.pageOf : undefined;
    if (first === undefined) continue;
    pages.set(first, [...(pages.get(first) ?? []), exchange]);
  }
  return pages;
}

/** What other filters of the same walk say about the cause. */
interface Background {
  /** Natures whose plain equality goes wrong: whatever else goes wrong with them is the same matter. */
  readonly unequal: ReadonlySet<string>;
  /** Statuses with which filters by a path of several names are refused: paths through arrays are such, too. */
  readonly nested: ReadonlySet<number>;
  /** Each refusal is a server error. */
  readonly failing: boolean;
  /** Statuses with which filters on free-form structures are answered: paths of several names again. */
  readonly freeForm: ReadonlySet<number>;
  /** Later pages are not filtered. */
  readonly pagesForget: boolean;
  /** Pages of the whole list repeat or lose items: a filtered list of several pages says nothing of the filter. */
  readonly pagesFail: boolean;
  /** A page that another one linked holds nothing and items are missing: so may they be from other lists of several pages. */
  readonly pagesLose: boolean;
}

function backgroundOf(
  trace: Trace,
  collection: string,
  asked: readonly Attempt[],
  stable: readonly Entity[],
): Background {
  const plain = asked.filter(({ terms, applicable }) => terms.length === 1 && terms[0]?.op === 'eq' && applicable);
  return {
    unequal: new Set(
      plain
        .filter((one) => one.first !== undefined && !forgetsFilter(one, stable))
        .filter((one) => {
          const wrong = differing(one, stable);
          return wrong.length > 0 && !isCaseBlind(one, wrong) && !isLostPage(one, wrong);
        })
        .map(({ nature }) => nature),
    ),
    nested: new Set(
      asked.filter(({ nature, first }) => nature === 'nested' && first === undefined).map(({ status }) => status),
    ),
    freeForm: new Set(
      asked.filter(({ nature, first }) => nature === 'free-form' && first === undefined).map(({ status }) => status),
    ),
    failing: failsOnBroken(trace, collection),
    pagesForget: asked.some((one) => forgetsFilter(one, stable)),
    pagesFail: repeatsItems(trace, collection),
    pagesLose: asked.some((one) => isLostPage(one, differing(one, stable))),
  };
}

function repeatsItems(trace: Trace, collection: string): boolean {
  return (['before', 'after'] as const).some((when) => {
    const ids = (wholeList(steps(trace, `full.${collection}.${when}`)) ?? []).map((item) => textAt(item, 'id'));
    return new Set(ids).size < ids.length;
  });
}

interface Difference {
  readonly item: Entity;
  readonly expected: boolean;
}

/** Items that are there and should not be, or the other way round. */
function differing({ terms, first, later, unfinished }: Attempt, stable: readonly Entity[]): readonly Difference[] {
  if (first === undefined) return [];
  const ids = new Set([...first, ...later].map((item) => textAt(item, 'id')));
  return stable.flatMap((item) => {
    const says = terms.map((term) => matches(item, term));
    const expected = says.includes(false) ? false : says.includes('unknown') ? 'unknown' : true;
    const there = ids.has(textAt(item, 'id'));
    return expected === 'unknown' || expected === there || (expected && unfinished) ? [] : [{ item, expected }];
  });
}

function judgeFilter(one: Attempt, stable: readonly Entity[], background: Background): readonly Observation[] {
  if (one.first === undefined) return unanswered(one, background);
  if (forgetsFilter(one, stable)) return [laterPages(one)];
  const wrong = differing(one, stable);
  const missing = wrong.some(({ expected }) => expected);
  if (wrong.length === 0 || (missing && one.paged && background.pagesFail)) return [];
  if (isLostPage(one, wrong)) return [lostPage(one)];
  if (missing && one.paged && background.pagesLose) return [];
  const onFirst = new Set(one.first.map((item) => textAt(item, 'id')));
  // Where pages forget the filter, what later ones show says nothing of it.
  const laterOnly = wrong.every(({ item, expected }) => !expected && !onFirst.has(textAt(item, 'id')));
  if (background.pagesForget && laterOnly && !one.first.some((item) => against(item, one.terms))) return [];
  const { nature, applicable, exchange, expression, first, later } = one;
  const family = familyOf(one.terms.map((term) => term.op));
  const cause = !applicable
    ? 'filter:operator:results'
    : isCaseBlind(one, wrong)
      ? 'filter:case-blind'
      : background.unequal.has(nature)
        ? `filter:${nature}`
        : `filter:${nature}:${family}`;
  return [
    observe({
      check: 'filter.results',
      clause: CLAUSE,
      // Free-form structures have attributes that no data type names: whether they are selected by is not beyond doubt.
      keyword: applicable && nature !== 'free-form' ? 'shall' : 'should',
      pointer: 'query:filter',
      exchange,
      deviation: cause,
      message: `A filter (${family}, ${nature}) returns exactly the matching items of the full list`,
      expected: `${missing ? 'with' : 'without'} ${wrong
        .map(({ item }) => String(item['id']))
        .slice(0, 3)
        .join(', ')} for ${expression}`,
      observed: `${first.length + later.length} items${missing ? ' without it' : ' with it'}`,
    }),
  ];
}

function unanswered(
  { nature, status, exchange, expression, applicable, foreign }: Attempt,
  { failing, nested, freeForm }: Background,
): readonly Observation[] {
  if (foreign && status === 400) return [];
  const open = status < 500 && (!applicable || nature === 'free-form');
  const cause =
    failing && status >= 500
      ? 'broken'
      : !applicable && status < 500
        ? 'operator'
        : nested.has(status) && ['through-array', 'free-form', 'links'].includes(nature)
          ? 'nested'
          : nature === 'through-array' && freeForm.has(status)
            ? 'free-form'
            : nature;
  return [
    observe({
      check: 'filter.answered',
      clause: CLAUSE,
      keyword: open ? 'should' : 'shall',
      pointer: 'query:filter',
      exchange,
      deviation: cause === 'links' ? 'filter:links' : `filter:${cause}:${status}`,
      message: `A legal filter (${nature}) is answered with the matching list`,
      expected: '200 and a list, empty where nothing matches',
      observed: `${status} to ${expression}`,
    }),
  ];
}

/**
 * Later pages show stable items, or others with what never changes, that the filter keeps out; the first page does not. What
 * else others show may have changed between the pages: a SUT that settles at the first page what matches is right to show
 * them. Asked of plain equality only: other operators may go wrong on their own.
 */
function forgetsFilter({ terms, applicable, first = [], later }: Attempt, stable: readonly Entity[]): boolean {
  if (first.length === 0 || !applicable || terms.some(({ op }) => op !== 'eq')) return false;
  const ids = new Set(stable.map((item) => textAt(item, 'id')));
  const fixed = terms.filter(({ path }) => isFixed(path));
  const wrong = later.some((item) => against(item, ids.has(textAt(item, 'id')) ? terms : fixed));
  return wrong && !first.some((item) => against(item, terms));
}

/** The SUT says that there is more and then shows nothing: that is no matter of the filter. */
function isLostPage({ emptyPage }: Attempt, wrong: readonly Difference[]): boolean {
  return emptyPage && wrong.length > 0 && wrong.every(({ expected }) => expected);
}

function lostPage({ exchange, expression }: Attempt): Observation {
  return observe({
    check: 'paging.filter',
    deviation: 'paging:items',
    clause: 'SOL013 5.4',
    keyword: 'shall',
    message: 'The pages of a filtered list together contain each matching item',
    expected: `on the page that was linked, what matches ${expression}`,
    observed: 'an empty page',
    pointer: 'header:Link',
    exchange,
  });
}

/** Whatever of the query the further pages forget, they are made without it. */
export const FORGETS_QUERY = 'paging:forgets-query';

function laterPages({ exchange, expression }: Attempt): Observation {
  return observe({
    check: 'paging.filter',
    deviation: FORGETS_QUERY,
    clause: 'SOL013 5.4.2',
    keyword: 'shall',
    message: 'Further pages of a filtered list are filtered like the first',
    expected: `only items that match ${expression}`,
    observed: 'others on later pages',
    pointer: 'header:Link',
    exchange,
  });
}

/** What is wrong is right when upper and lower case are the same. */
function isCaseBlind({ terms }: Attempt, wrong: readonly Difference[]): boolean {
  const [term, second] = terms;
  if (term === undefined || second !== undefined || wrong.length === 0 || !/^(eq|in)$/.test(term.op)) return false;
  const values = term.values.map((value) => value.toLowerCase());
  return wrong.every(
    ({ item, expected }) =>
      !expected && valuesAt(item, term.path).some((value) => values.includes(String(value).toLowerCase())),
  );
}

/** Operators that are one piece of work in an implementation. */
function familyOf([op, second]: readonly FilterTerm['op'][]): string {
  if (op === undefined || second !== undefined) return 'and';
  if (/^(gt|gte|lt|lte)$/.test(op)) return 'order';
  if (/^(neq|nin)$/.test(op)) return 'inequality';
  return /^(cont|ncont)$/.test(op) ? 'containment' : op;
}
