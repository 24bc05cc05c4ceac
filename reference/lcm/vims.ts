import { type JsonObject, isObject, mergePatch } from '../json.ts';

type Vims = Readonly<Record<string, JsonObject>>;

/** VIM connections with those of a request or a grant; null takes one away. */
export function mergedVims(current: Vims, change: Readonly<Record<string, JsonObject | null>>): Vims {
  const merged = mergePatch(current, change);
  if (!isObject(merged)) return {};
  return Object.fromEntries(Object.entries(merged).flatMap(([id, vim]) => (isObject(vim) ? [[id, vim]] : [])));
}
