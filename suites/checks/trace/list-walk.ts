import type { Exchange } from '../../../src/exchange/exchange.ts';
import { linkTo } from '../../../src/exchange/link-header.ts';
import type { Trace } from '../../../src/judge/case.ts';
import { listed, steps, type Entity } from './reading.ts';

/** Whether the SUT says that there is a further page. */
export function hasNext(page: Exchange | undefined): boolean {
  return linkTo(page?.response?.headers ?? [], 'next') !== undefined;
}

/** How often the item is in the list; `undefined` where the list has several pages: others may make it shift between them. */
export function timesOnOnlyPage(page: Exchange | undefined, id: unknown): number | undefined {
  return hasNext(page) ? undefined : listed(page)?.filter((item) => item['id'] === id).length;
}

/** The first page of the step that shows such an item: what is gone before the first page is asked for is on none. */
export function pageWith(trace: Trace, label: string, like: (item: Entity) => boolean): Exchange | undefined {
  return steps(trace, label).find((page) => listed(page)?.some(like) === true);
}
