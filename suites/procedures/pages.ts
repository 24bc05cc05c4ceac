/** Target of `Link: <...>; rel="next"` (RFC 8288), made absolute against the page it came with. */
export function nextPage(link: string | undefined, base: string): { path: string } | undefined {
  const target = /<([^<>]*)>\s*;[^,<]*rel="?next"?/.exec(link ?? '')?.[1];
  return target === undefined || !URL.canParse(target, base) ? undefined : { path: new URL(target, base).href };
}
