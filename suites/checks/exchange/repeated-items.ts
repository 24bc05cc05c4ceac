import { jsonOf } from '../../../src/exchange/body.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** Attributes by which items of a list are told apart. */
const NAMES = ['id', 'aspectId'] as const;

/** A list names each thing once: the same item with the same identifier twice counts it twice. One finding for each list. */
export function repeatedItems({ exchange, response, match }: Answer): readonly Observation[] {
  const json = jsonOf(response.body);
  if (json.kind !== 'json' || exchange.stimulus.kind === 'invalid-body') return [];
  return listsIn(json.value, '', '').flatMap(({ items, pointer, name }) => {
    const item = repeatedIn(items);
    if (item === undefined) return [];
    return [
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
    ];
  });
}

interface Listed {
  readonly items: readonly unknown[];
  readonly pointer: string;
  /** Of the attribute that holds the list; empty: the payload is the list. */
  readonly name: string;
}

function listsIn(value: unknown, pointer: string, name: string): readonly Listed[] {
  if (Array.isArray(value))
    return [{ items: value, pointer, name }, ...value.flatMap((item, i) => listsIn(item, `${pointer}/${i}`, ''))];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' ? listsIn(inner, `${pointer}/${key}`, key) : [],
  );
}

function repeatedIn(items: readonly unknown[]): unknown {
  const known = new Map<string, string>();
  return items.find((item) => {
    const id = isObject(item) ? NAMES.map((name) => item[name]).find((one) => typeof one === 'string') : undefined;
    if (typeof id !== 'string') return false;
    const text = JSON.stringify(item);
    if (known.get(id) === text) return true;
    known.set(id, text);
    return false;
  });
}
