import type { Attribute, ReleaseModel, TypeRef } from '../../src/model/release-model.ts';
import { type JsonObject, isObject } from '../json.ts';

/**
 * A payload as a release knows it: attributes that the data type does not have are left out, and so are optional lists
 * without items; a map is written as a list (with `id`) where the release has a list.
 */
export function project(model: ReleaseModel, type: string, value: JsonObject): JsonObject {
  const projected = named(model, type, value);
  return isObject(projected) ? projected : {};
}

function named(model: ReleaseModel, name: string, value: unknown): unknown {
  const type = model.types.get(name);
  if (type?.kind !== 'object' || !isObject(value)) return value;
  return attributes(model, type.attributes, value);
}

function attributes(model: ReleaseModel, known: readonly Attribute[], value: JsonObject): JsonObject {
  const entries = known.flatMap((attribute): [string, unknown][] => {
    const given = value[attribute.name];
    if (given === undefined) return [];
    const shown = collection(model, attribute, given);
    return Array.isArray(shown) && shown.length === 0 && attribute.min === 0 ? [] : [[attribute.name, shown]];
  });
  return Object.fromEntries(entries);
}

function collection(model: ReleaseModel, attribute: Attribute, value: unknown): unknown {
  const one = (item: unknown): unknown => element(model, attribute.type, item);
  if (value === null) return null;
  if (attribute.collection === 'array') {
    if (Array.isArray(value)) return value.map(one);
    if (isObject(value)) return Object.entries(value).map(([id, item]) => one(isObject(item) ? { id, ...item } : item));
  }
  if (attribute.collection === 'map' && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item === null ? null : one(item)]));
  return one(value);
}

function element(model: ReleaseModel, type: TypeRef, value: unknown): unknown {
  switch (type.kind) {
    case 'named':
      return named(model, type.name, value);
    case 'object':
      return isObject(value) ? attributes(model, type.attributes, value) : value;
    case 'enum':
      return value;
  }
}
