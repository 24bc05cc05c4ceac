import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeMade } from '../../suites/procedures/remove.ts';
import { createDriver } from '../drive/driver.ts';
import { Journal } from '../drive/journal.ts';
import { UserError } from '../errors.ts';
import { WireClient } from '../exchange/client.ts';
import { toBody } from '../exchange/body.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES } from '../model/release-model.ts';
import { authenticator, tlsOptions } from '../target/authenticate.ts';
import { claimsOf } from '../target/load-profile.ts';
import type { Profile } from '../target/profile.ts';

export interface Cleaned {
  readonly removed: number;
  /** URLs that are still there. */
  readonly left: readonly string[];
}

/** Removes from the SUT what a killed run left there, as its journal tells. Can be said again at any time. */
export async function cleanRun(dir: string, profile: Profile): Promise<Cleaned> {
  const file = join(dir, 'journal.ndjson');
  if (!existsSync(file))
    throw new UserError(`${dir} holds no journal`, {
      code: 'E_RECORD',
      wayOut: 'name the directory of the run: the one with journal.ndjson',
    });
  const journal = new Journal(file);
  const before = resources(journal).length;
  const client = new WireClient(tlsOptions(profile));
  let sent = 0;
  for (const [api, majors] of Object.entries(profile.apis)) {
    for (const major of Object.keys(majors)) {
      const entries = journal.left().filter((entry) => entry.api === api && entry.major === major);
      const model = [...RELEASES]
        .reverse()
        .map((release) => loadModel().release(release))
        .find((one) => one.apis.get(api)?.major === major);
      const apiModel = model?.apis.get(api);
      if (model === undefined || apiModel === undefined || entries.length === 0) continue;
      const driver = createDriver(
        {
          client,
          profile,
          claims: claimsOf(profile),
          credentials: authenticator(profile),
          journal,
          record: ({ result, stimulus, method, url }) => ({
            type: 'exchange',
            id: `clean-${++sent}`,
            at: result.startedAt.toISOString(),
            ms: result.ms,
            direction: 'outbound',
            api,
            run: 'clean',
            stimulus,
            request: { method, url, headers: result.sent },
            ...(result.response === undefined
              ? {}
              : {
                  response: {
                    status: result.response.status,
                    headers: result.response.headers,
                    ...bodyOf(result.response.body),
                  },
                }),
            ...(result.failure === undefined ? {} : { failure: result.failure }),
          }),
          openSink: () => Promise.reject(new Error('nothing is subscribed while cleaning')),
          owns: () => undefined,
        },
        'clean',
        model,
        apiModel,
      );
      await removeMade(driver, entries);
    }
  }
  client.close();
  const left = resources(journal);
  return { removed: before - left.length, left };
}

function bodyOf(bytes: Uint8Array): { body?: NonNullable<ReturnType<typeof toBody>> } {
  const body = toBody(bytes);
  return body === undefined ? {} : { body };
}

/** Operation occurrences are history of the SUT's own and go with nothing. */
function resources(journal: Journal): readonly string[] {
  return journal
    .left()
    .filter((entry) => entry.resource !== 'vnf_lcm_op_occs')
    .map((entry) => entry.url);
}
