import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { attributeAt } from '../../../src/model/attribute-path.ts';
import { observe } from '../observe.ts';
import { stableItems } from './filters.ts';
import { answered, isEntity, judgement, listed, steps, textAt, without, type Entity } from './reading.ts';

const CLAUSE = 'SOL013 5.3.2';

/** Which selector a query uses. */
export type Selector = 'all_fields' | 'fields' | 'exclude_fields' | 'exclude_default';

/** Results of an attribute selector against the same items read whole. */
export function selectorResults(collection: string, type: string, selector: Selector): TraceCheck {
  return (trace) => {
    const sent = trace.exchanges.filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'selector' &&
        stimulus.valid &&
        stimulus.step === collection &&
        stimulus.query.split('=')[0] === selector &&
        response !== undefined,
    );
    const full = new Map((stableItems(trace, collection) ?? []).map((item) => [textAt(item, 'id'), item]));
    if (sent.length === 0) return without(`${selector} on ${collection}`, trace);
    return judgement(
      sent.length,
      sent.flatMap((exchange) => judgeSelector(exchange, selector, full, trace, type)),
    );
  };
}

function judgeSelector(
  exchange: Exchange,
  selector: Selector,
  full: ReadonlyMap<string | undefined, Entity>,
  trace: Trace,
  type: string,
): readonly Observation[] {
  const status = exchange.response?.status ?? 0;
  const items = listed(exchange);
  const argument = decodeURIComponent(exchange.request.url.split('=')[1] ?? '');
  const paths = argument === '' ? [] : argument.split(',').map((path) => path.split('/'));
  const nature = paths.some((path) => path.length > 1)
    ? 'nested'
    : isMandatory(trace, type, paths[0]?.[0])
      ? 'mandatory'
      : 'optional';
  const seen = { clause: CLAUSE, keyword: 'shall', pointer: `query:${selector}`, exchange } as const;
  if (status !== 200 || items === undefined) {
    return [
      observe({
        ...seen,
        check: 'selector.answered',
        deviation: `selector:${selector}:${nature}:${status}`,
        message: `${selector} (${nature} attribute) is answered with the list`,
        expected: '200 and a list',
        observed: `${status} to ${selector}=${argument}`,
      }),
    ];
  }
  return items.flatMap((item) => {
    const whole = full.get(textAt(item, 'id'));
    return [...mandatoryKept(item, whole), ...selected(item, whole)];
  });

  /** Selectors never take away what is mandatory. */
  function mandatoryKept(item: Entity, whole: Entity | undefined): readonly Observation[] {
    return mandatory(trace, type)
      .filter((name) => item[name] === undefined && whole?.[name] !== undefined)
      .map((name) =>
        observe({
          ...seen,
          check: 'selector.mandatory',
          deviation: `selector:${selector}:takes-mandatory`,
          message: `${selector} leaves mandatory attributes in place`,
          expected: name,
          observed: `an item without ${name} for ${selector}=${argument}`,
        }),
      );
  }

  function selected(item: Entity, whole: Entity | undefined): readonly Observation[] {
    if (whole === undefined) return [];
    return paths.flatMap((path) => {
      const had = pathThere(whole, path);
      const has = pathThere(item, path);
      const wanted =
        selector === 'fields'
          ? had
          : selector === 'exclude_fields' && path.length === 1 && isMandatory(trace, type, path[0])
            ? had
            : selector === 'exclude_fields'
              ? false
              : has;
      // What its structure cannot do without stays in it (SOL013 5.3.2).
      if (selector === 'exclude_fields' && path.length > 1 && cannotGo(trace, type, path)) return [];
      // What the yardstick does not show is nothing that the selector could be blamed for.
      if (wanted === has || (has && !had) || (selector === 'exclude_fields' && nature === 'mandatory')) return [];
      // Structures whose members are mandatory within them are another matter than optional ones.
      const keyword = selector === 'exclude_fields' && path.length > 1 ? 'should' : 'shall';
      return [
        observe({
          ...seen,
          keyword,
          check: 'selector.result',
          deviation: `selector:${selector}:${nature}:${has ? 'kept' : 'lost'}`,
          message: `${selector} ${selector === 'fields' ? 'gives the attributes it names' : 'leaves out the attributes it names'}`,
          expected: `${path.join('/')} ${wanted ? 'there' : 'absent'}`,
          observed: has ? 'there' : 'absent',
        }),
      ];
    });
  }
}

function pathThere(value: unknown, path: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((inner) => pathThere(inner, path));
  const [name, ...rest] = path;
  return name === undefined ? value !== undefined : isEntity(value) && name in value && pathThere(value[name], rest);
}

/** Mandatory within its structure, or within entries of a list, which go as a whole or not at all. */
function cannotGo(trace: Trace, type: string, path: readonly string[]): boolean {
  const target = attributeAt(trace.model, type, path);
  return target === undefined || target.throughArray || target.scalar === 'any' || target.attribute.min > 0;
}

function mandatory(trace: Trace, type: string): readonly string[] {
  const data = trace.model.types.get(type);
  // `_links` is an attribute like others in the tables, and omitted from lists by many: it is judged with the bodies.
  return data?.kind === 'object'
    ? data.attributes.filter((one) => one.min > 0 && one.name !== '_links').map((one) => one.name)
    : [];
}

function isMandatory(trace: Trace, type: string, name: string | undefined): boolean {
  return name !== undefined && mandatory(trace, type).includes(name);
}

/** Selectors that name nothing, or that cannot be combined: 400, at least never a server error. */
export function brokenSelectors(collection: string): TraceCheck {
  return (trace) => {
    const sent = trace.exchanges.filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'selector' && !stimulus.valid && stimulus.step === collection && response !== undefined,
    );
    return judgement(
      sent.length,
      sent.flatMap((exchange) => {
        const status = exchange.response?.status ?? 0;
        if (status === 400) return [];
        const query = exchange.request.url.split('?')[1] ?? '';
        return [
          observe({
            check: 'selector.broken',
            deviation: `selector:broken:${query.split('=')[0] ?? ''}:${status}`,
            clause: CLAUSE,
            keyword: status >= 500 ? 'shall' : 'should',
            message: `Attribute selectors that name nothing or do not go together are refused with 400`,
            expected: '400',
            observed: `${status} to ${query}`,
            pointer: 'query',
            exchange,
          }),
        ];
      }),
    );
  };
}

/** An item of a list with all attributes shows what reading it alone shows; without selectors it shows the same values. */
export function listAgrees(collection: string): TraceCheck {
  return (trace) => {
    const singles = steps(trace, `single.${collection}`).filter((one) => one.response?.status === 200);
    const list = steps(trace, `full.${collection}.before`).filter((page) => page.response?.status === 200);
    if (singles.length === 0 || list.length === 0) return without(`the list of ${collection} beside its items`, trace);
    return judgement(
      singles.length,
      singles.flatMap((single) => compareItem(single, list, collection)),
    );
  };
}

function compareItem(single: Exchange, list: readonly Exchange[], collection: string): readonly Observation[] {
  const alone = answered(single);
  const page = list.find((one) => listed(one)?.some((item) => item['id'] === alone?.['id']));
  const item = listed(page)?.find((one) => one['id'] === alone?.['id']);
  if (alone === undefined || page === undefined || item === undefined) return [];
  const complete = page.request.url.includes('all_fields') || collection === 'subscriptions';
  return Object.keys({ ...alone, ...item }).flatMap((name) => {
    const [a, b] = [alone[name], item[name]];
    if (sameJson(a, b) || (b === undefined && !complete)) return [];
    // Links may say less in a list; values that are there have to agree.
    const differs = a !== undefined && b !== undefined;
    if (name === '_links' && !differs) return [];
    const kind = differs ? 'differs' : b === undefined ? 'missing-in-list' : 'only-in-list';
    const cause = differs && isTimeName(name) ? 'times' : name;
    return [
      observe({
        check: 'list.agrees',
        deviation: `list-item:${collection}:${cause}:${kind}`,
        clause: 'SOL013 5.3.2',
        keyword: differs || kind === 'missing-in-list' ? 'shall' : 'should',
        message: `An item of the list of ${collection} shows what the resource itself shows (${cause})`,
        expected: a === undefined ? 'nothing' : JSON.stringify(a),
        observed: b,
        pointer: `/${name}`,
        exchange: [single, page],
      }),
    ];
  });
}

const isTimeName = (name: string): boolean => /time$/i.test(name);

function sameJson(a: unknown, b: unknown): boolean {
  if (isEntity(a) && isEntity(b)) return Object.keys({ ...a, ...b }).every((name) => sameJson(a[name], b[name]));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => sameJson(one, b[i]));
  return a === b;
}

/** Walking the pages gives each item once, and no fewer than the full list; a marker of nobody's is refused. */
export function pages(collection: string): TraceCheck {
  return (trace) => {
    const walked = steps(trace, `pages.${collection}`);
    const bad = trace.exchanges.find(
      ({ stimulus }) => stimulus.kind === 'page' && !stimulus.valid && stimulus.step === collection,
    );
    if (walked.length === 0) return without(`a walk through ${collection}`, trace);
    const ids = walked.flatMap((page) => listed(page) ?? []).map((item) => textAt(item, 'id'));
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    const observations: Observation[] = [];
    const paged = walked.length > 1;
    if (twice.length > 0)
      observations.push(
        observe({
          check: 'paging.walk',
          deviation: `paging:repeated`,
          clause: 'SOL013 5.4',
          keyword: 'shall',
          message: 'A walk through the pages gives each item once',
          expected: 'each id once',
          observed: twice.join(', '),
          pointer: 'header:Link',
          exchange: walked,
        }),
      );
    const stable = steps(trace, `full.${collection}.before`)
      .flatMap((page) => listed(page) ?? [])
      .map((item) => textAt(item, 'id'));
    const after = steps(trace, `full.${collection}.after`)
      .flatMap((page) => listed(page) ?? [])
      .map((item) => textAt(item, 'id'));
    const lost = stable.filter((id) => after.includes(id) && !ids.includes(id));
    if (lost.length > 0)
      observations.push(
        observe({
          check: 'paging.walk',
          deviation: `paging:lost`,
          clause: 'SOL013 5.4',
          keyword: 'shall',
          message: 'A walk through the pages gives every item',
          expected: lost.slice(0, 3).join(', '),
          observed: `${ids.length} items without it`,
          pointer: 'header:Link',
          exchange: walked,
        }),
      );
    const status = bad?.response?.status;
    if (bad !== undefined && status !== undefined && status !== 400) {
      // A producer that does not page knows no such parameter; then it is one it may refuse or overlook.
      observations.push(
        observe({
          check: 'paging.marker',
          deviation: `paging:marker:${status}`,
          clause: 'SOL013 5.4.2',
          keyword: status >= 500 ? 'shall' : 'should',
          message: `A page marker of nobody's is refused with 400${paged ? '' : ' (the list was not paged)'}`,
          expected: '400',
          observed: String(status),
          pointer: 'query:nextpage_opaque_marker',
          exchange: bad,
        }),
      );
    }
    return judgement(walked.length, observations);
  };
}
