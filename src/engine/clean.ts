import { ageOf, findLost, findOperations } from '../../suites/procedures/lost.ts';
import { removeMade } from '../../suites/procedures/remove.ts';
import type { DriverParts } from '../drive/driver.ts';
import type { Journal, Made } from '../drive/journal.ts';
import type { Driver } from '../drive/procedure.ts';
import type { Profile } from '../target/profile.ts';
import { driversOf } from './drivers.ts';
import { asksAreHere, askText, isAt, journalIn, owed, resourcesIn } from './owed.ts';
import { openParts } from './parts.ts';
import { keyOf, takeStock } from './stock.ts';

export interface Cleaned {
  readonly removed: number;
  /** URLs that are still there. */
  readonly left: readonly string[];
  /** URLs of resources that may belong to the run or to somebody else; and requests for which not even that is known. */
  readonly uncertain: readonly string[];
}

/**
 * Removes what a killed run left on the SUT, according to its journal. Can be repeated at any time. The counterparts run
 * meanwhile: a SUT requests a grant before it terminates anything.
 * @param includeUncertain also what may belong to the run or to somebody else
 */
export async function cleanRun(dir: string, profile: Profile, includeUncertain = false): Promise<Cleaned> {
  const journal = journalIn(dir);
  let before = resources(journal).length;
  const uncertain: string[] = [];
  if (owed(dir, profile).here.length > 0) {
    await withParts(journal, profile, async (parts) => {
      const drivers = driversOf(parts, 'clean');
      const asksHere = asksAreHere(dir, profile);
      for (const driver of drivers)
        if (asksHere({ api: driver.api.name, major: driver.major }))
          uncertain.push(...(await lookForLost(driver, journal, includeUncertain)));
      const known = journal.left();
      before = resources(journal).length;
      for (const driver of drivers) {
        await removeMade(driver, leftAt(driver, journal));
        if (resources(journal).length === 0) continue;
        await findOperations(driver, journal);
        await removeMade(driver, leftAt(driver, journal));
      }
      await remember(parts, journal, known);
    });
  }
  const left = resources(journal);
  const open = journal.open().map(askText);
  return { removed: before - left.length, left, uncertain: uncertain.length > 0 ? uncertain : open };
}

/** An answer of 204 alone does not show that anything is gone: what the lists still show stays in the journal. */
async function remember(parts: DriverParts, journal: Journal, known: readonly Made[]): Promise<void> {
  const stock = await takeStock(parts);
  const left = new Set(journal.left().map(({ url }) => url));
  const listed = known.filter(({ resource, url }) => !left.has(url) && stock.items.has(keyOf(resource, url)));
  for (const entry of listed.reverse()) journal.made(entry);
}

/** The SUT may still process a request whose connection a kill closed; at most as long as its answer would have been awaited. */
async function lookForLost(driver: Driver, journal: Journal, includeUncertain: boolean): Promise<readonly string[]> {
  let uncertain: readonly string[] = [];
  const look = async (): Promise<true | undefined> => {
    const open = journal.open().filter(within(driver));
    uncertain = await findLost(driver, journal, open, includeUncertain);
    const { request } = driver.profile.timeouts;
    return journal.open().some((ask) => within(driver)(ask) && ageOf(ask) <= request) ? undefined : true;
  };
  await driver.until(look, driver.profile.timeouts.request + EVERY_MS, EVERY_MS);
  return uncertain;
}

const EVERY_MS = 1000;

/** What is left where the driver may send requests to. */
function leftAt(driver: Driver, journal: Journal): readonly Made[] {
  return journal.left().filter((made) => within(driver)(made) && isAt(driver.profile, made));
}

function within(driver: Driver): (entry: { readonly api: string; readonly major: string }) => boolean {
  return ({ api, major }) => api === driver.api.name && major === driver.major;
}

/** Nothing of the cleaning is evidence: it is numbered and forgotten. */
async function withParts(
  journal: Journal,
  profile: Profile,
  work: (parts: DriverParts) => Promise<void>,
): Promise<void> {
  let exchanges = 0;
  const keeper = {
    get exchanges(): number {
      return exchanges;
    },
    append: (): void => void (exchanges += 1),
  };
  const nobody = { begin: () => undefined, exchange: () => undefined, end: () => undefined };
  const open = await openParts(profile, journal, keeper, nobody);
  try {
    await work(open.parts);
  } finally {
    await open.close();
  }
}

function resources(journal: Journal): readonly string[] {
  return resourcesIn(journal).map(({ url }) => url);
}
