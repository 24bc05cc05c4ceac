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

function repeatsIn(payload: unknown): readonly Repeat[] {
  if (!Array.isArray(payload)) return repeatsBelow(payload, '');
  return [...repeatIn(payload, '', ''), ...ofItems(payload, inItems, (item) => repeatsBelow(item, ''))];
}

function repeatsBelow(value: unknown, pointer: string): readonly Repeat[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (typeof inner !== 'object') return [];
    const at = `${pointer}/${key}`;
    return [
      ...(Array.isArray(inner) ? repeatIn(inner, at, Array.isArray(value) ? '' : key) : []),
      ...repeatsBelow(inner, at),
    ];
  });
}

function repeatIn(items: readonly unknown[], pointer: string, name: string): readonly Repeat[] {
  const known = new Map<string, unknown>();
  const item = items.find((one) => {
    const id = isObject(one) ? NAMES.map((of) => one[of]).find((text) => typeof text === 'string') : undefined;
    if (typeof id !== 'string') return false;
    const before = known.get(id);
    known.set(id, one);
    return before !== undefined && JSON.stringify(before) === JSON.stringify(one);
  });
  return item === undefined ? [] : [{ item, pointer, name }];
}
