/** What was found in items of lists, by item: an item is looked at once in all lists it is in (see json-text.ts). */
export type ItemMemory<T> = WeakMap<object, readonly T[]>;

/** What `of` finds in each item, so much at most, with pointers that start from the list. */
export function ofItems<T extends { readonly pointer: string }>(
  list: readonly unknown[],
  memory: ItemMemory<T>,
  of: (item: unknown) => readonly T[],
  most = Infinity,
): T[] {
  const found: T[] = [];
  for (let i = 0; i < list.length && found.length < most; i++)
    for (const one of remembered(list[i], memory, of)) found.push({ ...one, pointer: `/${i}${one.pointer}` });
  return found.slice(0, most);
}

/** What `of` finds in an item, looked at once. */
export function remembered<T>(item: unknown, memory: ItemMemory<T>, of: (item: unknown) => readonly T[]): readonly T[] {
  if (typeof item !== 'object' || item === null) return of(item);
  const known = memory.get(item);
  if (known !== undefined) return known;
  const found = of(item);
  memory.set(item, found);
  return found;
}
