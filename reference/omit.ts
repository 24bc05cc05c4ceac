/** A copy without some attributes. */
export function omit<T extends object, K extends keyof T & string>(value: T, ...names: readonly K[]): Omit<T, K> {
  const kept: Partial<T> = { ...value };
  for (const name of names) Reflect.deleteProperty(kept, name);
  return kept as Omit<T, K>;
}
