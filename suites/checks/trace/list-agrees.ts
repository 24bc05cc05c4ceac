import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import { LEFT_OUT } from './left-out.ts';
import { EMPTY_SEGMENT } from './notifications.ts';
import { actsByItself } from './by-itself.ts';
import { answeredPart, partOf } from './known-part.ts';
import { judgement, listed, steps, textAt, without, type Entity } from './reading.ts';
import { RESTING } from './states.ts';
import { ALL_FIELDS_LOST } from './selected-items.ts';

/** An item of a list with all attributes shows what reading it alone shows; without selectors it shows the same values. */
export function listAgrees(collection: string): TraceCheck {
  return (trace) => {
    const singles = steps(trace, `single.${collection}`).filter((one) => one.response?.status === 200);
    const list = steps(trace, `full.${collection}.before`).filter((page) => page.response?.status === 200);
    if (singles.length === 0 || list.length === 0) return without(`the list of ${collection} beside its items`, trace);
    return judgement(
      singles.length,
      singles.flatMap((single) => compareItem(single, list, collection, trace)),
    );
  };
}

function compareItem(
  single: Exchange,
  list: readonly Exchange[],
  collection: string,
  trace: Trace,
): readonly Observation[] {
  const alone = answeredPart(single, trace);
  const page = list.find((one) => listed(one)?.some((item) => item['id'] === alone?.['id']));
  const whole = listed(page)?.find((one) => one['id'] === alone?.['id']);
  if (alone === undefined || page === undefined || whole === undefined) return [];
  const item = partOf(whole, page, trace);
  if (mayHaveMoved(trace, single, alone, page, item)) return [];
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

/** An operation that was under way when it was seen first, or an instance to which the SUT does something by itself. */
function mayHaveMoved(trace: Trace, single: Exchange, alone: Entity, page: Exchange, item: Entity): boolean {
  const [earlier, later] =
    trace.exchanges.indexOf(single) < trace.exchanges.indexOf(page) ? [alone, item] : [item, alone];
  const state = textAt(earlier, 'operationState');
  if (state !== undefined) return !RESTING.includes(state) && state !== later['operationState'];
  return actsByItself(trace, textAt(alone, 'id'));
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
