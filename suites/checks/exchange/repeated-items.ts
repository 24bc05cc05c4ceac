import { jsonOf } from '../../../src/exchange/body.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { type ItemMemory, ofItems } from '../../../src/model/items.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** Attributes by which items of a list are told apart. */
const NAMES = ['id', 'aspectId'] as const;

/** A list names each thing once: the same item with the same identifier twice counts it twice. One finding for each list. */
export function repeatedItems({ exchange, response, match }: Answer): readonly Observation[] {
  const json = jsonOf(response.body);
  if (json.kind !== 'json' || exchange.stimulus.kind === 'invalid-body') return [];
  return repeatsIn(json.value).map(({ item, pointer, name }) =>
    observe({
      check: 'answer.items',
      deviation: `repeated-item:${name === '' ? match.resource.name : name}`,
      clause: match.operation?.clause ?? match.resource.clause,
      // That identifiers differ is said of each data type in other words, or not at all.
      keyword: 'should',
      message: 'A list has each of its items once',
      expected: 'items with identifiers of their own',
      observed: item,
      pointer,
      exchange,
    }),
  );
}

/** A list that has an item twice. */
interface Repeat {
  readonly item: unknown;
  readonly pointer: string;
  /** Of the attribute that holds the list; empty: the payload is the list. */
  readonly name: string;
}

const inItems: ItemMemory<Repeat> = new WeakMap();

let last: { readonly payload: unknown; readonly found: readonly Repeat[] } = { payload: undefined, found: [] };

/** Each release asks this of the same payload, one after the other. */
function repeatsIn(payload: unknown): readonly Repeat[] {
  if (last.payload !== payload) last = { payload, found: repeats(payload) };
  return last.found;
}

function repeats(payload: unknown): readonly Repeat[] {
  if (!Array.isArray(payload)) return repeatsBelow(payload);
  return [...repeatIn(payload, '', ''), ...ofItems(payload, inItems, repeatsBelow)];
}

/** This goes through every payload there is: most have no list of several items anywhere. */
function repeatsBelow(value: unknown): readonly Repeat[] {
  const found: Repeat[] = [];
  if (typeof value === 'object' && value !== null) gather(value, '', found);
  return found;
}

function gather(value: object, pointer: string, found: Repeat[]): void {
  for (const key of Object.keys(value)) {
    const inner: unknown = Reflect.get(value, key);
    if (typeof inner !== 'object' || inner === null) continue;
    const at = `${pointer}/${key}`;
    if (Array.isArray(inner)) found.push(...repeatIn(inner, at, Array.isArray(value) ? '' : key));
    gather(inner, at, found);
  }
}

function repeatIn(items: readonly unknown[], pointer: string, name: string): readonly Repeat[] {
  if (items.length < 2) return [];
  const known = new Map<string, unknown>();
  const item = items.find((one) => {
    const id = idOf(one);
    if (id === undefined) return false;
    const before = known.get(id);
    known.set(id, one);
    return before !== undefined && JSON.stringify(before) === JSON.stringify(one);
  });
  return item === undefined ? [] : [{ item, pointer, name }];
}

function idOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  for (const name of NAMES) {
    const id = item[name];
    if (typeof id === 'string') return id;
  }
  return undefined;
}
