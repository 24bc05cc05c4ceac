import type { Attribute, ReleaseModel, TypeRef } from '../../src/model/release-model.ts';
import { type JsonObject, isObject } from '../json.ts';
import { isLeftOut } from '../manners/offered.ts';

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
  const shown: Record<string, unknown> = {};
  for (const attribute of known) {
    const given = value[attribute.name];
    if (given === undefined || isLeftOut(attribute)) continue;
    const item = collection(model, attribute, given);
    if (!Array.isArray(item) || item.length > 0 || attribute.min > 0) shown[attribute.name] = item;
  }
  return shown;
}

// Without functions in it that have names: this runs for every value of every answer, and naming them took half its time.
function collection(model: ReleaseModel, { collection: kind, type }: Attribute, value: unknown): unknown {
  if (value === null) return null;
  if (kind === 'array') {
    if (Array.isArray(value)) return value.map((item) => element(model, type, item));
    if (isObject(value))
      return Object.entries(value).map(([id, item]) => element(model, type, isObject(item) ? { id, ...item } : item));
  }
  if (kind === 'map' && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, item === null ? null : element(model, type, item)]),
    );
  return element(model, type, value);
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
