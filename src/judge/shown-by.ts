/** Why, and by which exchange that is shown. */
export function shownBy({ reason, because }: { readonly reason: string; readonly because?: string }): string {
  return because === undefined ? reason : `${reason} (exchange ${because})`;
}
