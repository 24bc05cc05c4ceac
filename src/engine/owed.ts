import { join } from 'node:path';
import { Journal } from '../drive/journal.ts';
import { UserError } from '../errors.ts';
import { readRunInfo } from '../judge/run-directory.ts';
import { isThere } from '../judge/there.ts';
import type { Profile } from '../target/profile.ts';

/** What the journal of a run still names, in words. */
export interface Owed {
  /** On the target of the profile. */
  readonly here: readonly string[];
  /** On another one, to which no request is sent. */
  readonly elsewhere: readonly string[];
}

type Place = { readonly api: string; readonly major: string };

/** Splits what is to be removed by whether the profile leads to it. @throws UserError E_RECORD */
export function owed(dir: string, profile: Profile): Owed {
  const journal = journalIn(dir);
  const asksHere = asksAreHere(dir, profile);
  const all = [
    ...resourcesIn(journal).map((made) => ({ what: made.url, here: isAt(profile, made) })),
    ...journal.open().map((ask) => ({ what: askText(ask), here: asksHere(ask) })),
  ];
  const of = (here: boolean): readonly string[] => all.filter((one) => one.here === here).map(({ what }) => what);
  return { here: of(true), elsewhere: of(false) };
}

/** @throws UserError E_RECORD where there is none */
export function journalIn(dir: string): Journal {
  const file = join(dir, 'journal.ndjson');
  if (isThere(file)) return new Journal(file);
  throw new UserError(`${dir} contains no journal`, {
    code: 'E_RECORD',
    wayOut: 'Name the directory of the run: the one with journal.ndjson.',
  });
}

/** Operation occurrences are history of the SUT's own and go with nothing. */
export function resourcesIn(journal: Journal): ReturnType<Journal['left']> {
  return journal.left().filter(({ resource }) => resource !== 'vnf_lcm_op_occs');
}

/** A request whose answer nobody saw, in words. */
export function askText({ resource, at }: { readonly resource: string; readonly at: string }): string {
  return `what POST ${resource}, sent at ${at}, created`;
}

/** Whether the profile names the host on which a resource was made. */
export function isAt(profile: Profile, { api, major, url }: Place & { readonly url: string }): boolean {
  const root = rootOf(profile, { api, major });
  return root !== undefined && URL.canParse(url) && new URL(url).host === new URL(root).host;
}

/** What a request without an answer made may be looked for only where that request went: on another target nothing would be found, or others' things. */
export function asksAreHere(dir: string, profile: Profile): (ask: Place) => boolean {
  const roots = isThere(join(dir, 'run.json')) ? readRunInfo(dir).target.roots : undefined;
  return (ask) => {
    const now = rootOf(profile, ask);
    return now !== undefined && (roots === undefined || roots[`${ask.api}/${ask.major}`] === now);
  };
}

function rootOf(profile: Profile, { api, major }: Place): string | undefined {
  return Object.entries(profile.apis[api] ?? {}).find(([one]) => one === major)?.[1];
}
