import { isObject, mergePatch } from '../../../src/model/json.ts';

/** VIM connections of v1 are an array: entries of the request take the place of those with the same id (5.5.2.12). */
export function mergedById(target: unknown, entries: readonly unknown[]): readonly unknown[] {
  const idOf = (entry: unknown): unknown => (isObject(entry) ? entry['id'] : undefined);
  const old = Array.isArray(target) ? (target as readonly unknown[]) : [];
  const known = (entry: unknown): boolean => old.some((one) => idOf(one) === idOf(entry));
  return [
    ...old.map((one) => mergePatch(one, entries.find((entry) => idOf(entry) === idOf(one)) ?? {})),
    ...entries.filter((entry) => !known(entry)),
  ];
}

/** An empty map and none at all tell the same; credentials are not to be read back (SOL003 4.4.1.6). */
export function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(emptied);
  if (!isObject(value)) return value;
  const left = Object.entries(value)
    .filter(([name]) => name !== 'accessInfo')
    .map(([name, inner]) => [name, emptied(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** Whether something is to be removed by a patch. */
export function holdsNull(value: unknown): boolean {
  return value === null || (isObject(value) && Object.values(value).some(holdsNull));
}

/** In what a value differs from the one that was to be: how KeyValuePairs are kept has more than one cause. */
export function howOtherwise(expected: unknown, observed: unknown): string {
  if (!isObject(expected) || !isObject(observed)) return 'applied-otherwise';
  const names = Object.keys(expected);
  if (names.some((name) => !(name in observed))) return 'keys-changed';
  const asText = (value: unknown): string => String(value).toLowerCase();
  const wrong = names.filter((name) => JSON.stringify(expected[name]) !== JSON.stringify(observed[name]));
  const texts = wrong.every(
    (name) => typeof observed[name] === 'string' && asText(expected[name]) === asText(observed[name]),
  );
  return wrong.length > 0 && texts ? 'values-as-text' : 'applied-otherwise';
}
