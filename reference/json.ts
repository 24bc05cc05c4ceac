import { isObject, type JsonObject } from '../src/model/json.ts';
import { faulty } from './faults/seeded.ts';

/** JSON as it comes from the wire: unknown until looked at. */
export { isObject, type JsonObject };

export function objectAt(value: JsonObject, name: string): JsonObject | undefined {
  const found = value[name];
  return isObject(found) ? found : undefined;
}

export function stringAt(value: JsonObject, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: JsonObject, name: string): number | undefined {
  const found = value[name];
  return typeof found === 'number' ? found : undefined;
}

/** Objects of an array attribute; empty where it is absent. */
export function objectsAt(value: JsonObject, name: string): readonly JsonObject[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** Strings of an array attribute; empty where it is absent. */
export function stringsAt(value: JsonObject, name: string): readonly string[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter((v) => typeof v === 'string') : [];
}

/** JSON Merge Patch (RFC 7396): null removes, objects merge, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null && faulty('null-in-pairs-is-kept')) merged.set(name, null);
    else if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}
