import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { isSelectable } from '../../../src/model/attribute-path.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import { leftOut } from './left-out.ts';
import { judgement, listed, statusOf, steps, textAt, without, type Entity } from './reading.ts';
import { allShown, stillTyped } from './selected-items.ts';
import { selectedParts } from './selected-parts.ts';
import { cannotGo, isMandatory, mandatory, natureOf, type Nature } from './selector-natures.ts';
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
        ? sent.flatMap((exchange) => judgeSelector(queryOf(exchange, selector, trace, type), full))
        : notSupported(sent, selector, unsupported)),
      ...stillTyped(trace, collection, type, full, sent),
      ...(selector === 'all_fields' ? allShown(trace, collection, type, full, sent) : []),
      // What a list leaves out by itself does not hang on the selector.
      ...(selector === 'exclude_default'
        ? leftOut(collection, [...sent, ...steps(trace, `default.${collection}`)])
        : []),
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

/** A query with a selector. */
interface Query {
  readonly exchange: Exchange;
  readonly selector: Selector;
  /** What follows `=`, and the attribute paths in it. */
  readonly argument: string;
  readonly paths: readonly (readonly string[])[];
  readonly nature: Nature;
  readonly trace: Trace;
  readonly type: string;
}

function queryOf(exchange: Exchange, selector: Selector, trace: Trace, type: string): Query {
  const argument = exchange.stimulus.kind === 'selector' ? (exchange.stimulus.query.split('=')[1] ?? '') : '';
  const paths = argument === '' ? [] : argument.split(',').map((path) => path.split('/'));
  return { exchange, selector, argument, paths, nature: natureOf(trace, type, paths), trace, type };
}

function judgeSelector(query: Query, full: ReadonlyMap<string | undefined, Entity>): readonly Observation[] {
  const { exchange, paths, trace, type } = query;
  const status = statusOf(exchange);
  const items = listed(exchange);
  if (status === 400 && !paths.every((path) => isSelectable(trace.model, type, path))) return [];
  if (status !== 200 || items === undefined) return unanswered(query, status);
  return items.flatMap((item) => {
    const whole = full.get(textAt(item, 'id'));
    // What was not read as a whole is nothing to measure by.
    return whole === undefined
      ? []
      : [...mandatoryKept(query, item, whole), ...selected(query, item, whole), ...parts(query, item, whole)];
  });
}

function unanswered({ exchange, selector, argument, nature }: Query, status: number): readonly Observation[] {
  return [
    observe({
      check: 'selector.answered',
      deviation: causeOf(selector, nature, status),
      clause: CLAUSE,
      keyword: 'shall',
      message: `${selector} (${nature} attribute) is answered with the list`,
      expected: '200 and a list',
      observed: `${status} to ${selector}=${argument}`,
      pointer: `query:${selector}`,
      exchange,
    }),
  ];
}

/** Walking down a path is one piece of code for all selectors; keeping what is mandatory is one, whether it is lost or leads to an error. */
function causeOf(selector: Selector, nature: Nature, status: number): string {
  if (nature === 'through-array' || nature === 'links') return `selector:${nature}:${status}`;
  if (nature === 'mandatory' && selector === 'exclude_fields' && status >= 500) return `selector:${selector}:mandatory`;
  return `selector:${selector}:${nature}:${status}`;
}

/** Selectors never take away what is mandatory. */
function mandatoryKept(
  { exchange, selector, argument, trace, type }: Query,
  item: Entity,
  whole: Entity,
): readonly Observation[] {
  return mandatory(trace, type)
    .filter((name) => item[name] === undefined && whole[name] !== undefined)
    .map((name) =>
      observe({
        check: 'selector.mandatory',
        deviation: `selector:${selector}:mandatory`,
        clause: CLAUSE,
        keyword: 'shall',
        message: `${selector} leaves mandatory attributes in place`,
        expected: name,
        observed: `an item without ${name} for ${selector}=${argument}`,
        pointer: `query:${selector}`,
        exchange,
      }),
    );
}

/** What `fields` names is there, what `exclude_fields` names is not. */
function selected(query: Query, item: Entity, whole: Entity): readonly Observation[] {
  const { exchange, selector, paths, nature, trace, type } = query;
  // Links are mandatory in some releases and shown anyhow by many: that they are asked for is no reason for an error.
  if (nature === 'links' || (selector === 'exclude_fields' && nature === 'mandatory')) return [];
  return paths.flatMap((path) => {
    const isNested = path.length > 1;
    const had = pathThere(whole, path);
    const has = pathThere(item, path);
    // What its structure cannot do without stays in it (SOL013 5.3.2).
    if (selector === 'exclude_fields' && isNested && cannotGo(trace, type, path)) return [];
    const stays = selector === 'fields' || (!isNested && isMandatory(trace, type, path[0]));
    // What the yardstick does not show is nothing that the selector could be blamed for.
    if (!had || has === stays) return [];
    return [
      observe({
        check: 'selector.result',
        deviation: `selector:${selector}:${nature}:${has ? 'kept' : 'lost'}`,
        clause: CLAUSE,
        // Structures whose members are mandatory within them are another matter than optional ones.
        keyword: selector === 'exclude_fields' && isNested ? 'should' : 'shall',
        message: `${selector} ${selector === 'fields' ? 'returns the attributes that it names' : 'omits the attributes that it names'}`,
        expected: `${path.join('/')} ${stays ? 'there' : 'absent'}`,
        observed: has ? 'there' : 'absent',
        pointer: `query:${selector}`,
        exchange,
      }),
    ];
  });
}

function parts({ exchange, selector, paths, trace, type }: Query, item: Entity, whole: Entity): readonly Observation[] {
  if (selector !== 'fields' && selector !== 'exclude_fields') return [];
  return selectedParts({ trace, type, selector, paths, item, whole, exchange });
}

function pathThere(value: unknown, path: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((inner) => pathThere(inner, path));
  const [name, ...rest] = path;
  return name === undefined ? value !== undefined : isObject(value) && name in value && pathThere(value[name], rest);
}
