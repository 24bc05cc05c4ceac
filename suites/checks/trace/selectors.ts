import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { attributeAt } from '../../../src/model/attribute-path.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import { EMPTY_SEGMENT } from './notifications.ts';
import { answered, judgement, listed, statusOf, steps, textAt, without, type Entity } from './reading.ts';
import { selectedParts } from './selected-parts.ts';
import { ALL_FIELDS_LOST, allShown, stillTyped } from './selected-items.ts';
import { stableItems } from './stable-items.ts';

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
    const unsupported = refusalOfAll(sent);
    return judgement(sent.length, [
      ...(unsupported === undefined
        ? sent.flatMap((exchange) => judgeSelector(exchange, selector, full, trace, type))
        : notSupported(sent, selector, unsupported)),
      ...stillTyped(trace, collection, type, full, sent),
      ...(selector === 'all_fields' ? allShown(trace, collection, full, sent) : []),
      // What a list leaves out by itself does not hang on the selector.
      ...(selector === 'exclude_default' ? defaultsLeftOut(trace, collection, sent) : []),
    ]);
  };
}

/** Status with which a selector is refused whatever it names. */
function refusalOfAll(sent: readonly Exchange[]): number | undefined {
  const statuses = new Set(sent.map(({ response }) => response?.status ?? 0));
  const [status = 0] = statuses;
  return statuses.size === 1 && status >= 400 && status < 500 ? status : undefined;
}

/** The GS demands all_fields and exclude_default, and recommends the others (SOL003 5.4.2.3.2, 5.4.12.3.2). */
function notSupported(sent: readonly Exchange[], selector: Selector, status: number): readonly Observation[] {
  return sent.map((exchange) =>
    observe({
      check: 'selector.supported',
      deviation: `selector:unsupported:${status}`,
      clause: CLAUSE,
      keyword: selector === 'all_fields' || selector === 'exclude_default' ? 'shall' : 'should',
      message: `The collection supports the selector ${selector}`,
      expected: '200 and a list',
      observed: `${status} to ${exchange.request.url.split('?')[1] ?? ''}`,
      pointer: `query:${selector}`,
      exchange,
    }),
  );
}

function judgeSelector(
  exchange: Exchange,
  selector: Selector,
  full: ReadonlyMap<string | undefined, Entity>,
  trace: Trace,
  type: string,
): readonly Observation[] {
  const status = statusOf(exchange);
  const items = listed(exchange);
  const argument = exchange.stimulus.kind === 'selector' ? (exchange.stimulus.query.split('=')[1] ?? '') : '';
  const paths = argument === '' ? [] : argument.split(',').map((path) => path.split('/'));
  const nature = natureOf(trace, type, paths);
  const seen = { clause: CLAUSE, keyword: 'shall', pointer: `query:${selector}`, exchange } as const;
  // Valid names are those of complex attributes that may be absent; others may be refused.
  if (status === 400 && !paths.every((path) => isSelectable(trace, type, path))) return [];
  if (status !== 200 || items === undefined) {
    return [
      observe({
        ...seen,
        check: 'selector.answered',
        deviation: unanswered(selector, nature, status),
        message: `${selector} (${nature} attribute) is answered with the list`,
        expected: '200 and a list',
        observed: `${status} to ${selector}=${argument}`,
      }),
    ];
  }
  return items.flatMap((item) => {
    const whole = full.get(textAt(item, 'id'));
    const parts =
      whole === undefined || (selector !== 'fields' && selector !== 'exclude_fields')
        ? []
        : selectedParts({ trace, type, selector, paths, item, whole, exchange });
    return [...mandatoryKept(item, whole), ...selected(item, whole), ...parts];
  });

  /** Selectors never take away what is mandatory. */
  function mandatoryKept(item: Entity, whole: Entity | undefined): readonly Observation[] {
    return mandatory(trace, type)
      .filter((name) => item[name] === undefined && whole?.[name] !== undefined)
      .map((name) =>
        observe({
          ...seen,
          check: 'selector.mandatory',
          deviation: `selector:${selector}:mandatory`,
          message: `${selector} leaves mandatory attributes in place`,
          expected: name,
          observed: `an item without ${name} for ${selector}=${argument}`,
        }),
      );
  }

  function selected(item: Entity, whole: Entity | undefined): readonly Observation[] {
    // Links are mandatory in some releases and shown anyhow by many: that they are asked for is no reason for an error.
    if (whole === undefined || nature === 'links') return [];
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
          message: `${selector} ${selector === 'fields' ? 'returns the attributes that it names' : 'omits the attributes that it names'}`,
          expected: `${path.join('/')} ${wanted ? 'there' : 'absent'}`,
          observed: has ? 'there' : 'absent',
        }),
      ];
    });
  }
}

/** Left out of lists by default and with exclude_default (SOL003 5.4.2.3.2, 5.4.12.3.2). */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  vnf_instances: ['vnfConfigurableProperties', 'vimConnectionInfo', 'instantiatedVnfInfo', 'metadata', 'extensions'],
  vnf_lcm_op_occs: ['operationParams', 'error', 'resourceChanges', 'changedInfo', 'changedExtConnectivity'],
};

function defaultsLeftOut(trace: Trace, collection: string, sent: readonly Exchange[]): readonly Observation[] {
  return leftOut(collection, [...sent, ...steps(trace, `default.${collection}`)]);
}

/** Lists, or pages of lists, that were asked for without selectors or with exclude_default. */
export function leftOut(collection: string, lists: readonly Exchange[]): readonly Observation[] {
  return lists.flatMap((exchange) => {
    const shown = (LEFT_OUT[collection] ?? []).filter((name) => listed(exchange)?.some((item) => name in item));
    if (shown.length === 0) return [];
    const how = exchange.stimulus.kind === 'selector' ? 'exclude_default' : 'default';
    return [
      observe({
        check: 'selector.defaults',
        deviation: `selector:${how}:not-left-out`,
        clause: collection === 'vnf_instances' ? 'SOL003 5.4.2.3.2' : 'SOL003 5.4.12.3.2',
        keyword: 'shall',
        message: `A list omits what it has to omit ${how === 'default' ? 'by default' : 'with exclude_default'}`,
        expected: `no ${(LEFT_OUT[collection] ?? []).join(', ')}`,
        observed: shown.join(', '),
        pointer: 'query:exclude_default',
        exchange,
      }),
    ];
  });
}

function isSelectable(trace: Trace, type: string, path: readonly string[]): boolean {
  const target = attributeAt(trace.model, type, path);
  // _links are mandatory by the tables of the GS.
  if (target === undefined || path[0] === '_links' || target.attribute.min > 0) return false;
  return target.attribute.collection !== 'one' || target.scalar === 'structure' || target.scalar === 'any';
}

type Nature = 'through-array' | 'nested' | 'links' | 'mandatory' | 'optional';

function natureOf(trace: Trace, type: string, paths: readonly (readonly string[])[]): Nature {
  if (paths.some(([name]) => name === '_links')) return 'links';
  if (paths.some((path) => path.length > 1 && attributeAt(trace.model, type, path)?.throughArray === true))
    return 'through-array';
  if (paths.some((path) => path.length > 1)) return 'nested';
  return isMandatory(trace, type, paths[0]?.[0]) ? 'mandatory' : 'optional';
}

/** Walking down a path is one piece of code for all selectors; keeping what is mandatory is one, whether it is lost or leads to an error. */
function unanswered(selector: Selector, nature: Nature, status: number): string {
  if (nature === 'through-array' || nature === 'links') return `selector:${nature}:${status}`;
  if (nature === 'mandatory' && selector === 'exclude_fields' && status >= 500) return `selector:${selector}:mandatory`;
  return `selector:${selector}:${nature}:${status}`;
}

function pathThere(value: unknown, path: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((inner) => pathThere(inner, path));
  const [name, ...rest] = path;
  return name === undefined ? value !== undefined : isObject(value) && name in value && pathThere(value[name], rest);
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
    if (sameJson(a, b) || sameTime(name, a, b) || (b === undefined && !complete)) return [];
    // Links may say less in a list; values that are there have to agree.
    const differs = a !== undefined && b !== undefined;
    if (name === '_links' && !differs) return [];
    const kind = differs ? 'differs' : b === undefined ? 'missing-in-list' : 'only-in-list';
    const cause = differs && isTimeName(name) ? 'times' : name;
    const slashes = name === '_links' && sameJson(a, withoutEmptySegments(b));
    // What lists leave out by default, and nothing else: the selector is not heeded (selected-items.ts).
    const unheeded = kind === 'missing-in-list' && LEFT_OUT[collection]?.includes(name) === true;
    return [
      observe({
        check: 'list.agrees',
        deviation: slashes ? EMPTY_SEGMENT : unheeded ? ALL_FIELDS_LOST : `list-item:${collection}:${cause}:${kind}`,
        clause: 'SOL013 5.3.2',
        keyword: !slashes && (differs || kind === 'missing-in-list') ? 'shall' : 'should',
        message: `An item of the list of ${collection} agrees with the resource itself (${cause})`,
        expected: a === undefined ? 'nothing' : JSON.stringify(a),
        observed: b,
        pointer: `/${name}`,
        exchange: [single, page],
      }),
    ];
  });
}

function withoutEmptySegments(links: unknown): unknown {
  return JSON.parse(JSON.stringify(links ?? null).replace(/(?<!:)\/{2,}/g, '/'));
}

const isTimeName = (name: string): boolean => /time$/i.test(name);

/** The same instant, also where one is written shorter; a time of a wrong form is judged with its data type. */
function sameTime(name: string, a: unknown, b: unknown): boolean {
  if (!isTimeName(name) || typeof a !== 'string' || typeof b !== 'string') return false;
  if (!DATE_TIME.test(a) || !DATE_TIME.test(b)) return true;
  return Math.abs(Date.parse(a) - Date.parse(b)) < 1000;
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

function sameJson(a: unknown, b: unknown): boolean {
  if (isObject(a) && isObject(b)) return Object.keys({ ...a, ...b }).every((name) => sameJson(a[name], b[name]));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => sameJson(one, b[i]));
  return a === b;
}
