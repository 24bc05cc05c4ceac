import type { Driver } from '../../src/drive/procedure.ts';
import { header } from '../../src/exchange/body.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { listOf } from './steps.ts';

/** Pages that are walked at most: what the procedure made may well be on the last, and a shared deployment holds thousands. */
const WHOLE_LIST = 80;

/** Every page of a list, recorded under the step. */
export async function walk(
  driver: Driver,
  path: string,
  step: string,
  query?: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const items: Readonly<Record<string, unknown>>[] = [];
  let next: { path: string; query?: string } | undefined = { path, ...(query === undefined ? {} : { query }) };
  for (let pages = 0; next !== undefined && pages < WHOLE_LIST; pages++) {
    const page: Exchange = await driver.send({ method: 'GET', ...next }, { kind: 'observe', step });
    items.push(...listOf(page));
    next = nextPage(header(page.response?.headers ?? [], 'link'), page.request.url);
  }
  return items;
}

/** Target of `Link: <...>; rel="next"` (RFC 8288), made absolute against the page it came with. */
export function nextPage(link: string | undefined, base: string): { path: string } | undefined {
  const target = /<([^<>]*)>\s*;[^,<]*rel="?next"?/.exec(link ?? '')?.[1];
  return target === undefined || !URL.canParse(target, base) ? undefined : { path: new URL(target, base).href };
}
