import { hasMark } from '../../src/drive/marks.ts';
import type { Asked, Journal } from '../../src/drive/journal.ts';
import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { lastStep, resourcePath } from '../../src/exchange/uri.ts';
import { nextPage } from './pages.ts';
import { listOf, text } from './steps.ts';
import { equals } from './vnflcm/filter-terms.ts';

type Item = Readonly<Record<string, unknown>>;

/** Pages of a list that are walked at most: a SUT may lead in a circle. */
const MOST_PAGES = 1000;

/** What a resource is like that nobody has used: more cannot be said of one without a text of ours. */
const UNUSED: Readonly<Record<string, (item: Item) => boolean>> = {
  vnf_instances: (item) => item['instantiationState'] === 'NOT_INSTANTIATED',
  // Who uses a subscription has a callback; ours would have a text of ours in it.
  subscriptions: (item) => !/^https?:/.test(text(item['callbackUri']) ?? ''),
  vnf_snapshots: (item) => item['vnfSnapshot'] === undefined && item['vnfSnapshotPkgId'] === undefined,
};

/**
 * Looks for what requests made of which no answer was seen, and journals it, so that it is removed with the rest: what bears a
 * text that is ours alone. Where a payload had no such text, what may be of it is returned, and journalled only where the user
 * says so (`takesAll`). A request stays open while the SUT may still be at work on it.
 * @returns URLs of what may be ours, or somebody else's
 */
export async function findLost(
  driver: Driver,
  journal: Journal,
  open: readonly Asked[],
  takesAll = false,
): Promise<readonly string[]> {
  const perhaps: string[] = [];
  for (const resource of new Set(open.map((ask) => ask.resource))) {
    const items = await listed(driver, resource);
    if (items === undefined) continue;
    const known = new Set(journal.left().map(({ url }) => url));
    const urlOf = (item: Item): string => driver.url(resourcePath(resource, text(item['id']) ?? ''));
    const unknown = items.filter((item) => text(item['id']) !== undefined && !known.has(urlOf(item)));
    for (const ask of open.filter((one) => one.resource === resource)) {
      const { run, api, major } = ask;
      const isMarked = ask.marks.length > 0;
      const found = unknown.filter((item) => (isMarked ? hasMark(item, ask.marks) : UNUSED[resource]?.(item) === true));
      const isOurs = isMarked || takesAll;
      if (isOurs) for (const item of found) journal.made({ resource, url: urlOf(item), run, api, major });
      else perhaps.push(...found.map(urlOf));
      const isOver = ageOf(ask) > driver.profile.timeouts.request;
      if (found.length > 0 ? isOurs : isOver) journal.answered(ask.ask);
    }
  }
  return [...new Set(perhaps)];
}

/** Journals the operations of instances that do not go: of the last one asked for there may be no word. */
export async function findOperations(driver: Driver, journal: Journal): Promise<void> {
  const { api, major } = driver;
  const stuck = journal
    .left()
    .filter((one) => one.resource === 'vnf_instances' && one.api === api.name && one.major === major);
  for (const { url, run } of stuck) {
    const id = lastStep(url);
    for (const item of (await listed(driver, 'vnf_lcm_op_occs', equals(driver, 'vnfInstanceId', id))) ?? []) {
      const occ = text(item['id']);
      if (occ === undefined || item['vnfInstanceId'] !== id) continue;
      const entry = { resource: 'vnf_lcm_op_occs', url: driver.url(resourcePath('vnf_lcm_op_occs', occ)) };
      journal.made({ ...entry, run, api: api.name, major });
    }
  }
}

/** Milliseconds since the request was sent. */
export function ageOf(ask: Asked): number {
  return Date.now() - Date.parse(ask.at);
}

/** All items of a list; `undefined` where it cannot be read to its end. */
async function listed(driver: Driver, resource: string, query?: string): Promise<readonly Item[] | undefined> {
  const list = await readList(driver, resource, query);
  return 'items' in list ? list.items : undefined;
}

/** All items of a list, or the exchange that keeps it from being read to its end. */
export async function readList(
  driver: Driver,
  resource: string,
  query?: string,
): Promise<{ readonly items: readonly Item[] } | { readonly stopped: Exchange }> {
  const items: Item[] = [];
  let next: { path: string; query?: string } | undefined = {
    path: `/${resource}`,
    ...(query === undefined ? {} : { query }),
  };
  for (let pages = 1; ; pages++) {
    const page: Exchange = await driver.send({ method: 'GET', ...next }, { kind: 'cleanup' });
    // There is no such collection, so nothing was made in it.
    if (page.response?.status === 404 || page.response?.status === 405) return { items };
    if (page.response?.status !== 200) return { stopped: page };
    items.push(...listOf(page));
    next = nextPage(page);
    if (next === undefined) return { items };
    if (pages === MOST_PAGES) return { stopped: page };
  }
}
