import type { Attribute } from '../../src/model/release-model.ts';
import { isObject, type JsonObject } from '../json.ts';
import { takes } from './taken.ts';

/** A resource with those of its lists and maps that may be absent, with nothing in them. */
export function withEmptyLists(attributes: readonly Attribute[], shown: JsonObject): JsonObject {
  if (!takes('empty-lists-shown')) return shown;
  const all = attributes.map(({ name, collection, min, nonEmpty, only, type }): [string, unknown] => {
    const given = shown[name];
    if (type.kind === 'object' && isObject(given)) return [name, withEmptyLists(type.attributes, given)];
    const mayBeEmpty = collection !== 'one' && min === 0 && nonEmpty !== true && only === undefined;
    return [name, given ?? (mayBeEmpty ? (collection === 'array' ? [] : {}) : undefined)];
  });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
