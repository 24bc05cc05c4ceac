/** A copy without some attributes. */
export function omit<T extends object, K extends keyof T & string>(value: T, ...names: readonly K[]): Omit<T, K> {
  const kept = Object.entries(value).filter(([name]) => !names.some((n) => n === name));
  return Object.fromEntries(kept) as Omit<T, K>;
}
