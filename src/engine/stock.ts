import { setTimeout as delay } from 'node:timers/promises';
import { readList } from '../../suites/procedures/lost.ts';
import { PremiseFailed, type DriverParts } from '../drive/driver.ts';
import type { Journal } from '../drive/journal.ts';
import type { Driver } from '../drive/procedure.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { Redactor } from '../exchange/redact.ts';
import { resourcePath } from '../exchange/uri.ts';
import type { LeftOvers } from '../judge/run-info.ts';
import { driversOf } from './drivers.ts';
import { Recorder } from './recorder.ts';

/** What the SUT's own lists show at one moment. */
export interface Stock {
  /** URLs by collection and id: what both API versions list is there once. */
  readonly items: ReadonlyMap<string, { readonly resource: string; readonly url: string }>;
  /** Lists that cannot be read, each with the reason. */
  readonly unread: readonly string[];
}

/** Reads every collection in which a run creates something. Nothing of this is evidence, so nothing is recorded. */
export async function takeStock(parts: DriverParts): Promise<Stock> {
  const items = new Map<string, { readonly resource: string; readonly url: string }>();
  const unread: string[] = [];
  const look = async (driver: Driver, resource: string): Promise<void> => {
    const list = await readable(driver, resource);
    if ('reason' in list) unread.push(`${resource} of ${driver.api.name} ${driver.major} (${list.reason})`);
    else
      for (const { id } of list.items) {
        if (typeof id !== 'string') continue;
        const url = driver.url(resourcePath(resource, id));
        items.set(keyOf(resource, url), { resource, url });
      }
  };
  const looks = driversOf({ ...parts, record: unrecorded() }, 'stock').flatMap((driver) =>
    collections(driver).map((resource) => look(driver, resource)),
  );
  await Promise.all(looks);
  return { items, unread: unread.sort() };
}

/**
 * What is there now and was not before. What this run created and was said to be gone goes back into the journal, so that
 * `clean` tries again.
 */
export async function leftSince(before: Stock, look: () => Promise<Stock>, journal: Journal): Promise<LeftOvers> {
  let now = await look();
  if (added(before, now).length > 0) {
    // Deletion may take the SUT a moment beyond its answer.
    await delay(1000);
    now = await look();
  }
  const unread = [...new Set([...before.unread, ...now.unread])];
  const made = new Map(journal.everMade().map((entry) => [keyOf(entry.resource, entry.url), entry]));
  const left = new Map(journal.left().map((entry) => [keyOf(entry.resource, entry.url), entry]));
  const resources = new Map(
    added(before, now).map(([key, { resource, url }]) => [key, { resource, url, own: made.has(key) }]),
  );
  for (const key of resources.keys()) {
    const entry = made.get(key);
    if (entry !== undefined && !left.has(key)) journal.made(entry);
  }
  // What could not be removed, also where no list shows it.
  if (unread.length > 0)
    for (const [key, { resource, url }] of left)
      if (resource !== 'vnf_lcm_op_occs') resources.set(key, { resource, url, own: true });
  return { resources: [...resources.values()], unread };
}

function added(before: Stock, now: Stock): [string, { readonly resource: string; readonly url: string }][] {
  return [...now.items].filter(([key]) => !before.items.has(key));
}

/** Equal for one resource under both API versions. */
export function keyOf(resource: string, url: string): string {
  return `${resource}/${url.slice(url.lastIndexOf('/') + 1)}`;
}

/** Of those that are offered. */
function collections(driver: Driver): readonly string[] {
  return driver.api.resources
    .filter(({ path, operations }) => /^\/[a-z_]+$/.test(path) && operations.has('POST') && operations.has('GET'))
    .filter(({ operations }) =>
      [...operations.values()].some(({ ics }) => ics === undefined || driver.claims(ics) !== false),
    )
    .map(({ path }) => path.slice(1));
}

async function readable(
  driver: Driver,
  resource: string,
): Promise<{ readonly items: readonly Readonly<Record<string, unknown>>[] } | { readonly reason: string }> {
  try {
    const list = await readList(driver, resource);
    if ('items' in list) return list;
    const { response, failure } = list.stopped;
    if (response?.status === 200) return { reason: 'its pages do not end' };
    return {
      reason: response === undefined ? `no answer: ${failure?.kind ?? 'unknown'}` : `answered ${response.status}`,
    };
  } catch (error) {
    if (error instanceof PremiseFailed) return { reason: error.message };
    throw error;
  }
}

function unrecorded(): DriverParts['record'] {
  const nowhere = { exchanges: 0, append: () => undefined };
  const nobody = { begin: () => undefined, exchange: () => undefined, end: () => undefined };
  const recorder = new Recorder(nowhere, nobody, new Redactor([]), { secrets: () => [] });
  return (sent): Exchange => recorder.outbound(sent);
}
