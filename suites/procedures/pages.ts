import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { linkTo } from '../../src/exchange/link-header.ts';
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
    next = nextPage(page);
  }
  return items;
}

/** Target of the link to the next page (RFC 8288), made absolute against the page it came with. */
export function nextPage({ request, response }: Exchange): { path: string } | undefined {
  const target = linkTo(response?.headers ?? [], 'next');
  return target === undefined || !URL.canParse(target, request.url)
    ? undefined
    : { path: new URL(target, request.url).href };
}
