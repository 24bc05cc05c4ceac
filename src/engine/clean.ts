import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeMade } from '../../suites/procedures/remove.ts';
import { createDriver } from '../drive/driver.ts';
import { Journal } from '../drive/journal.ts';
import { UserError } from '../errors.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES } from '../model/release-model.ts';
import type { Profile } from '../target/profile.ts';
import { openParts } from './parts.ts';
import { dialectOf } from './plan.ts';

export interface Cleaned {
  readonly removed: number;
  /** URLs that are still there. */
  readonly left: readonly string[];
}

/**
 * Removes from the SUT what a killed run left there, as its journal tells. Can be said again at any time. The counterparts
 * are there while it works: a SUT asks for a grant before it terminates anything.
 */
export async function cleanRun(dir: string, profile: Profile): Promise<Cleaned> {
  const file = join(dir, 'journal.ndjson');
  if (!existsSync(file))
    throw new UserError(`${dir} holds no journal`, {
      code: 'E_RECORD',
      wayOut: 'name the directory of the run: the one with journal.ndjson',
    });
  const journal = new Journal(file);
  const before = resources(journal).length;
  if (before > 0) await removeAll(journal, profile);
  const left = resources(journal);
  return { removed: before - left.length, left };
}

/** Nothing of the cleaning is evidence: it is numbered and forgotten. */
async function removeAll(journal: Journal, profile: Profile): Promise<void> {
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
    for (const [api, majors] of Object.entries(profile.apis)) {
      for (const major of Object.keys(majors)) {
        const entries = journal.left().filter((entry) => entry.api === api && entry.major === major);
        const models = RELEASES.map((release) => loadModel().release(release)).filter(
          (one) => one.apis.get(api)?.major === major,
        );
        const dialect = dialectOf(
          models.map(({ release }) => release),
          profile.claims,
        );
        const model = models.find(({ release }) => release === dialect);
        const apiModel = model?.apis.get(api);
        if (model === undefined || apiModel === undefined || entries.length === 0) continue;
        await removeMade(createDriver(open.parts, 'clean', model, apiModel), entries);
      }
    }
  } finally {
    await open.close();
  }
}

/** Operation occurrences are history of the SUT's own and go with nothing. */
function resources(journal: Journal): readonly string[] {
  return journal
    .left()
    .filter((entry) => entry.resource !== 'vnf_lcm_op_occs')
    .map((entry) => entry.url);
}
